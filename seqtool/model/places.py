"""Where the features of a sequence lie, for those whose numbers all move as one.

One letter that comes moves all features behind it, 50,000 of a chromosome. Their
numbers are read once and remembered for the last few records of features, so
that typing keeps up.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from seqtool.model.sequence import Feature

#: Fewer features are not worth remembering.
FEW: Final = 64
_REMEMBERED: Final = 4
_DIGITS: Final = 18

#: How a location is written: in no form that is known here, ``a..b``, ``complement(a..b)``, of several numbers.
OTHER, PLAIN, BACK, SEVERAL = 0, 1, 2, 3

_NUMBER = re.compile(r"[0-9]+", re.ASCII)
#: Operators, marks and numbers without zeros before them; whether they make a location is not said.
_FORM = re.compile(r"(?:(?:complement|join|order)\(|[<>]?[1-9][0-9]{0,17}(?![0-9])|\.\.|[,)])+", re.ASCII)
_BACK = "complement("


class Places(NamedTuple):
    """Lowest and highest residue number of each feature, and how its location is written (0 and 0 for ``OTHER``)."""

    lows: list[int]
    highs: list[int]
    kinds: list[int]


class Move(NamedTuple):
    """How features became others: those of which all numbers are behind ``at`` moved by ``offset``, ``others`` aside."""

    before: tuple[Feature, ...]
    after: tuple[Feature, ...]
    at: int
    offset: int
    #: 0-based indices of features that did not simply move, or stay before ``at``, in order.
    others: tuple[int, ...]


_last: list[tuple[tuple[Feature, ...], Places]] = []
_moves: list[Move] = []


def place(text: str) -> tuple[int, int, int]:
    """The lowest and highest number of a location, and its kind."""
    kind, inner = PLAIN, text
    if text.startswith(_BACK):
        kind, inner = BACK, text[len(_BACK) : -1]
    low, _, high = inner.partition("..")
    if (
        high.isdigit()
        and low.isdigit()
        and text.isascii()
        and low[0] != "0" != high[0]
        and len(low) <= _DIGITS >= len(high)
        and (kind == PLAIN or text[-1] == ")")
    ):
        first, last = int(low), int(high)
        if first < last:
            return first, last, kind
    if _FORM.fullmatch(text):
        numbers = list(map(int, _NUMBER.findall(text)))
        if numbers:
            return min(numbers), max(numbers), SEVERAL
    return 0, 0, OTHER


def moved(text: str, kind: int, low: int, high: int, offset: int) -> str:
    """The location (of which :func:`place` gave kind and ends) with all numbers moved by ``offset``."""
    if kind == PLAIN:
        return f"{low + offset}..{high + offset}"
    if kind == BACK:
        return f"complement({low + offset}..{high + offset})"
    return _NUMBER.sub(lambda found: str(int(found[0]) + offset), text)


def places(features: tuple[Feature, ...]) -> Places:
    """The places of features, in their order."""
    found = known(features)
    if found is not None:
        return found
    each = [place(feature.location) for feature in features]
    made = Places([low for low, _, _ in each], [high for _, high, _ in each], [kind for _, _, kind in each])
    remember(features, made)
    return made


def known(features: tuple[Feature, ...]) -> Places | None:
    """The places of features that were read before."""
    return next((found for these, found in _last if these is features), None)


def remember(features: tuple[Feature, ...], found: Places) -> None:
    """Keep the places of features, where they are many."""
    if len(features) >= FEW:
        _last.insert(0, (features, found))
        del _last[_REMEMBERED:]


def remember_move(move: Move) -> None:
    """Keep how features became others, so that who looks for the difference need not compare them one by one."""
    if len(move.before) >= FEW:
        _moves[:] = [move]


def known_move(before: tuple[Feature, ...], after: tuple[Feature, ...]) -> Move | None:
    """How these features became those, where it is known."""
    return next((one for one in _moves if one.before is before and one.after is after), None)


def with_others(
    features: tuple[Feature, ...], at: int, count: int, others: tuple[Feature, ...]
) -> tuple[Feature, ...]:
    """The features, with others in place of ``count`` of them from index ``at`` on; what was remembered stays so."""
    made = (*features[:at], *others, *features[at + count :])
    found = known(features)
    if found is not None:
        ends = [place(one.location) for one in others]
        new = Places(*[list(column) for column in found])
        for column, values in zip(new, zip(*ends, strict=True) if ends else ((), (), ()), strict=True):
            column[at : at + count] = values
        remember(made, new)
    return made


def shifted(
    features: tuple[Feature, ...], at: int, offset: int, keep: Collection[int]
) -> tuple[Feature, ...]:
    """The features, with those of which all numbers are behind residue ``at`` moved by ``offset``.

    Args:
        features: of a sequence.
        at: a residue number.
        offset: how far they move.
        keep: 0-based indices of features that stay all the same.

    Raises:
        ValueError: one would begin before the first residue.
    """
    lows, highs, kinds = places(features)
    stay = frozenset(keep)
    made: list[Feature] = []
    new_lows, new_highs = list(lows), list(highs)
    for index, (feature, low) in enumerate(zip(features, lows, strict=True)):
        if low <= at or index in stay:
            made.append(feature)
            continue
        high = highs[index]
        if low + offset < 1:
            raise ValueError(f"{feature.location} cannot be moved by {offset}")
        new_lows[index], new_highs[index] = low + offset, high + offset
        text = moved(feature.location, kinds[index], low, high, offset)
        made.append(Feature(feature.key, text, feature.qualifiers))
    done = tuple(made)
    remember(done, Places(new_lows, new_highs, kinds))
    return done
