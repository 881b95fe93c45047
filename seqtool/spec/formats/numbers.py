"""Values that are numbers or made of numbers (Annex I Section 6)."""

from __future__ import annotations

import re
from typing import Final

from seqtool.insdc.location import MENDED, Span, read_location
from seqtool.spec.formats.lists import check_list
from seqtool.spec.formats.problem import Context, FormatProblem, fault, number

_POSITIVE: Final = re.compile(r"[1-9][0-9]{0,17}")
_NUMBER: Final = re.compile(r"[A-Za-z0-9]+")
_EC_PREFIX: Final = re.compile(r"(?:EC)?[ :]*", re.IGNORECASE)
_EC_PART: Final = re.compile(r"0|[1-9][0-9]*")
_EC_LAST: Final = re.compile(r"n[0-9]*|[1-9][0-9]*|0")
_DEGREES: Final = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,12})?) ([NSns]) ([0-9]{1,3}(?:\.[0-9]{1,12})?) ([WEwe])"
)
_ACCESSION: Final = re.compile(r"[A-Z]{1,6}[0-9]{5,12}\.[1-9][0-9]{0,3}")
_REFSEQ: Final = re.compile(r"[A-Z]{2}_[A-Z]{0,6}[0-9]{5,12}\.[1-9][0-9]{0,3}")
_LONGEST: Final = 100


def check_protein_id(value: str, _: Context) -> FormatProblem | None:
    """A SEQ ID number: a positive integer (Annex I Section 6.51, paragraph 92)."""
    if _POSITIVE.fullmatch(value):
        return None
    found = number(value)
    return fault("syntax", value, 0, "the SEQ ID number of the protein", str(found) if found else None)


def check_transl_table(value: str, context: Context) -> FormatProblem | None:
    """The number of a genetic code (Annex I Sections 6.78 and 9)."""
    found = number(value)
    if found is not None and value != str(found):
        return fault("syntax", value, 0, "a number without leading zeros", str(found))
    return check_list(value, context)


def check_number(value: str, _: Context) -> FormatProblem | None:
    """One word of letters and digits (Annex I Section 6.42)."""
    if _NUMBER.fullmatch(value):
        return None
    blank = next((at for at, sign in enumerate(value) if sign.isspace()), None)
    if blank is not None:
        return fault("syntax", value, blank, "one word without blanks")
    odd = next(at for at, sign in enumerate(value) if not (sign.isascii() and sign.isalnum()))
    return fault("notation", value, odd, "letters and digits only")


def check_ec_number(value: str, _: Context) -> FormatProblem | None:
    """Four parts; hyphens only at the end, a preliminary ``n`` number only last (Annex I Section 6.17)."""
    expected = "four parts with full stops between, such as 1.1.2.4 or 1.1.2.-"
    if len(value) > _LONGEST:
        return fault("syntax", value, 0, expected)
    problem = _ec_fault(value, expected)
    if problem is None:
        return None
    prefix = _EC_PREFIX.match(value)
    bare = value[prefix.end() :] if prefix else value
    return (
        problem if bare == value or _ec_fault(bare, expected) else fault("syntax", value, 0, expected, bare)
    )


def _ec_fault(value: str, expected: str) -> FormatProblem | None:
    parts = value.split(".")
    if len(parts) != 4:
        return fault("syntax", value, 0, expected)
    offset, hyphen = 0, False
    for at, part in enumerate(parts):
        if part == "-":
            if at == 0:
                return fault("syntax", value, 0, expected)
            hyphen = True
        elif hyphen:
            return fault("syntax", value, offset, "a hyphen, since the part before it is one")
        elif not (_EC_LAST if at == 3 else _EC_PART).fullmatch(part):
            return fault(
                "syntax", value, offset, "a number" if at < 3 else "a number, a hyphen or n and a number"
            )
        offset += len(part) + 1
    return None


def check_lat_lon(value: str, _: Context) -> FormatProblem | None:
    """Degrees north or south, degrees west or east (Annex I Section 6.33)."""
    match = _DEGREES.fullmatch(value)
    if match is None:
        return fault("syntax", value, 0, "degrees of latitude and longitude, such as 47.94 N 28.12 W")
    latitude, longitude = float(match[1]), float(match[3])
    if latitude > 90:
        return fault("range", value, match.start(1), "a latitude of at most 90 degrees")
    if longitude > 180:
        return fault("range", value, match.start(3), "a longitude of at most 180 degrees")
    upper = value.upper()
    if value != upper:
        return fault("case", value, match.start(2) if match[2].islower() else match.start(4), upper, upper)
    return None


def check_compare(value: str, _: Context) -> FormatProblem | None:
    """Accession and version of a public entry (Annex I Section 6.13)."""
    if _ACCESSION.fullmatch(value):
        return None
    if _REFSEQ.fullmatch(value):
        return fault("insdc-form", value, 0, "the accession of an entry of the public databases")
    upper = value.upper()
    if len(value) <= _LONGEST and (_ACCESSION.fullmatch(upper) or _REFSEQ.fullmatch(upper)):
        return fault("case", value, 0, upper, upper)
    return fault("syntax", value, 0, "an accession, a full stop and a version, such as AJ634337.1")


def check_range(value: str, context: Context) -> FormatProblem | None:
    """``X..Y`` within the sequence (Annex I Sections 6.62 and 6.74)."""
    expected = "two positions with two full stops between, such as 202..245"
    reading = read_location(value, protein=False)
    tree = reading.tree
    if reading.issues:
        issue = reading.issues[0]
        if issue.kind in ("same-ends", "descending"):
            return fault("order", value, issue.offset, "a first position below the last")
        mended = (
            tree.text
            if isinstance(tree, Span) and issue.kind in MENDED and len(reading.issues) == 1
            else None
        )
        return fault("syntax", value, issue.offset, issue.expected or expected, mended)
    if tree is not None and context.length is not None and tree.high > context.length:
        return fault("range", value, 0, f"positions up to {context.length}")
    if isinstance(tree, Span) and not tree.start.fuzzy and not tree.end.fuzzy:
        return None
    # A tag peptide on the other strand cannot be said otherwise; databases write complement there.
    return fault("insdc-form" if context.spec.name == "tag_peptide" else "syntax", value, 0, expected)
