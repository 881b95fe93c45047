"""Unknown residues described by unsure or UNSURE (paragraphs 21 and 32)."""

from __future__ import annotations

from seqtool.insdc.alphabet import members
from seqtool.rules import vocabulary_features  # noqa: F401  declares symbols_here
from seqtool.rules.core import Fault, Severity, fault, rule


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
    key: str, location_text: str, symbols_here: frozenset[str], protein: bool
) -> Fault | None:
    """An unknown residue is n or X; what else unsure covers was at least read."""
    if not symbols_here or any(len(members(symbol)) > 1 for symbol in symbols_here):
        return None
    return fault(location_text, key=key, symbol="X" if protein else "n")
