"""Length, white space and characters of qualifier values (paragraphs 40 and 86)."""

from __future__ import annotations

import re

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_texts import LONGEST
from seqtool.rules.wording import controls, in_basic_latin, joined, odd_characters, repaired, shown, trimmed
from seqtool.spec.characters import replace

_DOUBLE = re.compile("  +")
#: The one exception of paragraph 86, and the qualifier whose length has a rule of its own (paragraph 95(c)).
_UNLIMITED = frozenset({"translation", "replace"})
_VALUE, _OTHER = "INSDQualifier_value", "NonEnglishQualifier_value"


@rule(
    "T001",
    "value-too-long",
    Severity.ERROR,
    paragraph="86",
    element=_VALUE,
    message="The value of {of} has {length} characters; {limit} are allowed.",
    mend="Shorten it, and keep the full text in the description.",
)
def value_too_long(name: str, odd_text: str) -> Fault | None:
    """At most 1000 characters; an entity counts as the character that it stands for."""
    if len(odd_text) <= LONGEST or name in _UNLIMITED:
        return None
    return fault(odd_text, of=name, length=len(odd_text), limit=LONGEST)


@rule(
    "T002",
    "non-english-too-long",
    Severity.ERROR,
    paragraph="86",
    element=_OTHER,
    message="The non-English value of {of} has {length} characters; {limit} are allowed.",
    mend="Shorten it, and keep the full text in the description.",
)
def non_english_too_long(name: str, translated: str) -> Fault | None:
    """The limit is for free text in any language."""
    if len(translated) <= LONGEST:
        return None
    return fault(translated, of=name, length=len(translated), limit=LONGEST)


def _trim(text: str, field: str) -> Fault | None:
    new = trimmed(text)
    if new == text:
        return None
    return fault(text, fix=Fix("Take the white space away", (Edit(field, new),), safe=True))


@rule(
    "T003",
    "value-white-space",
    Severity.WARNING,
    paragraph="40(b)",
    basis="inferred",
    element=_VALUE,
    message="The value begins or ends with white space.",
    mend="Take the white space away.",
)
def value_white_space(odd_text: str) -> Fault | None:
    """A warning, for the specimen of Annex III has such a note."""
    return _trim(odd_text, "value")


@rule(
    "T004",
    "non-english-white-space",
    Severity.WARNING,
    paragraph="40(a)",
    basis="inferred",
    element=_OTHER,
    message="The non-English value begins or ends with white space.",
    mend="Take the white space away.",
)
def non_english_white_space(translated: str) -> Fault | None:
    """As for the English value."""
    return _trim(translated, "non_english")


def _join(text: str, field: str, new: str) -> Fault | None:
    if new == trimmed(text):
        return None
    return fault(text, fix=Fix("Write the value in one line", (Edit(field, new),)))


@rule(
    "T005",
    "value-line-break",
    Severity.WARNING,
    paragraph="40(b)",
    basis="inferred",
    element=_VALUE,
    message="The value has a line break or a tab inside.",
    mend="Write it in one line.",
)
def value_line_break(name: str, odd_text: str) -> Fault | None:
    """Tabs and line breaks are control characters; in a translation they are taken out, elsewhere blanks."""
    new = "".join(odd_text.split()) if name == "translation" else joined(odd_text)
    if joined(odd_text) == trimmed(odd_text):
        return None
    return _join(odd_text, "value", new)


@rule(
    "T006",
    "non-english-line-break",
    Severity.WARNING,
    paragraph="40(a)",
    basis="inferred",
    element=_OTHER,
    message="The non-English value has a line break or a tab inside.",
    mend="Write it in one line.",
)
def non_english_line_break(translated: str) -> Fault | None:
    """As for the English value."""
    return _join(translated, "non_english", joined(translated))


@rule(
    "T007",
    "double-blanks",
    Severity.INFO,
    paragraph="86",
    basis="ours",
    element=_VALUE,
    message="The value has several blanks in a row.",
    mend="Write one blank.",
)
def double_blanks(odd_text: str) -> Fault | None:
    """Mostly a slip of the pen."""
    text = joined(odd_text)
    new = _DOUBLE.sub(" ", text)
    return fault(odd_text, fix=Fix("Write one blank", (Edit("value", new),))) if new != text else None


@rule(
    "T010",
    "value-characters",
    Severity.ERROR,
    paragraph="40(b)",
    element=_VALUE,
    message="The value has characters outside Basic Latin: {characters}.",
    mend="Write them in other words with the characters U+0020 to U+007E, for instance alpha for the letter.",
)
def value_characters(odd_text: str) -> Fault | None:
    """INSDQualifier_value is Basic Latin (Annex IV)."""
    odd = odd_characters(odd_text)
    if not odd:
        return None
    return fault(odd_text, characters=shown(odd), fix=_characters_fix(odd_text))


def _characters_fix(text: str) -> Fix | None:
    meant = repaired(text)
    if meant is not None:
        new = in_basic_latin(meant)
        return Fix(f"Read it in the right encoding: {new}", (Edit("value", new),)) if new else None
    new, changes = replace(text)
    if not changes:
        return None
    said = ", ".join(dict.fromkeys(f"{c.old} by {c.new or 'nothing'}" for c in changes))
    return Fix(f"Replace {said}", (Edit("value", new),), safe=True)


@rule(
    "T011",
    "non-english-control-characters",
    Severity.ERROR,
    paragraph="40(a)",
    element=_OTHER,
    message="The non-English value has control characters: {characters}.",
    mend="Take them out or write the characters that were meant.",
)
def non_english_control_characters(translated: str) -> Fault | None:
    """Any character but U+0000 to U+001F and U+007F to U+009F."""
    odd = controls(translated)
    return fault(translated, characters=shown(odd)) if odd and repaired(translated) is None else None


@rule(
    "T012",
    "non-english-garbled",
    Severity.WARNING,
    paragraph="87",
    basis="ours",
    element=_OTHER,
    message="The non-English value was read in a wrong encoding on its way.",
    mend="Write the characters that were meant.",
)
def non_english_garbled(translated: str) -> Fault | None:
    """The replacement character, or UTF-8 that was read as a Western encoding."""
    new = repaired(translated)
    if new is None and "\ufffd" not in translated:
        return None
    fix = Fix(f"Write {new}", (Edit("non_english", new),)) if new else None
    return fault(translated, fix=fix)


@rule(
    "T013",
    "lost-characters",
    Severity.INFO,
    paragraph="86",
    basis="ours",
    element=_VALUE,
    message="The value has a run of question marks, as a lost encoding leaves it.",
    mend="Check whether characters were lost there.",
)
def lost_characters(odd_text: str) -> Fault | None:
    """Three question marks or more are seldom meant."""
    return fault(odd_text) if "???" in odd_text else None
