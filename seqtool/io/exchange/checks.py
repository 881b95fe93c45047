"""What comes back from a translator against what is in the project: nothing is taken that must not stand in a listing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msgspec

from seqtool.edit.language_texts import ENGLISH, LONGEST, collect, forbidden, is_blank, name_of, translations
from seqtool.errors import InputError
from seqtool.io.exchange.units import TITLE, Back, Returned, english_title, unit_id
from seqtool.model.document import Document
from seqtool.spec.characters import outside
from seqtool.spec.citations import citations
from seqtool.spec.translatable import Need

_BLANKS: Final = " \t\r\n"


class Sort(StrEnum):
    """What there is to say of a unit."""

    UNKNOWN = "unknown unit"
    SOURCE = "English text changed"
    EMPTY = "not translated"
    CHARACTERS = "characters not allowed"
    LENGTH = "too long"
    MARKUP = "markup"
    TWICE = "given twice"
    UNFINISHED = "not finished"
    WHITE_SPACE = "white space at the ends"
    CITATIONS = "other SEQ ID NOs"
    REPLACED = "replaces another"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something to say of a unit that came back."""

    sort: Sort
    where: str
    id: str
    english: str
    before: str | None = None
    after: str | None = None
    #: Whether the translation is taken all the same.
    taken: bool
    words: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What may be taken, and what there is to say."""

    language: str
    #: English text → translation: those that differ from what the project has. Into English (``language`` is
    #: ``en``): text of the project's main other language → English.
    translations: dict[str, str]
    title: str | None
    #: Units that hold what the project has already.
    same: int
    remarks: tuple[Remark, ...]

    @property
    def refused(self) -> int:
        """How many units are not taken."""
        return sum(not one.taken for one in self.remarks)


def check(
    document: Document, returned: Returned, language: str | None = None, *, finished_only: bool = False
) -> Checked:
    """Look at a file that came back.

    Args:
        document: the project as it is now.
        returned: the file.
        language: what it must be in; None: as it says itself.
        finished_only: leave out what the file itself calls unfinished.

    Raises:
        InputError: it is a file of another language, or not from English.
    """
    return _Check(
        document,
        returned,
        _language(returned, language, document.general.non_english_language),
        finished_only,
    ).run()


def _language(returned: Returned, wanted: str | None, main: str | None) -> str:
    stated = (returned.language or "").partition("-")[0].lower()
    source = (returned.source_language or ENGLISH).partition("-")[0].lower()
    if source == main and stated == ENGLISH and wanted in (None, ENGLISH):
        return ENGLISH
    if source != ENGLISH:
        raise InputError(
            f"{returned.name}: translates from {name_of(source)}; texts of a project are translated from English."
        )
    if wanted is None and not stated:
        raise InputError(
            f"{returned.name}: does not say its target language. Name the language of the translations."
        )
    if wanted is not None and stated and stated != wanted:
        raise InputError(
            f"{returned.name}: is in {name_of(stated)} ({returned.language}), not in {name_of(wanted)}. Import it as {stated}."
        )
    return wanted or stated


class _Check:
    def __init__(self, document: Document, returned: Returned, language: str, finished_only: bool) -> None:
        self._returned = returned
        self._language = language
        self._finished_only = finished_only
        texts = collect(document)
        self._texts = {unit_id(text.english): text.english for text in texts.texts}
        self._by_name = {one: text.english for text in texts.texts for one in text.ids}
        self._beside = {text.english: text.beside for text in texts.texts}
        self._needed = {
            TITLE,
            *(unit_id(text.english) for text in texts.texts if text.need is Need.TRANSLATION),
        }
        self._now = translations(document, language, texts)
        self._title = english_title(document)
        if self._title is not None:
            self._texts[TITLE] = self._title
        self._title_now = next(
            (one.text for one in document.general.titles if one.language == language), None
        )
        self._remarks: list[Remark] = []
        self._into_english = language == ENGLISH
        if self._into_english:
            self._texts = {unit_id(alone.text): alone.text for alone in texts.alone}
            self._by_name, self._beside, self._now = {}, {}, {}
            self._needed = set(self._texts)

    def run(self) -> Checked:
        taken: dict[str, tuple[Back, str]] = {}
        refused: set[str] = set()
        for one in self._returned.units:
            said = self._unit(one)
            if said is None or one.id is None:
                continue
            if one.id in taken and taken[one.id][1] != said:
                words = f"It was translated before as {_short(taken[one.id][1])}; neither is taken."
                self._say(Sort.TWICE, one, words, after=said, taken=False)
                refused.add(one.id)
            taken.setdefault(one.id, (one, said))
        found: dict[str, str] = {}
        title, same = None, 0
        for identifier, (one, said) in taken.items():
            if identifier in refused:
                continue
            now = self._title_now if identifier == TITLE else self._now.get(self._texts[identifier])
            if now == said and len(self._beside.get(self._texts[identifier], ())) < 2:
                same += 1
                continue
            if now is not None:
                self._say(
                    Sort.REPLACED, one, f"Until now: {_short(now)}.", before=now, after=said, taken=True
                )
            if identifier == TITLE:
                title = said
            else:
                found[self._texts[identifier]] = said
        return Checked(
            language=self._language, translations=found, title=title, same=same, remarks=tuple(self._remarks)
        )

    def _unit(self, one: Back) -> str | None:
        """The translation of a unit, if it is to be taken."""
        english = self._texts.get(one.id or "")
        if english is None:
            self._unknown(one)
            return None
        if (
            one.source is not None
            and one.source != english
            and one.source.strip(_BLANKS) != english.strip(_BLANKS)
        ):
            words = f"The file has {_short(one.source)}, the project {_short(english)}. Translate what the project has."
            self._say(Sort.SOURCE, one, words, before=english, after=one.source, taken=False)
            return None
        if one.odd:
            self._say(
                Sort.MARKUP,
                one,
                f"Not taken: {one.odd}. Write it as plain text.",
                after=one.target,
                taken=False,
            )
            return None
        if one.target is None or is_blank(one.target):
            if one.translate and one.id in self._needed:
                self._say(
                    Sort.EMPTY, one, "There is no translation; the project keeps what it has.", taken=False
                )
            return None
        said = one.target.strip(_BLANKS)
        limit = None if one.id == TITLE else LONGEST
        for sort, words in _faults(said, limit, english=self._into_english):
            self._say(sort, one, words, after=one.target, taken=False)
            return None
        if one.unfinished:
            words = f"Its state is {one.state!r}{'; it is not taken' if self._finished_only else ''}."
            self._say(Sort.UNFINISHED, one, words, after=said, taken=not self._finished_only)
            if self._finished_only:
                return None
        if said != one.target and english == english.strip(_BLANKS):
            self._say(
                Sort.WHITE_SPACE,
                one,
                "White space at the ends is taken away.",
                before=one.target,
                after=said,
                taken=True,
            )
        if sorted(citations(said)) != sorted(citations(english)):
            words = f"It cites {_cited(said)}, the English text {_cited(english)}. Look at both."
            self._say(Sort.CITATIONS, one, words, after=said, taken=True)
        return said

    def _unknown(self, one: Back) -> None:
        for name in one.name.split():
            now = self._by_name.get(name)
            if now is not None:
                words = f"The English text of {name} was {_short(one.source or '')} and is {_short(now)} now. Export it again."
                self._say(Sort.SOURCE, one, words, before=one.source, after=now, taken=False)
                return
        self._say(
            Sort.UNKNOWN, one, "The project has no such text (any more).", after=one.target, taken=False
        )

    def _say(
        self,
        sort: Sort,
        one: Back,
        words: str,
        *,
        before: str | None = None,
        after: str | None = None,
        taken: bool,
    ) -> None:
        english = self._texts.get(one.id or "", one.source or "")
        self._remarks.append(
            Remark(
                sort=sort,
                where=one.where,
                id=one.id or "",
                english=english,
                before=before,
                after=after,
                taken=taken,
                words=words,
            )
        )


def _faults(said: str, limit: int | None, *, english: bool) -> Iterator[tuple[Sort, str]]:
    if english and (odd := outside(said)):
        yield (
            Sort.CHARACTERS,
            f"English free text is Basic Latin (paragraph 40(b)); this holds {' '.join(odd[:5])}.",
        )
    if bad := forbidden(said):
        yield Sort.CHARACTERS, f"It holds {', '.join(bad[:5])}. Write it in one line of plain text."
    if limit is not None and len(said) > limit:
        yield Sort.LENGTH, f"It has {len(said):,} characters; {limit:,} are allowed. Shorten it."


def _cited(text: str) -> str:
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in citations(text)) or "none"


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:57]}…”"
