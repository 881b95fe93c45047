"""What a listing says about the application, and how many sequences it says it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from seqtool.io.imports.formats import Source

if TYPE_CHECKING:
    from seqtool.model import ApplicationIdentification, GeneralInformation, Name

_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)


def general(source: Source) -> dict[str, str]:
    """What the listing says about the application, by the keys of the ``--general`` file; nothing of the old file itself."""
    from seqtool.io.st26.reader import ListingReader

    with ListingReader(source.file) as reader:
        return keys_of(reader.head.general)


def keys_of(said: GeneralInformation) -> dict[str, str]:
    """General information by the keys of the ``--general`` file."""
    values: dict[str, str | None] = {
        "file-reference": said.file_reference,
        "original-language": said.original_language,
        "non-english-language": said.non_english_language,
        **_application("application", said.application),
        **_application("priority", said.priority),
        **_person("applicant", said.applicant),
        **_person("inventor", said.inventor),
    }
    for title in said.titles:
        values.setdefault(f"titles.{(title.language or '').strip()}", title.text)
    return {
        key: value.strip()
        for key, value in values.items()
        if value and value.strip() and not key.endswith(".")
    }


def count(source: Source) -> int:
    """How many sequences the listing says it has."""
    from seqtool.io.st26.reader import ListingReader

    with ListingReader(source.file) as reader:
        text = (reader.head.declared.total or "").strip()
    return int(text) if _NUMBER.fullmatch(text) else 1


def _application(table: str, said: ApplicationIdentification | None) -> dict[str, str | None]:
    if said is None:
        return {}
    return {
        f"{table}.office": said.office,
        f"{table}.number": said.number,
        f"{table}.filing-date": said.filing_date,
    }


def _person(table: str, said: Name | None) -> dict[str, str | None]:
    if said is None or not said.name.strip():
        return {}
    return {f"{table}.name": said.name, f"{table}.language": said.language, f"{table}.latin": said.latin}
