"""Locations against the length of the sequence (paragraphs 63 and 65)."""

from __future__ import annotations

from seqtool.insdc.location import Location
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_locations import SourceMisfit

_ELEMENT = "INSDFeature_location"


@rule(
    "L040",
    "location-beyond-end",
    Severity.ERROR,
    paragraph="65",
    element=_ELEMENT,
    message="The location {value} goes to residue {high}, but the sequence has {length} residues.",
    mend="Keep within 1 to {length}; a feature that goes on beyond the sequence is written with >{length}.",
)
def beyond_end(overrun: Location, length: int, location_text: str) -> Fault:
    """Residue numbers never go beyond the sequence. The source feature has a rule of its own."""
    return fault(location_text, high=overrun.high, length=length)


@rule(
    "L041",
    "source-not-whole",
    Severity.ERROR,
    paragraph="63",
    element=_ELEMENT,
    message="The location of source is {value}, but it must be {expected}, the whole sequence.",
    mend="If no residues were lost, write {expected}; other origins are described by further features.",
)
def source_not_whole(source_misfit: SourceMisfit) -> Fault | None:
    """The source feature spans the whole sequence, as one span without operators and signs."""
    index, written, expected = source_misfit
    fix = Fix(f"Write the location as {expected}", (Edit("location", expected, feature=index),))
    return fault(written, feature=index, expected=expected, fix=fix)
