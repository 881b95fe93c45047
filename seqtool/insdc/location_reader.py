"""Reading a location (paragraphs 64-71): tolerant for checking, strict for building.

A tree that comes with issues says what was meant: its ``text`` is the mended location where all kinds
are in :data:`seqtool.insdc.location_issues.MENDED`.
"""

from __future__ import annotations

import re
from typing import Final

from seqtool.insdc.location_issues import LocationError, LocationReading
from seqtool.insdc.location_nodes import Location, Position, Single, Span
from seqtool.insdc.location_parser import LocationReader

_SHORT_TEXT: Final = 256
_SHORT_ROOM: Final = 65_536
_LONG_TEXT: Final = 2_000_000
_LONG_ROOM: Final = 4

_SIMPLE = re.compile(r"([1-9][0-9]{0,17})(?:\.\.([1-9][0-9]{0,17}))?")

# Two bounded caches for each kind of molecule: many short texts, a few long ones. A dict that is
# emptied when full costs less than half of lru_cache with a keyword on a hit (114 against 252 ns).
_short: tuple[dict[str, LocationReading], dict[str, LocationReading]] = ({}, {})
_long: tuple[dict[str, LocationReading], dict[str, LocationReading]] = ({}, {})


def read_location(text: str, *, protein: bool) -> LocationReading:
    """Read a location as far as it can be understood (paragraphs 64-69).

    Args:
        text: the location as written, entities resolved.
        protein: amino acids: one descriptor, no operator, no ``x^y`` (paragraphs 64, 65).

    Returns:
        A reading; equal texts give the same object while it is remembered.
    """
    cache = _short[protein]
    reading = cache.get(text)
    if reading is not None:
        return reading
    if len(text) > _SHORT_TEXT:
        return _read_long(text, protein)
    reading = _read(text, protein)
    if len(cache) >= _SHORT_ROOM:
        cache.clear()
    cache[text] = reading
    return reading


def parse_location(text: str, *, protein: bool) -> Location:
    """Read a location that must be legal.

    Raises:
        LocationError: the grammar does not allow the text.
    """
    reading = read_location(text, protein=protein)
    if reading.issues:
        raise LocationError(text, reading.issues[0])
    if reading.tree is None:  # a reading without issues has a tree
        raise AssertionError(text)
    return reading.tree


def _read_long(text: str, protein: bool) -> LocationReading:
    cache = _long[protein]
    reading = cache.get(text)
    if reading is None:
        reading = _read(text, protein)
        if len(text) <= _LONG_TEXT:
            if len(cache) >= _LONG_ROOM:
                cache.clear()
            cache[text] = reading
    return reading


def _read(text: str, protein: bool) -> LocationReading:
    match = _SIMPLE.fullmatch(text)
    if match is not None:
        first, second = match.groups()
        low = int(first)
        if second is None:
            return LocationReading(Single(Position(low)))
        high = int(second)
        if low < high:
            return LocationReading(Span(Position(low), Position(high)))
    return LocationReader(text, protein).whole()
