"""What goes to a translator and comes back: one unit for each English text, however often it stands in the listing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
import xxhash

from seqtool.edit.language_texts import (
    ENGLISH,
    LONGEST,
    SHOWN,
    Text,
    Texts,
    cleaned,
    collect,
    forbidden,
    translations,
)
from seqtool.model.document import Document
from seqtool.spec.translatable import Need

#: Id of the unit that holds the title of the invention.
TITLE: Final = "title"
_WHY: Final[Mapping[Need, str]] = {
    Need.LATIN: "The name of an organism: needs no translation.",
    Need.PRESCRIBED: "A term that the standard prescribes: needs no translation.",
    Need.INTERNATIONAL: "Terms used in all languages: need no translation.",
    Need.WORDLESS: "No words: needs no translation.",
}
_IDS_NAMED: Final = 20


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A text for the translator."""

    id: str
    source: str
    target: str | None = None
    #: False: it needs no translation, which is an offer.
    translate: bool = True
    #: Where it stands, and what there is to know.
    notes: tuple[str, ...] = ()
    #: Ids of the qualifiers that hold it (at most twenty), parted by blanks.
    name: str = ""
    #: Most characters of the translation; None: no limit.
    limit: int | None = LONGEST


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One file for a translator."""

    project: str
    language: str
    #: The language of the sources.
    source: str = ENGLISH
    units: tuple[Unit, ...]
    #: Texts that no file can hold, in words.
    left_out: tuple[str, ...] = ()


class Back(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that came back, as it stands in the file."""

    where: str
    id: str | None
    source: str | None
    target: str | None
    name: str = ""
    #: As the file says it; None: nothing said.
    state: str | None = None
    #: Whether that state says that there is more to do.
    unfinished: bool = False
    #: Why the target cannot be taken as it is (markup, parts missing); empty: it can.
    odd: str = ""
    #: The file says that it needs no translation.
    translate: bool = True


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came back."""

    name: str
    source_language: str | None
    language: str | None
    units: tuple[Back, ...]


def unit_id(english: str) -> str:
    """The id of a text: made from it, so that it is the same in each file and language."""
    return f"t{xxhash.xxh3_64_hexdigest(english.encode('utf-8', 'surrogatepass'))}"


def english_title(document: Document) -> str | None:
    """The English title of the invention, if there is one."""
    for one in document.general.titles:
        if one.language == ENGLISH and one.text.strip():
            return one.text
    return None


def job(
    document: Document,
    language: str,
    *,
    project: str = "sequence listing",
    only_missing: bool = False,
    everything: bool = False,
) -> Job:
    """What a translator gets.

    Args:
        document: the project.
        language: the language to translate into; ``en``: what stands in the project's main other language
            alone is to be translated into English.
        project: how the file names the project.
        only_missing: leave out what is translated already.
        everything: ask for translations of Latin names and the like, too.
    """
    texts = collect(document)
    if language == ENGLISH:
        return _into_english(document, texts, project)
    there = translations(document, language, texts)
    units: list[Unit] = []
    title = english_title(document)
    if title is not None:
        said = next((one.text for one in document.general.titles if one.language == language), None)
        units.append(Unit(id=TITLE, source=title, target=said, notes=("Title of the invention",), limit=None))
    units += [
        Unit(
            id=unit_id(text.english),
            source=text.english,
            target=there.get(text.english),
            translate=everything or text.need is Need.TRANSLATION,
            notes=tuple(map(cleaned, _notes(text, language))),
            name=cleaned(" ".join(text.ids[:_IDS_NAMED])),
        )
        for text in texts.texts
    ]
    if only_missing:
        units = [one for one in units if one.target is None and one.translate]
    return Job(
        project=cleaned(project),
        language=language,
        units=tuple(one for one in units if not _broken(one)),
        left_out=tuple(_left_out(units, texts)),
    )


def _into_english(document: Document, texts: Texts, project: str) -> Job:
    """The texts that have no English one, each once."""
    places: dict[str, list[str]] = {}
    for alone in texts.alone:
        places.setdefault(alone.text, []).append(cleaned(str(alone.place)))
    units = [
        Unit(id=unit_id(text), source=text, notes=tuple(notes[:SHOWN]))
        for text, notes in places.items()
        if not forbidden(text)
    ]
    left = [
        f"{notes[0]}: the text holds {', '.join(forbidden(text))}; mend it first."
        for text, notes in places.items()
        if forbidden(text)
    ]
    return Job(
        project=cleaned(project),
        language=ENGLISH,
        source=document.general.non_english_language or "",
        units=tuple(units),
        left_out=tuple(left),
    )


def _notes(text: Text, language: str) -> Iterable[str]:
    yield from map(str, text.places)
    if text.count > len(text.places):
        yield f"and {text.count - len(text.places):,} more places"
    if text.need in _WHY:
        yield _WHY[text.need]
    if len(text.beside) > 1:
        yield f"Translated differently in {language} at different places: {' | '.join(text.beside)}"


def _broken(one: Unit) -> bool:
    return bool(forbidden(one.source) or (one.target is not None and forbidden(one.target)))


def _left_out(units: list[Unit], texts: Texts) -> Iterable[str]:
    for one in units:
        if _broken(one):
            bad = forbidden(one.source) or forbidden(one.target or "")
            where = one.notes[0] if one.notes else one.id
            yield f"{where}: the text holds {', '.join(bad)}, which must not stand in free text; mend it first."
    for alone in texts.alone:
        yield f"{alone.place}: there is no English text to translate from; translate this one into English first."
