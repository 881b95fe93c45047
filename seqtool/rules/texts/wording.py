"""Length, white space and characters of qualifier values (paragraphs 40 and 86)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_texts import LONGEST, Text
from seqtool.rules.wording import (
    controls,
    in_basic_latin,
    joined,
    odd_characters,
    repaired,
    shown,
    trimmed,
    unescaped,
)
from seqtool.spec.characters import replace

_DOUBLE = re.compile("  +")
#: The one exception of paragraph 86, and the qualifier whose length has a rule of its own (paragraph 95(c)).
_UNLIMITED = frozenset({"translation", "replace"})
_VALUE, _OTHER = "INSDQualifier_value", "NonEnglishQualifier_value"
_IN_ONE_LINE = "Write the value in one line"


def _too_long(texts: Iterable[Text]) -> list[Fault]:
    return [
        fault(t.text, qualifier=t.qualifier, of=t.name, length=len(t.text), limit=LONGEST)
        for t in texts
        if len(t.text) > LONGEST
    ]


def _rewritten(
    texts: Iterable[Text], field: str, write: Callable[[str], str], label: str, *, safe: bool = False
) -> list[Fault]:
    """A fault for each text that ``write`` changes, with that as its fix."""
    return [
        fault(t.text, qualifier=t.qualifier, fix=Fix(label, (Edit(field, new),), safe=safe))
        for t in texts
        if (new := write(t.text)) != t.text
    ]


def _closed_up(text: str) -> str:
    return "".join(text.split())


@rule(
    "T001",
    "value-too-long",
    Severity.ERROR,
    paragraph="86",
    element=_VALUE,
    message="The value of {of} has {length} characters; {limit} are allowed.",
    mend="Shorten it, and keep the full text in the description.",
)
def value_too_long(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """At most 1000 characters; an entity counts as the character that it stands for."""
    return _too_long(t for t in odd_texts if t.name not in _UNLIMITED)


@rule(
    "T002",
    "non-english-too-long",
    Severity.ERROR,
    paragraph="86",
    element=_OTHER,
    message="The non-English value of {of} has {length} characters; {limit} are allowed.",
    mend="Shorten it, and keep the full text in the description.",
)
def non_english_too_long(odd_translations: tuple[Text, ...]) -> list[Fault]:
    """The limit is for free text in any language."""
    return _too_long(odd_translations)


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
def value_white_space(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """A warning, for the specimen of Annex III has such a note."""
    return _rewritten(odd_texts, "value", trimmed, "Take the white space away", safe=True)


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
def non_english_white_space(odd_translations: tuple[Text, ...]) -> list[Fault]:
    """As for the English value."""
    return _rewritten(odd_translations, "non_english", trimmed, "Take the white space away", safe=True)


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
def value_line_break(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """Tabs and line breaks are control characters; in a translation they are taken out, elsewhere blanks."""
    broken = [t for t in odd_texts if joined(t.text) != trimmed(t.text)]
    return [
        made
        for t in broken
        for made in _rewritten([t], "value", _closed_up if t.name == "translation" else joined, _IN_ONE_LINE)
    ]


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
def non_english_line_break(odd_translations: tuple[Text, ...]) -> list[Fault]:
    """As for the English value."""
    broken = [t for t in odd_translations if joined(t.text) != trimmed(t.text)]
    return _rewritten(broken, "non_english", joined, _IN_ONE_LINE)


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
def double_blanks(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """Mostly a slip of the pen."""
    double = [t for t in odd_texts if "  " in joined(t.text)]
    return _rewritten(double, "value", lambda text: _DOUBLE.sub(" ", joined(text)), "Write one blank")


@rule(
    "T010",
    "value-characters",
    Severity.ERROR,
    paragraph="40(b)",
    element=_VALUE,
    message="The value has characters outside Basic Latin: {characters}.",
    mend="Write them in other words with the characters U+0020 to U+007E, for instance alpha for the letter.",
)
def value_characters(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """INSDQualifier_value is Basic Latin (Annex IV)."""
    return [
        fault(t.text, qualifier=t.qualifier, characters=shown(odd), fix=_characters_fix(t.text))
        for t in odd_texts
        if (odd := odd_characters(t.text))
    ]


def _named(text: str) -> str:
    """A piece of text for a label: blanks and what cannot be seen by their code points."""
    if not text:
        return "nothing"
    return text if text.isprintable() and text.strip() == text else " ".join(f"U+{ord(c):04X}" for c in text)


def _characters_fix(text: str) -> Fix | None:
    meant = repaired(text)
    if meant is not None:
        new = in_basic_latin(meant)
        return Fix(f"Read it in the right encoding: {new}", (Edit("value", new),)) if new else None
    new, changes = replace(text)
    if not changes:
        return None
    said = ", ".join(dict.fromkeys(f"{_named(c.old)} by {_named(c.new)}" for c in changes))
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
def non_english_control_characters(odd_translations: tuple[Text, ...]) -> list[Fault]:
    """Any character but U+0000 to U+001F and U+007F to U+009F."""
    return [
        fault(t.text, qualifier=t.qualifier, characters=shown(odd))
        for t in odd_translations
        if (odd := controls(t.text)) and repaired(t.text) is None
    ]


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
def non_english_garbled(odd_translations: tuple[Text, ...]) -> list[Fault]:
    """The replacement character, or UTF-8 that was read as a Western encoding."""
    found = []
    for t in odd_translations:
        new = repaired(t.text)
        if new is not None or "\ufffd" in t.text:
            fix = Fix(f"Write {new}", (Edit("non_english", new),)) if new else None
            found.append(fault(t.text, qualifier=t.qualifier, fix=fix))
    return found


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
def lost_characters(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """Three question marks or more are seldom meant."""
    return [fault(t.text, qualifier=t.qualifier) for t in odd_texts if "???" in t.text]


@rule(
    "T014",
    "escaped-twice",
    Severity.WARNING,
    paragraph="41",
    basis="ours",
    element=_VALUE,
    message="The value has an entity as its text: it was escaped twice.",
    mend="Write the character that is meant; the program that writes the file escapes it.",
)
def escaped_twice(odd_texts: tuple[Text, ...]) -> list[Fault]:
    """A reader would see &apos; in place of the apostrophe."""
    found = []
    for t in odd_texts:
        new = unescaped(t.text)
        if new is not None:
            plain = replace(new)[0]
            fix = Fix(f"Write {plain}", (Edit("value", plain),))
            found.append(fault(t.text, qualifier=t.qualifier, fix=fix))
    return found
