"""The same feature twice in one sequence."""

from __future__ import annotations

from seqtool.model import Feature
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule


@rule(
    "F080",
    "feature-repeated",
    Severity.WARNING,
    paragraph="60",
    basis="ours",
    element="INSDFeature",
    message="The feature is the same as feature {first}: key, location and qualifiers.",
    mend="Remove one of them.",
)
def feature_repeated(twins: tuple[Feature, ...]) -> list[Fault] | None:
    """Features that say nothing new; ids of qualifiers do not count."""
    seen: dict[tuple[object, ...], int] = {}
    found: list[Fault] = []
    for index, feature in enumerate(twins):
        content = (
            feature.key,
            feature.location,
            tuple((q.name, q.value, q.non_english) for q in feature.qualifiers),
        )
        first = seen.setdefault(content, index)
        if first != index and feature.key.lower() != "source":
            fix = Fix("Remove this feature", (Edit("feature", None),))
            found.append(fault(feature.key, feature=index, first=first + 1, fix=fix))
    return found or None
