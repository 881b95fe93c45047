"""What a sequence says of the SEQ ID NOs of others: ``protein_id`` values and citations in free text, and how they follow new numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec.citations import cited, renumbered

Field = Literal["value", "non_english"]

#: A SEQ ID NO as ``protein_id`` states it (no sign, no zero before it).
NUMBER: Final = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
#: Values that are no text: ``protein_id`` is read by itself.
_NO_TEXT: Final = frozenset({"protein_id", "translation"})


class Followed(NamedTuple):
    """What became of one text of a sequence; ``after`` is None where the qualifier was taken away."""

    feature: int
    qualifier: int
    name: str
    field: Field
    before: str
    after: str | None
    #: Numbers that the text cites and that are no more.
    gone: tuple[int, ...] = ()


#: The new number of an old one, or None where its sequence is no more.
Numbers = Callable[[int], int | None]


def may_cite(text: str | None) -> bool:
    """Whether a text may cite a SEQ ID NO at all: quick, for the many that do not."""
    return text is not None and "seq" in text.lower()


def refers(qualifiers: Iterable[Qualifier]) -> bool:
    """Whether the qualifiers may say anything of the SEQ ID NOs of others."""
    for one in qualifiers:
        if one.name == "protein_id":
            return True
        if (one.value and "seq" in one.value.lower() and one.name not in _NO_TEXT) or (
            one.non_english and "seq" in one.non_english.lower()
        ):
            return True
    return False


def texts(sequence: Sequence) -> Iterator[tuple[int, int, Qualifier, Field, str]]:
    """The texts that may cite SEQ ID NOs: indices of feature and qualifier, the qualifier, which field, the text."""
    for at, feature in enumerate(sequence.features):
        for index, qualifier in enumerate(feature.qualifiers):
            if qualifier.value and may_cite(qualifier.value) and qualifier.name not in _NO_TEXT:
                yield at, index, qualifier, "value", qualifier.value
            if qualifier.non_english and may_cite(qualifier.non_english):
                yield at, index, qualifier, "non_english", qualifier.non_english


def proteins(sequence: Sequence) -> Iterator[tuple[int, int, int]]:
    """The SEQ ID NOs that ``protein_id`` values name, with the indices of feature and qualifier."""
    for at, feature in enumerate(sequence.features):
        for index, qualifier in enumerate(feature.qualifiers):
            if qualifier.name == "protein_id" and NUMBER.fullmatch(qualifier.value or ""):
                yield int(qualifier.value or ""), at, index


def follow(sequence: Sequence, numbers: Numbers) -> tuple[Sequence, list[Followed]]:
    """The sequence with its references as the new numbers want them, and what was done.

    A CDS whose protein is no more loses ``protein_id`` and ``translation``
    (paragraph 92 wants both or none). A text that cites a sequence that is no more
    is kept there as it was written, which is told.
    """
    told: list[Followed] = []
    changed: dict[int, Feature] = {}
    for at, feature in enumerate(sequence.features):
        if refers(feature.qualifiers):
            new = _feature(at, feature, numbers, told)
            if new is not feature:
                changed[at] = new
    if not changed:
        return sequence, told
    features = list(sequence.features)
    for at, feature in changed.items():
        features[at] = feature
    return replace(sequence, features=tuple(features)), told


def _feature(at: int, feature: Feature, numbers: Numbers, told: list[Followed]) -> Feature:
    kept: list[Qualifier] = []
    changed = alone = False
    for index, qualifier in enumerate(feature.qualifiers):
        if qualifier.name == "protein_id":
            if NUMBER.fullmatch(old := qualifier.value or ""):
                new = numbers(int(old))
                if new is None:
                    alone = changed = True
                    told.append(Followed(at, index, qualifier.name, "value", old, None))
                    continue
                if str(new) != old:
                    changed = True
                    told.append(Followed(at, index, qualifier.name, "value", old, str(new)))
                    kept.append(replace(qualifier, value=str(new)))
                    continue
        elif qualifier.name not in _NO_TEXT:
            new_one = _cited(at, index, qualifier, numbers, told)
            changed |= new_one is not qualifier
            kept.append(new_one)
            continue
        kept.append(qualifier)
    if alone and any(one.name == "translation" for one in kept):
        for index, one in enumerate(feature.qualifiers):
            if one.name == "translation":
                told.append(Followed(at, index, one.name, "value", one.value or "", None))
        kept = [one for one in kept if one.name != "translation"]
    return replace(feature, qualifiers=tuple(kept)) if changed else feature


def _cited(at: int, index: int, qualifier: Qualifier, numbers: Numbers, told: list[Followed]) -> Qualifier:
    value, non_english = qualifier.value, qualifier.non_english
    if value and may_cite(value):
        value = _text(at, index, qualifier.name, "value", value, numbers, told)
    if non_english and may_cite(non_english):
        non_english = _text(at, index, qualifier.name, "non_english", non_english, numbers, told)
    if value is qualifier.value and non_english is qualifier.non_english:
        return qualifier
    return replace(qualifier, value=value, non_english=non_english)


def _text(
    at: int, index: int, name: str, field: Field, text: str, numbers: Numbers, told: list[Followed]
) -> str:
    new, gone = renumbered(text, numbers)
    if new == text and not gone:
        return text
    told.append(Followed(at, index, name, field, text, new, tuple(gone)))
    return text if new == text else new


def broken_ranges(text: str, numbers: Numbers) -> list[tuple[int, int]]:
    """The ranges that a text cites ("SEQ ID NOs: 3 to 7") and that are not the same sequences with the new numbers of their ends."""
    found: list[tuple[int, int]] = []
    for one in cited(text, len(text)):
        if one.first == one.last:
            continue
        first, last = numbers(one.first), numbers(one.last)
        if first is None or last is None:
            continue
        if (
            one.last - one.first > 100_000
            or last - first != one.last - one.first
            or {numbers(old) for old in range(one.first, one.last + 1)} != set(range(first, last + 1))
        ):
            found.append((one.first, one.last))
    return found
