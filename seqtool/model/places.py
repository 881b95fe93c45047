"""Where the features of a sequence lie that are written ``a..b``: nearly all of those of a chromosome.

One letter that comes moves all features behind it. Their numbers are read once
and remembered for the last few records of features, so that typing keeps up.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from seqtool.model.sequence import Feature

#: Fewer features are not worth remembering.
FEW: Final = 64
_REMEMBERED: Final = 4
_DIGITS: Final = 18


class Places(NamedTuple):
    """First and last residue number of each feature; 0 and 0 where its location is another form."""

    lows: list[int]
    highs: list[int]


_last: list[tuple[tuple[Feature, ...], Places]] = []


def place(text: str) -> tuple[int, int]:
    """The ends of a location ``a..b`` with a < b, written as the standard prints it; 0 and 0 for all else."""
    low, _, high = text.partition("..")
    if not (high.isdigit() and low.isdigit() and text.isascii()) or low[0] == "0" or high[0] == "0":
        return 0, 0
    if len(low) > _DIGITS or len(high) > _DIGITS:
        return 0, 0
    first, last = int(low), int(high)
    return (first, last) if first < last else (0, 0)


def places(features: tuple[Feature, ...]) -> Places:
    """The places of features, in their order."""
    for known, found in _last:
        if known is features:
            return found
    lows: list[int] = []
    highs: list[int] = []
    for feature in features:
        low, high = place(feature.location)
        lows.append(low)
        highs.append(high)
    made = Places(lows, highs)
    remember(features, made)
    return made


def remember(features: tuple[Feature, ...], found: Places) -> None:
    """Keep the places of features, where they are many."""
    if len(features) >= FEW:
        _last.insert(0, (features, found))
        del _last[_REMEMBERED:]


def with_others(
    features: tuple[Feature, ...], at: int, count: int, others: tuple[Feature, ...]
) -> tuple[Feature, ...]:
    """The features, with others in place of ``count`` of them from index ``at`` on; what was remembered stays so."""
    made = (*features[:at], *others, *features[at + count :])
    found = next((found for known, found in _last if known is features), None)
    if found is not None:
        ends = [place(one.location) for one in others]
        lows, highs = list(found.lows), list(found.highs)
        lows[at : at + count] = [low for low, _ in ends]
        highs[at : at + count] = [high for _, high in ends]
        remember(made, Places(lows, highs))
    return made


def shifted(
    features: tuple[Feature, ...], at: int, offset: int, keep: Collection[int]
) -> tuple[Feature, ...]:
    """The features, with those that are written ``a..b`` and begin behind residue ``at`` moved by ``offset``.

    Args:
        features: of a sequence.
        at: a residue number.
        offset: how far they move.
        keep: 0-based indices of features that stay all the same.

    Raises:
        ValueError: one would begin before the first residue.
    """
    lows, highs = places(features)
    stay = frozenset(keep)
    made: list[Feature] = []
    new_lows, new_highs = list(lows), list(highs)
    for index, (feature, low) in enumerate(zip(features, lows, strict=True)):
        if low <= at or index in stay:
            made.append(feature)
            continue
        first, last = low + offset, highs[index] + offset
        if first < 1:
            raise ValueError(f"{feature.location} cannot be moved by {offset}")
        new_lows[index], new_highs[index] = first, last
        made.append(Feature(feature.key, f"{first}..{last}", feature.qualifiers))
    done = tuple(made)
    remember(done, Places(new_lows, new_highs))
    return done
