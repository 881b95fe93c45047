"""Locations of features (paragraphs 64-71): the door to tree, reader and operations.

``read_location`` for checking, ``parse_location`` for building; ``tree.text`` prints a tree back.
"""

from __future__ import annotations

from seqtool.insdc.location_issues import (
    KINDS,
    MENDED,
    IssueKind,
    LocationError,
    LocationIssue,
    LocationReading,
)
from seqtool.insdc.location_nodes import (
    Between,
    Complement,
    Descriptor,
    Fuzzy,
    Join,
    Location,
    Order,
    Position,
    Single,
    Span,
)
from seqtool.insdc.location_ops import (
    Residues,
    Strand,
    StrandedSpan,
    extract,
    length,
    partial_end,
    partial_start,
    reverse_complement,
    shift,
    spans,
)
from seqtool.insdc.location_reader import parse_location, read_location

__all__ = [
    "KINDS",
    "MENDED",
    "Between",
    "Complement",
    "Descriptor",
    "Fuzzy",
    "IssueKind",
    "Join",
    "Location",
    "LocationError",
    "LocationIssue",
    "LocationReading",
    "Order",
    "Position",
    "Residues",
    "Single",
    "Span",
    "Strand",
    "StrandedSpan",
    "extract",
    "length",
    "parse_location",
    "partial_end",
    "partial_start",
    "read_location",
    "reverse_complement",
    "shift",
    "spans",
]
