"""White space and control characters in all texts of the general information part (paragraphs 40 and 42)."""

from __future__ import annotations

from seqtool.model import GeneralInformation
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.general.fields import everything, spoken
from seqtool.rules.wording import controls, is_blank, joined, repaired, shown, trimmed, unescaped


@rule(
    "G180",
    "header-white-space",
    Severity.WARNING,
    paragraph="40",
    basis="inferred",
    message="{of} begins or ends with white space.",
    mend="Take the white space away.",
)
def header_white_space(general: GeneralInformation) -> list[Fault]:
    """No text begins or ends with white space; a warning, for the specimen of Annex III has such a title."""
    found = []
    for element, edit, text in everything(general):
        new = trimmed(text)
        if new and new != text:
            fix = Fix(f"Trim {element}", (Edit(edit, new),), safe=True)
            found.append(fault(text, element=element, of=element, fix=fix))
    return found


@rule(
    "G181",
    "header-line-break",
    Severity.WARNING,
    paragraph="40",
    basis="inferred",
    message="{of} has a line break or a tab inside.",
    mend="Write the text in one line.",
)
def header_line_break(general: GeneralInformation) -> list[Fault]:
    """Tabs and line breaks are control characters."""
    found = []
    for element, edit, text in everything(general):
        new = joined(text)
        if not is_blank(text) and new != trimmed(text):
            fix = Fix(f"Write {element} in one line", (Edit(edit, new),))
            found.append(fault(text, element=element, of=element, fix=fix))
    return found


@rule(
    "G182",
    "header-control-characters",
    Severity.ERROR,
    paragraph="40(a)",
    message="{of} has control characters: {characters}.",
    mend="Take them out or write the characters that were meant.",
)
def header_control_characters(general: GeneralInformation) -> list[Fault]:
    """Names and titles hold any character but U+0000 to U+001F and U+007F to U+009F."""
    return [
        fault(text, element=element, of=element, characters=shown(controls(text)))
        for element, _, text in spoken(general)
        if controls(text) and repaired(text) is None
    ]


@rule(
    "G183",
    "header-garbled",
    Severity.WARNING,
    paragraph="40",
    basis="ours",
    message="{of} was read in a wrong encoding on its way.",
    mend="Write the characters that were meant.",
)
def header_garbled(general: GeneralInformation) -> list[Fault]:
    """The replacement character, or UTF-8 that was read as a Western encoding."""
    found = []
    for element, edit, text in spoken(general):
        new = repaired(text)
        if new is not None or "\ufffd" in text:
            fix = Fix(f"Write {new}", (Edit(edit, new),)) if new else None
            found.append(fault(text, element=element, of=element, fix=fix))
    return found


@rule(
    "G184",
    "header-escaped-twice",
    Severity.WARNING,
    paragraph="41",
    basis="ours",
    message="{of} has an entity as its text: it was escaped twice.",
    mend="Write the character that is meant; the program that writes the file escapes it.",
)
def header_escaped_twice(general: GeneralInformation) -> list[Fault]:
    """A reader would see &amp; in place of the ampersand."""
    found = []
    for element, edit, text in everything(general):
        new = unescaped(text)
        if new is not None:
            found.append(
                fault(text, element=element, of=element, fix=Fix(f"Write {new}", (Edit(edit, new),)))
            )
    return found
