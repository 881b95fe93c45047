"""Records of a project: what an author works on, before and beyond what one listing states."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from seqtool.model.listing import ApplicationIdentification, GeneralInformation, Name, Title
from seqtool.model.residues import Residues
from seqtool.model.sequence import Sequence

T = TypeVar("T")


class Draft(msgspec.Struct, frozen=True, gc=False):
    """One sequence of a project: the record that a listing will hold, and what only the author sees."""

    sequence: Sequence
    #: Name in the laboratory; a listing does not state it.
    name: str = ""
    description: str = ""


class DraftGeneral(msgspec.Struct, frozen=True):
    """The general information of a project: several of what a listing states one of.

    ``primary_…`` is the 0-based index of the one that the listing states
    (paragraphs 45 and 46 want one applicant and one inventor, paragraph 44 the
    earliest priority).
    """

    application: ApplicationIdentification | None = None
    file_reference: str | None = None
    priorities: tuple[ApplicationIdentification, ...] = ()
    primary_priority: int = 0
    applicants: tuple[Name, ...] = ()
    primary_applicant: int = 0
    inventors: tuple[Name, ...] = ()
    primary_inventor: int = 0
    titles: tuple[Title, ...] = ()
    file_name: str | None = None
    software_name: str | None = None
    software_version: str | None = None
    production_date: str | None = None
    original_language: str | None = None
    #: Language of NonEnglishQualifier_value in the sequences themselves.
    non_english_language: str | None = None

    def stated(self) -> GeneralInformation:
        """What a listing of this project states."""
        return GeneralInformation(
            application=self.application,
            file_reference=self.file_reference,
            priority=_chosen(self.priorities, self.primary_priority),
            applicant=_chosen(self.applicants, self.primary_applicant),
            inventor=_chosen(self.inventors, self.primary_inventor),
            titles=self.titles,
            file_name=self.file_name,
            software_name=self.software_name,
            software_version=self.software_version,
            production_date=self.production_date,
            original_language=self.original_language,
            non_english_language=self.non_english_language,
        )

    @classmethod
    def of(cls, general: GeneralInformation) -> DraftGeneral:
        """The draft of what a listing states."""
        return cls(
            application=general.application,
            file_reference=general.file_reference,
            priorities=() if general.priority is None else (general.priority,),
            applicants=() if general.applicant is None else (general.applicant,),
            inventors=() if general.inventor is None else (general.inventor,),
            titles=general.titles,
            file_name=general.file_name,
            software_name=general.software_name,
            software_version=general.software_version,
            production_date=general.production_date,
            original_language=general.original_language,
            non_english_language=general.non_english_language,
        )


def _chosen(them: tuple[T, ...], index: int) -> T | None:
    return them[index] if 0 <= index < len(them) else them[0] if them else None


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a project wants to be worked on and checked."""

    profile: str = "wipo"
    #: Where the protein of a coding sequence goes: behind all, behind its coding sequence, or behind all nucleotides.
    proteins: str = "end"
    #: Languages that listings are generated in beside English (paragraph 87); each has its texts.
    languages: tuple[str, ...] = ()


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the listing was filed: from then on SEQ ID NOs never shift."""

    filed: bool = False
    #: What happened to this state, in order: (ISO date and time, words).
    history: tuple[tuple[str, str], ...] = ()


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that its author has seen and left, with the reason; it is shown as waived, never hidden."""

    fingerprint: str
    code: str
    reason: str
    date: str = ""
    by: str = ""


class Translations(msgspec.Struct, frozen=True):
    """Free text of one language: English text → its translation. Equal texts are translated once."""

    language: str
    texts: dict[str, str] = {}


def empty_sequence(molecule_type: str = "DNA") -> Sequence:
    """A sequence without residues and features."""
    return Sequence(molecule_type, Residues())
