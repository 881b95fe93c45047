"""Apply the mends that rules offer: one, or those of many findings, as one step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from seqtool.edit.fixes import Change, Wanted, apply_to_entry, apply_to_general
from seqtool.edit.operations.common import draft_of, name_of
from seqtool.edit.operations.follow import is_source, whole
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.errors import SeqtoolError
from seqtool.model.document import GENERAL
from seqtool.model.draft import DraftGeneral
from seqtool.model.listing import DeclaredListing, GeneralInformation
from seqtool.model.sequence import Entry
from seqtool.rules.core import Fix

#: What a listing says of itself or of an entry, and a project works out when it is written.
_WORKED_OUT: Final = frozenset(
    {"number", "length", "division", "other_seqids", "file", "total", "dtd_version"}
)


class Mend(NamedTuple):
    """A fix with its place; ``key`` None is the general information."""

    key: int | None
    code: str
    fix: Fix
    #: 0-based, where the finding has them.
    feature: int | None = None
    qualifier: int | None = None


class Mended(NamedTuple):
    """What was changed, by sequence, and how many fixes changed nothing: another one came first, or it is so already."""

    report: Report
    changes: tuple[tuple[int | None, Change], ...]
    waiting: int


def apply_fix(session: Session, mend: Mend) -> Mended:
    """Apply one fix.

    Raises:
        EditError: the place is no longer there, or the mend is for a file and not for a project.
    """
    return _apply(session, [mend], mend.fix.label)


def apply_fixes(session: Session, mends: Iterable[Mend], label: str = "Apply fixes") -> Mended:
    """Apply the fixes of many findings, those of one rule for instance, as one step.

    In one step each field changes once. A fix whose field another one has changed
    waits: validate again, and apply what is still offered.

    Raises:
        EditError: a place is no longer there, or a mend is for a file and not for a project.
    """
    wanted = list(mends)
    if not wanted:
        raise EditError("There is nothing to mend here. Choose findings that offer a fix.")
    return _apply(session, wanted, label)


def _apply(session: Session, mends: list[Mend], label: str) -> Mended:
    groups: dict[int | None, list[Wanted]] = {}
    for one in mends:
        if any(edit.field in _WORKED_OUT for edit in one.fix.edits):
            raise EditError(
                f"{one.code} ({one.fix.label}) is a mend for a file. A project works this out when the listing is written: "
                "write it anew."
            )
        wanted = Wanted(one.code, one.fix, one.feature, one.qualifier)
        groups.setdefault(one.key, []).append(wanted)
    changes: list[tuple[int | None, Change]] = []
    notes: list[str] = []
    done: set[tuple[int | None, str, str]] = set()
    with session.edit(label) as edit:
        for key, group in groups.items():
            try:
                made = _general(edit, group) if key is None else _sequence(session, edit, key, group, notes)
            except (SeqtoolError, IndexError, AttributeError) as error:
                if isinstance(error, EditError):
                    raise
                where = "the general information" if key is None else name_of(session, key)
                raise EditError(
                    f"A place of {where} that should be mended is no longer there. Validate again, and apply what is still offered."
                ) from error
            changes += [(key, one) for one in made]
            done.update((key, one.code, one.label) for one in made)
    waiting = sum((one.key, one.code, one.fix.label) not in done for one in mends)
    return Mended(Report(notes=tuple(notes)), tuple(changes), waiting)


def _sequence(session: Session, edit: Edit, key: int, wanted: list[Wanted], notes: list[str]) -> list[Change]:
    old = draft_of(session, key).sequence
    entry, changes = apply_to_entry(Entry(old), wanted)
    new = entry.sequence
    size = new.residues.length
    if size != old.residues.length:
        features = tuple([replace(f, location=whole(size)) if is_source(f.key) else f for f in new.features])
        new = replace(new, features=features)
        notes.append(
            f"{name_of(session, key)} has {size:,} residues now (it had {old.residues.length:,}); features are where they were."
        )
    edit.sequence(key, new)
    return changes


def _general(edit: Edit, wanted: list[Wanted]) -> list[Change]:
    draft = edit.document.general
    old = draft.stated()
    new, _, changes = apply_to_general(old, DeclaredListing(), wanted)
    edit.put(GENERAL, _back(draft, old, new))
    return changes


def _back(draft: DraftGeneral, old: GeneralInformation, new: GeneralInformation) -> DraftGeneral:
    """The project's general information, of which a listing states ``new`` instead of ``old``."""
    changed: dict[str, Any] = {}
    for name in old.__struct_fields__:
        value = getattr(new, name)
        if value == getattr(old, name):
            continue
        several = {"priority": "priorities", "applicant": "applicants", "inventor": "inventors"}.get(name)
        if several is None:
            changed[name] = value
            continue
        them: tuple[Any, ...] = getattr(draft, several)
        at = getattr(draft, f"primary_{name}")
        at = at if 0 <= at < len(them) else 0
        changed[several] = (*them[:at], *(() if value is None else (value,)), *them[at + 1 :])
        if value is None:
            changed[f"primary_{name}"] = 0
    return replace(draft, **changed) if changed else draft
