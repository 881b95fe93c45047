"""Quick looks that spare a normal sequence, place or text the rules about odd ones.

Each may say True only where all the values that it covers are absent; a naive
engine without quick looks holds them to that in the tests.
"""

from __future__ import annotations

import re

from seqtool.rules.values import ABSENT, Context, screen
from seqtool.rules.vocabulary_sequences import FEWEST, INTEGER
from seqtool.rules.vocabulary_texts import plain


@screen(
    "sequence",
    "odd_number",
    "length_fault",
    "odd_moltype",
    "odd_division",
    "other_seqids",
    "no_table",
    "hollow",
    "skipped",
    "sources",
    "source_misfit",
    "symbol_fault",
    "few_defined",
)
def plain_sequence(c: Context) -> bool:
    """A sequence whose statements agree with its residues, with one source over all of them."""
    declared, length = c.declared, c.length
    if declared is ABSENT or length is ABSENT or c.moltype is ABSENT:
        return False
    features = c.features
    if (
        declared.length != str(length)
        or declared.division != "PAT"
        or declared.other_seqids is not None
        or not declared.has_feature_table
        or declared.number is None
        or not INTEGER.fullmatch(declared.number)
        or not features
        or features[0].key != "source"
        or features[0].location != f"1..{length}"
        or length < 2
    ):
        return False
    for feature in features[1:]:
        if feature.key in ("source", "SOURCE"):
            return False
    defined = c.defined
    return defined is not ABSENT and defined >= FEWEST[c.protein]


_PLAIN_PLACE = re.compile(r"(?:complement\()?([1-9][0-9]{0,8})(?:\.\.([1-9][0-9]{0,8}))?(\))?")


@screen("place", "flawed", "no_location", "overrun", "sites")
def plain_place(location: str, length: int, moltype: str) -> bool:
    """One residue or span within the sequence, of nucleotides also on the other strand."""
    found = _PLAIN_PLACE.fullmatch(location)
    if found is None:
        return False
    start, end, close = found.groups()
    if (close is not None) != (location[0] == "c") or (close and moltype == "AA"):
        return False
    if end is None:
        return close is None and int(start) <= length
    return int(start) < int(end) <= length


@screen("text", "valueless", "blank_text", "odd_texts", "other_texts", "translations")
def plain_text(value: str | None, non_english: str | None) -> bool:
    """An English value of plain printable characters, and no other."""
    return value is not None and value != "" and non_english is None and plain(value)
