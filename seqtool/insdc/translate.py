"""Translation of coding sequences (paragraphs 89-92)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from seqtool.insdc.codes import STANDARD, STOP, GeneticCode, genetic_code
from seqtool.insdc.coding_layout import CodingLayout
from seqtool.insdc.codon_values import TERM, CodonException
from seqtool.insdc.location_nodes import Location
from seqtool.insdc.location_ops import (
    Residues,
    StrandedSpan,
    extract,
    length,
    partial_end,
    partial_start,
    spans,
)

StopKind: TypeAlias = Literal["", "codon", "completed"]
PlacementKind: TypeAlias = Literal["outside", "out-of-frame", "not-one-codon", "wrong-strand", "repeated"]

_CODONS = re.compile("...", re.DOTALL)
_PLAIN: Final = "acgt"
_MOST_PLACES: Final = 64


class PlacementFault(Struct, frozen=True, gc=False):
    """A ``transl_except`` that does not name one codon of the coding sequence.

    ``outside``: a base is not in the coding sequence; ``out-of-frame``: the bases are no codon of the
    reading frame; ``not-one-codon``: not three bases (``TERM``: nor the one or two last ones);
    ``wrong-strand``: given on the strand that does not code (taken all the same); ``repeated``: the
    codon has an exception already (the first one counts).
    """

    index: int
    """Index in the exceptions given."""
    kind: PlacementKind


class Translation(Struct, frozen=True, gc=False):
    """A coding sequence and its protein."""

    code: GeneticCode
    protein: str
    """Residue symbols without the stop at the end; ``*`` for a stop inside."""
    stop: StopKind
    """``codon``, ``completed`` (one or two bases that ``TERM`` makes a stop), or empty: no stop at the end."""
    left_over: int
    """Bases (0-2) after the last whole codon that no ``TERM`` explains."""
    coding: str
    """The bases from the first one of the first codon on."""
    skipped: int
    """Bases before the first codon: ``codon_start`` - 1."""
    spans: tuple[StrandedSpan, ...]
    open_start: bool
    """The first codon is an ordinary one: partial 5' end or ``codon_start`` 2 or 3."""
    open_end: bool
    """Partial 3' end."""
    exceptions: dict[int, str]
    """Residue number -> residue of the codons that an exception covers."""
    faults: tuple[PlacementFault, ...]

    @property
    def inner_stops(self) -> tuple[int, ...]:
        """Residue numbers of the stops before the end."""
        return tuple(match.end() for match in re.finditer(r"\*", self.protein))

    def codon(self, number: int) -> str:
        """The codon of a residue (1-based); fewer than three bases at the very end, empty beyond."""
        return self.coding[number * 3 - 3 : number * 3]

    def positions(self, number: int) -> tuple[int, ...]:
        """Residue numbers of a codon's bases on the sequence, in the order of the codon."""
        layout = CodingLayout(self.spans)
        first = self.skipped + number * 3 - 3
        return tuple(layout.base(offset)[0] for offset in range(first, first + len(self.codon(number))))

    def expected(self, number: int) -> tuple[str, ...]:
        """The symbols that a written translation may have for a residue, the usual one first."""
        if number in self.exceptions:
            return (self.exceptions[number],)
        codon = self.codon(number)
        padded = codon.ljust(3, "n")
        found = [self.code.residues[padded]]
        if number == 1 and not self.open_start and len(codon) == 3 and self.code.may_start(codon):
            found.insert(0, "M")
        if padded.strip(_PLAIN):
            found.append("X")
        return tuple(dict.fromkeys(found))


class Difference(Struct, frozen=True, gc=False):
    """The first residue in which a written translation differs from its coding sequence."""

    number: int
    """Residue number (1-based) in the translation."""
    codon: str
    """Empty where the translation goes on beyond the coding sequence."""
    positions: tuple[int, ...]
    """Residue numbers of the codon's bases on the sequence."""
    expected: tuple[str, ...]
    """Symbols that would agree; empty where the translation should have ended."""
    found: str
    """Empty where the translation ends too early."""


