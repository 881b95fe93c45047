"""Unknown residues described by unsure or UNSURE (paragraphs 21 and 32)."""

from __future__ import annotations

from seqtool.insdc.alphabet import members
from seqtool.insdc.location import Location, spans
from seqtool.model import Residues
from seqtool.rules.core import Fault, Severity, fault, rule

_LOOKED_AT = 10_000


@rule(
    "F070",
    "unsure-without-unknown-residue",
    Severity.INFO,
    paragraph="21",
    basis="inferred",
    element="INSDFeature_location",
    keys=("unsure", "UNSURE"),
    message="{key} describes unknown residues, but {value} holds no {symbol} and no other ambiguity symbol.",
    mend="Write an unknown residue as {symbol}. A residue that was only read with doubt may stay as it is.",
)
def unsure_without_unknown(
    key: str, location_text: str, placed: Location, sound_residues: Residues, protein: bool
) -> Fault | None:
    """An unknown residue is n or X; what else unsure covers was at least read."""
    parts = spans(placed)
    if not parts or any(high - low >= _LOOKED_AT for low, high, _ in parts):
        return None
    for low, high, _ in parts:
        if any(len(members(symbol)) > 1 for symbol in set(sound_residues.slice(low - 1, high))):
            return None
    return fault(location_text, key=key, symbol="X" if protein else "n")
