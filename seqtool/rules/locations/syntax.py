"""The text of a location: signs, numbers, blanks (paragraphs 64 to 66)."""

from __future__ import annotations

import re

from seqtool.insdc.location import LocationReading
from seqtool.rules import vocabulary_locations  # noqa: F401  declares the values named below
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.locations.issues import inner_white_space, issue_of, mend, outer_white_space

_ELEMENT = "INSDFeature_location"
_SYNTAX = issue_of("syntax")
#: ST.25 wrote ``(5)..(20)`` and ``(5)``.
_OLD_FORM = re.compile(r"\s*\(([1-9][0-9]{0,17})\)(?:\.\.\(([1-9][0-9]{0,17})\))?\s*", re.ASCII)


@rule(
    "L001",
    "location-empty",
    Severity.ERROR,
    paragraph="64",
    element=_ELEMENT,
    message="The feature has no location.",
    mend="Say where the feature lies, for example 5..20.",
)
def location_empty(no_location: str) -> Fault:
    """Every feature has a location with at least one descriptor."""
    return fault(no_location)


@rule(
    "L002",
    "location-unreadable",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The location {value} cannot be read: character {at} should be {expected}, but there stands: {found}",
    mend="Write the location in a form of paragraph 66, for example 5, 5..20, <5..20 or join(5..20,31..40).",
)
def unreadable(location_text: str, flawed: LocationReading) -> Fault | None:
    """The location has one of the forms of paragraphs 66 and 67."""
    return None if _OLD_FORM.fullmatch(location_text) else _SYNTAX(location_text, flawed)


@rule(
    "L003",
    "location-white-space-inside",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message='There is white space inside the location "{value}".',
    mend="Write the location without white space.",
)
def white_space_inside(location_text: str, flawed: LocationReading) -> Fault | None:
    """The forms of paragraph 66 have no white space."""
    if not any(issue.kind == "white-space" for issue in flawed.issues):
        return None
    return fault(location_text, fix=mend(location_text, flawed)) if inner_white_space(location_text) else None


@rule(
    "L004",
    "location-white-space-around",
    Severity.WARNING,
    paragraph="66",
    element=_ELEMENT,
    message='There is white space before or after the location "{value}".',
    mend="Remove it.",
)
def white_space_around(location_text: str, flawed: LocationReading) -> Fault | None:
    """White space at the ends hides nothing, but it is not part of a location."""
    bare = location_text.strip()
    if not bare or not outer_white_space(location_text) or inner_white_space(location_text):
        return None
    # Where something else is wrong too, its own fix (which has no blanks either) is enough.
    alone = all(issue.kind == "white-space" for issue in flawed.issues)
    fix = Fix(f"Write the location as {bare}", (Edit("location", bare),), safe=True) if alone else None
    return fault(location_text, fix=fix)


rule(
    "L005",
    "location-leading-zeros",
    Severity.WARNING,
    paragraph="66",
    basis="inferred",
    element=_ELEMENT,
    message="A residue number in the location {value} has leading zeros: {found}.",
    mend="Write it as {expected}.",
)(issue_of("leading-zero"))

rule(
    "L006",
    "location-zero",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The location {value} has the residue number {found}, but residues are numbered from 1.",
    mend="Count from 1; a feature that begins before the first residue is written with <1.",
)(issue_of("zero"))

rule(
    "L007",
    "location-same-ends",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The span {found} in the location {value} begins and ends at the same residue.",
    mend="Write a single residue as its number alone.",
)(issue_of("same-ends"))

rule(
    "L008",
    "location-descending",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The span {found} in the location {value} ends before it begins.",
    mend="Write the lower number first; use complement(...) for the other strand of a nucleotide sequence, "
    "and join(...) for a feature that runs over the end of a circular one.",
)(issue_of("descending"))

rule(
    "L009",
    "location-mark-on-wrong-side",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The location {value} has {found} at character {at}, where only the other sign has a meaning.",
    mend="Write < before the first and > before the second number of a span, also for the other strand.",
)(issue_of("wrong-side"))

rule(
    "L010",
    "location-of-other-sequence",
    Severity.ERROR,
    paragraph="65",
    element=_ELEMENT,
    message="The location {value} points to another sequence: {found}",
    mend="A location counts on its own sequence only; leave the reference out.",
)(issue_of("remote"))


@rule(
    "L011",
    "location-of-former-standard",
    Severity.ERROR,
    paragraph="66",
    element=_ELEMENT,
    message="The location {value} is written as in the former standard.",
    mend="Write the residue numbers without parentheses.",
)
def former_standard(location_text: str, flawed: LocationReading) -> Fault | None:
    """ST.25 put each residue number in parentheses."""
    match = _OLD_FORM.fullmatch(location_text) if flawed.tree is None else None
    if match is None:
        return None
    first, last = match.groups()
    text = first if last in (None, first) else f"{first}..{last}"
    return fault(location_text, fix=Fix(f"Write the location as {text}", (Edit("location", text),)))
