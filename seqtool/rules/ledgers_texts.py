"""What languages and ids span sequences: two ledgers, small for listings of any size."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from seqtool.rules.ledgers import ledger

#: Ids with leading zeros or more digits than fit are kept by text, and no more of them than this.
ODD_IDS = 10_000
_NARROW = 0xFFFF


class Spot(NamedTuple):
    """A qualifier's place: 1-based position of the sequence, 0-based feature and qualifier."""

    position: int
    feature: int
    qualifier: int


@ledger
class Ids:
    """The id attributes of all qualifiers in order: 16 bytes each.

    Ids that rise from one to the next, as programs write them, cannot repeat;
    only where that order breaks are they compared.
    """

    def __init__(self) -> None:
        self.numbers = array("Q")
        self.positions = array("I")
        self.places = array("I")
        self.wide: dict[int, tuple[int, int]] = {}
        self.odd: list[tuple[str, Spot]] = []
        self.rising = True

    def add(
        self,
        position: int,
        feature: int | None,
        _qualifier: int | None,
        payload: tuple[tuple[int, int | str], ...],
    ) -> None:
        """Take the ids of one feature: index of the qualifier, and number, or text where the id is odd."""
        numbers = self.numbers
        place = feature or 0
        for qualifier, told in payload:
            if isinstance(told, str):
                if len(self.odd) < ODD_IDS:
                    self.odd.append((told, Spot(position, place, qualifier)))
                continue
            if numbers and told <= numbers[-1]:
                self.rising = False
            numbers.append(told)
            self.positions.append(position)
            if place < _NARROW and qualifier < _NARROW:
                self.places.append(place << 16 | qualifier)
            else:
                self.wide[len(numbers) - 1] = (place, qualifier)
                self.places.append(0xFFFF_FFFF)

    def merge(self, other: Ids, offset: int) -> None:
        """Take the ids of the following part."""
        before = len(self.numbers)
        if not other.rising or (before and other.numbers and other.numbers[0] <= self.numbers[-1]):
            self.rising = False
        self.numbers.extend(other.numbers)
        self.positions.extend(position + offset for position in other.positions)
        self.places.extend(other.places)
        self.wide.update({before + index: place for index, place in other.wide.items()})
        room = ODD_IDS - len(self.odd)
        self.odd += [
            (text, spot._replace(position=spot.position + offset)) for text, spot in other.odd[:room]
        ]

    @property
    def highest(self) -> int:
        """The highest number; 0 where there is none."""
        return max(self.numbers, default=0)

    def spot(self, index: int) -> Spot:
        """Where the id number ``index`` (0-based, in order) stands."""
        packed = self.places[index]
        feature, qualifier = self.wide[index] if packed == 0xFFFF_FFFF else (packed >> 16, packed & _NARROW)
        return Spot(self.positions[index], feature, qualifier)

    def repeated(self) -> list[tuple[str, Spot]]:
        """Each id that was used before, with its place; the first use of an id is not in the list."""
        found: list[tuple[str, Spot]] = []
        if not self.rising:
            seen = bytearray(min(max(self.highest, 1), 1 << 27) // 8 + 1)
            reach = len(seen) * 8
            large: set[int] = set()
            for index, number in enumerate(self.numbers):
                if number >= reach:
                    if number in large:
                        found.append((f"q{number}", self.spot(index)))
                    large.add(number)
                    continue
                byte, bit = number >> 3, 1 << (number & 7)
                if seen[byte] & bit:
                    found.append((f"q{number}", self.spot(index)))
                seen[byte] |= bit
        texts: set[str] = set()
        for text, spot in self.odd:
            if text in texts:
                found.append((text, spot))
            texts.add(text)
        return found


@ledger
class Languages:
    """How far the listing's free text is in another language.

    ``given``: language-dependent qualifiers with a non-English value; ``lacking``:
    those without one that are not plainly Latin or international; ``elements``:
    NonEnglishQualifier_value elements of any kind. ``first_lacking`` is a place.
    """

    def __init__(self) -> None:
        self.given = 0
        self.lacking = 0
        self.elements = 0
        self.first_lacking: Spot | None = None

    def add(
        self, position: int, feature: int | None, qualifier: int | None, payload: tuple[int, int, int]
    ) -> None:
        """Take numbers of values given, lacking, and elements of any kind."""
        given, lacking, elements = payload
        self.given += given
        self.elements += elements
        if lacking:
            self.lacking += lacking
            if self.first_lacking is None:
                self.first_lacking = Spot(position, feature or 0, qualifier or 0)

    def merge(self, other: Languages, offset: int) -> None:
        """Take the numbers of the following part."""
        self.given += other.given
        self.lacking += other.lacking
        self.elements += other.elements
        if self.first_lacking is None and other.first_lacking is not None:
            spot = other.first_lacking
            self.first_lacking = spot._replace(position=spot.position + offset)
