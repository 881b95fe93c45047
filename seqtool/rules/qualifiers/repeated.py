"""How often a qualifier stands in one feature (Annex I Section 6)."""

from __future__ import annotations

from seqtool.model import Qualifier
from seqtool.rules import vocabulary_features  # noqa: F401  declares repeated_names
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.spec import Standard

#: The feature table of INSDC lets these stand several times in one feature, each with one of several values.
_REPEATABLE = frozenset(
    {"EC_number", "PCR_primers", "compare", "function", "gene_synonym", "note", "rpt_type", "transl_except"}
)


def _again(repeated_names: tuple[str, ...], std: Standard, protein: bool, *, single: bool) -> list[str]:
    """The known ones of the names, either those that can stand only once or the others."""
    known = std.qualifiers(protein)
    return [name for name in repeated_names if name in known and known[name].single is single]


@rule(
    "Q015",
    "single-qualifier-repeated",
    Severity.ERROR,
    paragraph="73",
    basis="inferred",
    element="INSDQualifier_name",
    message="{value} stands {count} times in this feature, but can stand only once.",
    mend="Keep one {value}.",
)
def single_repeated(
    repeated_names: tuple[str, ...], names: tuple[str, ...], std: Standard, protein: bool
) -> list[Fault] | None:
    """Qualifiers that make sense only once, such as organism, mol_type, mod_base and replace."""
    return [
        fault(name, qualifier=names.index(name, names.index(name) + 1), count=names.count(name))
        for name in _again(repeated_names, std, protein, single=True)
    ] or None


def _values(name: str, names: tuple[str, ...], qualifiers: tuple[Qualifier, ...]) -> list[tuple[int, object]]:
    return [
        (i, (q.value, q.non_english))
        for i, (n, q) in enumerate(zip(names, qualifiers, strict=True))
        if n == name
    ]


@rule(
    "Q016",
    "qualifier-said-twice",
    Severity.WARNING,
    paragraph="73",
    basis="ours",
    element="INSDQualifier",
    message="The qualifier {name} stands twice with the same value.",
    mend="Remove one of them.",
)
def said_twice(
    repeated_names: tuple[str, ...],
    names: tuple[str, ...],
    qualifiers: tuple[Qualifier, ...],
    std: Standard,
    protein: bool,
) -> list[Fault] | None:
    """The same name with the same value says nothing new."""
    found: list[Fault] = []
    for name in _again(repeated_names, std, protein, single=False):
        seen: set[object] = set()
        for index, content in _values(name, names, qualifiers):
            if content in seen:
                fix = Fix("Remove this qualifier", (Edit("qualifier", None),))
                found.append(fault(qualifiers[index].value, qualifier=index, name=name, fix=fix))
            seen.add(content)
    return found or None


@rule(
    "Q017",
    "qualifier-repeated",
    Severity.INFO,
    paragraph="73",
    basis="insdc",
    element="INSDQualifier_name",
    message="{value} stands {count} times in this feature, each time with another value.",
    mend="Check that all of them are meant; a note can hold further text.",
)
def repeated(
    repeated_names: tuple[str, ...],
    names: tuple[str, ...],
    qualifiers: tuple[Qualifier, ...],
    std: Standard,
    protein: bool,
) -> list[Fault] | None:
    """Qualifiers that commonly stand once; nothing in the standard forbids more."""
    found: list[Fault] = []
    for name in _again(repeated_names, std, protein, single=False):
        values = _values(name, names, qualifiers)
        different = len({content for _, content in values})
        if name not in _REPEATABLE and different == len(values):
            found.append(fault(name, qualifier=values[1][0], count=different))
    return found or None
