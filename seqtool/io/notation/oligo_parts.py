"""A molecule → its parts: nucleotides in a row, and what hangs at the ends of each row."""

from __future__ import annotations

import itertools
from typing import Final

import msgspec

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.oligo_bare import Element, iupac
from seqtool.io.notation.oligo_tokens import Token
from seqtool.io.notation.parsed import Talk
from seqtool.io.notation.symbols import Symbol

_GAP: Final = "-"


class Nucleotide(msgspec.Struct):
    """One residue. ``name`` is empty for a plain one; ``bond`` names an unusual bond to the next."""

    base: str
    sugar: str
    name: str = ""
    bond: str = ""
    #: Further descriptions of the nucleobase.
    also: tuple[str, ...] = ()
    position: int = 0

    @property
    def letter(self) -> str:
        """Its symbol in the sequence."""
        return iupac(self.base)


class Part(msgspec.Struct):
    """One sequence of the molecule; ``before`` and ``after`` hold groups and bonds in 5' to 3' order."""

    nucleotides: list[Nucleotide] = []
    before: list[Token] = []
    after: list[Token] = []
    #: Names of backbones that all of its nucleotides share.
    whole: list[str] = []
    #: Joined to the next part by a stretch of unknown length.
    gap: bool = False

    @property
    def letters(self) -> str:
        """Its residues."""
        return "".join(n.letter for n in self.nucleotides)


def parts_of(elements: list[Element], choices: Choices, talk: Talk) -> list[Part]:
    """The sequences of a molecule: a spacer between nucleotides parts it (Annex VI 3(g)-1)."""
    elements = _without_hyphens(elements, choices, talk)
    if not any(e.base for e in elements):
        if not talk.stopped:
            position, text = (elements[0].token.position, elements[0].token.text) if elements else (0, "-")
            talk.wrong(position, text, "there is no nucleotide")
        return []
    parts = [Part()]
    waiting: list[Token] = []
    for element in elements:
        token = element.token
        current = parts[-1]
        gap = not element.base and token.sort == "separator"
        if element.base or gap:
            if current.nucleotides and any(t.sort == "group" for t in waiting):
                current.after = waiting
                current = Part()
                parts.append(current)
            elif current.nucleotides:
                _bond(current, waiting, talk)
            else:
                current.before = waiting
            waiting = []
            if gap:
                current.gap = True
                parts.append(Part())
                continue
            current.nucleotides.append(
                Nucleotide(element.base, element.sugar, element.name, position=token.position)
            )
        else:
            waiting.append(token)
    parts[-1].after = waiting
    _check(parts, talk)
    return parts


def _bond(part: Part, waiting: list[Token], talk: Talk) -> None:
    if len(waiting) > 1:
        talk.wrong(waiting[1].position, waiting[1].text, "two bonds stand in a row; take one away")
    if waiting and waiting[0].symbol is not None:
        part.nucleotides[-1].bond = waiting[0].symbol.name


def _symbols(tokens: list[Token]) -> list[tuple[Token, Symbol]]:
    return [(t, t.symbol) for t in tokens if t.symbol is not None]


def _check(parts: list[Part], talk: Talk) -> None:
    """Groups of an end stand at that end, and only spacers between nucleotides."""
    last = len(parts) - 1
    for index, part in enumerate(parts):
        outer = [("before", part.before, "three")] if index == 0 else []
        outer += [("after", part.after, "five")] if index == last else []
        for _, tokens, wrong in outer:
            for token, symbol in _symbols(tokens):
                if symbol.kind == wrong:
                    end = "5'" if wrong == "five" else "3'"
                    talk.wrong(
                        token.position, token.text, f"this belongs to the {end} end and stands elsewhere"
                    )
        if index < last:
            for token, symbol in _symbols(part.after):
                if symbol.kind not in ("spacer", "link"):
                    talk.wrong(
                        token.position,
                        token.text,
                        "this stands between nucleotides, where only a spacer of the table may part them",
                    )
    for tokens in (parts[0].before, parts[-1].after):
        _rows(tokens, talk)


def _rows(tokens: list[Token], talk: Talk) -> None:
    for one, two in itertools.pairwise(tokens):
        if one.sort == two.sort == "link":
            talk.wrong(two.position, two.text, "two bonds stand in a row; take one away")
    if tokens and all(t.sort == "link" for t in tokens) and any(s.name for _, s in _symbols(tokens)):
        talk.wrong(
            tokens[0].position,
            tokens[0].text,
            "this bond leads to nothing; name the group that it joins, or take it away",
        )


def _without_hyphens(elements: list[Element], choices: Choices, talk: Talk) -> list[Element]:
    """Hyphens between symbols part them; one between two runs of letters may be a gap, which is asked."""
    residues = [i for i, e in enumerate(elements) if e.base or e.token.sort == "group"]
    hyphens: dict[int, list[int]] = {}
    pair: dict[int, int] = {}
    rank = {place: number for number, place in enumerate(residues)}
    seen = -1
    for index, element in enumerate(elements):
        if index in rank:
            seen = rank[index]
        elif element.token.text == _GAP and element.token.sort == "separator":
            hyphens.setdefault(seen, []).append(index)
            pair[index] = seen
    between = [k for k in hyphens if 0 <= k < len(residues) - 1]
    doubtful = {
        k for k in between
        if all(elements[residues[i]].token.sort == "bare" for i in (k, k + 1))
    }  # fmt: skip
    if len(between) == len(residues) - 1:
        doubtful = {k for k in doubtful if len(hyphens[k]) > 1}
    gaps: set[int] = set()
    if doubtful:
        if choices.gaps is None:
            talk.ask(
                "--gaps close|split|unknown-n",
                "A hyphen stands between letters of an oligonucleotide. Is it nothing (close), a stretch of unknown length between two "
                "sequences (split), or an unknown nucleotide (unknown-n)?",
            )
            return [e for e in elements if e.token.sort != "separator"]
        if choices.gaps == "close":
            talk.tell(Kind.CHANGED, "hyphens between letters were closed up", "-", "")
        else:
            gaps = doubtful
    found = []
    for index, element in enumerate(elements):
        if element.token.sort != "separator":
            found.append(element)
        elif pair.get(index) in gaps:
            if choices.gaps == "unknown-n":
                near = elements[residues[pair[index]]]
                found.append(Element(element.token, "n", near.sugar))
                talk.tell(Kind.CHANGED, "each - was written as n, an unknown nucleotide", "-", "n")
            elif hyphens[pair[index]][0] == index:
                found.append(element)
                talk.tell(Kind.CHANGED, "the sequence was split at its gaps (paragraph 37)", "-", "")
    return found
