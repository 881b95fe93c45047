"""What a CDS is translated to, or why it is not: a refusal for each thing that must not be guessed."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from seqtool.edit.operations.common import content_of, feature_at, name_of, protein
from seqtool.edit.session import EditError, Session
from seqtool.insdc.alphabet import defined_count, find_bad_symbols
from seqtool.insdc.codes import GeneticCode, genetic_code
from seqtool.insdc.codon_values import CodonException, read_transl_except
from seqtool.insdc.location import Location, LocationError, Order, parse_location
from seqtool.insdc.translate import Translation, compare_translation, translate
from seqtool.model.sequence import Feature

#: Fewest specifically defined residues of a protein that is listed (paragraph 8).
FEWEST: Final = 4
_STARTS: Final[dict[str, Literal[1, 2, 3]]] = {"1": 1, "2": 2, "3": 3}
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_SHOWN: Final = 5


class Translated(NamedTuple):
    """The residues of a coding sequence's protein, and what is worth a word."""

    text: str
    #: Whether it has enough defined residues for a sequence of its own.
    listed: bool
    notes: tuple[str, ...]


class _Where(NamedTuple):
    """Words for a feature, found only where they are said: the number of a sequence is looked for."""

    session: Session
    key: int
    feature: Feature

    def __str__(self) -> str:
        return f"{name_of(self.session, self.key)}, {self.feature.key} {self.feature.location[:60]}"

    def __format__(self, _: str) -> str:
        return str(self)


def translated(
    session: Session, key: int, index: int, *, first: str = "", text: str | None = None
) -> Translated:
    """The translation of a CDS, by its residues or as given.

    Raises:
        EditError: nothing can be said for sure; the message says why and what to do.
    """
    sequence = content_of(session, key)
    feature = feature_at(session, key, index)
    where = _Where(session, key, feature)
    if protein(sequence) or feature.key != "CDS":
        raise EditError(
            f"{where}: only a CDS of DNA or RNA is translated. Choose one, or set the key to CDS."
        )
    for name in ("pseudo", "pseudogene"):
        if any(q.name == name for q in feature.qualifiers):
            raise EditError(
                f"{where} is marked {name} and has no protein. Take {name} away if that is wrong."
            )
    if text is not None:
        return _given(where, text)
    if any(q.name == "exception" for q in feature.qualifiers):
        raise EditError(
            f"{where} has the qualifier exception: the usual rules do not give its protein. Give the translation itself."
        )
    tree = _place(where, feature, sequence.residues.length)
    result = translate(
        tree,
        sequence.residues,
        code=_code(where, feature),
        codon_start=_start(where, feature),
        exceptions=_exceptions(where, feature),
    )
    bad = find_bad_symbols(result.coding, protein=False)
    if bad is not None:
        raise EditError(
            f"{where} holds {bad.symbols[0].symbol!r}, which is no nucleotide symbol. Correct the residues first."
        )
    written = next(iter(_values(feature, "translation")), None)
    return _judged(where, result, first, written)


def _given(where: _Where, text: str) -> Translated:
    bad = find_bad_symbols(text, protein=True)
    if not text or bad is not None:
        odd = f"holds {bad.symbols[0].symbol!r}, which is no amino acid symbol" if bad else "is empty"
        raise EditError(
            f"{where}: the translation {odd}. Write one-letter symbols of Table 3, without the stop."
        )
    return Translated(text, defined_count(text, protein=True) >= FEWEST, ())


def _place(where: _Where, feature: Feature, size: int) -> Location:
    try:
        tree = parse_location(feature.location, protein=False)
    except LocationError as error:
        raise EditError(f"{where} cannot be translated: {error}. Correct the location first.") from error
    if tree.high > size:
        raise EditError(
            f"{where} reaches beyond the last residue ({size}). Correct the location or the residues first."
        )
    if _has_order(tree):
        raise EditError(f"{where}: order does not say that the parts are joined. Write join if they are.")
    return tree


def _has_order(tree: Location) -> bool:
    return isinstance(tree, Order) or any(map(_has_order, tree.operands))


def _values(feature: Feature, name: str) -> list[str]:
    return [q.value or "" for q in feature.qualifiers if q.name == name]


def _code(where: _Where, feature: Feature) -> GeneticCode | None:
    for value in _values(feature, "transl_table"):
        code = genetic_code(int(value)) if _NUMBER.fullmatch(value) else None
        if code is None:
            raise EditError(f"{where}: there is no genetic code {value!r}. Correct transl_table.")
        return code
    return None


def _start(where: _Where, feature: Feature) -> Literal[1, 2, 3]:
    for value in _values(feature, "codon_start"):
        if value not in _STARTS:
            raise EditError(f"{where}: codon_start is {value!r}, but must be 1, 2 or 3. Correct it.")
        return _STARTS[value]
    return 1


def _exceptions(where: _Where, feature: Feature) -> list[CodonException]:
    found: list[CodonException] = []
    for value in _values(feature, "transl_except"):
        read = read_transl_except(value).value
        if read is None:
            raise EditError(
                f"{where}: transl_except {value[:60]!r} cannot be read. Write it as (pos:213..215,aa:Trp)."
            )
        found.append(read)
    return found


def _judged(where: _Where, result: Translation, first: str, written: str | None) -> Translated:
    wrong = [fault for fault in result.faults if fault.kind not in ("wrong-strand", "repeated")]
    if wrong:
        raise EditError(
            f"{where}: transl_except number {wrong[0].index + 1} names no codon of the coding sequence "
            f"({wrong[0].kind}). Correct its position."
        )
    if result.inner_stops:
        shown = ", ".join(map(str, result.inner_stops[:_SHOWN]))
        raise EditError(
            f"{where} has a stop codon inside (codon {shown}). Check location, codon_start and transl_table, or name a codon "
            "that is read otherwise with transl_except."
        )
    protein_text = result.protein
    if not protein_text:
        raise EditError(f"{where} has no codon that gives a residue. Check the location.")
    if not first and written and compare_translation(written, result) is None:
        protein_text = written
    elif first != "codon":
        protein_text = result.expected(1)[0] + protein_text[1:]
    elif 1 not in result.exceptions:
        protein_text = result.code.residues[result.codon(1)] + protein_text[1:]
    notes: list[str] = []
    open_start = result.open_start
    if result.left_over and not open_start and not result.open_end:
        notes.append(
            f"{result.left_over} {'base is' if result.left_over == 1 else 'bases are'} left over behind the last codon."
        )
    elif not result.stop and not result.open_end:
        notes.append("it has no stop codon at its end; the location includes the stop (paragraph 89).")
    if (
        result.stop == "codon"
        and result.codon(1)
        and not open_start
        and not result.code.may_start(result.codon(1))
    ):
        notes.append(
            f"it begins with {result.codon(1)}, which is no start codon of genetic code {result.code.id}."
        )
    return Translated(protein_text, defined_count(protein_text, protein=True) >= FEWEST, tuple(notes))
