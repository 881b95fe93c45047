"""Operators and sites between residues (paragraphs 64 to 69)."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.insdc.location import Between, Location, LocationReading
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.locations.issues import issue_of, told

_ELEMENT = "INSDFeature_location"

rule(
    "L020",
    "location-unknown-operator",
    Severity.ERROR,
    paragraph="67",
    element=_ELEMENT,
    message="{found} in the location {value} is no operator of the standard.",
    mend="Use {expected}.",
)(issue_of("unknown-operator"))

rule(
    "L021",
    "location-operator-case",
    Severity.ERROR,
    paragraph="67",
    element=_ELEMENT,
    message="The operator {found} in the location {value} is not in lower case.",
    mend="Write {expected}.",
)(issue_of("upper-case-operator"))

rule(
    "L022",
    "location-operator-on-protein",
    Severity.ERROR,
    paragraph="64",
    element=_ELEMENT,
    message="The location {value} of an amino acid feature has the operator {found}.",
    mend="Give one residue or one span; describe each part by a feature of its own.",
)(issue_of("operator-on-protein"))

rule(
    "L023",
    "location-site-on-protein",
    Severity.ERROR,
    paragraph="65",
    element=_ELEMENT,
    message="{found} in the location {value} is a site between residues, which only nucleotides have.",
    mend="Give a residue or a span of residues.",
)(issue_of("between-on-protein"))

rule(
    "L024",
    "location-without-operator",
    Severity.ERROR,
    paragraph="65",
    element=_ELEMENT,
    message="The location {value} has several parts without an operator.",
    mend="Write {expected}.",
)(issue_of("no-operator"))

rule(
    "L025",
    "location-single-operand",
    Severity.ERROR,
    paragraph="68",
    element=_ELEMENT,
    message="{found} in the location {value} joins or orders one part only.",
    mend="Leave the operator out, or add the missing parts.",
)(issue_of("single-operand"))

rule(
    "L026",
    "location-join-with-order",
    Severity.ERROR,
    paragraph="69",
    element=_ELEMENT,
    message="The location {value} has both join and order.",
    mend="Use one of them.",
)(issue_of("mixed-operators"))

rule(
    "L027",
    "location-nested-operator",
    Severity.ERROR,
    paragraph="69",
    basis="inferred",
    element=_ELEMENT,
    message="The location {value} has {found} inside {found}.",
    mend="Write the parts in one {found}, or without it.",
)(issue_of("nested-operator"))

rule(
    "L028",
    "location-site-in-join",
    Severity.ERROR,
    paragraph="68",
    element=_ELEMENT,
    message="The site {found} stands inside join or order in the location {value}.",
    mend="Leave the site out of it, or describe it by a feature of its own.",
)(issue_of("between-in-join"))


@rule(
    "L029",
    "location-site-not-adjacent",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The site {found} in the location {value} is not between neighbours.",
    mend="Write {expected}; a site across the ends of a circular sequence is written {length}^1.",
)
def site_not_adjacent(location_text: str, sites: LocationReading, length: int) -> Fault | None:
    """``x^y`` is a site between neighbours: y = x + 1, or the last and the first residue of a circle."""
    for issue in sites.issues:
        if issue.kind == "between-not-adjacent":
            found = told(location_text, sites, issue)
            return fault(
                location_text, found=issue.found, expected=issue.expected, length=length, fix=found.fix
            )
    if sites.tree is None:
        return None
    for site in _sites(sites.tree):
        # Beyond the end is another rule's fault.
        if site.right == 1 and site.left < length:
            expected = f"{site.left}^{site.left + 1}"
            return fault(location_text, found=site.text, expected=expected, length=length)
    return None


def _sites(tree: Location) -> Iterator[Between]:
    if isinstance(tree, Between):
        yield tree
    for part in tree.operands:
        yield from _sites(part)
