"""Coding sequences: the amino acids beneath the codons, the stop codon, and the entry that holds the protein."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.insdc.alphabet import defined_count
from seqtool.insdc.codes import STANDARD, genetic_code
from seqtool.insdc.location import (
    Complement,
    Join,
    Location,
    Position,
    Residues,
    Span,
    extract,
    length,
    partial_end,
    read_location,
    spans,
)
from seqtool.io.imports.coding import FEWEST, protein_of
from seqtool.io.imports.features import Made
from seqtool.io.imports.links import Links, digest
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.st25.block import Beneath
from seqtool.io.imports.st25.context import At
from seqtool.model import Qualifier
from seqtool.model import Residues as ModelResidues


def code(made: Made, residues: ModelResidues, beneath: list[Beneath], organism: str | None, links: Links, at: At) -> list[Beneath]:  # fmt: skip
    """Give a CDS what the listing says of its protein; returns the amino acids that belong to it."""
    mine = _within(made.tree, beneath)
    label = f"CDS {made.location}"
    _with_stop(made, residues, at)
    if not mine:
        return []
    _frame(made, mine, at, label)
    text = "".join(one.symbol for one in mine)
    bare = text.rstrip("*")
    if bare != text:
        at.tell(Kind.CHANGED, "the stop beneath the last codon is no residue (paragraph 28)", line=mine[-1].line, feature=label, qualifier="translation", before=text[-10:], after=bare[-10:])  # fmt: skip
    made.drop("translation")
    made.qualifiers.append(Qualifier("translation", bare))
    at.tell(Kind.TAKEN, "translation from the amino acids beneath the nucleotides", line=mine[0].line, feature=label, qualifier="translation", after=bare)  # fmt: skip
    here = at.here(made.raw.line, choices=replace(at.choices, proteins="after"))
    protein = protein_of(made, here, residues)
    if protein is not None:
        _link(made, protein, organism, links, at, label)
    elif defined_count(bare, True) < FEWEST:
        at.tell(Kind.QUESTION, "a protein of fewer than four residues has no entry of its own (paragraph 8)", line=mine[0].line, feature=label, before=bare)  # fmt: skip
    return mine


def _link(made: Made, protein: str, organism: str | None, links: Links, at: At, label: str) -> None:
    key = digest([protein])
    number = links.find(key, organism, at.number)
    if number is not None:
        made.qualifiers.append(Qualifier("protein_id", str(number)))
        at.tell(Kind.ADDED, "protein_id: the entry with the same residues and organism (paragraph 92)", line=made.raw.line, feature=label, qualifier="protein_id", after=str(number))  # fmt: skip
        return
    other = links.find(key, None, at.number)
    reason = (
        "no entry holds this protein, and an import of ST.25 makes none; ST.26 allows the translation only beside such an entry. "
        "Add the protein as the last entry of the listing if it must be listed"
        if other is None
        else f"SEQ ID NO {other} holds this protein, but for another organism, which ST.26 does not allow (paragraph 92). "
        "Make the organisms agree and convert again"
    )
    made.drop("translation")
    at.tell(Kind.LEFT_OUT, reason, line=made.raw.line, feature=label, qualifier="translation", before=protein)


def _within(tree: Location, beneath: list[Beneath]) -> list[Beneath]:
    stretches = spans(tree)
    return [one for one in beneath if any(low <= one.base <= high for low, high, _ in stretches)]


def _frame(made: Made, mine: list[Beneath], at: At, label: str) -> None:
    """``codon_start`` where the first amino acid stands beneath the second or third base."""
    first = spans(made.tree)[0]
    shift = mine[0].base - first[0]
    if first[2] == 1 and shift in (1, 2) and made.value("codon_start") is None:
        made.qualifiers.append(Qualifier("codon_start", str(shift + 1)))
        at.tell(Kind.ADDED, "codon_start: the first amino acid stands beneath this base of the location", line=mine[0].line, feature=label, qualifier="codon_start", after=str(shift + 1))  # fmt: skip


def _with_stop(made: Made, residues: Residues, at: At) -> None:
    """A location that ends just before a stop codon goes on to its end (paragraph 89); nothing else is moved."""
    table = genetic_code(STANDARD)
    tree = made.tree
    if table is None or partial_end(tree) or length(tree) < 6 or length(tree) % 3:
        return
    low, high, strand = spans(tree)[-1]
    last = extract(Span(Position(high - 2), Position(high)) if strand == 1 else Complement(Span(Position(low), Position(low + 2))), residues) if high - low > 1 else ""  # fmt: skip
    if table.may_stop(last):
        return
    whole = _length(residues)
    if strand == 1 and high + 3 <= whole:
        codon = extract(Span(Position(high + 1), Position(high + 3)), residues)
    elif strand == -1 and low > 3:
        codon = extract(Complement(Span(Position(low - 3), Position(low - 1))), residues)
    else:
        return
    longer = _longer(tree) if codon in table.stops else None
    if longer is None:
        return
    before = made.location
    made.tree, made.location = longer, longer.text
    at.tell(Kind.CHANGED, f"the stop codon ({codon}) that follows was included, as a coding sequence ends with it (paragraph 89)", line=made.raw.line, feature=f"CDS {before}", qualifier="location", before=before, after=longer.text)  # fmt: skip


def _length(residues: Residues) -> int:
    return residues.length if isinstance(residues, ModelResidues) else 0


def _longer(tree: Location) -> Location | None:
    match tree:
        case Span(start, Position(value, "")):
            made: Location = Span(start, Position(value + 3))
        case Complement(Span(Position(value, ""), end)):
            made = Complement(Span(Position(value - 3), end))
        case Join(operands) if isinstance(operands[-1], Span):
            last = _longer(operands[-1])
            if last is None:
                return None
            made = Join((*operands[:-1], last))
        case _:
            return None
    again = read_location(made.text, protein=False)
    return made if again.tree is not None and not again.issues else None
