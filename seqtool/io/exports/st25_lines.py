"""The lines behind ``<400>``: nucleotides in blocks of ten, three-letter amino acids, and both in mixed mode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from seqtool.insdc.alphabet import THREE_LETTER
from seqtool.io.exports.parts import pieces

_LINE: Final = 60
_BLOCK: Final = 10
_PER_LINE: Final = 16
#: Columns of the residues of one line; the count stands behind them.
_WIDTH: Final = 66


class Coding(msgspec.Struct, frozen=True):
    """A coding sequence to be shown: its stretches (1-based, inclusive, rising), bases before the first codon, residues."""

    spans: tuple[tuple[int, int], ...]
    skipped: int
    protein: str


def nucleotide_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Sixty bases a line, in blocks of ten, with the count of the last one; a line without anything between them."""
    count = 0
    for piece in pieces(chunks, _LINE):
        for start in range(0, len(piece), _LINE):
            line = piece[start : start + _LINE]
            count += len(line)
            yield _counted(_blocks(line), count)
            yield ""


def protein_lines(symbols: str) -> Iterator[str]:
    """Sixteen residues a line; every fifth is numbered beneath."""
    for start in range(0, len(symbols), _PER_LINE):
        line = symbols[start : start + _PER_LINE]
        yield " ".join([THREE_LETTER[symbol] for symbol in line])
        yield _numbers(range(start + 1, start + len(line) + 1))
        yield ""


def mixed_lines(bases: str, codings: list[Coding]) -> Iterator[str]:
    """Nucleotides with the amino acids of coding sequences beneath their codons."""
    done = 0
    for coding in codings:
        number = 0
        frame = -coding.skipped
        for low, high in coding.spans:
            if done < low - 1:
                yield from _plain(bases, done, low - 1)
            words, frame = _codons(bases[low - 1 : high], frame)
            done = low - 1
            for start in range(0, len(words), _PER_LINE):
                line = words[start : start + _PER_LINE]
                done += sum(len(word) for word, _ in line)
                yield _counted(" ".join([f"{word:<3}" for word, _ in line]), done)
                under: list[str] = []
                numbers: list[int] = []
                for _, shows in line:
                    number += shows
                    residue = coding.protein[number - 1 : number] if shows else ""
                    under.append(THREE_LETTER[residue] if residue else "   ")
                    numbers.append(number if residue else 0)
                yield " ".join(under).rstrip()
                yield _numbers(numbers)
                yield ""
    if done < len(bases):
        yield from _plain(bases, done, len(bases))


def _codons(bases: str, frame: int) -> tuple[list[tuple[str, bool]], int]:
    """The codons of one stretch, and whether an amino acid stands beneath each.

    ``frame`` is how many bases of a codon the stretch before has given (below 0:
    bases before the first codon). Of a codon in two parts the longer one shows it.
    """
    words: list[tuple[str, bool]] = []
    at = 0
    if frame < 0:
        words.append((bases[:-frame], False))
        at, frame = -frame, 0
    elif frame:
        words.append((bases[: 3 - frame], 3 - frame == 2))
        at = 3 - frame
        if at > len(bases):
            return words, frame + len(bases)
        frame = 0
    for start in range(at, len(bases), 3):
        word = bases[start : start + 3]
        words.append((word, len(word) > 1))
        frame = len(word) % 3
    return words, frame


def _plain(bases: str, start: int, end: int) -> Iterator[str]:
    for at in range(start, end, _LINE):
        line = bases[at : min(at + _LINE, end)]
        yield _counted(_blocks(line), at + len(line))
        yield ""


def _blocks(line: str) -> str:
    return " ".join([line[at : at + _BLOCK] for at in range(0, len(line), _BLOCK)])


def _counted(text: str, count: int) -> str:
    return f"{text:<{_WIDTH}} {count:>7}"


def _numbers(numbers: Iterable[int]) -> str:
    """The first number and every fifth one, each beneath its residue."""
    text = ""
    for place, number in enumerate(numbers):
        if number and (number == 1 or number % 5 == 0):
            text = f"{text:<{place * 4}}{number}"
    return text