#: Bases in the order of the tables (tcag) as 0 to 3, times the weight of their place in a codon.
_WEIGHED: Final = tuple(
    bytes(place * "tcag".index(chr(code)) if chr(code) in "tcag" else 0 for code in range(256))
    for place in (16, 4, 1)
)


@lru_cache(maxsize=64)
def _symbols(amino_acids: str) -> bytes:
    """The residue of each codon by its number 0 to 63, filled up to 256."""
    return amino_acids.encode("ascii").ljust(256, b"X")


def translate_plain(coding: bytes, code: GeneticCode) -> bytes | None:
    """All codons of a, c, g and t at once, stops as ``*``; None where there is any other symbol or no whole codon.

    The numbers of the codons are added up as three large integers, one byte per
    codon, so that there is no step in Python for each codon.
    """
    count, left_over = divmod(len(coding), 3)
    if left_over or not count or coding.translate(None, b"acgt"):
        return None
    numbers = sum(
        int.from_bytes(coding[place::3].translate(weighed), "big") for place, weighed in enumerate(_WEIGHED)
    )
    return numbers.to_bytes(count, "big").translate(_symbols(code.amino_acids))


def translate(
    location: Location,
    residues: Residues | str,
    *,
    code: GeneticCode | None = None,
    codon_start: Literal[1, 2, 3] = 1,
    exceptions: Sequence[CodonException] = (),
) -> Translation:
    """Translate a coding sequence (paragraphs 89-91).

    A complete 5' end that starts with a start codon of the code gives M. The last codon is the stop if it
    can be one, also in codes 27, 28 and 31, where the same codon inside is an amino acid (unless the 3' end
    is partial). Ambiguous codons give B, Z, J or X.

    Args:
        location: of the coding sequence, with its stop codon (paragraph 89).
        residues: the whole sequence, in lower case.
        code: the genetic code; none means the standard one (paragraph 90).
        codon_start: the base of the location with which the first codon starts.
        exceptions: values of ``transl_except`` (paragraph 91).

    Raises:
        ValueError: the location goes beyond the residues.
    """
    code = code or _standard()
    product = extract(location, residues)
    skipped = codon_start - 1
    coding = product[skipped:] if skipped else product
    left_over = len(coding) % 3
    whole = coding[:-left_over] if left_over else coding
    # Nearly all coding sequences are plain: no step for each codon.
    plain = translate_plain(whole.encode("ascii"), code) if whole.isascii() else None
    symbols = list(
        map(code.residues.__getitem__, _CODONS.findall(whole)) if plain is None else plain.decode("ascii")
    )
    stretches = spans(location)
    open_start = skipped > 0 or partial_start(location)
    open_end = partial_end(location)

    placed: dict[int, str] = {}
    faults: tuple[PlacementFault, ...] = ()
    if exceptions:
        placed, faults = _place(exceptions, stretches, skipped, len(coding))
    if symbols and not open_start and code.is_start(whole[:3]):
        symbols[0] = "M"
    stop: StopKind = ""
    for number, residue in placed.items():
        if number <= len(symbols):
            symbols[number - 1] = residue
        else:
            stop, left_over = "completed", 0
    if symbols and not stop:
        last = placed.get(len(symbols))
        # A codon that can also be an amino acid is the stop only at a complete end.
        at_end = not left_over and not open_end and last is None
        if symbols[-1] == STOP or (at_end and code.is_stop(whole[-3:])):
            stop = "codon"
            symbols.pop()
    return Translation(
        code=code,
        protein="".join(symbols),
        stop=stop,
        left_over=left_over,
        coding=coding,
        skipped=skipped,
        spans=stretches,
        open_start=open_start,
        open_end=open_end,
        exceptions=placed,
        faults=faults,
    )


