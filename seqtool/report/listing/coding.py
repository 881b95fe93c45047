"""The translation of coding sequences, to be written under their bases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, cast

import msgspec

from seqtool.insdc.codes import genetic_code
from seqtool.insdc.codon_values import CodonException, read_transl_except
from seqtool.insdc.location import length, read_location
from seqtool.insdc.translate import Translation, compare_translation, translate
from seqtool.messages import shorten
from seqtool.model import Feature, Residues, Sequence

#: Bases translated for one sequence; hostile listings can ask for much more than they hold.
MOST: Final = 30_000_000


class Coding(msgspec.Struct, frozen=True):
    """One coding sequence: letters to be written, or why there are none."""

    feature: int
    """0-based index in the feature table."""
    translation: Translation | None
    letters: str
    """Residue letters codon by codon, the stop included."""
    remark: str
    """What a reader should know; empty where all is well."""


def codings(sequence: Sequence) -> list[Coding]:
    """The coding sequences among the features that are shown."""
    if sequence.molecule_type not in {"DNA", "RNA"}:
        return []
    room = MOST
    found = []
    residues: Residues | None = None
    for index, feature in enumerate(sequence.features):
        if feature.key == "CDS":
            residues = residues or _lower(sequence.residues)
            coding, used = _coding(index, feature, residues, room)
            room -= used
            found.append(coding)
    return found


def _lower(residues: Residues) -> Residues:
    if all(chunk.islower() for chunk in residues.chunks):
        return residues
    return Residues.from_chunks(chunk.lower() for chunk in residues.chunks)


def _coding(index: int, feature: Feature, residues: Residues, room: int) -> tuple[Coding, int]:
    def none(remark: str) -> tuple[Coding, int]:
        return Coding(index, None, "", remark), 0

    values = {q.name: q.value or "" for q in reversed(feature.qualifiers)}
    if "pseudo" in values or "pseudogene" in values:
        return none("Not translated: it is a pseudogene.")
    reading = read_location(feature.location, protein=False)
    if reading.tree is None or reading.issues:
        return none("Not translated: the location cannot be read.")
    if reading.tree.high > residues.length:
        return none(f"Not translated: the location goes beyond the last base, {residues.length:,}.")
    bases = length(reading.tree)
    if bases > room:
        return none("Not translated here: it is too long.")
    frame = values.get("codon_start", "1")
    if frame not in {"1", "2", "3"}:
        return none(f"Not translated: codon_start is {shorten(frame, 40)!r}, not 1, 2 or 3.")
    table = values.get("transl_table", "1").strip()
    code = genetic_code(int(table)) if table.isascii() and table.isdigit() and len(table) < 4 else None
    if code is None:
        return none(f"Not translated: there is no genetic code {shorten(table, 40)!r}.")
    exceptions: list[CodonException] = []
    for qualifier in feature.qualifiers:
        if qualifier.name == "transl_except" and len(qualifier.value or "") < 10_000:
            value = read_transl_except(qualifier.value or "").value
            if value is not None:
                exceptions.append(value)
    made = translate(
        reading.tree,
        residues,
        code=code,
        codon_start=cast("Literal[1, 2, 3]", int(frame)),
        exceptions=exceptions,
    )
    return _with_written(index, values.get("translation"), made), bases


def _with_written(index: int, written: str | None, made: Translation) -> Coding:
    """The letters of the listing where they agree with the bases, else those of the bases and a remark."""
    letters, remark = made.protein, ""
    if written is not None:
        difference = compare_translation(written, made)
        if difference is None:
            letters = written if len(written) == len(made.protein) else made.protein
        else:
            remark = _say(difference.number, difference.codon, difference.expected, difference.found)
    if not remark and "*" in letters:
        remark = "There is a stop inside."
    if not remark and made.left_over and not made.open_end:
        remark = f"{made.left_over} bases at the end make no codon."
    return Coding(index, made, letters + ("*" if made.stop else ""), remark)


def _say(number: int, codon: str, expected: tuple[str, ...], found: str) -> str:
    begin = f"The translation in the listing differs from residue {number:,} on: "
    if not expected:
        return f"{begin}it goes on with {found}, where the coding sequence ends."
    if not found:
        return f"{begin}it ends, and the coding sequence goes on with {codon} ({expected[0]})."
    return f"{begin}{codon} is {' or '.join(expected)}, the listing has {shorten(found, 10)}."


class _Piece(msgspec.Struct, frozen=True, gc=False):
    low: int
    high: int
    strand: int
    before: int
    """Bases of the product before this piece."""
    coding: Coding


class Rows:
    """Gives, line by line, the letters to be written under the bases; lines must come in order."""

    def __init__(self, found: list[Coding]) -> None:
        self._pieces: list[_Piece] = []
        for coding in found:
            before = 0
            if coding.translation is None:
                continue
            for low, high, strand in coding.translation.spans:
                self._pieces.append(_Piece(low, high, strand, before, coding))
                before += high - low + 1
        self._pieces.sort(key=lambda piece: piece.low)
        self._next = 0
        self._active: list[_Piece] = []

    def at(self, start: int, size: int) -> Iterator[tuple[int, int, str]]:
        """Feature (0-based), strand (1, -1) and letters of one line; ``start`` is 0-based."""
        end = start + size
        pieces = self._pieces
        if self._active:
            self._active = [piece for piece in self._active if piece.high > start]
        while self._next < len(pieces) and pieces[self._next].low <= end:
            if pieces[self._next].high > start:
                self._active.append(pieces[self._next])
            self._next += 1
        if not self._active:
            return
        rows: dict[tuple[int, int], list[list[str]]] = {}
        for piece in self._active:
            self._write(piece, start, size, rows.setdefault((piece.coding.feature, piece.strand), []))
        for (feature, strand), lines in sorted(rows.items()):
            for line in lines:
                yield feature, strand, "".join(line)

    @staticmethod
    def _write(piece: _Piece, start: int, size: int, lines: list[list[str]]) -> None:
        made, letters = piece.coding.translation, piece.coding.letters
        assert made is not None
        for position in range(max(piece.low, start + 1), min(piece.high, start + size) + 1):
            inside = position - piece.low if piece.strand == 1 else piece.high - position
            number, base = divmod(piece.before + inside - made.skipped, 3)
            if base != 1 or not 0 <= number < len(letters):
                continue
            place = position - start - 1
            # A base that is read twice (ribosomal slippage) takes a second line.
            for line in lines:
                if line[place] == " ":
                    break
            else:
                line = [" "] * size
                lines.append(line)
            line[place] = letters[number]
