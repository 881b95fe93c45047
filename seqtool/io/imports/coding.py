"""Coding sequences: the written translation compared with the residues, and the protein it calls for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from seqtool.insdc.alphabet import AMINO_ACIDS, THREE_LETTER, defined_count
from seqtool.insdc.codes import genetic_code
from seqtool.insdc.codon_values import CodonException, read_transl_except
from seqtool.insdc.translate import Translation, compare_translation, translate
from seqtool.io.imports.context import Here
from seqtool.io.imports.features import Made
from seqtool.io.imports.notes import Kind
from seqtool.model import Qualifier, Residues

#: Fewest specifically defined residues of a protein that is listed (paragraph 8).
FEWEST = 4
_FRAME: dict[str, Literal[1, 2, 3]] = {"": 1, "1": 1, "2": 2, "3": 3}
_SYMBOLS = frozenset(AMINO_ACIDS)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)


def protein_of(
    made: Made, here: Here, residues: Residues, stands: Callable[[str], object] = lambda _text: None
) -> str | None:
    """The residues of the protein that the feature calls for, or ``None``.

    Takes the translation away where ST.26 does not allow it, and tells. ``stands`` is asked
    where proteins are not wanted: what it gives for residues that stand in the inputs themselves.
    """
    if made.key != "CDS":
        return None
    written = made.value("translation")
    if written is None:
        own = _own(made, residues)
        if own is not None and made.value("transl_except") is not None:
            _misplaced(made, here, own)
        written = _translated(made, here, residues)
        if written is None:
            return None
        made.qualifiers.append(Qualifier("translation", written))

    def drop(reason: str) -> None:
        here.tell(Kind.LEFT_OUT, reason, feature=made.raw, qualifier="translation", before=written)
        made.drop("translation")

    if not written:
        drop("it has no value")
        return None
    if not _SYMBOLS.issuperset(written):
        odd = next(symbol for symbol in written if symbol not in AMINO_ACIDS)
        drop(f"a translation with {odd!r}, which is no amino acid (paragraph 26)")
        return None
    defined = defined_count(written, True)
    if here.choices.proteins == "none" and defined >= FEWEST and stands(written) is None:
        drop(
            "proteins were not wanted (--proteins none); a translation of four or more residues needs its protein"
        )
        return None
    _compare(made, here, residues, written)
    if made.value("translation") is None:
        return None
    return written if defined >= FEWEST else None


def _exceptions(made: Made) -> list[CodonException]:
    found = [read_transl_except(q.value or "").value for q in made.qualifiers if q.name == "transl_except"]
    return [value for value in found if value is not None]


def _own(made: Made, residues: Residues) -> Translation | None:
    """What the residues code for; ``None`` where the genetic code or the frame is not known."""
    table = made.value("transl_table") or "1"
    code = genetic_code(int(table)) if _NUMBER.fullmatch(table) else None
    start = _FRAME.get(made.value("codon_start") or "")
    if code is None or start is None:
        return None
    return translate(made.tree, residues, code=code, codon_start=start, exceptions=_exceptions(made))


#: Coding sequences with one of these are not what the residues alone say.
_SPECIAL = ("exception", "ribosomal_slippage", "trans_splicing", "pseudo", "pseudogene")


def _translated(made: Made, here: Here, residues: Residues) -> str | None:
    """The translation of a coding sequence that has none, if the user wants it and nothing speaks against it."""
    if any(made.value(name) is not None for name in _SPECIAL) or here.choices.proteins == "none":
        return None
    own = _own(made, residues)
    if own is None or defined_count(own.protein, True) < FEWEST:
        return None
    if not here.choices.translate:
        here.tell(
            Kind.QUESTION,
            "a coding sequence without a translation; none was made (--translate makes it, and its protein)",
            feature=made.raw,
        )
        return None
    if own.inner_stops:
        here.tell(Kind.QUESTION, "a coding sequence with a stop inside was not translated", feature=made.raw)
        return None
    text = own.expected(1)[0] + own.protein[1:]
    here.tell(
        Kind.ADDED,
        f"translation made from the residues (genetic code {own.code.id})",
        feature=made.raw,
        qualifier="translation",
        after=text,
    )
    return text


def _compare(made: Made, here: Here, residues: Residues, written: str) -> None:
    made_here = _own(made, residues)
    if made_here is None:
        here.tell(
            Kind.QUESTION,
            "the translation was not compared: its genetic code or frame is not known",
            feature=made.raw,
        )
        return
    _misplaced(made, here, made_here)
    _unusual(made, here, written, made_here)
    special = any(made.value(name) is not None for name in _SPECIAL if name != "trans_splicing")
    if special or made.value("translation") is None:
        return
    if _exceptions(made):
        made_here = _own(made, residues) or made_here
    difference = compare_translation(written, made_here)
    if difference is not None:
        here.tell(
            Kind.QUESTION,
            "the translation in the record is not what the residues code for; both were taken as they stand",
            feature=made.raw,
            qualifier="translation",
            before=f"residue {difference.number}: {difference.found or 'end'}",
            after=f"{'/'.join(difference.expected) or 'end'} (codon {difference.codon or 'none'})",
        )


def _misplaced(made: Made, here: Here, made_here: Translation) -> None:
    """A transl_except that names no codon of the coding sequence is no statement about it."""
    wrong = {fault.index: fault.kind for fault in made_here.faults if fault.kind != "wrong-strand"}
    if not wrong:
        return
    read = [
        q
        for q in made.qualifiers
        if q.name == "transl_except" and read_transl_except(q.value or "").value is not None
    ]
    gone = [read[index] for index in wrong]
    for index, qualifier in zip(wrong, gone, strict=True):
        here.tell(
            Kind.LEFT_OUT, f"it names no codon of the coding sequence ({wrong[index]})", feature=made.raw, qualifier="transl_except", before=qualifier.value,
        )  # fmt: skip
    made.qualifiers = [q for q in made.qualifiers if q not in gone]


def _unusual(made: Made, here: Here, written: str, made_here: Translation) -> None:
    """Selenocysteine and pyrrolysine need a transl_except (paragraph 91)."""
    if "U" not in written and "O" not in written:
        return
    for number, symbol in enumerate(written, 1):
        if symbol not in "UO" or number in made_here.exceptions:
            continue
        places = made_here.positions(number)
        if len(places) < 3:
            here.tell(
                Kind.LEFT_OUT, f"a translation with {symbol}, whose codon is not in the sequence (paragraph 91)", feature=made.raw,
                qualifier="translation", before=written,
            )  # fmt: skip
            made.drop("translation")
            return
        value = f"(pos:{_place(places)},aa:{THREE_LETTER[symbol]})"
        made.qualifiers.append(Qualifier("transl_except", value))
        here.tell(
            Kind.ADDED, "its codon is named where a translation has U or O (paragraph 91)", feature=made.raw, qualifier="transl_except", after=value,
        )  # fmt: skip


def _place(places: tuple[int, ...]) -> str:
    """The location of a codon; an intron may part it."""
    low, middle, high = sorted(places)
    if high - low == 2:
        return f"{low}..{high}"
    if middle - low == 1:
        return f"join({low}..{middle},{high})"
    if high - middle == 1:
        return f"join({low},{middle}..{high})"
    return f"join({low},{middle},{high})"
