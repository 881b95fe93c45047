"""Faults of the first lines: XML declaration, document type, processing instructions (paragraph 39)."""

from __future__ import annotations

from seqtool.rules.core import Severity, detected

ERROR, WARNING = Severity.ERROR, Severity.WARNING

DECLARATION_MISSING = detected(
    "X050",
    "xml-declaration-missing",
    WARNING,
    paragraph="39(a)",
    message="The XML declaration is missing.",
    mend='Make <?xml version="1.0" encoding="UTF-8"?> the first line.',
)
DECLARATION_FORM = detected(
    "X051",
    "xml-declaration-form",
    WARNING,
    paragraph="39(a)",
    message="The XML declaration is written as {value}.",
    mend='Make <?xml version="1.0" encoding="UTF-8"?> the first line.',
)
DECLARATION_NOT_FIRST = detected(
    "X052",
    "xml-declaration-not-first",
    ERROR,
    paragraph="39(a)",
    message="Something stands before the XML declaration.",
    mend='Make <?xml version="1.0" encoding="UTF-8"?> the very first thing in the file.',
)
DOCTYPE_MISSING = detected(
    "X055",
    "doctype-missing",
    ERROR,
    paragraph="39(b)",
    message="The document type declaration is missing.",
    mend="Make {expected} the second line.",
)
DOCTYPE_IDENTIFIERS = detected(
    "X056",
    "doctype-identifiers",
    ERROR,
    paragraph="39(b)",
    message="The document type declaration does not name the DTD of ST.26: {value}.",
    mend="Make {expected} the second line.",
)
DOCTYPE_FORM = detected(
    "X057",
    "doctype-form",
    WARNING,
    paragraph="39(b)",
    message="The document type declaration is right, but {problem}.",
    mend="Make {expected} the second line.",
)
OLDER_DTD = detected(
    "X058",
    "older-dtd",
    ERROR,
    paragraph="39(b)",
    message="The listing was made for the older DTD {version}.",
    mend="Write the listing anew for the DTD V1_3; nothing else of it needs to change.",
)
INTERNAL_SUBSET = detected(
    "X059",
    "internal-subset",
    ERROR,
    paragraph="39(b)",
    message="The document type declaration holds declarations of its own. They were not read.",
    mend="Remove everything between [ and ] in the document type declaration, and the brackets.",
)
INSTRUCTION = detected(
    "X060",
    "processing-instruction",
    WARNING,
    paragraph="39",
    basis="inferred",
    message="The processing instruction {value} has no place in a listing.",
    mend="Remove the processing instruction.",
)