def compare_translation(written: str, translation: Translation) -> Difference | None:
    """The first residue in which a written translation disagrees with the coding sequence, or None.

    Whatever may lawfully be written agrees: M or the ordinary residue for a start codon other than atg at a
    complete 5' end, B, Z, J or X for an ambiguous codon, a last codon that may or may not be the stop,
    the residue of an incomplete last codon or none.
    """
    protein = translation.protein
    if written == protein:
        return None
    for number, (is_written, usual) in enumerate(zip(written, protein, strict=False), 1):
        if is_written != usual and is_written not in translation.expected(number):
            return _difference(translation, number, is_written)
    if len(written) < len(protein):
        number = len(written) + 1
        if number == len(protein) and _may_be_stop(translation, number):
            return None
        return _difference(translation, number, "")
    if len(written) > len(protein):
        number = len(protein) + 1
        extra = written[number - 1]
        in_partial_codon = not translation.stop and translation.left_over
        if not in_partial_codon or extra not in translation.expected(number):
            return Difference(number, "", (), (), extra)
        if len(written) > number:
            return Difference(number + 1, "", (), (), written[number])
    return None


def _standard() -> GeneticCode:
    code = genetic_code(STANDARD)
    if code is None:
        raise AssertionError("the table of genetic codes has no standard code")
    return code


def _may_be_stop(translation: Translation, number: int) -> bool:
    return (
        not translation.stop
        and not translation.left_over
        and number not in translation.exceptions
        and translation.code.may_stop(translation.codon(number))
    )


def _difference(translation: Translation, number: int, found: str) -> Difference:
    return Difference(
        number,
        translation.codon(number),
        translation.positions(number),
        translation.expected(number),
        found,
    )


def _place(
    exceptions: Sequence[CodonException], stretches: tuple[StrandedSpan, ...], skipped: int, size: int
) -> tuple[dict[int, str], tuple[PlacementFault, ...]]:
    """Residue number -> residue for every exception that names one codon, and the faults of the others."""
    layout = CodingLayout(stretches)
    placed: dict[int, str] = {}
    faults: list[PlacementFault] = []
    for index, exception in enumerate(exceptions):
        number, kind = _codon_of(exception, layout, skipped, size)
        if number and number in placed:
            kind = "repeated"
        elif number:
            placed[number] = exception.residue
        if kind is not None:
            faults.append(PlacementFault(index, kind))
    return placed, tuple(faults)


def _codon_of(
    exception: CodonException, layout: CodingLayout, skipped: int, size: int
) -> tuple[int, PlacementKind | None]:
    """The number of the codon that an exception names (0: none) and what is wrong with the place."""
    bases = length(exception.position)
    if bases != 3 and not (exception.amino_acid == TERM and bases in {1, 2}):
        return 0, "not-one-codon"
    stretches = spans(exception.position)
    wanted = sorted(position for low, high, _ in stretches for position in range(low, high + 1))
    # Any of the bases may come first: the coding strand may be the other one, or the codon split.
    places = [list(islice(layout.offsets(position), _MOST_PLACES)) for position in wanted]
    if not all(any(offset >= skipped for offset in offsets) for offsets in places):
        return 0, "outside"
    for first in sorted({offset for offsets in places for offset in offsets if offset >= skipped}):
        in_frame = (first - skipped) % 3 == 0
        whole = bases == 3 or first + bases == skipped + size
        if not in_frame or not whole or first + bases > skipped + size:
            continue
        found = [layout.base(offset) for offset in range(first, first + bases)]
        if sorted(position for position, _ in found) == wanted:
            # On the other strand both the plain and the complement() form are in use.
            on_other = any(strand == -1 for _, _, strand in stretches)
            wrong = on_other and any(strand == 1 for _, strand in found)
            return (first - skipped) // 3 + 1, "wrong-strand" if wrong else None
    return 0, "out-of-frame" if bases == 3 else "not-one-codon"
