"""How a text shows that it is a listing of the older standard ST.25 (or of one before it).

Kept apart from its reader, so that whoever only wants to name the format loads nothing else.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

#: A numeric identifier at the beginning of a line, in the ways that word processors and web pages leave it.
TAG: Final = re.compile(
    r"(?:<|\uff1c|\u3008|\u2039|&lt;)[ \t\xa0\u3000]*([0-9]{3})[ \t\xa0\u3000]*"
    r"(>|\uff1e|\u3009|\u203a|&gt;|(?=[ \t\xa0\u3000]|$))"
)
#: The same without its first sign.
HALF: Final = re.compile(r"(1[1-7]0|14[01]|15[01]|2[12][0-3]|30[0-9]|31[0-3]|400)>")
#: Every numeric identifier of ST.25 with what it stands for.
NAMES: Final = {
    110: "applicant", 120: "title", 130: "file reference", 140: "application number", 141: "filing date",
    150: "earlier application", 151: "its filing date", 160: "number of sequences", 170: "software",
    210: "SEQ ID NO", 211: "length", 212: "type", 213: "organism", 220: "feature", 221: "key",
    222: "location", 223: "other information", 300: "publication", 301: "authors", 302: "title",
    303: "journal", 304: "volume", 305: "issue", 306: "pages", 307: "date", 308: "database accession",
    309: "database entry date", 310: "document", 311: "filing date", 312: "publication date",
    313: "relevant residues", 400: "sequence",
}  # fmt: skip
_XML: Final = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z])", re.IGNORECASE)
_BEGINS: Final = re.compile(
    r"^[^\S\n]*(?:<|\uff1c|\u3008|\u2039|&lt;)[ \t\xa0\u3000]*(1[1-7]0|14[01]|15[01]|2[12][0-3]|30[0-9]|400)[ \t\xa0\u3000]*(?:>|\uff1e|\u3009|\u203a|&gt;)",
    re.MULTILINE,
)
_HEADING: Final = re.compile(r"SEQUENCE[ \t]+LISTING", re.IGNORECASE)
_ST23: Final = re.compile(
    r"^[^\S\n]*\((?:1|2)\)\s*(?:GENERAL INFORMATION|INFORMATION FOR SEQ ID NO)", re.MULTILINE
)
_SEEN: Final = 1 << 16


def decoded(head: bytes) -> str:
    """The beginning of a text, whatever its encoding; never fails."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) & ~1].decode("utf-16", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def looks_like_st25(head: bytes) -> bool:
    """Whether an input is an ST.25 listing (or one of its predecessor), by its first bytes."""
    text = decoded(head[:_SEEN]).replace("\r", "\n")
    if _XML.match(text):
        return False
    tags = set(_BEGINS.findall(text))
    if len(tags) > 1 or (tags and _HEADING.search(text)):
        return True
    return looks_like_st23(text)


#: What is said of a listing that is older still.
ST23_REFUSED: Final = (
    "is a listing from before July 1998 (ST.23: GENERAL INFORMATION, SEQUENCE CHARACTERISTICS), which is not read. "
    "Take its sequences as FASTA."
)


def looks_like_st23(text: str) -> bool:
    """Whether a text is a listing from before 1998: ``(2) INFORMATION FOR SEQ ID NO: 1``."""
    return _ST23.search(text) is not None
