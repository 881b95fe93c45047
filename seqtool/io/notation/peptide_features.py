"""Amino acids → features (paragraphs 29, 30 and 34), and the parts of a chain that a linker parts."""

from __future__ import annotations

from typing import Final

import msgspec

from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.parsed import FEWEST, SYNTHETIC, ParsedSequence, Talk
from seqtool.io.notation.peptide_reader import Amino, Beside, Piece
from seqtool.io.notation.places import noted, runs, span
from seqtool.model import Feature

#: Said of residues, not of one alone: spans of them may be one feature.
_SITE: Final = "SITE"


class Bridge(msgspec.Struct, frozen=True):
    """A bond between the side chains of two residues (numbers 1-based, over the whole molecule)."""

    key: str
    first: int
    second: int
    note: str


class Chain(msgspec.Struct):
    """A peptide: its pieces in order, and what was said about all of it."""

    pieces: list[Piece] = []
    circular: bool = False
    all_d: bool = False
    bridges: list[Bridge] = []
    ends: list[tuple[str, str, str]] = []  # nterm or cterm, name, key

    @property
    def aminos(self) -> list[Amino]:
        """Its amino acids."""
        return [p for p in self.pieces if isinstance(p, Amino)]


class _Part(msgspec.Struct):
    aminos: list[Amino] = []
    #: Number of its first residue in the molecule.
    first: int = 1
    #: The linker to the next part.
    linker: str = ""

    @property
    def letters(self) -> str:
        return "".join(a.letter for a in self.aminos)


def described(chain: Chain, choices: Choices, talk: Talk) -> tuple[ParsedSequence, ...]:
    """The chain as one sequence, or several where a linker parts it."""
    parts, head, tail = _parts(chain, talk)
    if talk.stopped:
        return ()
    made = []
    for index, part in enumerate(parts):
        features = _sites(part, choices, whole=chain.all_d)
        size = len(part.aminos)
        if chain.circular:
            features.insert(0, noted("REGION", span(1, size), "circular peptide"))
        if index == 0:
            features += [_end(1, name, key, choices) for name, key in _outer(head, chain, "nterm")]
        else:
            features.append(
                noted(
                    _SITE,
                    "1",
                    _joined("N", "C", parts[index - 1], parts[index - 1].linker, index, len(parts)),
                )
            )
        if index == len(parts) - 1:
            features += [_end(size, name, key, choices) for name, key in _outer(tail, chain, "cterm")]
        else:
            features.append(
                noted(
                    _SITE, str(size), _joined("C", "N", parts[index + 1], part.linker, index + 2, len(parts))
                )
            )
        features += _bridges(chain, parts, index)
        synthetic = len(parts) > 1 or any(f.key == _SITE for f in features) or chain.circular
        made.append(
            ParsedSequence("AA", part.letters, tuple(features), SYNTHETIC if synthetic else "", "protein")
        )
    if len(parts) > 1:
        talk.tell(
            Kind.CHANGED,
            "the chain is parted by a linker that is no amino acid, so it is several sequences (Annex VI 3(c))",
            None,
            f"{len(parts)} sequences",
        )
    return tuple(made)


def _parts(chain: Chain, talk: Talk) -> tuple[list[_Part], list[Beside], list[Beside]]:
    parts: list[_Part] = []
    waiting: list[Beside] = []
    head: list[Beside] = []
    number = 0
    for piece in chain.pieces:
        if isinstance(piece, Beside):
            waiting.append(piece)
            continue
        number += 1
        if not parts:
            head = waiting
            parts.append(_Part(first=number))
        elif waiting:
            for beside in waiting:
                if beside.sort != "linker":
                    talk.wrong(
                        beside.position,
                        beside.text,
                        "this belongs to an end of the peptide and stands inside",
                    )
            parts[-1].linker = " and ".join(b.name for b in waiting)
            parts.append(_Part(first=number))
        waiting = []
        parts[-1].aminos.append(piece)
    if chain.circular and (len(parts) > 1 or head or waiting):
        talk.wrong(
            0, "cyclo", "a ring with a linker or with ends is not read; give its linear parts one by one"
        )
    return parts, head, waiting


def _sites(part: _Part, choices: Choices, *, whole: bool) -> list[Feature]:
    places: dict[tuple[str, str], list[int]] = {}
    for number, amino in enumerate(part.aminos, 1):
        for name, key in amino.changes:
            wanted = key if key and choices.post_translational else _SITE
            places.setdefault((wanted, name), []).append(number)
    found: list[tuple[int, Feature]] = []
    for (key, name), numbers in places.items():
        for first, last in _runs(numbers) if key == _SITE else [(n, n) for n in numbers]:
            found.append((first, noted(key, span(first, last), name)))
    features = [feature for _, feature in sorted(found, key=lambda item: item[0])]
    if whole:
        note = "all amino acids are D-amino acids"
        if "G" in part.letters:
            note += " (glycine excepted, which has no D form)"
        features.insert(0, noted(_SITE, span(1, len(part.aminos)), note))
    return features


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    return list(runs(numbers))


def _end(place: int, name: str, key: str, choices: Choices) -> Feature:
    return noted(key if key and choices.post_translational else _SITE, str(place), name)


def _outer(tokens: list[Beside], chain: Chain, sort: str) -> list[tuple[str, str]]:
    """What hangs at an end; linkers between it and the chain are named in their order."""
    end = "N" if sort == "nterm" else "C"
    groups = [t for t in tokens if t.sort == sort]
    linkers = [t.name for t in tokens if t.sort == "linker"]
    said = [(name, key) for which, name, key in chain.ends if which == sort]
    found: list[tuple[str, str]] = []
    if linkers:
        text = f"the {end}-terminus is joined to {' and '.join(linkers)}"
        if groups:
            text += ", whose other end " + groups[0].name.removeprefix(f"the {end}-terminus ")
        found.append((text, ""))
        groups = groups[1:]
    found += [(g.name, g.key) for g in groups]
    return list(dict.fromkeys(found + said))


def _joined(end: str, far: str, other: _Part, linker: str, number: int, count: int) -> str:
    what = f"part {number} of {count} of the molecule ({len(other.aminos)} amino acids)"
    if defined_count(other.letters, True) < FEWEST["AA"]:
        what = f"{other.letters}, which is too short for a sequence of its own"
    return f"the {end}-terminus is linked through {linker} to the {far}-terminus of {what}"


def _bridges(chain: Chain, parts: list[_Part], index: int) -> list[Feature]:
    part = parts[index]
    low, high = part.first, part.first + len(part.aminos) - 1
    found = []
    for bridge in chain.bridges:
        inside = [low <= n <= high for n in (bridge.first, bridge.second)]
        if all(inside):
            found.append(
                noted(bridge.key, f"{bridge.first - low + 1}..{bridge.second - low + 1}", bridge.note)
            )
            continue
        for here, there in ((bridge.first, bridge.second), (bridge.second, bridge.first)):
            if low <= here <= high:
                number, other = next(
                    (i, p) for i, p in enumerate(parts, 1) if p.first <= there < p.first + len(p.aminos)
                )
                note = f"{bridge.note}: bound to residue {there - other.first + 1} of part {number} of {len(parts)} of the molecule"  # fmt: skip
                found.append(noted(_SITE, str(here - low + 1), note))
    return found
