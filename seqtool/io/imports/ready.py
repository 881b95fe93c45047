"""Finished sequences from sources that have SEQ ID NOs of their own: references follow the new numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from seqtool.io.imports.formats import Ready
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.model import Feature, Qualifier, Sequence
from seqtool.spec.citations import renumbered

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)


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
    if numbers.same and not _refers(sequence):
        return sequence
    tell = _Teller(item, number, notes)
    features = tuple([_feature(feature, numbers, tell) for feature in sequence.features])
    return sequence if features == sequence.features else replace(sequence, features=features)


def _refers(sequence: Sequence) -> bool:
    return any(q.name == "protein_id" for feature in sequence.features for q in feature.qualifiers)


_Tell = Callable[[Kind, str, Feature, str, str | None, str | None], None]


def _feature(feature: Feature, numbers: Renumbering, tell: _Tell) -> Feature:
    changed: list[Qualifier] = []
    alone = False
    for qualifier in feature.qualifiers:
        value = qualifier.value or ""
        if qualifier.name == "protein_id" and _NUMBER.fullmatch(value):
            new = numbers(int(value))
            if new is None:
                alone = True
                tell(Kind.LEFT_OUT, "its protein is not among the sequences taken", feature, "protein_id", value, None)  # fmt: skip
                continue
            if str(new) != value:
                tell(Kind.CHANGED, "the SEQ ID NO of the protein has changed", feature, "protein_id", value, str(new))  # fmt: skip
                qualifier = replace(qualifier, value=str(new))  # noqa: PLW2901
        elif not numbers.same:
            qualifier = _cited(feature, qualifier, numbers, tell)  # noqa: PLW2901
        changed.append(qualifier)
    if alone and any(q.name == "translation" for q in changed):
        tell(Kind.LEFT_OUT, "a translation without its protein among the sequences (paragraph 92)", feature, "translation", None, None)  # fmt: skip
        changed = [q for q in changed if q.name != "translation"]
    return replace(feature, qualifiers=tuple(changed))


def _cited(feature: Feature, qualifier: Qualifier, numbers: Renumbering, tell: _Tell) -> Qualifier:
    for field in ("value", "non_english"):
        text = getattr(qualifier, field)
        if not text or len(text) > 10_000:
            continue
        new, gone = renumbered(text, numbers)
        if gone:
            shown = ", ".join(map(str, gone[:5]))
            tell(Kind.QUESTION, f"it cites SEQ ID NO {shown}, which is not taken; the text was kept", feature, qualifier.name, text[:160], None)  # fmt: skip
        if new != text:
            tell(Kind.CHANGED, "SEQ ID NOs cited in the text follow the new numbers", feature, qualifier.name, text[:160], new[:160])  # fmt: skip
            qualifier = replace(qualifier, **{field: new})
    return qualifier
