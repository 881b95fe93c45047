"""What the database that takes in the Japanese office's listings asks of the header: off unless turned on."""

from __future__ import annotations

import re

from seqtool.model import ApplicationIdentification, GeneralInformation
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.wording import is_blank, odd_characters, shown, trimmed

_NUMBER = re.compile(r"[A-Za-z0-9/-]+", re.ASCII)
_JAPANESE = re.compile(r"[0-9]{4}-[0-9]{6}", re.ASCII)


@rule(
    "G195",
    "number-not-for-database",
    Severity.WARNING,
    paragraph=None,
    basis="office",
    optional=True,
    element="ApplicationNumberText",
    message="The application number {value} has other characters than letters, digits, hyphens and slashes.",
    mend="Write the number without blanks, commas and points.",
)
def number_not_for_database(application: ApplicationIdentification) -> Fault | None:
    """The database takes letters, digits, hyphen and slash."""
    written = trimmed(application.number or "")
    # Characters outside Basic Latin are a fault of every listing.
    if not written or _NUMBER.fullmatch(written) or odd_characters(written):
        return None
    return fault(written)


@rule(
    "G196",
    "japanese-number-form",
    Severity.WARNING,
    paragraph=None,
    basis="office",
    optional=True,
    element="ApplicationNumberText",
    message="The Japanese application number {value} does not have the form yyyy-nnnnnn.",
    mend="Write the year, a hyphen and six digits, for instance 2024-012345.",
)
def japanese_number_form(application: ApplicationIdentification) -> Fault | None:
    """Numbers of the Japanese office are year, hyphen and six digits; those of the PCT have their own form."""
    written = trimmed(application.number or "")
    if trimmed(application.office or "") != "JP" or not _NUMBER.fullmatch(written):
        return None
    return None if _JAPANESE.fullmatch(written) or written.startswith("PCT/") else fault(written)


@rule(
    "G197",
    "english-title-characters",
    Severity.WARNING,
    paragraph=None,
    basis="office",
    optional=True,
    element="InventionTitle",
    message="The English title has characters outside Basic Latin: {characters}.",
    mend="Write the English title with the characters U+0020 to U+007E.",
)
def english_title_characters(general: GeneralInformation) -> list[Fault]:
    """Any character is lawful in a title (paragraph 40(a)); the database takes plain ones in English."""
    return [
        fault(title.text, characters=shown(odd))
        for title in general.titles
        if trimmed(title.language or "") == "en"
        and not is_blank(title.text)
        and (odd := odd_characters(title.text))
    ]
