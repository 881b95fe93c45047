"""Features of a record that was split: those that lie within one piece are renumbered, the others left out."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.insdc.codon_values import read_anticodon, read_transl_except
from seqtool.insdc.location import read_location, shift
from seqtool.io.imports.context import Here
from seqtool.io.imports.features import Made
from seqtool.io.imports.notes import Kind
from seqtool.model import Qualifier


def within(made: Made, start: int, length: int) -> bool:
    """Whether a feature lies in the piece of ``length`` residues that began at ``start`` (0-based)."""
    return made.tree.low > start and made.tree.high <= start + length


def moved(made: Made, start: int, here: Here) -> Made:
    """The feature with the residue numbers of its piece."""
    if not start:
        return made
    tree = shift(made.tree, -start)
    qualifiers: list[Qualifier] = []
    for qualifier in made.qualifiers:
        value = _value(qualifier, -start)
        if value is None:
            here.tell(
                Kind.LEFT_OUT, "its positions lie outside of the piece", feature=made.raw, qualifier=qualifier.name, before=qualifier.value,
            )  # fmt: skip
            continue
        qualifiers.append(value)
    return Made(made.raw, made.key, tree.text, tree, qualifiers, made.remote)


def _value(qualifier: Qualifier, offset: int) -> Qualifier | None:
    text = qualifier.value or ""
    try:
        if qualifier.name == "transl_except":
            read = read_transl_except(text).value
            if read is None:
                return None
            return replace(qualifier, value=f"(pos:{shift(read.position, offset).text},aa:{read.amino_acid})")
        if qualifier.name == "anticodon":
            code = read_anticodon(text).value
            if code is None:
                return None
            place = shift(code.position, offset).text
            return replace(qualifier, value=f"(pos:{place},aa:{code.amino_acid},seq:{code.bases})")
        if qualifier.name in ("rpt_unit_range", "tag_peptide"):
            tree = read_location(text, protein=False).tree
            return None if tree is None else replace(qualifier, value=shift(tree, offset).text)
    except ValueError:
        return None
    return qualifier
