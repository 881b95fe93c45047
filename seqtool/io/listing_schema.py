"""A whole listing as JSON, schema ``seqtool-listing/1``: what is written and what is read again.

One object: ``schema``, ``tool``, ``general``, ``sequences``, in this order. seqtool writes each sequence on
a line of its own, so that a listing of any size can be written and read without holding it; any other layout
of the same JSON is read too. A field that is absent is ``null``: an element that the listing does not have;
an empty text is an element that it has and that is empty.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from seqtool.__about__ import __version__
from seqtool.model import Feature, GeneralInformation, Residues, Sequence

SCHEMA: Final = "seqtool-listing/1"

Count = Annotated[int, msgspec.Meta(ge=0)]
Number = Annotated[int, msgspec.Meta(ge=1)]


class _View(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A record of the schema: absent is the default, and a field that is not known is refused, not dropped."""


class Tool(_View, frozen=True, kw_only=True):
    """The program that wrote it."""

    name: str
    version: str = ""


class ApplicationView(_View, frozen=True, kw_only=True):
    """An application: ST.3 code of the office, number and date as the listing has them."""

    office: str | None = None
    number: str | None = None
    filing_date: str | None = None


class NameView(_View, frozen=True, kw_only=True):
    """A name with its language code and its form in Latin letters."""

    name: str
    language: str | None = None
    latin: str | None = None


class TitleView(_View, frozen=True, kw_only=True):
    """The title of the invention in one language."""

    text: str
    language: str | None = None


class GeneralView(_View, frozen=True, kw_only=True):
    """General information, and what the listing says about itself as a file."""

    application: ApplicationView | None = None
    file_reference: str | None = None
    priority: ApplicationView | None = None
    applicant: NameView | None = None
    inventor: NameView | None = None
    titles: tuple[TitleView, ...] = ()
    file_name: str | None = None
    software_name: str | None = None
    software_version: str | None = None
    production_date: str | None = None
    original_language: str | None = None
    non_english_language: str | None = None


class QualifierView(_View, frozen=True, kw_only=True):
    """A qualifier; ``non_english`` is its value in the other language of the listing."""

    name: str
    value: str | None = None
    non_english: str | None = None
    id: str | None = None


class FeatureView(_View, frozen=True, kw_only=True):
    """A feature; the location as written."""

    key: str
    location: str
    qualifiers: tuple[QualifierView, ...] = ()


class SequenceView(_View, frozen=True, kw_only=True):
    """One sequence; ``number`` is its SEQ ID NO. Name and description are no part of ST.26.

    ``length`` is the number of residues: a reader compares it, since it shows lost residues.
    """

    number: Number
    name: str = ""
    description: str = ""
    molecule_type: str = ""
    length: Count | None = None
    skipped: bool = False
    features: tuple[FeatureView, ...] = ()
    residues: str = ""


class ListingView(_View, frozen=True, kw_only=True):
    """A listing: one JSON object."""

    schema: Annotated[str, msgspec.Meta(pattern=f"^{SCHEMA}$")]
    tool: Tool | None = None
    general: GeneralView = GeneralView()
    sequences: list[SequenceView]


TOOL: Final = Tool(name="seqtool", version=__version__)


def general_view(general: GeneralInformation) -> GeneralView:
    """General information as the schema has it."""
    return msgspec.convert(general, GeneralView, from_attributes=True)


def general_of(view: GeneralView) -> GeneralInformation:
    """General information as the model has it."""
    return msgspec.convert(view, GeneralInformation, from_attributes=True)


def head_view(number: int, name: str, description: str, sequence: Sequence) -> SequenceView:
    """A sequence without its residues, which are written piece by piece."""
    return SequenceView(
        number=number,
        name=name,
        description=description,
        molecule_type=sequence.molecule_type,
        length=None if sequence.skipped else sequence.residues.length,
        skipped=sequence.skipped,
        features=msgspec.convert(sequence.features, tuple[FeatureView, ...], from_attributes=True),
    )


def sequence_of(view: SequenceView) -> Sequence:
    """The sequence as the model has it."""
    features = msgspec.convert(view.features, tuple[Feature, ...], from_attributes=True)
    return Sequence(view.molecule_type, Residues(view.residues), features, view.skipped)


def schema() -> str:
    """The JSON Schema, as the file ``resources/schema/seqtool-listing-1.json`` holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "A sequence listing (WIPO ST.26) as seqtool writes and reads it with --to json.",
        **msgspec.json.schema(ListingView),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
