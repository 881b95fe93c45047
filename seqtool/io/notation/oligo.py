"""Oligonucleotides in compact notation → residues and features (paragraphs 11 to 22 and 55)."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.clean import plain
from seqtool.io.notation.oligo_bare import resolved
from seqtool.io.notation.oligo_features import described
from seqtool.io.notation.oligo_parts import Nucleotide, Part, parts_of
from seqtool.io.notation.oligo_statements import apply
from seqtool.io.notation.oligo_tokens import BARE_LOWER, BARE_UPPER, Token, readings
from seqtool.io.notation.parsed import LONGEST, Parsed, Talk, WrongError
from seqtool.io.notation.statements import parted
from seqtool.io.notation.symbols import STYLES, SymbolTable

_START: Final = re.compile(r"\s{0,9}([53])'\s?(?:-|\u2192|>)?\s?", re.ASCII)
_END: Final = re.compile(r"\s?(?:-|\u2192|>)?\s?([53])'?\s{0,9}\Z", re.ASCII)
_TAIL: Final = 12
_TWO_MEANINGS: Final = {
    "mC": "[2'-OMe-C] for 2'-O-methylcytidine or [m5dC] for 5-methylcytosine",
    "mA": "[2'-OMe-A] for 2'-O-methyladenosine or [m6A] for N6-methyladenine",
    "fC": "[2'-F-C] for 2'-fluorocytidine or [f5dC] for 5-formylcytosine",
}


def parse_oligo(text: str, *, symbols: SymbolTable, choices: Choices) -> Parsed:
    """One oligonucleotide as people write it, with statements about the whole molecule after ``;``.

    What would have to be guessed is asked; an unknown symbol is an error with its place.
    A spacer that is no nucleotide parts the molecule into several sequences.
    """
    talk = Talk()
    try:
        found = _parse(text, symbols, choices, talk)
    except WrongError as error:
        talk.errors.append(error.problem)
        found = []
    made = () if talk.stopped else described(found, symbols, choices, talk)
    return talk.parsed(made)


def _parse(text: str, table: SymbolTable, choices: Choices, talk: Talk) -> list[Part]:
    if len(text) > LONGEST:
        raise WrongError(0, text[:12], f"this text has more than {LONGEST:,} characters")
    spelled = plain(text)
    end, statements = parted(spelled)
    start, end, backwards = _direction(spelled, end, talk)
    if not spelled[start:end].strip():
        raise WrongError(start, spelled[start : start + 12], "there is no sequence")
    tokens = _tokens(spelled, start, end, table, choices, talk)
    if backwards:
        if choices.direction is None:
            talk.ask(
                "--direction reverse|as-written",
                "A sequence is written from 3' to 5'. Turn it round, so that it begins with its 5' end, or is it the mark that is wrong?",
            )
        elif choices.direction == "reverse":
            tokens = tokens[::-1]
            talk.tell(Kind.CHANGED, "the sequence was turned round, to begin with its 5' end", text[:60])
        else:
            talk.tell(Kind.QUESTION, "marked 3' to 5', but taken as written", text[:60])
    _two_meanings(tokens)
    for token in tokens:
        if (
            token.sort == "group"
            and not token.text.strip(BARE_UPPER)
            and spelled[token.position - 1] not in "([{/"
        ):
            talk.tell(
                Kind.QUESTION,
                "what stands apart at an end was taken for the group of that name, not for nucleotides",
                token.text,
            )
    nucleotides = resolved(tokens, table, choices, talk)
    found = parts_of(nucleotides, choices, talk)
    apply(statements, found, table, talk)
    return found


def _direction(text: str, end: int, talk: Talk) -> tuple[int, int, bool]:
    """Where the sequence begins and ends without 5' and 3', and whether it is written backwards."""
    head, tail = _START.match(text, 0, end), None
    start = head.end() if head is not None else 0
    window = text[max(start, end - _TAIL) : end]
    tail = _END.search(window)
    if tail is not None and not tail[0].rstrip().endswith("'"):
        tail = None
    if tail is not None:
        end -= len(window) - tail.start()
    first, last = head[1] if head else "", tail[1] if tail else ""
    if first and first == last:
        raise WrongError(0, text[:12], f"both ends are marked {first}'; mark one 5' and the other 3'")
    if first or last:
        talk.tell(Kind.CHANGED, "the marks 5' and 3' were taken away (paragraph 11)")
    return start, end, first == "3" or last == "5"


def _tokens(text: str, start: int, end: int, table: SymbolTable, choices: Choices, talk: Talk) -> list[Token]:
    letters = text[start:end]
    bare = letters.translate(_NO_SPACE)
    if not bare.strip(BARE_UPPER) or not bare.strip(BARE_LOWER):
        # Letters alone: nothing to look up.
        return [Token("bare", char, start + i) for i, char in enumerate(letters) if char not in " \n"]
    styles = (choices.marks,) if choices.marks else STYLES
    found = readings(text, start, end, table, styles)
    meanings = {tuple(t.meaning for t in tokens if t.sort != "separator") for tokens in found.values()}
    if len(meanings) > 1:
        shown = "; ".join(f"{name}: {_shown(tokens)}" for name, tokens in found.items())
        talk.ask(
            "--marks " + "|".join(found),
            "A sequence can be read with its marks before the letters (mA), after them (Af) or as base, sugar and bond (Aes), and "
            f"means another molecule each time ({shown}). How is it written?",
        )
    return next(iter(found.values()))


_NO_SPACE: Final = {ord(" "): None, ord("\n"): None}


def _two_meanings(tokens: list[Token]) -> None:
    """A lone mC, mA or fC among DNA letters is a methylated or formylated base to some, a modified sugar to others."""
    marked = [t for t in tokens if t.sort == "residue"]
    texts = {t.text for t in marked}
    if len(texts) != 1 or not any(t.text == "T" for t in tokens if t.sort == "bare"):
        return
    text = texts.pop()
    if text in _TWO_MEANINGS:
        raise WrongError(
            marked[0].position, text, f"this has two meanings in DNA: write {_TWO_MEANINGS[text]}"
        )


def _shown(tokens: list[Token]) -> str:
    return " ".join(t.text for t in tokens[:12] if t.sort != "separator")


__all__ = ["Nucleotide", "Part", "parse_oligo"]
