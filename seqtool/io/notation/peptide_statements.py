"""Statements about a whole peptide: bridges, rings, ends, all amino acids D."""

from __future__ import annotations

import re
from typing import Final

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.notation.parsed import Talk
from seqtool.io.notation.peptide_features import Bridge, Chain
from seqtool.io.notation.peptide_reader import Amino
from seqtool.io.notation.statements import Statement

_PAIR: Final = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{0,3}) {0,2}([0-9]{1,5}) {0,2}(?:-|/|and|to|&|\u2192|with) {0,2}([A-Za-z]{0,3}) {0,2}([0-9]{1,5})",
    re.ASCII | re.IGNORECASE,
)
_THIOLS: Final = ("Penicillamine", "Homocysteine")
_BRIDGES: Final = (
    (("disulfide", "disulphide", "s-s"), "DISULFID", "disulfide bond"),
    (("lactam",), "CROSSLNK", "lactam bridge between the side chains of the two residues"),
    (("staple", "stapled"), "CROSSLNK", "hydrocarbon staple between the side chains of the two residues"),
    (("thioether",), "CROSSLNK", "thioether bridge between the side chains of the two residues"),
)
_HOW: Final = (
    "this statement is not understood; write for instance 'disulfide bridge: Cys2-Cys7', 'lactam bridge: Glu4-Lys8', "
    "'head-to-tail cyclic', 'C-terminal amide' or 'all D'"
)


def apply(statements: list[Statement], chain: Chain, talk: Talk) -> None:
    """Put each statement on the chain."""
    for statement in statements:
        words = " ".join(statement.words)
        for names, key, note in _BRIDGES:
            if any(name in words for name in names):
                _bridge(statement, key, note, chain, talk)
                break
        else:
            _other(statement, words, chain, talk)


def _other(statement: Statement, words: str, chain: Chain, talk: Talk) -> None:
    if re.search(r"head[- ]to[- ]tail|backbone[- ]cycl", words):
        chain.circular = True
    elif re.search(r"\ball(?: (?:residues|amino acids))?(?: are)?(?: in)?(?: the)? d(?:-|\b)", words):
        if any(amino.changes for amino in chain.aminos):
            talk.wrong(statement.position, statement.text, "some amino acids have marks of their own; mark each D-amino acid instead")  # fmt: skip
            return
        chain.all_d = True
    elif re.search(r"\bamid", words) and "n-term" not in words:
        chain.ends.append(("cterm", "the C-terminus is amidated", "MOD_RES"))
    elif re.search(r"\bacet[iy]l", words) and "c-term" not in words:
        chain.ends.append(("nterm", "the N-terminus is acetylated", "MOD_RES"))
    elif "cycl" in words or "circular" in words:
        talk.wrong(statement.position, statement.text, "say how the ring is closed: 'head-to-tail cyclic', or by a bridge between two residues")  # fmt: skip
    else:
        talk.wrong(statement.position, statement.text, _HOW)


def _bridge(statement: Statement, key: str, note: str, chain: Chain, talk: Talk) -> None:
    pairs = list(_PAIR.finditer(statement.text))
    if not pairs:
        _only(statement, key, note, chain, talk)
        return
    for pair in pairs:
        first, second = int(pair[2]), int(pair[4])
        fits = _fits(statement, pair[1], first, chain, talk) and _fits(
            statement, pair[3], second, chain, talk
        )
        if not fits:
            return
        if first == second:
            talk.wrong(
                statement.position + pair.start(), pair[0].strip(), "a bridge needs two different residues"
            )
            return
        odd = next((n for n in (first, second) if key == "DISULFID" and not _thiol(chain.aminos[n - 1])), 0)
        if odd:
            letter = chain.aminos[odd - 1].letter
            talk.wrong(
                statement.position + pair.start(),
                pair[0].strip(),
                f"residue {odd} is {letter}, which has no sulfur for a disulfide bond",
            )
            return
        chain.bridges.append(Bridge(key, min(first, second), max(first, second), note))


def _fits(statement: Statement, name: str, number: int, chain: Chain, talk: Talk) -> bool:
    aminos = chain.aminos
    if not 1 <= number <= len(aminos):
        talk.wrong(
            statement.position, statement.text, f"there is no residue {number}: the peptide has {len(aminos)}"
        )
        return False
    letter = aminos[number - 1].letter
    wanted = ONE_LETTER.get(name.capitalize(), name.upper()) if len(name) in (1, 3) else ""
    if name.lower() in ("and", "to"):
        wanted = ""
    if wanted and len(wanted) == 1 and letter not in (wanted, "X"):
        talk.wrong(statement.position, statement.text, f"residue {number} is {letter}, not {name}")
        return False
    return True


def _named(amino: Amino) -> bool:
    return any(name.endswith(_THIOLS) for name, _ in amino.changes)


def _thiol(amino: Amino) -> bool:
    """Whether a residue may have a thiol: cysteine that bears nothing, or something that the table does not tell."""
    if amino.letter == "C":
        return not any(name.startswith("S-") for name, _ in amino.changes)
    return amino.letter in "XU"


def _only(statement: Statement, key: str, note: str, chain: Chain, talk: Talk) -> None:
    """A bridge without numbers, where only two residues can be meant."""
    aminos = chain.aminos
    if key == "DISULFID":
        places = [
            n for n, amino in enumerate(aminos, 1) if (amino.letter != "X" and _thiol(amino)) or _named(amino)
        ]
    elif "staple" in note:
        places = [n for n, a in enumerate(aminos, 1) if a.staple]
    else:
        places = []
    if len(places) != 2:
        talk.wrong(
            statement.position,
            statement.text,
            "say which residues are joined, as in 'disulfide bridge: Cys2-Cys7'",
        )
        return
    chain.bridges.append(Bridge(key, places[0], places[1], note))
