"""Peptides in compact notation → residues and features (paragraphs 24 to 34)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.clean import plain
from seqtool.io.notation.oligo_tokens import closing
from seqtool.io.notation.parsed import LONGEST, Parsed, Talk, WrongError
from seqtool.io.notation.peptide_features import Chain, described
from seqtool.io.notation.peptide_reader import Amino, Beside, Piece, Reader
from seqtool.io.notation.peptide_statements import apply
from seqtool.io.notation.statements import parted
from seqtool.io.notation.symbols import SymbolTable

_RING: Final = re.compile(r"\s{0,9}(cyclo|Cyclo|CYCLO|cyc|c)[- ]?(?=[(\[])", re.ASCII)
_ACID: Final = re.compile(r"[- ](?:OH|COOH|CO2H)\s{0,9}\Z", re.ASCII)
_AMINE: Final = re.compile(r"\s{0,9}(?:H2N|NH2)-", re.ASCII)
_WORD: Final = re.compile(r"[A-Za-z]+", re.ASCII)
_HYDROGEN: Final = re.compile(r"\s{0,9}H-", re.ASCII)


def parse_peptide(text: str, *, symbols: SymbolTable, choices: Choices) -> Parsed:
    """One peptide as people write it, with statements (bridges, ends) in brackets behind it or after ``;``.

    What would have to be guessed is asked; an unknown symbol is an error with its place.
    A linker that is no amino acid parts the chain into several sequences.
    """
    talk = Talk()
    try:
        chain = _parse(text, symbols, choices, talk)
    except WrongError as error:
        talk.errors.append(error.problem)
        return talk.parsed()
    return talk.parsed(described(chain, choices, talk) if not talk.stopped else ())


def _parse(text: str, table: SymbolTable, choices: Choices, talk: Talk) -> Chain:
    if len(text) > LONGEST:
        raise WrongError(0, text[:12], f"this text has more than {LONGEST:,} characters")
    spelled = plain(text)
    end, statements = parted(spelled)
    start = 0
    chain = Chain()
    acid = _ACID.search(spelled[max(0, end - 12) : end])
    if acid is not None:
        end -= len(spelled[max(0, end - 12) : end]) - acid.start()
        talk.tell(Kind.CHANGED, "the free C-terminus (OH) was left away (paragraph 24)", acid[0].strip(), "")
    amine = _AMINE.match(spelled, 0, end)
    if amine is not None:
        start = amine.end()
        talk.tell(Kind.CHANGED, "the free N-terminus (H) was left away (paragraph 24)", amine[0].strip(), "")
    ring = _RING.match(spelled, 0, end)
    if ring is not None:
        inner = _ring(spelled, ring, end, table)
        if inner is not None:
            chain.circular, (start, end) = True, inner
            talk.tell(Kind.CHANGED, "the ring was opened; position 1 is the first amino acid as written (paragraph 25)", ring[1])  # fmt: skip
    if not spelled[start:end].strip():
        raise WrongError(start, spelled[start : start + 12], "there is no sequence")
    coded = _codes(spelled, start, end, choices, talk)
    if coded is None:
        return chain
    spelled = coded
    reader = Reader(spelled, table, choices, talk)
    hydrogen = _HYDROGEN.match(spelled, start, end) if amine is None else None
    if hydrogen is not None and not chain.circular:
        reader.read(hydrogen.end(), end, first=True)
        _leading(reader, hydrogen, choices, talk, acid=acid is not None)
    else:
        reader.read(start, end)
    if acid is not None and any(isinstance(p, Beside) and p.sort == "cterm" for p in reader.pieces):
        raise WrongError(end, "-OH", "the C-terminus is said to be free and to be modified; take one away")
    chain.pieces = _gaps(reader, choices, talk)
    if not any(isinstance(p, Amino) for p in chain.pieces):
        raise WrongError(start, spelled[start : start + 12], "there is no amino acid")
    apply(statements, chain, talk)
    return chain


def _gaps(reader: Reader, choices: Choices, talk: Talk) -> list[Piece]:
    """The pieces, with hyphens between letters decided: they may be gaps where they do not part all letters."""
    pieces = reader.pieces
    pairs = [
        (i, one, two)
        for i, (one, two) in enumerate(pairwise(pieces))
        if isinstance(one, Amino) and isinstance(two, Amino) and not one.long and not two.long
    ]
    places = [
        i for i, one, two in pairs if reader.text[one.position + 1 : two.position].strip(" \n").strip("-") == ""
        and "-" in reader.text[one.position + 1 : two.position]
    ]  # fmt: skip
    if not places or len(places) == len(pairs):
        return pieces
    if choices.gaps is None:
        talk.ask(
            "--gaps close|split|unknown-n",
            "A hyphen stands between letters of a peptide. Is it nothing (close), a stretch of unknown length between two sequences "
            "(split), or an unknown amino acid (unknown-n)?",
        )
        return pieces
    if choices.gaps == "close":
        talk.tell(Kind.CHANGED, "hyphens between letters were closed up", "-", "")
        return pieces
    split = choices.gaps == "split"
    reason = (
        "the sequence was split at its gaps (paragraph 37)"
        if split
        else "each - was written as X, an unknown residue"
    )
    talk.tell(Kind.CHANGED, reason, "-", "" if split else "X")
    found: list[Piece] = []
    gaps = set(places)
    for i, piece in enumerate(pieces):
        found.append(piece)
        if i in gaps and isinstance(piece, Amino):
            place = piece.position + 1
            found.append(
                Beside("linker", "a stretch of unknown length", "", place, "-")
                if split
                else Amino("X", [], place)
            )
    return found


def _codes(text: str, start: int, end: int, choices: Choices, talk: Talk) -> str | None:
    """The text with three-letter codes as codes are written, where they stand in capitals or small letters alone."""
    found = []
    for word in _WORD.finditer(text, start, end):
        letters = word[0]
        uniform = letters.isupper() or letters.islower()
        if uniform and len(letters) % 3 == 0 and all(code in ONE_LETTER for code in _threes(letters)):
            found.append(word)
    if len(found) < 2 and sum(len(word[0]) for word in found) < 9:
        return text
    if choices.three_letter is None:
        talk.ask(
            "--three-letter or --no-three-letter",
            "A sequence can be read as three-letter codes of amino acids. Read it so?",
        )
        return None
    if not choices.three_letter:
        return text
    for word in found:
        text = text[: word.start()] + "".join(_threes(word[0])) + text[word.end() :]
    talk.tell(Kind.CHANGED, "three-letter codes were read in capitals or small letters alone", found[0][0])
    return text


def _threes(letters: str) -> list[str]:
    return [letters[i : i + 3].capitalize() for i in range(0, len(letters), 3)]


def _ring(text: str, ring: re.Match[str], end: int, table: SymbolTable) -> tuple[int, int] | None:
    """The inside of a ring that takes the whole text."""
    at = ring.end()
    close = closing(text, at)
    if text[close + 1 : end].strip(" -"):
        if ring[1] == "c":
            return None
        raise WrongError(at, text[at : close + 1], "a ring with a tail: say which residues are joined, as in '(Lactam bridge: Lys2-Asp8)'")  # fmt: skip
    if ring[1] == "c" and table.find("peptide", text[at + 1 : close], "side"):
        return None
    return at + 1, close


def _leading(reader: Reader, hydrogen: re.Match[str], choices: Choices, talk: Talk, *, acid: bool) -> None:
    """``H-``: the free N-terminus, or histidine. ``H-…-OH`` is the terminus, unless letters and codes are mixed."""
    chosen = choices.leading_h
    aminos = [p for p in reader.pieces if isinstance(p, Amino)]
    mixed = any(p.long for p in aminos) and any(not p.long for p in aminos)
    if chosen is None and acid and not mixed:
        chosen = "terminus"
    if chosen is None:
        talk.ask(
            "--leading-h terminus|his",
            "A peptide begins with H-. Is that its free N-terminus, or histidine?",
        )
    elif chosen == "his":
        reader.pieces.insert(0, Amino("H", [], hydrogen.end() - 2))
    else:
        talk.tell(Kind.CHANGED, "the free N-terminus (H) was left away (paragraph 24)", "H-", "")
