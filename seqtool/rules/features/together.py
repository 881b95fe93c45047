"""What must not, or should not, stand together in one feature (Annex I Section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.insdc.location import Location
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.listed_keys import keys_with
from seqtool.spec import Standard, standard
from seqtool.spec.records import Exclusion, KeySpec


def _clashes(
    std: Standard, key_spec: KeySpec, names: tuple[str, ...], *, recalled: bool
) -> Iterator[Exclusion]:
    for row in std.exclusions:
        if (
            row.key == key_spec.name
            and row.first in names
            and row.second in names
            and (row.basis == "recalled") is recalled
        ):
            yield row


@rule(
    "F040",
    "qualifiers-exclude-each-other",
    Severity.ERROR,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDQualifier_name",
    moltypes=("DNA", "RNA"),
    message="{first} and {value} must not stand together in a {key} feature.",
    mend="Remove one of them.",
)
def qualifiers_exclude_each_other(
    key_spec: KeySpec, names: tuple[str, ...], std: Standard
) -> list[Fault] | None:
    """Pairs that Annex I rules out."""
    return [
        fault(row.second, qualifier=names.index(row.second), first=row.first, key=row.key)
        for row in _clashes(std, key_spec, names, recalled=False)
    ] or None


@rule(
    "F041",
    "qualifiers-probably-exclude-each-other",
    Severity.WARNING,
    paragraph="Annex I.6",
    basis="recalled",
    element="INSDQualifier_name",
    moltypes=("DNA", "RNA"),
    message="{first} and {value} contradict each other in a {key} feature.",
    mend="Remove one of them.",
)
def qualifiers_probably_exclude(
    key_spec: KeySpec, names: tuple[str, ...], std: Standard
) -> list[Fault] | None:
    """Pairs that Annex I rules out as far as we remember."""
    found = list(_clashes(std, key_spec, names, recalled=True))
    if len(found) > 1:  # translation, pseudo and pseudogene together: one finding
        found = [row for row in found if row.first != "translation"] or found[:1]
    return [
        fault(row.second, qualifier=names.index(row.second), first=row.first, key=row.key) for row in found
    ] or None


#: The flags of the table rows of kind ``location``.
_JOINED = ("circular_RNA", "ribosomal_slippage", "trans_splicing")


@rule(
    "F042",
    "flag-without-join",
    Severity.WARNING,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDFeature_location",
    moltypes=("DNA", "RNA"),
    keys=keys_with(*_JOINED),
    qualifiers=_JOINED,
    message="{name} says that parts are joined, but the location {value} has no {operator}.",
    mend="Write the parts with {operator}(…), or remove {name}.",
)
def flag_without_join(
    key_spec: KeySpec, names: tuple[str, ...], location: Location, std: Standard
) -> Fault | None:
    """Trans-splicing, slippage and backsplicing join parts, which the location shows."""
    for row in std.dependencies:
        if (
            row.kind == "location"
            and row.qualifier in names
            and row.key in ("*", key_spec.name)
            and not any(f"{operator}(" in location.text for operator in row.needs)
        ):
            return fault(
                location.text,
                qualifier=names.index(row.qualifier),
                name=row.qualifier,
                operator=" or ".join(row.needs),
            )
    return None


#: The qualifiers of the table rows of kind ``differs``.
_DIFFERING = frozenset(row.qualifier for row in standard().dependencies if row.kind == "differs")


@rule(
    "F043",
    "allele-is-gene",
    Severity.INFO,
    qualifiers=_DIFFERING,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDQualifier_value",
    moltypes=("DNA", "RNA"),
    message="{name} has the same value as {other}: {value}.",
    mend="Give the name that tells this {name} from others, or leave {name} out.",
)
def allele_is_gene(
    key_spec: KeySpec, qualifier_values: dict[str, str | None], names: tuple[str, ...], std: Standard
) -> list[Fault] | None:
    """Rows of kind ``differs``: one qualifier should not repeat another."""
    found: list[Fault] = []
    for row in std.dependencies:
        if row.kind == "differs" and row.key in ("*", key_spec.name):
            value = qualifier_values.get(row.qualifier)
            for other in row.needs:
                if value and value == qualifier_values.get(other):
                    index = names.index(row.qualifier)
                    found.append(fault(value, qualifier=index, name=row.qualifier, other=other))
    return found or None
