"""Records of the general information part and the root element (paragraphs 43 to 49)."""

from __future__ import annotations

import msgspec


class ApplicationIdentification(msgspec.Struct, frozen=True):
    """IPOfficeCode, ApplicationNumberText, FilingDate as written. ``None`` is absent, ``""`` empty."""

    office: str | None = None
    number: str | None = None
    filing_date: str | None = None


class Name(msgspec.Struct, frozen=True):
    """ApplicantName or InventorName with its language code and Latin form (paragraph 47)."""

    name: str
    language: str | None = None
    latin: str | None = None


class Title(msgspec.Struct, frozen=True):
    """InventionTitle with its language code (paragraph 48)."""

    text: str
    language: str | None = None


class GeneralInformation(msgspec.Struct, frozen=True):
    """The general information part with the root's attributes. ``None`` is absent, ``""`` empty."""

    application: ApplicationIdentification | None = None
    file_reference: str | None = None
    priority: ApplicationIdentification | None = None
    applicant: Name | None = None
    inventor: Name | None = None
    titles: tuple[Title, ...] = ()
    file_name: str | None = None
    software_name: str | None = None
    software_version: str | None = None
    production_date: str | None = None
    original_language: str | None = None
    non_english_language: str | None = None


class DeclaredListing(msgspec.Struct, frozen=True):
    """What a *file* states about itself and authoring would compute."""

    dtd_version: str | None = None
    total: str | None = None
    public_id: str | None = None
    system_id: str | None = None
