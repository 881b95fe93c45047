"""mol_type against the molecule type and the organism (paragraph 84)."""

from __future__ import annotations

from seqtool.model import Feature
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.nearest import respelled
from seqtool.spec import Standard


def _listed(std: Standard) -> frozenset[str]:
    return frozenset(row.name for row in std.mol_type_table)


@rule(
    "Q110",
    "mol-type-value",
    Severity.ERROR,
    paragraph="84",
    element="INSDQualifier_value",
    qualifiers=("mol_type",),
    message="{value} is no value of mol_type.",
    mend="Use one of: {values}.",
)
def mol_type_value(judged: str, moltype: str, std: Standard) -> Fault | None:
    """Only the values of the list, in their case."""
    bare = judged.strip()
    if bare in _listed(std):
        return None
    fitting = sorted(std.mol_types(moltype))
    right = respelled(bare, sorted(_listed(std)))
    fix = Fix(f"Write {right}", (Edit("value", right),), safe=True) if right else None
    return fault(judged, values=", ".join(fitting), fix=fix)


@rule(
    "Q150",
    "mol-type-of-other-molecule",
    Severity.ERROR,
    paragraph="84",
    element="INSDQualifier_value",
    qualifiers=("mol_type",),
    message="mol_type is {value}, which does not fit the molecule type {moltype}.",
    mend="Use one of: {values}; or correct the molecule type.",
)
def mol_type_of_other(judged: str, moltype: str, std: Standard) -> Fault | None:
    """DNA, RNA and AA each have values of their own."""
    fitting = std.mol_types(moltype)
    bare = judged.strip()
    if bare in fitting or bare not in _listed(std):
        return None
    only = next(iter(fitting)) if len(fitting) == 1 else None
    fix = Fix(f"Write {only}", (Edit("value", only),)) if only else None
    return fault(judged, moltype=moltype, values=", ".join(sorted(fitting)), fix=fix)


@rule(
    "Q151",
    "mol-type-of-synthetic-construct",
    Severity.ERROR,
    paragraph="84",
    element="INSDQualifier_value",
    moltypes=("DNA", "RNA"),
    message="mol_type is {value}, but a synthetic construct with molecule type {moltype} must be {right}.",
    mend="Set mol_type to {right}, or name the organism if the sequence is natural.",
)
def mol_type_of_synthetic(
    artificial: str, features: tuple[Feature, ...], moltype: str, std: Standard
) -> Fault | None:
    """A synthetic construct, in whatever case it is written, is other DNA or other RNA."""
    allowed = std.mol_types(moltype, synthetic=True)
    bare = artificial.strip()
    if bare in allowed or bare not in std.mol_types(moltype):
        return None
    right = " or ".join(sorted(allowed))
    fix = Fix(f"Write {right}", (Edit("value", right),)) if len(allowed) == 1 else None
    at = next(i for i, feature in enumerate(features) if feature.key == "source")
    names = [q.name for q in features[at].qualifiers]
    place = names.index("mol_type")
    return fault(artificial, feature=at, qualifier=place, moltype=moltype, right=right, fix=fix)
