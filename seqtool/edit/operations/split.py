"""One sequence becomes two; features, and places in values, go along with their part."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, draft_of, name_of, protein
from seqtool.edit.operations.follow import WHY, is_source, legal_tree, links, whole
from seqtool.edit.operations.numbers import named, told
from seqtool.edit.operations.order import append, insert
from seqtool.edit.operations.report import Moved, Report
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location import (
    Location,
    Position,
    Single,
    Span,
    shift,
    spans,
)
from seqtool.insdc.location_clip import clip
from seqtool.insdc.location_splice import Trouble
from seqtool.insdc.positioned import POSITIONED, followed
from seqtool.model.draft import Draft
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec.references import follow

#: What a part of a coding sequence cannot say: it is of the whole.
_OF_WHOLE = ("translation", "protein_id")


def split(session: Session, key: int, at: int) -> Report:
    """Residues from 0-based place ``at`` on become a sequence of their own, right behind the first part.

    Of a filed listing it is appended behind all, as numbers are frozen. A feature
    across the place becomes two, which say with ``<`` and ``>`` that they go on; parts of
    a coding sequence get the ``codon_start`` that keeps the frame and lose ``translation``
    and ``protein_id``.

    Raises:
        EditError: the place is not between two residues of the sequence.
    """
    draft = draft_of(session, key)
    sequence = content_of(session, key)
    size = sequence.residues.length
    if not 0 < at < size:
        raise EditError(
            f"{name_of(session, key)} has {size} residues and cannot be split behind residue {at}. "
            f"Give a place behind residue 1 to {size - 1}."
        )
    cutting = _Cutting(key, sequence, at)
    first, second = cutting.both()
    cut = sequence.residues
    head = replace(sequence, residues=cut.replace(at, size, ""), features=first)
    tail = replace(sequence, residues=cut.replace(0, at, ""), features=second)
    names, cites = named(session.document, {key})
    with session.edit("Split sequence") as edit:
        edit.sequence(key, head)
        if not session.document.filing.filed:
            # What comes must name numbers as they are after the step.
            behind = session.document.order.index(key) + 1
            tail, _ = follow(tail, lambda number: number + (number > behind))
        new = Draft(tail, f"{draft.name} (2)" if draft.name else "", draft.description)
        filed = session.document.filing.filed
        place = session.document.order.index(key) + 2
        report = append(session, [new]) if filed else insert(session, [new], place)
    notes = [f"{words}; only its first part has this number now." for words in names + cites]
    return report + Report(
        resized=tuple(cutting.resized),
        invalid=tuple(cutting.invalid),
        notes=tuple(told(list(dict.fromkeys(cutting.notes + notes)))),
    )


class _Cutting:
    """The features of both parts."""

    def __init__(self, key: int, sequence: Sequence, at: int) -> None:
        self._key = key
        self._sequence = sequence
        self._at = at
        self._size = sequence.residues.length
        self._protein = protein(sequence)
        self.resized: list[Moved] = []
        self.invalid: list[Moved] = []
        self.notes: list[str] = []

    def both(self) -> tuple[tuple[Feature, ...], tuple[Feature, ...]]:
        first: list[Feature] = []
        second: list[Feature] = []
        for feature in self._sequence.features:
            if is_source(feature.key):
                first.append(replace(feature, location=whole(self._at)))
                other = replace(feature, location=whole(self._size - self._at))
                second.append(replace(other, qualifiers=_without_ids(feature.qualifiers)))
                continue
            tree, trouble = legal_tree(feature.location, self._size, protein=self._protein)
            if tree is None:
                self.invalid.append(
                    Moved(
                        self._key,
                        len(first),
                        feature.key,
                        feature.location,
                        feature.location,
                        why=WHY[trouble],
                    )
                )
                first.append(feature)
                continue
            self._feature(feature, tree, first, second)
        return tuple(first), tuple(second)

    def _feature(self, feature: Feature, tree: Location, first: list[Feature], second: list[Feature]) -> None:
        link = self._protein and feature.key in links() and isinstance(tree, Span)
        head, tail = (_ends if link else _parts)(tree, self._at, self._size)
        crossing = head is not None and tail is not None
        if head is None and tail is None:
            self.invalid.append(
                Moved(
                    self._key, len(first), feature.key, feature.location, None, why="its place was cut in two"
                )
            )
            return
        codon = _frames(feature, tree, self._at) if crossing and feature.key == "CDS" else None
        for part, offset, into in ((head, 0, first), (tail, self._at, second)):
            if part is None:
                continue
            new = shift(part, -offset)
            qualifiers = self._qualifiers(feature, offset, len(into), crossing=crossing)
            if crossing:
                if feature.key == "CDS":
                    qualifiers = self._coding(
                        feature, qualifiers, None if codon is None else codon[bool(offset)]
                    )
                if offset:
                    qualifiers = _without_ids(qualifiers)
                self.resized.append(Moved(self._key, len(into), feature.key, feature.location, new.text))
            into.append(Feature(feature.key, new.text, qualifiers))

    def _coding(
        self, feature: Feature, qualifiers: tuple[Qualifier, ...], start: int | None
    ) -> tuple[Qualifier, ...]:
        kept = [q for q in qualifiers if q.name not in _OF_WHOLE]
        if len(kept) < len(qualifiers):
            self.notes.append(
                f"CDS {feature.location[:60]} was cut: a part has no translation and protein_id of the whole. Translate the parts."
            )
        if start is None:
            self.notes.append(f"CDS {feature.location[:60]} was cut: check codon_start of its parts.")
            return tuple(kept)
        old = next((i for i, q in enumerate(kept) if q.name == "codon_start"), None)
        if old is not None:
            kept[old] = replace(kept[old], value=str(start))
        elif start != 1:
            kept.append(Qualifier("codon_start", str(start)))
        return tuple(kept)

    def _qualifiers(
        self, feature: Feature, offset: int, index: int, *, crossing: bool
    ) -> tuple[Qualifier, ...]:
        low, high = (self._at + 1, self._size) if offset else (1, self._at)

        def follow(text: str) -> tuple[str, Trouble | None]:
            tree, trouble = legal_tree(text, self._size, protein=False)
            if tree is None:
                return text, trouble
            if tree.low < low or tree.high > high:
                return text, "gone"
            return shift(tree, -offset).text, None

        made: list[Qualifier] = []
        for one in feature.qualifiers:
            value = one.value
            if one.name not in POSITIONED or not value:
                made.append(one)
                continue
            text, trouble = followed(one.name, value, follow)
            gone = trouble == "gone"
            other = crossing and self._elsewhere(one, low, high)
            if trouble is not None and not (gone and other):
                self.invalid.append(
                    Moved(
                        self._key, index, feature.key, value, None if gone else value, one.name, WHY[trouble]
                    )
                )
            if not gone:
                made.append(one if text == value else replace(one, value=text))
        return tuple(made)

    def _elsewhere(self, one: Qualifier, low: int, high: int) -> bool:
        """Whether the place in a value lies wholly in the other part, which has it then."""

        def follow(text: str) -> tuple[str, Trouble | None]:
            tree, trouble = legal_tree(text, self._size, protein=False)
            inside = tree is not None and (tree.high < low or tree.low > high)
            return text, None if inside else trouble

        return followed(one.name, one.value or "", follow)[1] is None


def _parts(tree: Location, at: int, size: int) -> tuple[Location | None, Location | None]:
    return clip(tree, 1, at), clip(tree, at + 1, size)


def _ends(tree: Location, at: int, size: int) -> tuple[Location | None, Location | None]:
    """Two linked residues: a link across the place becomes one end in each part (paragraph 66(c))."""
    if tree.high <= at or tree.low > at:
        return _parts(tree, at, size)
    return Single(Position(tree.low)), Single(Position(tree.high))


def _without_ids(qualifiers: tuple[Qualifier, ...]) -> tuple[Qualifier, ...]:
    return tuple([q if q.id is None else replace(q, id=None) for q in qualifiers])


def _frames(feature: Feature, tree: Location, at: int) -> tuple[int, int] | None:
    """``codon_start`` of the first and of the second part; None where the parts are not read one after the other."""
    starts = {"1": 1, "2": 2, "3": 3}
    written = next((q.value for q in feature.qualifiers if q.name == "codon_start"), "1")
    start = starts.get(written or "")
    halves: list[tuple[bool, int]] = []
    for low, high, strand in spans(tree):
        pieces = [(False, min(high, at) - low + 1), (True, high - max(low, at + 1) + 1)]
        halves += [piece for piece in (pieces if strand == 1 else reversed(pieces)) if piece[1] > 0]
    turns = sum(a[0] != b[0] for a, b in pairwise(halves))
    if start is None or turns != 1:
        return None
    leading = halves[0][0]
    before = sum(count for half, count in halves if half == leading) - (start - 1)
    behind = (-before) % 3 + 1
    return (behind, start) if leading else (start, behind)
