"""What a file states about a sequence against what it holds (paragraphs 52 to 54)."""

from __future__ import annotations

import re

from seqtool.model import DeclaredSequence
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule

_INTEGER = re.compile(r"[1-9][0-9]*", re.ASCII)


@rule(
    "S010",
    "length-differs",
    Severity.ERROR,
    paragraph="53",
    element="INSDSeq_length",
    message="The length is given as {value}, but the sequence has {length} residues.",
    mend="If no residues were lost, set the length to {length}.",
)
def length_differs(declared: DeclaredSequence, length: int) -> Fault | None:
    """INSDSeq_length is the number of residues."""
    written = declared.length
    if written is None or not _INTEGER.fullmatch(written) or written == str(length):
        return None
    # Not safe: the length is one of the file's only checksums. If it is right, residues were lost.
    fix = Fix(f"Set the length to {length}", (Edit("length", str(length)),))
    return fault(written, length=length, fix=fix)
