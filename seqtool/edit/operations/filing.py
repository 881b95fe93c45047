"""Filing: from then on no number shifts; and new filings that are made from a project.

A listing that was filed is cited by its numbers in the description. Marking a
project as filed makes the operations refuse whatever would shift one. A filing
that is derived from it (continuation, divisional, national phase, replacement)
starts as a copy, with the digest of the sequences it started from in its history.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from seqtool.edit.operations.compare import Difference, differences, digest
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model.document import FILING, GENERAL, Document
from seqtool.model.draft import DraftGeneral, Filing
from seqtool.model.listing import ApplicationIdentification

Derived = Literal["continuation", "divisional", "national phase", "replacement"]


class _Kind(msgspec.Struct, frozen=True):
    """What a derived filing keeps of the general information."""

    title: str
    #: It belongs to the same application: number, filing date and file reference stay.
    same_application: bool = False


KINDS: Final[dict[str, _Kind]] = {
    "continuation": _Kind("a continuation"),
    "divisional": _Kind("a divisional application"),
    "national phase": _Kind("entry into the national phase"),
    "replacement": _Kind("a replacement listing", same_application=True),
}


def mark_filed(session: Session, words: str = "", *, now: datetime | None = None) -> Report:
    """Freeze the SEQ ID NOs; the history keeps the date, the words and the digest of the sequences.

    Raises:
        EditError: it is marked as filed already, or has no sequences.
    """
    document = session.document
    if document.filing.filed:
        raise EditError("The listing is marked as filed already; its numbers are frozen.")
    if not document.order:
        raise EditError("There is no sequence that could have been filed.")
    said = f"Marked as filed{_words(words)}; {len(document):,} sequences, {digest(document)}"
    with session.edit("Mark as filed") as edit:
        edit.put(FILING, Filing(filed=True, history=(*document.filing.history, (_date(now), said))))
    return Report(
        notes=(
            "SEQ ID NOs are frozen from now on: new sequences are appended, and one that is deleted is skipped instead.",
        )
    )


def unfreeze(session: Session, reason: str, *, now: datetime | None = None) -> Report:
    """Let the SEQ ID NOs of a filed listing shift again; the reason stays in its history.

    Raises:
        EditError: it is not marked as filed, or no reason is given.
    """
    document = session.document
    if not document.filing.filed:
        raise EditError("The listing is not marked as filed; its numbers are not frozen.")
    if not reason.strip():
        raise EditError(
            "Say why the numbers of a listing that was filed may shift: the description and the claims cite them. "
            "The reason is kept in the history of the project."
        )
    with session.edit("Unfreeze numbers") as edit:
        said = f"Numbers unfrozen: {reason.strip()}"
        edit.put(FILING, Filing(filed=False, history=(*document.filing.history, (_date(now), said))))
    return Report(notes=("SEQ ID NOs may shift again; what changes no longer agrees with what was filed.",))


def _date(now: datetime | None) -> str:
    return (now or datetime.now(UTC)).isoformat(timespec="seconds")


def _words(words: str) -> str:
    return f": {words.strip()}" if words.strip() else ""


class NewFiling(msgspec.Struct, frozen=True):
    """A project that was derived from another, and what was done to its general information, in words."""

    document: Document
    #: Digest of the sequences, the same in both.
    digest: str
    notes: tuple[str, ...]


def derive(
    parent: Document,
    kind: Derived,
    *,
    parent_as_priority: bool = False,
    file_reference: str | None = None,
    frozen: bool = True,
    now: datetime | None = None,
) -> NewFiling:
    """A new project for a filing that starts from another one, which is not changed.

    Application number, filing date and file reference are reset (a replacement is
    filed in the same application and keeps them), and so are file name and
    production date. The priorities stay; with ``parent_as_priority`` the parent's
    own application becomes one more, and the one that the listing states where it is the earliest
    (paragraph 44). Waivers and translations come along. The numbers stay frozen
    unless ``frozen`` is False: the description that comes along cites them.

    Raises:
        EditError: the parent has no application number, filing date and office to become a priority.
    """
    about = KINDS[kind]
    general, notes = _general(parent.general, about, file_reference)
    if parent_as_priority:
        general = _with_priority(general, parent.general.application, notes)
    elif general.priorities:
        notes.append(f"The {len(general.priorities)} priorities are kept." if len(general.priorities) > 1 else "The priority is kept.")  # fmt: skip
    document = parent.copy()
    proof = digest(document)
    origin = parent.general.application
    named = " ".join(part for part in (origin.office, origin.number) if part) if origin else ""
    said = f"New filing for {about.title} from {named or parent.general.file_reference or 'a project without application number'}; sequences {proof}"
    document.records[GENERAL] = general
    document.records[FILING] = Filing(filed=frozen, history=(*parent.filing.history, (_date(now), said)))
    notes.append(
        "SEQ ID NOs are frozen, since the description cites them; unfreeze them with a reason where that is meant."
        if frozen
        else "SEQ ID NOs are not frozen."
    )
    return NewFiling(document, proof, tuple(notes))


def _general(old: DraftGeneral, about: _Kind, file_reference: str | None) -> tuple[DraftGeneral, list[str]]:
    notes: list[str] = []
    general = replace(old, file_name=None, production_date=None)
    if about.same_application:
        notes.append(
            "Application number, filing date and file reference are kept: it is the same application."
        )
    else:
        general = replace(general, application=None, file_reference=None)
        if old.application is not None:
            gone = ", ".join(
                part
                for part in (old.application.office, old.application.number, old.application.filing_date)
                if part
            )
            notes.append(f"The application ({gone or 'empty'}) was reset: give the new one.")
        if old.file_reference is not None and file_reference is None:
            notes.append(f"The file reference ({old.file_reference}) was reset: give the new one.")
    if file_reference is not None:
        general = replace(general, file_reference=file_reference)
    if old.file_name is not None:
        notes.append(f"The file name ({old.file_name}) was reset.")
    return general, notes


def _with_priority(
    general: DraftGeneral, parent: ApplicationIdentification | None, notes: list[str]
) -> DraftGeneral:
    if parent is None or not (parent.office and parent.number and parent.filing_date):
        raise EditError(
            "The application of this project cannot become the priority: office, application number and filing date "
            "are needed (paragraph 44). Fill them in first."
        )
    if parent in general.priorities:
        notes.append("The application of the parent is among the priorities already.")
        return general
    priorities = (*general.priorities, parent)
    primary = general.primary_priority
    stated = general.stated().priority
    # Dates are written YYYY-MM-DD: their order as text is their order in time.
    if stated is None or not stated.filing_date or parent.filing_date < stated.filing_date:
        primary = len(priorities) - 1
        notes.append(f"The parent ({parent.office} {parent.number}) is the priority now.")
    else:
        notes.append(
            f"The parent ({parent.office} {parent.number}) is one of the priorities now; the listing states the earliest, "
            f"{stated.office or ''} {stated.number or ''} of {stated.filing_date}."
        )
    return replace(general, priorities=priorities, primary_priority=primary)


class Proof(msgspec.Struct, frozen=True):
    """Whether two projects state the same sequences, and what differs where not."""

    identical: bool
    before: str
    after: str
    differences: tuple[Difference, ...] = ()


def proof(parent: Document, child: Document) -> Proof:
    """The digests of two projects, and every difference where they are not equal."""
    before, after = digest(parent), digest(child)
    found = () if before == after else tuple(differences(parent, child))
    return Proof(before == after, before, after, found)


def unchanged_since(document: Document) -> tuple[str, bool] | None:
    """The digest that the history names last, and whether the sequences are still those; None where it names none."""
    from seqtool.edit.operations.compare import SCHEME

    for _, words in reversed(document.filing.history):
        at = words.rfind(SCHEME)
        if at >= 0:
            named = words[at : at + len(SCHEME) + 64]
            return named, named == digest(document)
    return None
