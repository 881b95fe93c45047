"""Letters without a mark: whether they are DNA or RNA, and what small letters mean. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.oligo_tokens import Token
from seqtool.io.notation.parsed import Talk
from seqtool.io.notation.symbols import Symbol, SymbolTable

_UPPER: Final = "--upper-nt dna|rna|lna"


class Element(msgspec.Struct):
    """A token whose meaning is known. ``base`` keeps u and t apart; ``sugar`` is DNA, RNA or any."""

    token: Token
    base: str = ""
    sugar: str = ""
    name: str = ""


class _Letters(msgspec.Struct):
    """What is told about the letters without a mark."""

    sugar: str = ""  # DNA or RNA, empty while not known
    fold_u: bool = False
    deoxy_t: bool = False
    locked: bool = False


def resolved(tokens: list[Token], table: SymbolTable, choices: Choices, talk: Talk) -> list[Element]:
    """The tokens with all letters decided; asks for what is not told."""
    bare = [t for t in tokens if t.sort == "bare"]
    small = _small(tokens, bare, choices, talk)
    if small is None:
        return []
    capital = [t for t in bare if t.text.isupper() or small == "fold"]
    needs = any(t.symbol is not None and t.symbol.sugar == "same" for t in tokens)
    letters = _letters(tokens, capital, choices, talk, needs=needs and not capital)
    if letters is None:
        return []
    found = []
    for token in tokens:
        element = Element(token)
        if token.sort == "bare":
            _letter(element, table, letters, small, talk)
        elif token.sort == "residue" and token.symbol is not None:
            _marked(element, token.symbol, letters, talk)
        found.append(element)
    return found


def _small(tokens: list[Token], bare: list[Token], choices: Choices, talk: Talk) -> str | None:
    """What small letters are: ``fold`` (nothing), ``dna`` or ``2-o-methyl``; ``None`` where it was asked."""
    lower = any(t.text.islower() for t in bare)
    plain = all(t.sort in ("bare", "separator") for t in tokens) and not any(t.text.isupper() for t in bare)
    if not lower or (plain and choices.lower_nt is None):
        return "fold"
    if choices.lower_nt is not None:
        return choices.lower_nt
    if choices.case == "fold":
        talk.tell(Kind.CHANGED, "case of letters in an oligonucleotide was taken to say nothing")
        return "fold"
    talk.ask(
        "--lower-nt dna|2-o-methyl, or --case fold where it says nothing",
        "Small letters stand in the notation of an oligonucleotide. Are they deoxynucleotides, 2'-O-methyl nucleotides, or does case "
        "say nothing?",
    )
    return None


def _told(tokens: list[Token], choices: Choices) -> str:
    """DNA or RNA as the user or the marks say: where some letters are marked as RNA, the others are not."""
    if choices.upper_nt in ("dna", "rna"):
        return (choices.upper_nt or "").upper()
    if choices.moltype in ("DNA", "RNA"):
        return choices.moltype or ""
    plain = {
        t.symbol.sugar
        for t in tokens
        if t.symbol is not None
        and t.sort == "residue"
        and not t.symbol.name
        # dU and rT are marked for their base, which says nothing about the others.
        and (t.symbol.letter, t.symbol.sugar) not in (("u", "DNA"), ("t", "RNA"))
    }
    return {frozenset({"RNA"}): "DNA", frozenset({"DNA"}): "RNA"}.get(frozenset(plain), "")


def _letters(
    tokens: list[Token], capital: list[Token], choices: Choices, talk: Talk, *, needs: bool
) -> _Letters | None:
    if not capital and not needs:
        return _Letters()
    if choices.upper_nt == "lna":
        return _Letters(locked=True)
    told = _told(tokens, choices)
    bases = {t.text.upper() for t in capital}
    has_t, has_u = "T" in bases, "U" in bases
    if has_t and has_u:
        return _both(told, choices, talk)
    seen = "DNA" if has_t else "RNA" if has_u else ""
    if not seen and not told:
        talk.ask(
            _UPPER,
            "Letters without a mark fit DNA and RNA alike in an oligonucleotide. Are they deoxynucleotides, ribonucleotides or locked "
            "nucleotides?",
        )
        return None
    if not seen or seen == told or not told:
        return _Letters(told or seen)
    return _foreign(told, choices, talk, decided=choices.upper_nt is not None or choices.moltype is not None)


def _both(told: str, choices: Choices, talk: Talk) -> _Letters | None:
    if told != "RNA" and choices.uracil in ("t", "modified"):
        if choices.uracil == "t":
            talk.tell(Kind.CHANGED, "u in DNA was written t", "u", "t")
        return _Letters("DNA", fold_u=choices.uracil == "t")
    if told != "DNA" and choices.thymine is not None:
        return _Letters("RNA", deoxy_t=choices.thymine == "deoxy")
    talk.ask(
        "--thymine deoxy|modified, or --uracil t|modified",
        "T and U stand side by side without a mark in an oligonucleotide. Is it RNA in which T is a deoxythymidine (--thymine deoxy) or "
        "thymine (--thymine modified), or DNA in which U is uracil (--uracil modified) or written for t (--uracil t)?",
    )
    return None


def _foreign(told: str, choices: Choices, talk: Talk, *, decided: bool) -> _Letters | None:
    """U where DNA is told, T where RNA is told."""
    if told == "DNA":
        if choices.uracil not in ("t", "modified"):
            talk.ask(
                "--uracil t|modified" + ("" if decided else f", or {_UPPER}"),
                "A DNA oligonucleotide holds u. Is it written for t, or is it uracil, a modified nucleotide in DNA (paragraph 19)?",
            )
            return None
        if choices.uracil == "t":
            talk.tell(Kind.CHANGED, "u in DNA was written t", "u", "t")
        return _Letters("DNA", fold_u=choices.uracil == "t")
    if choices.thymine is None:
        talk.ask(
            "--thymine deoxy|modified" + ("" if decided else f", or {_UPPER}"),
            "An RNA oligonucleotide holds T. Is it a deoxythymidine (a segment of DNA, paragraph 55), or thymine in RNA (paragraph 19)? "
            "Where uracil is meant, write u.",
        )
        return None
    return _Letters("RNA", deoxy_t=choices.thymine == "deoxy")


def _letter(element: Element, table: SymbolTable, letters: _Letters, small: str, talk: Talk) -> None:
    text = element.token.text
    base = text.lower()
    element.base = base
    if text.islower() and small == "dna":
        element.sugar = "DNA"
        return
    if text.islower() and small == "2-o-methyl":
        _from(element, table.find("oligo", f"m{text.upper()}", "residue"), talk)
        return
    if letters.locked:
        _from(element, table.find("oligo", f"+{text.upper()}", "residue"), talk)
        return
    element.sugar = letters.sugar
    if base == "i":
        element.base, element.name = "n", "inosine" if letters.sugar == "RNA" else "2'-deoxyinosine"
    elif base == "u" and letters.fold_u:
        element.base = "t"
    elif base == "t" and letters.deoxy_t:
        element.sugar = "DNA"


def _from(element: Element, found: Iterable[Symbol], talk: Talk) -> None:
    symbol = next(iter(found), None)
    token = element.token
    if symbol is None:
        talk.wrong(token.position, token.text, "the table of symbols has no such nucleotide")
        return
    element.base, element.sugar, element.name = symbol.letter, symbol.sugar, symbol.name
    _look(symbol, talk)


def _marked(element: Element, symbol: Symbol, letters: _Letters, talk: Talk) -> None:
    element.base, element.sugar, element.name = symbol.letter, symbol.sugar, symbol.name
    _look(symbol, talk)
    if symbol.sugar == "same":
        element.sugar = letters.sugar or "any"
        if letters.sugar == "DNA" and symbol.name:
            element.name = symbol.deoxy_name


def _look(symbol: Symbol, talk: Talk) -> None:
    if symbol.why.startswith("?"):
        talk.tell(Kind.QUESTION, symbol.why[1:], symbol.text)


def iupac(base: str) -> str:
    """The symbol of the sequence: u is written t (paragraph 14)."""
    return "t" if base == "u" else base
