"""Find and replace in free text: seen before it is done, and done as it was seen.

Searched are the qualifiers of free text (paragraph 87), in English, in the other
language that stands beside, and in the translations of further languages. A regular expression has
a bound in time, since one that backtracks without end is quickly written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import replace

from seqtool.edit.operations.common import protein
from seqtool.edit.operations.languages import follow_texts
from seqtool.edit.operations.pick import Pick, pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model.document import TEXTS, Document
from seqtool.model.draft import Translations
from seqtool.model.sequence import Qualifier
from seqtool.spec import standard

if TYPE_CHECKING:
    import regex

Language = Literal["english", "other"]

#: Seconds that the search of a whole project may take with a regular expression.
SECONDS = 10.0
#: Characters of one text after a replacement.
_LONGEST = 1_000_000


#: Qualifiers of free text that are only replaced in where they are named.
_SPARED = frozenset({"organism"})


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for."""

    text: str
    #: Capital and small letters are not the same.
    case: bool = False
    #: Only where no letter, digit or underscore stands right beside.
    whole_word: bool = False
    #: The text is a regular expression; a replacement may name its groups (``\\1``, ``\\g<name>``).
    regex: bool = False
    languages: frozenset[Language] = frozenset({"english", "other"})
    #: Only these qualifiers; without, those of free text.
    names: frozenset[str] = frozenset()


class Match(msgspec.Struct, frozen=True):
    """A text in which it was found. ``key`` is None for a translation of a further language."""

    key: int | None
    number: int | None
    feature: int
    qualifier: int
    #: What names it for a person: "CDS 1..9, note", or the English text of a translation.
    place: str
    field: Literal["value", "non_english", "translation"]
    #: Code of the language where it is known, ``en`` for English.
    language: str
    before: str
    after: str
    #: Where in ``before`` (0-based, half-open).
    spans: tuple[tuple[int, int], ...]


def find(
    document: Document,
    search: Search,
    replacement: str | None = None,
    *,
    what: Pick | None = None,
    seconds: float = SECONDS,
) -> list[Match]:
    """All texts in which it is found, and what they would become; ``what`` are the sequences to look in.

    With a replacement, organisms are left alone unless ``search`` names the qualifier:
    the name of an organism is not free to be worded, and its proteins follow it
    (:func:`seqtool.edit.operations.bulk.set_organism`).

    Raises:
        EditError: nothing is looked for, the expression or the replacement is wrong, or it takes too long.
    """
    look = _looker(search, replacement, seconds)
    spared = _SPARED if replacement is not None else frozenset()
    names = {its: search.names or standard().language_dependent(its) - spared for its in (False, True)}
    keys = None if what is None else set(pick(document, what))
    other = document.general.non_english_language or ""
    found: list[Match] = []
    for number, key in enumerate(document.order, 1):
        if keys is not None and key not in keys:
            continue
        sequence = document.draft(key).sequence
        wanted = names[protein(sequence)]
        for at, feature in enumerate(sequence.features):
            for index, one in enumerate(feature.qualifiers):
                if one.name not in wanted:
                    continue
                for field, language, text in _fields(one, search, other):
                    if seen := look(text):
                        place = f"{feature.key} {feature.location[:60]}, {one.name}"
                        after, spans = seen
                        found.append(
                            Match(key, number, at, index, place, field, language, text, after, spans)
                        )
    if "other" in search.languages and not search.names and what is None:
        found += _in_translations(document, look)
    return found


def _fields(
    one: Qualifier, search: Search, other: str
) -> Iterator[tuple[Literal["value", "non_english"], str, str]]:
    if one.value and "english" in search.languages:
        yield "value", "en", one.value
    if one.non_english and "other" in search.languages:
        yield "non_english", other, one.non_english


def _in_translations(document: Document, look: _Look) -> Iterator[Match]:
    for record in document.records.values():
        if isinstance(record, Translations):
            for english, text in record.texts.items():
                if seen := look(text):
                    yield Match(None, None, 0, 0, english, "translation", record.language, text, *seen)


_Look = Callable[[str], tuple[str, tuple[tuple[int, int], ...]] | None]


def _looker(search: Search, replacement: str | None, seconds: float) -> _Look:
    """Gives what a text becomes and where it is found, each text once; None where it is not."""
    pattern = _pattern(search)
    end = time.monotonic() + seconds
    known: dict[str, tuple[str, tuple[tuple[int, int], ...]] | None] = {}

    def look(text: str) -> tuple[str, tuple[tuple[int, int], ...]] | None:
        if text not in known:
            # At least a moment: a bound that is over is told by the search itself.
            left = max(end - time.monotonic(), 1e-6)
            try:
                known[text] = _search(pattern, text, replacement, literal=not search.regex, seconds=left)
            except TimeoutError as error:
                raise EditError(
                    f"The search for {search.text[:80]!r} takes more than {seconds:g} seconds. Write the expression so that "
                    "it needs less trying (no repetition within a repetition), or look in fewer sequences."
                ) from error
        return known[text]

    return look


