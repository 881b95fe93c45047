"""Values that the rules on coding sequences name: the CDS translated, and the first thing wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from seqtool.insdc.alphabet import find_bad_symbols
from seqtool.insdc.codes import genetic_code
from seqtool.insdc.codon_values import TERM, CodonException, read_transl_except
from seqtool.insdc.location import Location, Order, length, partial_start
from seqtool.insdc.translate import Difference, Translation, compare_translation, translate
from seqtool.rules.nearest import loose
from seqtool.rules.values import ABSENT, Context, Scope, value

#: Longer coding sequences are not translated: the longest known are shorter, and a hostile listing could
#: have thousands of them on the same residues.
MOST_BASES: Final = 200_000

#: More exceptions than any known protein has; a coding sequence with more is not judged.
MOST_EXCEPTIONS: Final = 200

#: So many codons are sought for a fix.
_MOST_SOUGHT: Final = 50

#: Qualifiers that say that the usual rules of translation do not give the product.
IRREGULAR: Final = frozenset({"exception", "pseudo", "pseudogene", "ribosomal_slippage"})

_STARTS: Final[dict[str, Literal[1, 2, 3]]] = {"1": 1, "2": 2, "3": 3}
_BLANKS: Final = " \t\r\n"


class Coding(NamedTuple):
    """A coding sequence that can be judged."""

    tree: Location
    translation: Translation
    #: Index of the qualifier of each exception that was given to the translation.
    exceptions: tuple[int, ...]
    #: Whether a transl_except could not be read or does not name a codon: what follows from it is not judged.
    doubtful: bool
    #: Whether codon_start is given.
    start_given: bool
    #: Whether the location says that the coding sequence begins before it.
    open_start: bool


Trouble = Literal["frame", "other-start", "difference", "exception-differs", "inner-stop", "no-stop"]


class Misfit(NamedTuple):
    """The first thing that does not agree in a coding sequence."""

    kind: Trouble
    difference: Difference | None = None
    #: Residue number, or the codon_start that would agree.
    number: int = 0


class Unnamed(NamedTuple):
    """Selenocysteine or pyrrolysine in a translation without its transl_except."""

    residue: str
    #: Residue number in the translation.
    number: int
    #: ``213..215`` or ``complement(213..215)``; empty where the codon is not known.
    place: str


def sound_translation(text: str | None) -> str | None:
    """The translation where it has residues and all are symbols of Table 3, without white space around it."""
    if text is None:
        return None
    text = text.strip(_BLANKS)
    return text if text and find_bad_symbols(text, protein=True) is None else None


def _has_order(tree: Location) -> bool:
    return isinstance(tree, Order) or any(map(_has_order, tree.operands))


@value(Scope.FEATURE, "qualifiers")
def translation_index(c: Context) -> Any:
    """Index of the first translation of the feature; absent without one."""
    return next((i for i, q in enumerate(c.feature.qualifiers) if q.name == "translation"), ABSENT)


@value(Scope.FEATURE, "names", "moltype", rare=True)
def unlinked(c: Context) -> Any:
    """True where there is a translation, but nothing that is or may be meant as protein_id; absent otherwise."""
    names = c.names
    if "translation" not in names or any(loose(name) == "proteinid" for name in names):
        return ABSENT
    return True


@value(Scope.FEATURE, "qualifiers")
def sound_protein(c: Context) -> Any:
    """The feature's translation where all its residues are symbols of Table 3; absent otherwise."""
    if c.translation_index is ABSENT:
        return ABSENT
    return sound_translation(c.feature.qualifiers[c.translation_index].value) or ABSENT


@value(Scope.FEATURE, "location", "moltype", "length", "residues", "qualifiers")
def coding(c: Context) -> Any:
    """Coding of a nucleotide feature; absent where place, residues, genetic code or codon_start are not sound."""
    tree = c.placed
    if tree is ABSENT or c.protein is not False or c.sound_residues is ABSENT or _has_order(tree):
        return ABSENT
    if not 0 < length(tree) <= MOST_BASES:
        return ABSENT
    given = c.qualifier_values
    start = _STARTS.get((given.get("codon_start", "1") or "").strip(_BLANKS))
    table = (given.get("transl_table", "1") or "").strip(_BLANKS)
    code = genetic_code(int(table)) if table.isascii() and table.isdigit() and len(table) < 4 else None
    if start is None or code is None:
        return ABSENT
    if len(c.feature.qualifiers) > MOST_EXCEPTIONS and c.names.count("transl_except") > MOST_EXCEPTIONS:
        return ABSENT
    exceptions, doubtful = _exceptions(c)
    translation = translate(
        tree, c.sound_residues, code=code, codon_start=start, exceptions=[e for _, e in exceptions]
    )
    faults = {fault.kind for fault in translation.faults}
    return Coding(
        tree,
        translation,
        tuple(index for index, _ in exceptions),
        doubtful or not faults <= {"wrong-strand", "repeated"},
        "codon_start" in given,
        partial_start(tree),
    )


