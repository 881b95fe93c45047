"""Values of qualifiers that name positions of the sequence, and how they follow when positions change."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from seqtool.insdc.codon_values import read_anticodon, read_transl_except
from seqtool.insdc.location_issues import MENDED
from seqtool.insdc.location_nodes import Location
from seqtool.insdc.location_splice import Trouble

POSITIONED: Final = frozenset({"anticodon", "rpt_unit_range", "rpt_unit_seq", "tag_peptide", "transl_except"})
"""Qualifiers whose values name (or, for ``rpt_unit_seq``, may name) positions (Annex I Section 6)."""

_RANGE = re.compile(r"[1-9][0-9]{0,17}\.\.[1-9][0-9]{0,17}", re.ASCII)

Follow: TypeAlias = Callable[[str], tuple[str, Trouble | None]]
"""Gives a location as text at its new place, or as it was and why it cannot follow."""


def followed(name: str, value: str, follow: Follow) -> tuple[str, Trouble | None]:
    """The value with its positions followed; as it was where they cannot be."""
    if name in ("transl_except", "anticodon"):
        return _codon(name, value, follow)
    if not _RANGE.fullmatch(value):
        # Repeat units are also written as residues.
        return value, None if name == "rpt_unit_seq" else "unreadable"
    return follow(value)


def _codon(name: str, value: str, follow: Follow) -> tuple[str, Trouble | None]:
    reading = read_transl_except(value) if name == "transl_except" else read_anticodon(value)
    read = reading.value
    if read is None or any(issue.kind not in MENDED for issue in reading.issues):
        return value, "unreadable"
    place: Location = read.position
    text, trouble = follow(place.text)
    if trouble is not None or text == place.text:
        return value, trouble
    bases = getattr(read, "bases", "")
    return f"(pos:{text},aa:{read.amino_acid}{f',seq:{bases}' if bases else ''})", None
