"""Faults of the structure: elements and attributes that the DTD does not allow there (Annex II)."""

from __future__ import annotations

from seqtool.rules.core import Severity, detected

ERROR, WARNING = Severity.ERROR, Severity.WARNING

WRONG_ROOT = detected(
    "X100",
    "wrong-root",
    ERROR,
    paragraph="39",
    message="The file's outermost element is {value}, not ST26SequenceListing.",
    mend="Give a sequence listing. Other formats are converted with seqtool convert.",
)
NAMESPACE = detected(
    "X101",
    "namespace-used",
    ERROR,
    paragraph="39",
    message="{value} belongs to an XML namespace; a listing has none.",
    mend="Remove the namespace declarations, prefixes and schema references.",
)
UNKNOWN_ELEMENT = detected(
    "X102",
    "unknown-element",
    ERROR,
    paragraph="39",
    message="ST.26 has no element {value}; it stands here in {parent}.",
    mend="Remove the element, or give it its right name.",
)
MISPLACED = detected(
    "X103",
    "misplaced-element",
    ERROR,
    paragraph="39",
    message="{value} must not stand here: {place}.",
    mend="Move the element to its right place.",
)
REPEATED = detected(
    "X104",
    "repeated-element",
    ERROR,
    paragraph="39",
    message="{value} may occur only once in {parent}.",
    mend="Remove the further one.",
)
MISSING = detected(
    "X105",
    "missing-element",
    ERROR,
    paragraph="39",
    message="{parent} lacks {value}.",
    mend="Add {value} {place}.",
)
UNKNOWN_ATTRIBUTE = detected(
    "X106",
    "unknown-attribute",
    ERROR,
    paragraph="39",
    message="{parent} has no attribute {value}.",
    mend="Remove the attribute, or give it its right name.",
)
MISSING_ATTRIBUTE = detected(
    "X107",
    "missing-attribute",
    ERROR,
    paragraph="39",
    message="{parent} lacks its attribute {value}.",
    mend="Add the attribute {value}.",
)
STRAY_TEXT = detected(
    "X108",
    "stray-text",
    ERROR,
    paragraph="39",
    message="The text {value} stands between the elements of {parent}.",
    mend="Remove the text, or put it into the element where it belongs.",
)
EMPTY_TABLE = detected(
    "X109",
    "empty-feature-table",
    ERROR,
    paragraph="60",
    message="The feature table holds no feature.",
    mend="Add the source feature; for an intentionally skipped sequence remove the feature table.",
)
EMPTY_QUALIFIERS = detected(
    "X110",
    "empty-qualifier-list",
    ERROR,
    paragraph="60",
    message="INSDFeature_quals holds no qualifier.",
    mend="Add the qualifiers, or remove INSDFeature_quals.",
)
AFTER_LAST = detected(
    "X112",
    "elements-after-sequences",
    ERROR,
    paragraph="39",
    message="{value} stands after the last sequence, where nothing may follow.",
    mend="Remove the element. Offices add such elements to listings that they publish.",
)
NO_IDENTIFICATION = detected(
    "X113",
    "no-identification",
    ERROR,
    paragraph="45",
    message="The listing has neither ApplicationIdentification nor ApplicantFileReference.",
    mend="Add the file reference, or the identification of the application.",
)
NO_SEQUENCES = detected(
    "X114",
    "no-sequences",
    ERROR,
    paragraph="50",
    message="The listing holds no sequence.",
    mend="Add at least one SequenceData element.",
)
LATIN_WITHOUT_NAME = detected(
    "X115",
    "latin-without-name",
    ERROR,
    paragraph="47",
    message="{value} is given without {name}.",
    mend="Give the name itself in {name}.",
)
NOT_IN_VERSION = detected(
    "X117",
    "not-in-this-dtd",
    ERROR,
    paragraph="43",
    message="{value} came with DTD V1_3; this listing is declared as {version}.",
    mend="Declare the listing as V1_3.",
)
