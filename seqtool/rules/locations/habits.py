"""Where features with certain keys usually lie (Annex I Section 7): hints, no faults."""

from __future__ import annotations

from seqtool.insdc.location import Location
from seqtool.rules.core import Fault, Severity, fault, rule

_ELEMENT = "INSDFeature_location"


@rule(
    "L060",
    "site-is-span",
    Severity.INFO,
    paragraph="Annex I.7",
    basis="inferred",
    element=_ELEMENT,
    keys=("ACT_SITE", "CARBOHYD", "LIPID", "MOD_RES", "NON_STD", "INIT_MET"),
    moltypes=("AA",),
    message="{key} describes one residue, but the location {value} has {count}.",
    mend="Give each such residue a feature of its own, or use REGION for a stretch.",
)
def site_is_span(key: str, location: Location, location_text: str) -> Fault | None:
    """These keys describe one residue each."""
    if location.low == location.high:
        return None
    return fault(location_text, key=key, count=location.high - location.low + 1)


@rule(
    "L061",
    "beginning-elsewhere",
    Severity.INFO,
    paragraph="Annex I.7",
    basis="inferred",
    element=_ELEMENT,
    keys=("SIGNAL", "INIT_MET"),
    moltypes=("AA",),
    message="{key} usually lies at the beginning of the protein, but here it begins at residue {low}.",
    mend="Check the residue numbers.",
)
def beginning_elsewhere(key: str, location: Location, location_text: str) -> Fault | None:
    """A signal peptide and the initiator methionine are at the amino end; fusions may differ."""
    # A signal peptide may begin behind an initiator methionine that is cleaved off.
    if location.low <= (2 if key == "SIGNAL" else 1):
        return None
    return fault(location_text, key=key, low=location.low)
