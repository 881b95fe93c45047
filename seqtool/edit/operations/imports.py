"""Sequences come in from a file or another project: one step, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Sequence_

from msgspec.structs import replace

from seqtool.edit.operations.merging import Merging
from seqtool.edit.operations.numbers import frozen, renumbering, told
from seqtool.edit.operations.pick import Pick, pick, places
from seqtool.edit.operations.report import Reference, Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.model.document import Document
from seqtool.model.draft import Draft
from seqtool.model.sequence import Sequence
from seqtool.spec.references import Followed, follow, refers
from seqtool.task import Task

#: Sequences between two looks at whether the user wants to stop.
_STEP = 1_000


def take_in(
    session: Session,
    sequences: Iterable[Draft],
    *,
    numbers: Iterable[int | None] | None = None,
    at: int | None = None,
    label: str = "Import",
    task: Task | None = None,
) -> Report:
    """New sequences with their references, behind all or at a SEQ ID NO.

    ``numbers`` are the SEQ ID NOs that the sequences have where they come from, to
    which their ``protein_id`` values and citations refer; without it they are 1, 2, 3 …
    A CDS whose protein does not come loses ``protein_id`` and ``translation``, a
    citation of what does not come stays as written; both are told. Ids of
    qualifiers that the project has already are left out.

    Raises:
        EditError: there is no such place, or the listing was filed and the place is not behind all.
        CancelledError: the task was cancelled; nothing came.
    """
    with session.edit(label) as edit:
        drafts: list[Draft] = []
        for draft in sequences:
            drafts.append(draft)
            if task is not None and not len(drafts) % _STEP:
                task.step(len(drafts), unit="sequences")
        olds: list[int | None] = [*range(1, len(drafts) + 1)] if numbers is None else list(numbers)
        if len(olds) != len(drafts):
            raise EditError(f"{len(drafts):,} sequences come in with {len(olds):,} numbers of their source.")
        return _take_in(session, edit, drafts, olds, at, label)


def _take_in(
    session: Session,
    edit: Edit,
    drafts: list[Draft],
    olds: Sequence_[int | None],
    at: int | None,
    label: str,
    *,
    own: bool = False,
) -> Report:
    count = len(edit.document)
    place = count if at is None else at - 1
    if not 0 <= place <= count:
        raise EditError(f"Sequences cannot come in at SEQ ID NO: {at}; 1 to {count + 1} are possible.")
    if edit.document.filing.filed and place < count:
        raise frozen(f"Sequences that come in at SEQ ID NO: {at} would give those behind them other numbers")
    # A whole listing in an empty project stays as it was written, mistakes and all.
    as_written = not count and list(olds) == list(range(1, len(drafts) + 1))
    coming = {old: place + index for index, old in enumerate(olds, 1) if old is not None}

    def new_of(old: int) -> int | None:
        found = coming.get(old)
        return old + len(drafts) * (place < old <= count) if own and found is None else found

    drafts, clashes = _without_known_ids(edit.document, drafts)
    references: list[tuple[int, Followed]] = []
    notes: list[str] = []
    if not as_written:
        for index, draft in enumerate(drafts):
            if any(refers(feature.qualifiers) for feature in draft.sequence.features):
                sequence, said = follow(draft.sequence, new_of)
                drafts[index] = replace(draft, sequence=sequence)
                references += [(index, one) for one in said if one.before != one.after]
                notes += _notes(place + index + 1, draft.sequence, said)
    with renumbering(session, label) as step:
        keys = step.edit.extend(drafts, place)
        step.created(keys)
    if clashes:
        notes.append(f"{clashes:,} ids of qualifiers were left out: the project has them already.")
    return step.report + Report(
        references=tuple(
            [
                Reference(keys[index], one.feature, one.qualifier, one.name, one.before, one.after, one.field)
                for index, one in references
            ]
        ),
        notes=tuple(told(notes)),
    )


def _notes(number: int, sequence: Sequence, said: list[Followed]) -> Iterator[str]:
    for one in said:
        feature = sequence.features[one.feature]
        where = f"SEQ ID NO: {number}, {feature.key} {feature.location[:60]}"
        if one.name == "protein_id" and one.after is None:
            yield f"{where} lost protein_id and translation: its protein (SEQ ID NO: {one.before} of the source) did not come along."
        elif one.gone:
            cited = ", ".join(map(str, dict.fromkeys(one.gone)))
            yield f"{where}, {one.name}, cites SEQ ID NO: {cited} of the source, which did not come along; it was left as written."


def _ids(sequence: Sequence) -> Iterator[str]:
    for feature in sequence.features:
        for qualifier in feature.qualifiers:
            if qualifier.id is not None:
                yield qualifier.id


def _without_known_ids(document: Document, drafts: list[Draft]) -> tuple[list[Draft], int]:
    """The drafts without ids of qualifiers that are in the document, and how many those were."""
    if not len(document) or not any(True for draft in drafts for _ in _ids(draft.sequence)):
        return drafts, 0
    known = {one for _, draft in document.drafts() for one in _ids(draft.sequence)}
    made: list[Draft] = []
    clashes = 0
    for draft in drafts:
        here = sum(one in known for one in _ids(draft.sequence))
        clashes += here
        made.append(_stripped(draft, known) if here else draft)
    return made, clashes


def _stripped(draft: Draft, known: set[str]) -> Draft:
    features = tuple(
        [
            replace(
                feature,
                qualifiers=tuple([replace(q, id=None) if q.id in known else q for q in feature.qualifiers]),
            )
            if any(q.id in known for q in feature.qualifiers)
            else feature
            for feature in draft.sequence.features
        ]
    )
    return replace(draft, sequence=replace(draft.sequence, features=features))


def paste(session: Session, source: Document, what: Pick, *, at: int | None = None) -> Report:
    """Sequences of another project, with their texts of further languages.

    Free text in a language that this project does not have as its main other one
    goes to the translations of that language. Of this project itself: see :func:`duplicate`.

    Raises:
        EditError: as :func:`take_in`, or a sequence is not in the source.
    """
    if source is session.document:
        return duplicate(session, what, at=at)
    chosen = places(source, set(pick(source, what)))
    label = "Paste sequence" if len(chosen) == 1 else "Paste sequences"
    with session.edit(label) as edit:
        merging = Merging(source, edit.document)
        drafts = [merging.draft(source.draft(key)) for _, key in chosen]
        report = take_in(session, drafts, numbers=[place + 1 for place, _ in chosen], at=at, label=label)
        notes = merging.settle(edit)
    return report + Report(notes=tuple(notes))


def duplicate(session: Session, what: Pick, *, at: int | None = None) -> Report:
    """Copies of sequences of the project: they name copies where those come along, and else what the originals name.

    Raises:
        EditError: as :func:`take_in`.
    """
    document = session.document
    chosen = places(document, set(pick(document, what)))
    drafts = [document.draft(key) for _, key in chosen]
    label = "Duplicate sequence" if len(chosen) == 1 else "Duplicate sequences"
    with session.edit(label) as edit:
        return _take_in(session, edit, drafts, [place + 1 for place, _ in chosen], at, label, own=True)
