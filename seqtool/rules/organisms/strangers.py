"""Organisms that are in no list (paragraph 77)."""

from __future__ import annotations

from seqtool.rules import vocabulary_organisms  # noqa: F401  declares odd_organism
from seqtool.rules.core import Edit, Fault, Fix, Severity, fact, fault, rule
from seqtool.rules.ledgers_organisms import Strangers
from seqtool.rules.vocabulary_organisms import OddOrganism
from seqtool.spec.organisms import nearest

#: Names for which like ones are sought: each search takes some 10 ms.
_MOST_SOUGHT = 150


@fact("strangers", keys=("source",), qualifiers=("organism",))
def stranger(odd_organism: OddOrganism) -> str | None:
    """Every organism that is not known."""
    return odd_organism.text if odd_organism.kind == "unknown" else None


@rule(
    "O001",
    "organism-unknown",
    Severity.WARNING,
    paragraph="77",
    element="INSDQualifier_value",
    message="The organism {value} is not among the known names{nearest}.",
    mend="Check the spelling; the name should be one of a taxonomy database. An organism whose species is not "
    'known is "Genus sp.", one that is not known at all is "unidentified".',
)
def organism_unknown(strangers: Strangers) -> list[Fault] | None:
    """The name comes from a taxonomy database; rare organisms may be missing in ours."""
    sought: dict[str, list[str]] = {}
    found: list[Fault] = []
    for position, feature, qualifier, name in strangers:
        near: list[str] = []
        if name is not None:
            if name not in sought and len(sought) < _MOST_SOUGHT:
                sought[name] = nearest(name)
            near = sought.get(name, near)
        fix = Fix(f"Write {near[0]}", (Edit("value", near[0]),)) if near else None
        found.append(
            fault(
                name,
                position=position,
                feature=feature,
                qualifier=qualifier,
                nearest=f"; like it: {', '.join(near)}" if near else "",
                fix=fix,
            )
        )
    return found or None
