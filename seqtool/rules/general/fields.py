"""The texts of the general information part, each with its element and with the name that an Edit gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from seqtool.model import ApplicationIdentification, GeneralInformation, Name


class Field(NamedTuple):
    """One text as written, its element or attribute, and where an edit finds it."""

    element: str
    edit: str
    text: str


#: The root's attributes of paragraph 43 by their names in the record.
ATTRIBUTES = {
    "file_name": "fileName",
    "software_name": "softwareName",
    "software_version": "softwareVersion",
    "production_date": "productionDate",
    "original_language": "originalFreeTextLanguageCode",
    "non_english_language": "nonEnglishFreeTextLanguageCode",
}
_PARTS = {"office": "IPOfficeCode", "number": "ApplicationNumberText", "filing_date": "FilingDate"}


def inside(parent: str, child: str) -> str:
    """How a fault names an element of the application, or of the priority, where the name alone says too little."""
    return child if parent == "ApplicationIdentification" else f"{parent}/{child}"


def attributes(general: GeneralInformation) -> Iterator[Field]:
    """The root's attributes that are there, dtdVersion apart."""
    for name, attribute in ATTRIBUTES.items():
        text = getattr(general, name)
        if text is not None:
            yield Field(attribute, f"general.{name}", text)


def applications(general: GeneralInformation) -> Iterator[tuple[str, str, ApplicationIdentification]]:
    """Element, name in edits and record of the application and of the earliest priority, where they are."""
    if general.application is not None:
        yield "ApplicationIdentification", "general.application", general.application
    if general.priority is not None:
        yield "EarliestPriorityApplicationIdentification", "general.priority", general.priority


def names(general: GeneralInformation) -> Iterator[tuple[str, str, Name]]:
    """Element, name in edits and record of applicant and inventor, where they are."""
    if general.applicant is not None:
        yield "ApplicantName", "general.applicant", general.applicant
    if general.inventor is not None:
        yield "InventorName", "general.inventor", general.inventor


def spoken(general: GeneralInformation) -> Iterator[Field]:
    """The texts in any language (paragraph 40(a)): names and titles."""
    for element, edit, name in names(general):
        yield Field(element, f"{edit}.name", name.name)
    for index, title in enumerate(general.titles):
        yield Field("InventionTitle", f"general.titles.{index}.text", title.text)


def coded(general: GeneralInformation) -> Iterator[Field]:
    """The elements of Basic Latin (paragraph 40(b)): application, priority, reference, Latin forms."""
    for parent, edit, record in applications(general):
        for name, element in _PARTS.items():
            text = getattr(record, name)
            if text is not None:
                yield Field(inside(parent, element), f"{edit}.{name}", text)
    if general.file_reference is not None:
        yield Field("ApplicantFileReference", "general.file_reference", general.file_reference)
    for element, edit, person in names(general):
        if person.latin is not None:
            yield Field(f"{element}Latin", f"{edit}.latin", person.latin)


def everything(general: GeneralInformation) -> Iterator[Field]:
    """All texts of the general information part and the root's attributes."""
    yield from attributes(general)
    yield from coded(general)
    yield from spoken(general)
