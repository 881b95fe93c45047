"""One version of the standard: its tables, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

import msgspec

from seqtool.errors import UsageError
from seqtool.spec import tables
from seqtool.spec.build import build_keys, build_qualifiers
from seqtool.spec.records import (
    Dependency,
    DtdVersion,
    Exclusion,
    KeySpec,
    MolType,
    Paragraph,
    QualifierSpec,
    Replacement,
    Symbol,
    Version,
)
from seqtool.spec.shared import dtd_versions, versions

_Record = TypeVar("_Record", bound=msgspec.Struct)


class Standard:
    """The vocabulary of one version of the standard.

    Every table is read once, when first asked for. Limits and grammar are not
    here: they stand in the rules.
    """

    def __init__(self, version: Version) -> None:
        self.about = version
        self.version = version.number

    def __repr__(self) -> str:
        return f"Standard({self.version!r})"

    def _read(self, columns: str, name: str) -> list[tables.Row]:
        return tables.read(columns, self._folder(name), name)

    def _records(self, kind: type[_Record], columns: str, name: str) -> list[_Record]:
        return tables.records(kind, columns, self._read(columns, name))

    def _folder(self, name: str) -> str:
        bases = {number: about.base for number, about in versions().items()}
        return tables.folder(self.version, name, bases)

    @cached_property
    def dtd(self) -> DtdVersion:
        """The DTD that listings of this version name (paragraph 39(b))."""
        return dtd_versions()[self.about.dtd]

    # Keys and qualifiers

    @cached_property
    def nucleotide_keys(self) -> Mapping[str, KeySpec]:
        """Annex I Section 5."""
        return build_keys(self._read, protein=False)

    @cached_property
    def aa_keys(self) -> Mapping[str, KeySpec]:
        """Annex I Section 7."""
        return build_keys(self._read, protein=True)

    def keys(self, protein: bool) -> Mapping[str, KeySpec]:
        """The feature keys by name, in the order of Annex I Section 7 (protein) or 5."""
        return self.aa_keys if protein else self.nucleotide_keys

    @cached_property
    def nucleotide_qualifiers(self) -> Mapping[str, QualifierSpec]:
        """Annex I Section 6."""
        return build_qualifiers(self._read, self._lists, protein=False)

    @cached_property
    def aa_qualifiers(self) -> Mapping[str, QualifierSpec]:
        """Annex I Section 8."""
        return build_qualifiers(self._read, self._lists, protein=True)

    def qualifiers(self, protein: bool) -> Mapping[str, QualifierSpec]:
        """The qualifiers by name, in the order of Annex I Section 8 (protein) or 6."""
        return self.aa_qualifiers if protein else self.nucleotide_qualifiers

    def language_dependent(self, protein: bool) -> frozenset[str]:
        """The qualifiers of Table 6 (protein) or Table 5 (paragraph 87)."""
        return frozenset(name for name, spec in self.qualifiers(protein).items() if spec.language_dependent)

    @cached_property
    def _lists(self) -> Mapping[tuple[bool, str], frozenset[str]]:
        """The values by (protein, qualifier)."""
        lists: dict[tuple[bool, str], set[str]] = {}
        for row in self._read("qualifier value basis", "controlled_values.tsv"):
            lists.setdefault((False, row[0]), set()).add(row[1])
        lists[False, "mod_base"] = set(self.modified_nucleotides)
        lists[False, "mol_type"] = set(self.mol_types("DNA") | self.mol_types("RNA"))
        lists[True, "mol_type"] = set(self.mol_types("AA"))
        return {name: frozenset(values) for name, values in lists.items()}

    @cached_property
    def mol_type_table(self) -> tuple[MolType, ...]:
        """Every value of mol_type with its molecule type (paragraph 84)."""
        return tuple(self._records(MolType, "moltype name synthetic basis", "mol_types.tsv"))

    def mol_types(self, moltype: str, *, synthetic: bool = False) -> frozenset[str]:
        """The values of mol_type for a molecule type (paragraph 84).

        Args:
            moltype: ``"DNA"``, ``"RNA"`` or ``"AA"``; for anything else the set is empty.
            synthetic: only those that a synthetic construct may have.
        """
        return frozenset(
            row.name
            for row in self.mol_type_table
            if row.moltype == moltype and (row.synthetic or not synthetic)
        )

    # Symbols and abbreviations

    @cached_property
    def nucleotide_symbols(self) -> Mapping[str, Symbol]:
        """Annex I Table 1 by symbol."""
        found = self._records(Symbol, "symbol stands_for defined basis name", "nucleotide_symbols.tsv")
        return {record.symbol: record for record in found}

    @cached_property
    def amino_acid_symbols(self) -> Mapping[str, Symbol]:
        """Annex I Table 3 by symbol."""
        columns = "symbol three_letter stands_for defined basis name"
        return {record.symbol: record for record in self._records(Symbol, columns, "amino_acid_symbols.tsv")}

    @cached_property
    def modified_nucleotides(self) -> Mapping[str, str]:
        """Annex I Table 2: abbreviation to name, ``OTHER`` included."""
        return {row[0]: row[2] for row in self._read("abbreviation basis name", "modified_nucleotides.tsv")}

    @cached_property
    def modified_amino_acids(self) -> Mapping[str, str]:
        """Annex I Table 4: abbreviation to name."""
        return {row[0]: row[2] for row in self._read("abbreviation basis name", "modified_amino_acids.tsv")}

    # What qualifiers ask of each other

    @cached_property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """Pairs of qualifiers that exclude each other."""
        return tuple(self._records(Exclusion, "key first second section basis", "exclusions.tsv"))

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """What a key, a qualifier or a value asks of the rest of its feature."""
        columns = "key qualifier value kind needs strength paragraph basis meaning"
        return tuple(self._records(Dependency, columns, "dependencies.tsv"))

    # Paragraphs and old terms

    @cached_property
    def paragraphs(self) -> Mapping[str, Paragraph]:
        """Every paragraph, with its lettered parts, and the parts of the annexes, in order."""
        columns = "number heading strength basis summary unchecked"
        return {record.number: record for record in self._records(Paragraph, columns, "paragraphs.tsv")}

    def paragraph(self, reference: str) -> Paragraph | None:
        """The paragraph of a reference; ``"45(c)"`` gives 45 when 45 has no such part."""
        return self.paragraphs.get(reference) or self.paragraphs.get(reference.partition("(")[0])

    @cached_property
    def replacements(self) -> tuple[Replacement, ...]:
        """Terms of ST.25, of old versions and of INSDC with what stands for them now (Annex VII)."""
        columns = "kind protein old new qualifier value basis comment"
        return tuple(self._records(Replacement, columns, "replacements.tsv"))


@lru_cache(maxsize=16)
def standard(version: str | None = None) -> Standard:
    """The standard in one version (``"1.7"``); the newest known when none is named.

    Raises:
        UsageError: there is no such version.
    """
    known = versions()
    if version is None:
        version = list(known)[-1]
    if version not in known:
        raise UsageError(
            f"There is no version {version!r} of the standard here; known are {', '.join(known)}."
        )
    return Standard(known[version])
