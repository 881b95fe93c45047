"""Sequences come, go, change places and are skipped; their numbers and what names them follow in the same step.

Once the listing was filed no number shifts: new sequences are appended, and one
that shall go is skipped (paragraph 58).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from seqtool.edit.operations.numbers import frozen, named, referring, renumbering, told, without_protein
from seqtool.edit.operations.pick import Pick, number, pick, places
from seqtool.edit.operations.report import Reference, Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.model.document import ASIDE, Document
from seqtool.model.draft import Draft, empty_sequence
from seqtool.model.residues import Residues
from seqtool.model.sequence import Sequence
from seqtool.spec.references import proteins

#: What to do where a sequence that goes is named elsewhere: refuse, or take ``protein_id`` and ``translation`` away.
Named = Literal["refuse", "release"]

#: What a listing holds of a skipped sequence (paragraph 58).
_SKIPPED = Sequence("", Residues(), (), skipped=True)
#: Sentences shown in a refusal.
_SHOWN = 3


class NamedElsewhereError(EditError):
    """What should go is named elsewhere, and nobody said that it may go all the same (``named_elsewhere``)."""


def create(session: Session, molecule_type: str = "DNA", *, name: str = "", at: int | None = None) -> Report:
    """A new sequence without residues, at a SEQ ID NO or where the settings want new ones."""
    draft = Draft(empty_sequence(molecule_type), name)
    return append(session, [draft]) if at is None else insert(session, [draft], at)


def insert(session: Session, drafts: Iterable[Draft], at: int) -> Report:
    """New sequences; the first gets SEQ ID NO ``at``, and those behind it move on.

    ``protein_id`` values and citations in them are taken as they are: as of after the step.

    Raises:
        EditError: there is no such place, or the listing was filed and the place is not behind all.
    """
    return _insert(session, list(drafts), at, "Insert sequence")


def append(session: Session, drafts: Iterable[Draft], *, coding: int | None = None) -> Report:
    """New sequences where the settings want them: a protein of the sequence ``coding`` (its key), or any others."""
    new = list(drafts)
    document = session.document
    place = len(document) if coding is None else protein_place(document, coding)
    if coding is None and not document.filing.filed and document.settings.proteins == "nucleotides":
        kinds = {draft.sequence.molecule_type == "AA" for draft in new}
        place = _behind_nucleotides(document) if kinds == {False} else place
    return _insert(session, new, place + 1, "Add sequence")


def _insert(session: Session, drafts: list[Draft], at: int, label: str) -> Report:
    count = len(session.document)
    if not 1 <= at <= count + 1:
        raise EditError(
            f"A new sequence cannot have SEQ ID NO: {at}; the numbers 1 to {count + 1} are possible."
        )
    if session.document.filing.filed and at <= count:
        raise frozen(f"A sequence put at SEQ ID NO: {at} would give those behind it other numbers")
    with renumbering(session, label if len(drafts) == 1 else f"{label}s") as step:
        step.created(step.edit.extend(drafts, at - 1))
    return step.report


def protein_place(document: Document, coding: int) -> int:
    """The 0-based place for a new protein of a coding sequence, as the settings want it.

    Behind all (``end``, ``nucleotides``, or once the listing was filed), or behind
    the coding sequence and the proteins of it that stand there (``after``).
    """
    if document.filing.filed or document.settings.proteins != "after":
        return len(document)
    its = {one for one, _, _ in proteins(document.draft(coding).sequence)}
    place = number(document, coding)
    while place + 1 in its:
        place += 1
    return place


def _behind_nucleotides(document: Document) -> int:
    for place in range(len(document), 0, -1):
        sequence = document.draft(document.order[place - 1]).sequence
        if not sequence.skipped and sequence.molecule_type != "AA":
            return place
    return 0


# Places


def move(session: Session, what: Pick, to: int) -> Report:
    """Sequences get other numbers: the first of them ``to``, the others follow it in their order.

    Raises:
        EditError: there is no such place, or the listing was filed.
    """
    document = session.document
    keys = pick(document, what)
    most = len(document) - len(keys) + 1
    if not 1 <= to <= most:
        raise EditError(
            f"{'A sequence' if len(keys) == 1 else f'{len(keys):,} sequences'} cannot go to SEQ ID NO: {to}; "
            f"1 to {most} are possible."
        )
    chosen = set(keys)
    others = [key for key in document.order if key not in chosen]
    return _reorder(session, [*others[: to - 1], *keys, *others[to - 1 :]])


def move_up(session: Session, what: Pick) -> Report:
    """Each sequence changes places with the one before it that is not meant; those at the top stay."""
    chosen = set(pick(session.document, what))
    order = list(session.document.order)
    for place in range(1, len(order)):
        if order[place] in chosen and order[place - 1] not in chosen:
            order[place - 1], order[place] = order[place], order[place - 1]
    return _reorder(session, order)


def move_down(session: Session, what: Pick) -> Report:
    """Each sequence changes places with the one behind it that is not meant; those at the end stay."""
    chosen = set(pick(session.document, what))
    order = list(session.document.order)
    for place in range(len(order) - 2, -1, -1):
        if order[place] in chosen and order[place + 1] not in chosen:
            order[place + 1], order[place] = order[place], order[place + 1]
    return _reorder(session, order)


def sort(session: Session, order: Iterable[int]) -> Report:
    """All sequences in another order, by key.

    Raises:
        EditError: the keys are not those of the document, or the listing was filed.
    """
    wanted = list(order)
    if sorted(wanted) != sorted(session.document.order):
        raise EditError("The new order does not name each sequence of the project once.")
    return _reorder(session, wanted)


def _reorder(session: Session, wanted: list[int]) -> Report:
    document = session.document
    if document.filing.filed and wanted != document.order:
        raise frozen("Moving a sequence would give it and others new numbers")
    with renumbering(session, "Move sequence") as step:
        reorder(step.edit, wanted)
    return step.report


def reorder(edit: Edit, wanted: list[int]) -> None:
    """Bring the order about with few changes: one block that moves is two splices, whatever else one of the stretch that changed."""
    order = edit.document.order
    first, last = 0, len(order)
    while first < last and order[first] == wanted[first]:
        first += 1
    while last > first and order[last - 1] == wanted[last - 1]:
        last -= 1
    old, new = order[first:last], wanted[first:last]
    if not old:
        return
    # Two blocks that changed places: the smaller one moves.
    cut = old.index(new[0])
    if old[cut:] + old[:cut] != new:
        edit.splice(first, len(old), new)
    elif cut <= len(old) - cut:
        block = old[:cut]
        edit.splice(first, cut)
        edit.splice(last - cut, 0, block)
    else:
        block = old[cut:]
        edit.splice(first + cut, len(block))
        edit.splice(first, 0, block)


# Going and being skipped


def delete(session: Session, what: Pick, *, named_elsewhere: Named = "refuse") -> Report:
    """Sequences go, and those behind them move up; of a filed listing they are skipped instead, which keeps the numbers.

    With ``named_elsewhere="release"`` a CDS whose protein goes loses ``protein_id`` and
    ``translation``, and texts that cite a sequence that goes stay as written; both are told.

    Raises:
        NamedElsewhereError: others name them, and ``named_elsewhere`` is not ``"release"``.
    """
    document = session.document
    keys = pick(document, what)
    if document.filing.filed:
        report = _skip(session, keys, named_elsewhere)
        notes = (
            "The listing was filed: what should be deleted was skipped instead, so that no number shifts.",
        )
        return replace(report, notes=notes + report.notes)
    _refuse_named(document, set(keys), "deleted", named_elsewhere, cited=True)
    with renumbering(
        session, "Delete sequence" if len(keys) == 1 else f"Delete {len(keys):,} sequences"
    ) as step:
        step.edit.remove(place for place, _ in places(document, set(keys)))
        for key in keys:
            step.edit.drop(f"{ASIDE}{key}")
    return step.report


def skip(session: Session, what: Pick, *, named_elsewhere: Named = "refuse") -> Report:
    """Sequences become intentionally skipped ones (paragraph 58); what they held is set aside in the project.

    Raises:
        NamedElsewhereError: a CDS names them as its protein, and ``named_elsewhere`` is not ``"release"``.
    """
    return _skip(session, pick(session.document, what), named_elsewhere)


def _skip(session: Session, keys: list[int], named_elsewhere: Named) -> Report:
    document = session.document
    already = [key for key in keys if document.draft(key).sequence == _SKIPPED]
    fresh = set(keys).difference(already)
    _refuse_named(document, fresh, "skipped", named_elsewhere, cited=False)
    gone = {at + 1 for at, _ in places(document, fresh)}
    notes: list[str] = []
    references: list[Reference] = []
    label = "Skip sequence" if len(keys) == 1 else f"Skip {len(keys):,} sequences"
    with session.edit(label) as edit:
        # What a sequence that is skipped says itself is set aside as it is, and nobody else's concern.
        _, cites = named(document, fresh)
        notes += [f"{words}, which is skipped now." for words in cites]
        for key, names in referring(document).items():
            if key in fresh or (names is not None and names.isdisjoint(gone)):
                continue
            new, lost = without_protein(document.draft(key).sequence, gone)
            references += [
                Reference(key, one.feature, one.qualifier, one.name, one.before, None) for one in lost
            ]
            edit.sequence(key, new)
        for key in fresh:
            draft = document.draft(key)
            if not draft.sequence.skipped:
                edit.put(f"{ASIDE}{key}", draft)
            edit.sequence(key, _SKIPPED)
    if already:
        notes.append(f"{len(already):,} of them {'was' if len(already) == 1 else 'were'} skipped before.")
    if references:
        notes.append("CDS features lost protein_id and translation: their proteins are skipped now.")
    return Report(references=tuple(references), notes=tuple(told(notes)))


def unskip(session: Session, what: Pick, molecule_type: str = "DNA") -> Report:
    """Skipped sequences hold again what was set aside, or begin without residues where nothing was.

    Raises:
        EditError: one of them is not skipped.
    """
    document = session.document
    keys = pick(document, what)
    for key in keys:
        if not document.draft(key).sequence.skipped:
            raise EditError(f"SEQ ID NO: {number(document, key)} is not skipped.")
    empty: list[str] = []
    with session.edit("Take skip back") as edit:
        for key in keys:
            draft = document.draft(key)
            held = document.aside(key)
            sequence = empty_sequence(molecule_type) if held is None else held.sequence
            if held is None:
                empty.append(
                    f"SEQ ID NO: {number(document, key)} begins anew as {molecule_type}: nothing was set aside."
                )
            edit.drop(f"{ASIDE}{key}")
            edit.put(key, replace(draft, sequence=sequence))
    return Report(notes=tuple(told(empty)))


def _refuse_named(document: Document, keys: set[int], word: str, choice: Named, *, cited: bool) -> None:
    if choice == "release":
        return
    coding, cites = named(document, keys)
    who = coding + (cites if cited else [])
    if who:
        more = f"; and {len(who) - _SHOWN:,} more" if len(who) > _SHOWN else ""
        raise NamedElsewhereError(
            f"What is to be {word} is named elsewhere: {'; '.join(who[:_SHOWN])}{more}. Change those first, or let it be "
            f"{word} all the same: protein_id and translation are taken away, and texts stay as they are written."
        )
