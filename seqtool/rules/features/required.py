"""Qualifiers that a feature must or should have (paragraphs 61, 75, 96 and 97; Annex I Sections 5 to 8)."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.nearest import loose, respelled
from seqtool.spec import Standard, standard
from seqtool.spec.records import Basis, Dependency, KeySpec, Use

#: Judged by rules of their own: modified nucleotides (F050) and coding sequences (area C).
_MODIFIED = "mod_base"
_CODING = "CDS"


def missing_of(wanted: frozenset[str], names: tuple[str, ...]) -> list[str]:
    """The wanted names that are not there, not even misspelt (that is a fault of its own)."""
    absent = wanted.difference(names)
    if not absent:
        return []
    meant = {loose(name) for name in names}
    return sorted(name for name in absent if loose(name) not in meant)


@rule(
    "F030",
    "mandatory-qualifier-missing",
    Severity.ERROR,
    paragraph="75",
    element="INSDFeature_quals",
    message="A {key} feature must have the qualifier {name}.",
    mend="Add {name}.",
)
def mandatory_qualifier_missing(key_spec: KeySpec, names: tuple[str, ...]) -> list[Fault] | None:
    """Mandatory qualifiers of the key in Annex I."""
    if key_spec.mandatory.issubset(names):
        return None
    # One that is there under a misspelt name is one fault already.
    meant = {respelled(name, key_spec.mandatory) for name in names if name not in key_spec.allowed}
    return [
        fault(key=key_spec.name, name=name)
        for name in missing_of(key_spec.mandatory, names)
        if name not in meant
    ]


def _recommended(key_spec: KeySpec, names: tuple[str, ...], basis: Basis) -> list[str]:
    found = missing_of(key_spec.recommended, names) if key_spec.recommended else []
    return [
        name for name in found if (key_spec.qualifier_basis.get(name) == "recalled") is (basis == "recalled")
    ]


@rule(
    "F031",
    "qualifier-perhaps-mandatory",
    Severity.WARNING,
    paragraph="75",
    basis="recalled",
    element="INSDFeature_quals",
    message="The {key} feature has no {name}, which may be mandatory.",
    mend="Add {name}, to be on the safe side.",
)
def qualifier_perhaps_mandatory(key_spec: KeySpec, names: tuple[str, ...]) -> list[Fault] | None:
    """Qualifiers that our sources disagree on."""
    return [fault(key=key_spec.name, name=name) for name in _recommended(key_spec, names, "recalled")] or None


@rule(
    "F032",
    "variant-without-change",
    Severity.WARNING,
    paragraph="97",
    element="INSDFeature_quals",
    message="The {key} feature does not say what differs: it has no {wanted}.",
    mend="Add {wanted} with the residues that may stand here, or say that they may be missing.",
)
def variant_without_change(key_spec: KeySpec, names: tuple[str, ...], std: Standard) -> Fault | None:
    """A variant is annotated with key, location and a qualifier that gives the variation."""
    wanted = _recommended(key_spec, names, "confirmed")
    if not wanted and not key_spec.protein:
        for row in std.dependencies:
            if (
                row.key == key_spec.name
                and not row.qualifier
                and missing_of(frozenset(row.needs), names) == sorted(row.needs)
            ):
                wanted = list(row.needs)
    return fault(key=key_spec.name, wanted=" or ".join(wanted)) if wanted else None


def _unmet(std: Standard, strength: Use, key_spec: KeySpec, names: tuple[str, ...]) -> Iterator[Dependency]:
    """Rows about two qualifiers of this feature whose first is there and whose second is not."""
    for row in std.dependencies:
        if (
            row.kind == "qualifier"
            and row.strength == strength
            and row.qualifier in names
            and row.key in ("*", key_spec.name)
            and row.key != _CODING
            and row.qualifier != _MODIFIED
            and len(missing_of(frozenset(row.needs), names)) == len(row.needs)
        ):
            yield row


#: Values that ask for another qualifier; narrowing costs nothing where none of these qualifiers is.
_ASKING = frozenset(
    row.qualifier
    for row in standard().dependencies
    if row.kind == "qualifier" and row.value and row.key != _CODING and row.qualifier != _MODIFIED
)


@rule(
    "F033",
    "qualifier-needs-another",
    Severity.ERROR,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDFeature_quals",
    moltypes=("DNA", "RNA"),
    qualifiers=_ASKING,
    message="{name} = {value} needs {wanted} in the same feature.",
    mend="Add {wanted} that says what it is.",
)
def qualifier_needs_another(
    key_spec: KeySpec, qualifier_values: dict[str, str | None], names: tuple[str, ...], std: Standard
) -> list[Fault] | None:
    """Values such as ``other`` that must be explained by another qualifier."""
    return [
        fault(
            row.value, qualifier=names.index(row.qualifier), name=row.qualifier, wanted=" or ".join(row.needs)
        )
        for row in _unmet(std, "must", key_spec, names)
        if not row.value or qualifier_values.get(row.qualifier) == row.value
    ] or None


@rule(
    "F034",
    "qualifier-without-companion",
    Severity.WARNING,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDFeature_quals",
    moltypes=("DNA", "RNA"),
    message="{name} stands without {wanted}.",
    mend="Add {wanted}.",
)
def qualifier_without_companion(
    key_spec: KeySpec, names: tuple[str, ...], std: Standard
) -> list[Fault] | None:
    """Qualifiers that should not stand alone: a synonym without its gene, a sub-strain without its strain."""
    return [
        fault(qualifier=names.index(row.qualifier), name=row.qualifier, wanted=" or ".join(row.needs))
        for row in _unmet(std, "should", key_spec, names)
        if not row.value
    ] or None
