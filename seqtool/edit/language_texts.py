"""The language-dependent values of a document: English texts, where they stand, and their translations.

Texts of the project's main other language (``general.non_english_language``)
stand in the qualifiers themselves; those of further languages are kept by
English text. For whoever reads here, both look alike: an English text has one
translation in each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from seqtool.model.document import Document
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec import languages as language_names
from seqtool.spec.translatable import Need, language_dependent, need

ENGLISH: Final = "en"
#: Longest free text in characters (paragraph 86).
LONGEST: Final = 1000
#: Places named of one text.
SHOWN: Final = 20
_BLANKS: Final = " \t\r\n"
#: What NonEnglishQualifier_value and InventionTitle must not hold (paragraph 40(a)), and what XML cannot.
_FORBIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CODE: Final = re.compile("[a-z]{2}", re.ASCII)


class Place(NamedTuple):
    """Where a text stands; indices from 0, ``number`` is the SEQ ID NO."""

    key: int
    number: int
    feature: int
    qualifier: int
    feature_key: str
    location: str
    name: str
    id: str | None

    def __str__(self) -> str:
        """For people: ``SEQ ID NO 3, source 1..50, note (q7)``."""
        where = f"SEQ ID NO {self.number}, {self.feature_key} {self.location}, {self.name}"
        return f"{where} ({self.id})" if self.id else where


class Text(msgspec.Struct, frozen=True):
    """An English text of language-dependent qualifiers: identical ones are one."""

    english: str
    need: Need
    #: The first places (at most ``SHOWN``), and how many there are.
    places: tuple[Place, ...]
    count: int
    #: All ids of the qualifiers that hold it, in order.
    ids: tuple[str, ...]
    #: The different texts that stand beside it in the sequences (project's main other language).
    beside: tuple[str, ...] = ()


class Alone(NamedTuple):
    """A text that stands in the main other language only."""

    place: Place
    text: str


class Texts(msgspec.Struct, frozen=True):
    """All language-dependent values of a document, in the order of their first place."""

    texts: tuple[Text, ...]
    alone: tuple[Alone, ...]


class Lacking(msgspec.Struct, frozen=True):
    """What a listing in a language would lack."""

    language: str
    #: English texts that need a translation and have none.
    untranslated: tuple[Text, ...]
    #: Values that would be empty, since they have neither English text nor one in this language.
    empty: tuple[Alone, ...]


def is_blank(text: str | None) -> bool:
    """Whether there is no text: absent, empty or white space only."""
    return text is None or not text.strip(_BLANKS)


def name_of(language: str) -> str:
    """The English name of a language, or its code where it is none of ISO 639-1."""
    return language_names().get(language, language)


def targets(document: Document) -> tuple[str, ...]:
    """The languages of a project beside English: the main one first."""
    main = document.general.non_english_language
    return tuple(
        dict.fromkeys(code for code in (main, *document.settings.languages) if code and code != ENGLISH)
    )


def fault_of(language: str | None) -> str | None:
    """What is wrong with the code of a language to translate into, in words; None: nothing."""
    if not language or not _CODE.fullmatch(language) or language not in language_names():
        return f"{language!r} is no language code. Write the two small letters of ISO 639-1, such as de, fr or ja."
    if language == ENGLISH:
        return "English (en) is the language that is translated from; it is always there."
    return None


def forbidden(text: str) -> list[str]:
    """The characters that a translation must not hold (paragraph 40(a)), each once, as ``U+000A``."""
    return [f"U+{ord(one):04X}" for one in dict.fromkeys(_FORBIDDEN.findall(text))]


def cleaned(text: str) -> str:
    """The text with U+FFFD for each character that is not allowed, for places that only show it."""
    return _FORBIDDEN.sub("\ufffd", text)


def qualifiers_of(sequence: Sequence) -> Iterator[tuple[int, Feature, int, Qualifier]]:
    """The language-dependent qualifiers of a sequence: index of the feature, feature, index, qualifier."""
    if sequence.skipped:
        return
    names = language_dependent(sequence.molecule_type == "AA")
    for at, feature in enumerate(sequence.features):
        for index, one in enumerate(feature.qualifiers):
            if one.name in names:
                yield at, feature, index, one


class _Found:
    """A text while it is collected."""

    __slots__ = ("beside", "count", "ids", "names", "places")

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.beside: dict[str, None] = {}
        self.count = 0


def collect(document: Document) -> Texts:
    """All language-dependent values; reads each sequence once."""
    found: dict[str, _Found] = {}
    alone: list[Alone] = []
    for number, (key, draft) in enumerate(document.drafts(), 1):
        for at, feature, index, one in qualifiers_of(draft.sequence):
            english = one.value
            if english is None or is_blank(english):
                if one.non_english is not None and not is_blank(one.non_english):
                    alone.append(Alone(_place(key, number, at, feature, index, one), one.non_english))
                continue
            text = found.get(english)
            if text is None:
                text = found[english] = _Found()
            text.count += 1
            text.names.add(one.name)
            if one.id:
                text.ids.append(one.id)
            if one.non_english is not None and not is_blank(one.non_english):
                text.beside[one.non_english] = None
            if text.count <= SHOWN:
                text.places.append(_place(key, number, at, feature, index, one))
    return Texts(
        tuple(
            Text(
                english,
                _need(text.names, english),
                tuple(text.places),
                text.count,
                tuple(text.ids),
                tuple(text.beside),
            )
            for english, text in found.items()
        ),
        tuple(alone),
    )


def _place(key: int, number: int, at: int, feature: Feature, index: int, one: Qualifier) -> Place:
    return Place(key, number, at, index, feature.key, feature.location, one.name, one.id)


def _need(names: set[str], text: str) -> Need:
    needs = {need("organism" if name == "organism" else "note", text) for name in names}
    return Need.TRANSLATION if Need.TRANSLATION in needs else min(needs)


def translations(document: Document, language: str, texts: Texts | None = None) -> Mapping[str, str]:
    """English text → its translation in one language.

    Of the main other language the first text that stands beside an English one counts;
    :attr:`Text.beside` tells where there are several.
    """
    if language != document.general.non_english_language:
        return document.texts(language).texts
    return {text.english: text.beside[0] for text in (texts or collect(document)).texts if text.beside}


def lacking(document: Document, language: str, texts: Texts | None = None) -> Lacking:
    """What a listing in this language would lack; Latin names and the like need no translation."""
    texts = texts or collect(document)
    there = translations(document, language, texts)
    main = language == document.general.non_english_language
    return Lacking(
        language,
        tuple(text for text in texts.texts if text.need is Need.TRANSLATION and text.english not in there),
        () if main else texts.alone,
    )
