"""Locations of cross-links: ``x..y`` names two residues, not the span between them (paragraph 66(c))."""

from __future__ import annotations

from seqtool.insdc.location import Location, Single, Span
from seqtool.model import Residues
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.listed_keys import linking_keys

_ELEMENT = "INSDFeature_location"


@rule(
    "L050",
    "link-with-open-end",
    Severity.WARNING,
    paragraph="66",
    basis="inferred",
    element=_ELEMENT,
    moltypes=("AA",),
    keys=linking_keys(),
    message="The location {value} of {key} names linked residues, so < and > have no meaning in it.",
    mend="Write the two linked residues as x..y, or one residue where the other is in another chain.",
)
def link_with_open_end(location: Location, key: str, location_text: str) -> Fault | None:
    """In ``x..y`` of a cross-link x and y are the residues that are linked."""
    return fault(location_text, key=key) if _open(location) else None


def _open(location: Location) -> bool:
    if isinstance(location, Span):
        return bool(location.start.fuzzy or location.end.fuzzy)
    return isinstance(location, Single) and bool(location.at.fuzzy)


#: Residues that a disulfide bond starts from; X may be homocysteine or penicillamine, U is selenium's.
_BONDING = frozenset("CXU")


@rule(
    "L051",
    "disulfide-without-cysteine",
    Severity.INFO,
    paragraph="66",
    basis="inferred",
    element=_ELEMENT,
    keys=("DISULFID",),
    moltypes=("AA",),
    message="A disulfide bond is given at {value}, but residue {number} is {residue}.",
    mend="Check the residue numbers; a bond between other residues is described by CROSSLNK.",
)
def disulfide_without_cysteine(
    placed: Location, sound_residues: Residues, location_text: str
) -> Fault | None:
    """Disulfide bonds link cysteines, or residues like them."""
    if _open(placed):
        return None
    ends = (placed.low, placed.high) if isinstance(placed, Span) else (placed.low,)
    for number in ends:
        residue = sound_residues.slice(number - 1, number)
        if residue not in _BONDING:
            return fault(location_text, number=number, residue=residue)
    return None