def _pattern(search: Search) -> regex.Pattern[str]:
    import regex

    if not search.text:
        raise EditError("Say what to look for.")
    text = search.text if search.regex else regex.escape(search.text, literal_spaces=True)
    if search.whole_word:
        text = rf"(?<!\w)(?:{text})(?!\w)"
    try:
        return regex.compile(text, flags=0 if search.case else regex.IGNORECASE)
    except (regex.error, OverflowError, RecursionError) as error:
        raise EditError(f"{search.text[:80]!r} is no regular expression: {error}.") from error


def _search(
    pattern: regex.Pattern[str], text: str, replacement: str | None, *, literal: bool, seconds: float
) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    at = size = 0
    for match in pattern.finditer(text, timeout=seconds):
        start, end = match.span()
        if start == end:
            continue
        spans.append((start, end))
        new = match[0] if replacement is None else replacement if literal else _expanded(match, replacement)
        parts += [text[at:start], new]
        size += len(new)
        if size > _LONGEST:
            raise EditError(f"A text would be longer than {_LONGEST:,} characters with this replacement.")
        at = end
    return ("".join([*parts, text[at:]]), tuple(spans)) if spans else None


def _expanded(match: Any, replacement: str) -> str:
    import regex

    try:
        return str(match.expand(replacement))
    except (regex.error, IndexError, KeyError) as error:
        raise EditError(
            f"The replacement {replacement[:80]!r} does not fit the expression: {error}. Groups are \\1 or \\g<name>; "
            "a backslash is written twice."
        ) from error


def replace_found(session: Session, matches: Iterable[Match]) -> Report:
    """Do what a preview showed, all of it or the matches chosen of it.

    Translations of an English text that changes go along with it.

    Raises:
        EditError: a text is not what it was when it was found; nothing is replaced.
    """
    document = session.document
    by_key: dict[int, list[Match]] = {}
    beside: dict[str, dict[str, Match]] = {}
    renamed: dict[str, str] = {}
    count = 0
    for one in matches:
        if one.after == one.before:
            continue
        count += len(one.spans)
        if one.key is not None:
            by_key.setdefault(one.key, []).append(one)
            if one.field == "value":
                renamed[one.before] = one.after
        else:
            beside.setdefault(one.language, {})[one.place] = one
    with session.edit("Replace text") as edit:
        # Before the English texts change, by which translations are kept.
        for language, found in beside.items():
            record = document.texts(language)
            for english, one in found.items():
                if record.texts.get(english) != one.before:
                    raise _stale(f"The translation of {english[:60]!r} in {language}")
            texts = {**record.texts, **{english: one.after for english, one in found.items()}}
            edit.put(TEXTS + language, replace(record, texts=texts))
        for key, those in by_key.items():
            _replace(edit.document, edit.sequence, key, those)
        along = follow_texts(edit, renamed)
    notes = [f"{count:,} {'place was' if count == 1 else 'places were'} replaced."]
    if along:
        notes.append(
            f"{along:,} translations went along with their English texts as they are: look whether they still say the same."
        )
    return Report(notes=tuple(notes))


def _replace(document: Document, put: Callable[[int, Any], None], key: int, those: list[Match]) -> None:
    if key not in document.records:
        raise EditError("A sequence in which a text was found is no longer in the project. Search again.")
    sequence = document.draft(key).sequence
    features = list(sequence.features)
    for one in those:
        if one.feature >= len(features) or one.qualifier >= len(features[one.feature].qualifiers):
            raise _stale(f"SEQ ID NO: {one.number}, {one.place},")
        feature = features[one.feature]
        qualifiers = list(feature.qualifiers)
        old = qualifiers[one.qualifier]
        if one.field == "value":
            right, new = old.value == one.before, replace(old, value=one.after)
        else:
            right, new = old.non_english == one.before, replace(old, non_english=one.after)
        if not right:
            raise _stale(f"SEQ ID NO: {one.number}, {one.place},")
        qualifiers[one.qualifier] = new
        features[one.feature] = replace(feature, qualifiers=tuple(qualifiers))
    put(key, replace(sequence, features=tuple(features)))


def _stale(what: str) -> EditError:
    return EditError(f"{what} is no longer what it was when it was found. Search again.")
