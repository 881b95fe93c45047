"""Language codes: of the root's attributes, of names and of titles (paragraphs 43, 47 and 48)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from seqtool.model import GeneralInformation
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, nth, rule
from seqtool.rules.general.fields import attributes, names
from seqtool.rules.wording import is_blank, trimmed
from seqtool.spec import languages

_FORM = re.compile(r"[a-z]{2}", re.ASCII)
_ROOT = ("originalFreeTextLanguageCode", "nonEnglishFreeTextLanguageCode")


class Code(NamedTuple):
    """A language code, the element or attribute that bears it, and where an edit finds it."""

    element: str
    edit: str
    code: str | None


def _root(general: GeneralInformation) -> Iterator[Code]:
    return (Code(*written[:2], written.text) for written in attributes(general) if written.element in _ROOT)


def _names(general: GeneralInformation) -> Iterator[Code]:
    return (Code(element, f"{edit}.language", name.language) for element, edit, name in names(general))


def _titles(general: GeneralInformation) -> Iterator[Code]:
    return (
        Code(nth("InventionTitle", index), f"general.titles.{index}.language", title.language)
        for index, title in enumerate(general.titles)
    )


def _missing(codes: Iterator[Code], from_file: bool) -> list[Fault]:
    return [
        fault(c.code, element=c.element, of=c.element)
        for c in codes
        if is_blank(c.code) and not (c.code is None and from_file)
    ]


def _malformed(codes: Iterator[Code]) -> list[Fault]:
    found = []
    for element, edit, written in codes:
        if written is None or is_blank(written) or _FORM.fullmatch(trimmed(written)):
            continue
        lower = trimmed(written).lower()
        fix = Fix(f"Write {lower}", (Edit(edit, lower),)) if lower in languages() else None
        found.append(fault(written, element=element, of=element, fix=fix))
    return found


def _unknown(codes: Iterator[Code]) -> list[Fault]:
    return [
        fault(c.code, element=c.element, of=c.element)
        for c in codes
        if c.code and _FORM.fullmatch(trimmed(c.code)) and trimmed(c.code) not in languages()
    ]


_MALFORMED = "The language code {value} of {of} is not two small letters."
_UNKNOWN = "The language code {value} of {of} is not in ISO 639-1."
_MISSING = "{of} has no language code."
_WRITE = "Write the two-letter code of ISO 639-1 in small letters, for instance en, ja or zh."
_CHECK = "Check the code: a language has other letters than a country (Japanese ja, Chinese zh, Korean ko)."
_GIVE = "Give the attribute languageCode with the code of the language of the text."


@rule(
    "G020",
    "root-language-malformed",
    Severity.ERROR,
    paragraph="43",
    message=_MALFORMED,
    mend=_WRITE,
)
def root_language_malformed(general: GeneralInformation) -> list[Fault]:
    """The root's language codes have two small letters."""
    return _malformed(_root(general))


@rule("G021", "root-language-unknown", Severity.ERROR, paragraph="43", message=_UNKNOWN, mend=_CHECK)
def root_language_unknown(general: GeneralInformation) -> list[Fault]:
    """The root's language codes are in ISO 639-1, a list that no code has joined since 2003."""
    return _unknown(_root(general))


@rule(
    "G022",
    "non-english-is-english",
    Severity.ERROR,
    paragraph="87(b)",
    basis="inferred",
    element="nonEnglishFreeTextLanguageCode",
    message="The language of the non-English values is given as English.",
    mend="Give the code of the other language; English text stands in INSDQualifier_value.",
)
def non_english_is_english(general: GeneralInformation) -> Fault | None:
    """NonEnglishFreeTextLanguageCode names another language than English."""
    written = general.non_english_language
    return fault(written) if written is not None and trimmed(written).lower() == "en" else None


@rule(
    "G151",
    "name-language-missing",
    Severity.ERROR,
    paragraph="47",
    message=_MISSING,
    mend=_GIVE,
)
def name_language_missing(general: GeneralInformation, from_file: bool) -> list[Fault]:
    """ApplicantName and InventorName have a language code (absent in a file: fault of the structure)."""
    return _missing(_names(general), from_file)


@rule("G152", "name-language-malformed", Severity.ERROR, paragraph="47", message=_MALFORMED, mend=_WRITE)
def name_language_malformed(general: GeneralInformation) -> list[Fault]:
    """The language codes of names have two small letters."""
    return _malformed(_names(general))


@rule("G153", "name-language-unknown", Severity.ERROR, paragraph="47", message=_UNKNOWN, mend=_CHECK)
def name_language_unknown(general: GeneralInformation) -> list[Fault]:
    """The language codes of names are in ISO 639-1."""
    return _unknown(_names(general))


@rule(
    "G173",
    "title-language-missing",
    Severity.ERROR,
    paragraph="48",
    message=_MISSING,
    mend=_GIVE,
)
def title_language_missing(general: GeneralInformation, from_file: bool) -> list[Fault]:
    """Each title has a language code (absent in a file: fault of the structure)."""
    return _missing(_titles(general), from_file)


@rule("G174", "title-language-malformed", Severity.ERROR, paragraph="48", message=_MALFORMED, mend=_WRITE)
def title_language_malformed(general: GeneralInformation) -> list[Fault]:
    """The language codes of titles have two small letters."""
    return _malformed(_titles(general))


@rule("G175", "title-language-unknown", Severity.ERROR, paragraph="48", message=_UNKNOWN, mend=_CHECK)
def title_language_unknown(general: GeneralInformation) -> list[Fault]:
    """The language codes of titles are in ISO 639-1."""
    return _unknown(_titles(general))


@rule(
    "G176",
    "title-language-repeated",
    Severity.WARNING,
    paragraph="48",
    basis="inferred",
    element="InventionTitle",
    message="There are {count} titles in the language {value}.",
    mend="Keep one title for each language.",
)
def title_language_repeated(general: GeneralInformation) -> list[Fault]:
    """One title for each language; paragraph 48 does not say so outright, hence a warning."""
    codes = [trimmed(title.language) for title in general.titles if title.language]
    return [fault(code, count=codes.count(code)) for code in dict.fromkeys(codes) if codes.count(code) > 1]