def _exceptions(c: Context) -> tuple[list[tuple[int, CodonException]], bool]:
    """The exceptions whose form is right, and whether there are others."""
    found: list[tuple[int, CodonException]] = []
    doubtful = False
    for index, qualifier in enumerate(c.feature.qualifiers):
        if qualifier.name == "transl_except":
            read = read_transl_except((qualifier.value or "").strip(_BLANKS)).value
            bases = 0 if read is None else length(read.position)
            if read is not None and (bases == 3 or (read.amino_acid == TERM and bases in (1, 2))):
                found.append((index, read))
            else:
                doubtful = True
    return found, doubtful


@value(Scope.FEATURE, "location", "moltype", "length", "residues", "qualifiers", rare=True)
def trouble(c: Context) -> Any:
    """Misfit: the first thing that does not agree in the coding sequence; absent where nothing is wrong."""
    made = c.coding
    if made is ABSENT or made.doubtful or not IRREGULAR.isdisjoint(c.names):
        return ABSENT
    written = None if c.sound_protein is ABSENT else c.sound_protein
    if written is None and c.translation_index is not ABSENT:
        return ABSENT  # a translation whose form is wrong is one fault already
    return _first_trouble(c, made, written) or ABSENT


@value(Scope.FEATURE, "location", "moltype", "length", "residues", "qualifiers")
def trouble_free(c: Context) -> Any:
    """True where nothing else is wrong with the coding sequence; absent otherwise."""
    return True if c.trouble is ABSENT else ABSENT


def _first_trouble(c: Context, made: Coding, written: str | None) -> Misfit | None:
    result = made.translation
    open_start = made.open_start
    complete = not open_start and not result.open_end
    if result.left_over and complete:
        return Misfit("frame")
    difference = None if written is None else compare_translation(written, result)
    if open_start and not made.start_given and (difference or (written is None and result.inner_stops)):
        other = _other_start(c, made, written)
        if other or written is None:
            return Misfit("other-start", number=other) if other else None
    if difference is not None:
        return _classified(difference, result)
    if result.inner_stops and written is None:
        return Misfit("inner-stop", number=result.inner_stops[0])
    if complete and not result.stop and "circular_RNA" not in c.names:
        # ``result.protein`` still ends with the codon that is no stop.
        last = result.codon(len(result.protein))
        if not (len(result.protein) not in result.exceptions and result.code.may_stop(last)):
            return Misfit("no-stop", number=len(result.protein))
    return None


def _classified(difference: Difference, result: Translation) -> Misfit | None:
    number = difference.number
    if difference.found in ("U", "O") and number not in result.exceptions:
        return None  # that transl_except is missing is the fault
    if number in result.exceptions:
        return Misfit("exception-differs", difference, number)
    if result.protein[number - 1 : number] == "*":
        return Misfit("inner-stop", number=number)
    return Misfit("difference", difference, number)


def _other_start(c: Context, made: Coding, written: str | None) -> int:
    """The codon_start other than 1 with which everything agrees; 0 for none."""
    for start in _STARTS.values():
        if start == 1:
            continue
        other = translate(made.tree, c.sound_residues, code=made.translation.code, codon_start=start)
        if written is None:
            if not other.inner_stops and (other.open_end or other.stop == "codon"):
                return start
        elif compare_translation(written, other) is None:
            return start
    return 0


@value(Scope.FEATURE, "location", "moltype", "length", "residues", "qualifiers", rare=True)
def unnamed(c: Context) -> Any:
    """Unnamed for each U or O of the translation that no transl_except names; absent where all are named."""
    written = c.sound_protein
    if written is ABSENT or not ("U" in written or "O" in written):
        return ABSENT
    return tuple(_unnamed(c, written)) or ABSENT


def _unnamed(c: Context, written: str) -> Iterator[Unnamed]:
    made = c.coding
    known = made is not ABSENT and not made.doubtful
    if known:
        result = made.translation
        # An exception that says something else is reported as such.
        found = [n for n, r in enumerate(written, 1) if r in "UO" and n not in result.exceptions]
        for number in found:
            place = _place(result, number) if len(found) <= _MOST_SOUGHT else ""
            yield Unnamed(written[number - 1], number, place)
        return
    readings = [
        read_transl_except(q.value or "").value for q in c.feature.qualifiers if q.name == "transl_except"
    ]
    if None in readings:
        return
    for residue in "UO":
        named = sum(1 for reading in readings if reading is not None and reading.residue == residue)
        if written.count(residue) > named:
            yield Unnamed(residue, written.index(residue) + 1, "")


def _place(result: Translation, number: int) -> str:
    positions = result.positions(number)
    if len(positions) != 3:
        return ""
    low, high = min(positions), max(positions)
    if high - low == 2:
        return f"{low}..{high}" if positions[0] == low else f"complement({low}..{high})"
    return ""
