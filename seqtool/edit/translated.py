"""A project as the listing of one language: same sequences, same ids, other free text (paragraph 87)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from msgspec.structs import replace

from seqtool.edit.language_texts import ENGLISH, name_of, qualifiers_of, targets
from seqtool.edit.session import EditError
from seqtool.model.document import Document
from seqtool.model.listing import GeneralInformation
from seqtool.model.sequence import Feature, Qualifier, Sequence

_ID: Final = re.compile("q([1-9][0-9]{0,17})", re.ASCII)


class InLanguage(NamedTuple):
    """The listing of one language; the sequences can be gone through once."""

    sequences: Iterator[Sequence]
    general: GeneralInformation


def in_language(document: Document, language: str | None) -> InLanguage:
    """The project as a listing whose NonEnglishQualifier_value are of one language.

    Args:
        document: the project; it must not change while the sequences are read.
        language: a code of ISO 639-1. The project's main other language (``None``
            where it has none) gives the sequences as they stand, ``"en"`` English alone.

    Qualifier ids are those of the document. Where the project has further
    languages, language-dependent qualifiers without an id get the next free ones,
    in order, the same in each language (:func:`seqtool.edit.operations.languages.assign_ids`
    keeps them). The listing names its language only where it has a text in it.

    Raises:
        EditError: the language is none of the project.
    """
    general = document.general.stated()
    numbering = bool(document.settings.languages)
    main = general.non_english_language
    if language == main:
        texts: Mapping[str, str] | None = None
    else:
        if language not in (None, ENGLISH, *targets(document)):
            raise EditError(
                f"{name_of(language or '')} ({language}) is none of the project's languages "
                f"({', '.join(targets(document)) or 'none'}). Add it to them first."
            )
        texts = {} if language in (None, ENGLISH) else document.texts(language or "").texts
        spoken = bool(texts) and any(
            one.value in texts
            for _, draft in document.drafts()
            for _, _, _, one in qualifiers_of(draft.sequence)
        )
        general = replace(general, non_english_language=language if spoken else None)
    return InLanguage(_sequences(document, texts, numbering), general)


def languages(document: Document) -> tuple[str, ...]:
    """The languages to generate listings in: those of the project, or English alone."""
    return targets(document) or (ENGLISH,)


def next_id(document: Document) -> int:
    """The number of the first id that is higher than all ids of the document."""
    highest = 0
    for _, draft in document.drafts():
        for feature in draft.sequence.features:
            for one in feature.qualifiers:
                if one.id is not None and (found := _ID.fullmatch(one.id)):
                    highest = max(highest, int(found[1]))
    return highest + 1


class Numbering:
    """Gives ids to language-dependent qualifiers without one, as sequences come by in order."""

    def __init__(self, document: Document) -> None:
        self._next = next_id(document)
        #: Ids given.
        self.given = 0

    def __call__(self, sequence: Sequence) -> Sequence:
        """The sequence with ids; the same record where none was missing."""
        new: dict[int, list[Qualifier]] = {}
        for at, feature, index, one in qualifiers_of(sequence):
            if one.id is None and (one.value is not None or one.non_english is not None):
                changed = new.setdefault(at, list(feature.qualifiers))
                changed[index] = replace(one, id=f"q{self._next}")
                self._next += 1
                self.given += 1
        return with_qualifiers(sequence, new)


def with_qualifiers(sequence: Sequence, new: Mapping[int, list[Qualifier]]) -> Sequence:
    """The sequence with other qualifiers in the features of these indices."""
    if not new:
        return sequence
    features: list[Feature] = list(sequence.features)
    for at, qualifiers in new.items():
        features[at] = replace(features[at], qualifiers=tuple(qualifiers))
    return replace(sequence, features=tuple(features))


def _sequences(document: Document, texts: Mapping[str, str] | None, numbering: bool) -> Iterator[Sequence]:
    number = Numbering(document) if numbering else None
    for _, draft in document.drafts():
        sequence = draft.sequence
        if number is not None:
            sequence = number(sequence)
        yield sequence if texts is None else _said(sequence, texts)


def _said(sequence: Sequence, texts: Mapping[str, str]) -> Sequence:
    """The sequence with the texts of another language, and none of its own."""
    new: dict[int, list[Qualifier]] = {}
    for at, feature in enumerate(sequence.features):
        for index, one in enumerate(feature.qualifiers):
            if one.non_english is not None:
                new.setdefault(at, list(feature.qualifiers))[index] = replace(one, non_english=None)
    if texts:
        for at, feature, index, one in qualifiers_of(sequence):
            said = None if one.value is None else texts.get(one.value)
            if said is not None:
                new.setdefault(at, list(feature.qualifiers))[index] = replace(one, non_english=said)
    return with_qualifiers(sequence, new)
