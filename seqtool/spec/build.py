"""Puts the tables of keys and qualifiers together into records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from seqtool.spec.records import Basis, Format, KeySpec, QualifierSpec
from seqtool.spec.tables import Row

Read = Callable[[str, str], list[Row]]

_QUALIFIER = "qualifier section format list language single pattern example basis definition comment"


def build_keys(read: Read, *, protein: bool) -> Mapping[str, KeySpec]:
    """The keys of Annex I Section 7 (protein) or 5 with their qualifiers, in the order of the table."""
    wanted = "protein" if protein else "nucleotide"
    uses: dict[str, dict[str, list[str]]] = {}
    bases: dict[str, dict[str, Basis]] = {}
    for molecule, key, qualifier, use, basis in read(
        "molecule key qualifier use basis", "key_qualifiers.tsv"
    ):
        if molecule == wanted:
            uses.setdefault(key, {"must": [], "should": [], "may": []})[use].append(qualifier)
            bases.setdefault(key, {})[qualifier] = cast("Basis", basis)
    if protein:
        rows = [
            (key, section, "AA", "any", location, basis, definition)
            for key, section, location, basis, definition in read(
                "key section location basis definition", "aa_keys.tsv"
            )
        ]
    else:
        rows = [
            (row[0], row[1], row[2], row[3], row[4], row[5], row[6])
            for row in read("key section molecule organisms location basis definition", "nucleotide_keys.tsv")
        ]
    return {
        key: KeySpec(
            name=key,
            section=section,
            definition=definition,
            basis=cast("Basis", basis),
            protein=protein,
            molecule=molecule,
            organisms=organisms,
            location=location,
            mandatory=frozenset(uses[key]["must"]),
            recommended=frozenset(uses[key]["should"]),
            optional=frozenset(uses[key]["may"]),
            allowed=frozenset(bases[key]),
            qualifier_basis=bases[key],
        )
        for key, section, molecule, organisms, location, basis, definition in rows
    }


def build_qualifiers(
    read: Read, lists: Mapping[tuple[bool, str], frozenset[str]], *, protein: bool
) -> Mapping[str, QualifierSpec]:
    """The qualifiers of Annex I Section 8 (protein) or 6 with their lists, in the order of the table."""
    rows = read(_QUALIFIER, "aa_qualifiers.tsv" if protein else "nucleotide_qualifiers.tsv")
    return {
        row[0]: QualifierSpec(
            name=row[0],
            section=row[1],
            format=cast("Format", row[2]),
            values=lists.get((protein, row[0]), frozenset()),
            open=row[3] == "open",
            language_dependent=row[4] == "yes",
            single=row[5] == "yes",
            pattern=row[6],
            example=row[7],
            basis=cast("Basis", row[8]),
            definition=row[9],
            comment=row[10],
            protein=protein,
        )
        for row in rows
    }
