"""Faults of the bytes and characters of a file (paragraphs 39 to 41)."""

from __future__ import annotations

from seqtool.rules.core import Severity, detected

ERROR, WARNING = Severity.ERROR, Severity.WARNING

NOT_WELL_FORMED = detected(
    "X001",
    "not-well-formed",
    ERROR,
    paragraph="39",
    message="The XML is broken here: {problem}.",
    mend="Correct the XML at this place, or write the listing anew with a program that knows ST.26.",
)
EMPTY_FILE = detected(
    "X002",
    "empty-file",
    ERROR,
    paragraph="39",
    message="The file is empty.",
    mend="Give the file that holds the listing; this one was probably not written to its end.",
)
NOT_XML = detected(
    "X003",
    "not-xml",
    ERROR,
    paragraph="39",
    message="This is no XML: the file begins with {value}.",
    mend="Give a sequence listing in XML. Other formats are converted with seqtool convert.",
)
BYTE_ORDER_MARK = detected(
    "X004",
    "byte-order-mark",
    WARNING,
    paragraph="39",
    message="The file begins with a byte order mark, before the XML declaration.",
    mend="Write the listing as UTF-8 without a byte order mark.",
)
ENCODING = detected(
    "X005",
    "encoding-not-utf-8",
    ERROR,
    paragraph="40",
    message="The file is written or declared as {value}; a listing must be encoded in UTF-8.",
    mend="Write the listing anew, encoded in UTF-8.",
)
BAD_UTF8 = detected(
    "X006",
    "bytes-not-utf-8",
    ERROR,
    paragraph="40",
    message="The bytes {value} are not UTF-8; they were probably written in another encoding.",
    mend="Write the listing anew, encoded in UTF-8, and check the text at this place.",
)
CONTROL_CHARACTER = detected(
    "X007",
    "character-not-in-xml",
    ERROR,
    paragraph="40",
    message="The character {value} must not occur in XML 1.0.",
    mend="Remove the character.",
)
NUMERIC_REFERENCE = detected(
    "X008",
    "numeric-reference",
    ERROR,
    paragraph="41",
    message="The character is written as a numeric reference, {value}.",
    mend="Write the character itself, or another one where the element allows Basic Latin only.",
)
UNKNOWN_ENTITY = detected(
    "X009",
    "unknown-entity",
    ERROR,
    paragraph="41",
    message="The entity {value} is none of the five that a listing may use.",
    mend="Use only &lt; &gt; &amp; &quot; and &apos;, and write any other character itself.",
)
BARE_AMPERSAND = detected(
    "X010",
    "bare-ampersand",
    ERROR,
    paragraph="41",
    message="An ampersand stands here as such.",
    mend="Write it as &amp;.",
)
BARE_LESS_THAN = detected(
    "X011",
    "bare-less-than",
    ERROR,
    paragraph="41",
    message="A less-than sign stands here as such.",
    mend="Write it as &lt;.",
)
UNESCAPED = detected(
    "X012",
    "unescaped-character",
    WARNING,
    paragraph="41",
    message="{value} stands here as such ({count} of \" ' > in this part of the file).",
    mend="Write \" ' > as &quot; &apos; &gt;.",
)
CDATA = detected(
    "X013",
    "cdata-section",
    WARNING,
    paragraph="41",
    message="A CDATA section leaves characters unescaped that must be written as entities.",
    mend="Write the text without CDATA, with the five entities.",
)
TRUNCATED = detected(
    "X014",
    "file-ends-early",
    ERROR,
    paragraph="39",
    message="The file ends before {missing}.",
    mend="The listing was cut off. Get the complete file.",
)
TOO_LARGE = detected(
    "X015",
    "beyond-limits",
    ERROR,
    paragraph=None,
    basis="ours",
    message="{what} here is beyond what is read ({limit}).",
    mend="No real listing needs this. Check how the file was made.",
)
AFTER_END = detected(
    "X016",
    "content-after-end",
    ERROR,
    paragraph="39",
    message="Something follows the end of the listing: {value}.",
    mend="Remove everything after </ST26SequenceListing>. One file holds one listing.",
)
