"""Finished sequences from sources that have SEQ ID NOs of their own: references follow the new numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from seqtool.io.imports.formats import Ready
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.model import Feature, Sequence
from seqtool.spec.references import Followed, follow, proteins


class Renumbering:
    """Old SEQ ID NO → new one, for the sequences of one source that are taken, in their order."""

    def __init__(self, olds: Iterable[int | None], first: int) -> None:
        """Take the old numbers; the first sequence becomes number ``first``."""
        numbers = array("q", (-1 if old is None else old for old in olds))
        #: Nothing changes: the numbers run on from the first.
        self.same = all(old == first + place for place, old in enumerate(numbers))
        self._new: dict[int, int] = {}
        if not self.same:
            for place, old in enumerate(numbers):
                self._new.setdefault(old, first + place)
        self._first, self._count = first, len(numbers)

    def __call__(self, old: int) -> int | None:
        """The new number; ``None`` for a sequence that is not taken."""
        if self.same:
            return old if self._first <= old < self._first + self._count else None
        return self._new.get(old)


class _Teller:
    def __init__(self, item: Ready, number: int, notes: Notes) -> None:
        self._item, self._number, self._notes = item, number, notes

    def __call__(
        self, kind: Kind, reason: str, feature: Feature, name: str, before: str | None, after: str | None
    ) -> None:
        item = self._item
        self._notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=item.file,
                record=item.name,
                line=item.line,
                sequence=self._number,
                feature=f"{feature.key} {feature.location}"[:160],
                qualifier=name,
                before=before,
                after=after,
            )
        )


def with_numbers(item: Ready, number: int, numbers: Renumbering, notes: Notes) -> Sequence:
    """The sequence with its ``protein_id`` values and citations as the new numbers want them.

    A CDS whose protein is not taken loses ``protein_id`` and ``translation``
    (paragraph 92 wants both or none), which is told.
    """
    sequence = item.sequence
    if numbers.same and not any(True for _ in proteins(sequence)):
        return sequence
    new, said = follow(sequence, numbers)
    tell = _Teller(item, number, notes)
    for one in said:
        feature = sequence.features[one.feature]
        if one.name == "protein_id":
            if one.after is None:
                tell(Kind.LEFT_OUT, "its protein is not among the sequences taken", feature, one.name, one.before, None)  # fmt: skip
            else:
                tell(Kind.CHANGED, "the SEQ ID NO of the protein has changed", feature, one.name, one.before, one.after)  # fmt: skip
        elif one.name == "translation":
            tell(Kind.LEFT_OUT, "a translation without its protein among the sequences (paragraph 92)", feature, one.name, None, None)  # fmt: skip
        elif not numbers.same:
            _cited(one, feature, tell)
    return new


def _cited(one: Followed, feature: Feature, tell: _Teller) -> None:
    if one.gone:
        shown = ", ".join(map(str, one.gone[:5]))
        tell(Kind.QUESTION, f"it cites SEQ ID NO {shown}, which is not taken; the text was kept", feature, one.name, one.before[:160], None)  # fmt: skip
    if one.after is not None and one.after != one.before:
        tell(Kind.CHANGED, "SEQ ID NOs cited in the text follow the new numbers", feature, one.name, one.before[:160], one.after[:160])  # fmt: skip
