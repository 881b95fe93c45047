"""Languages of a project: which there are, and the translations of English texts (paragraph 87).

Identical English texts have one translation. That of the project's main other
language stands in the qualifiers themselves, at each place of the text; those
of further languages are kept by English text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from seqtool.edit.language_texts import (
    LONGEST,
    Texts,
    collect,
    fault_of,
    forbidden,
    is_blank,
    name_of,
    qualifiers_of,
    targets,
)
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.edit.translated import Numbering, with_qualifiers
from seqtool.model.document import GENERAL, SETTINGS, TEXTS, Document
from seqtool.model.draft import Translations
from seqtool.model.listing import Title
from seqtool.model.sequence import Qualifier
from seqtool.spec.characters import outside

_SHOWN = 5


def set_languages(session: Session, languages: Iterable[str]) -> Report:
    """Say which languages listings are generated in beside English, in this order.

    Translations of a language that is no longer among them are kept.

    Raises:
        EditError: a code is wrong, or texts of the main other language stand in the sequences and it is not among them.
    """
    codes = tuple(dict.fromkeys(languages))
    for code in codes:
        if fault := fault_of(code):
            raise EditError(fault)
    document = session.document
    main = document.general.non_english_language
    notes: list[str] = []
    with session.edit("Languages") as edit:
        if main and main not in codes:
            if count := sum(1 for _ in _spoken(document)):
                raise EditError(
                    f"{count:,} texts in {name_of(main)} stand in the sequences. Keep {main} among the languages, "
                    "or make another language the main one first, which keeps these texts."
                )
            edit.put(GENERAL, replace(document.general, non_english_language=None))
        notes += [
            f"The {len(document.texts(code).texts):,} translations in {name_of(code)} are kept, but no listing is generated in it."
            for code in document.settings.languages
            if code not in codes and document.texts(code).texts
        ]
        edit.put(SETTINGS, replace(document.settings, languages=codes))
    return Report(notes=tuple(notes))


def set_main_language(session: Session, language: str | None) -> Report:
    """Make another language the one whose texts stand in the sequences; nothing is lost.

    The texts of the language that was the main one are kept by their English
    text, and those of the new one are written into the sequences.

    Raises:
        EditError: the code is wrong, a text stands in the old language only, or an English
            text has different translations, of which only one could be kept.
    """
    if language is not None and (fault := fault_of(language)):
        raise EditError(fault)
    document = session.document
    old = document.general.non_english_language
    if language == old:
        return Report()
    texts = collect(document)
    there = {text.english for text in texts.texts}
    if old:
        _may_move(texts, old)
    elif language is not None and next(_spoken(document), None) is not None:
        # Texts whose language nobody has said: they are of this one.
        coming = document.texts(language).texts
        with session.edit("Main language") as edit:
            _write_beside(edit, coming, over=False)
            _keep(
                edit,
                language,
                {english: said for english, said in coming.items() if english not in there},
            )
            _name_main(edit, language)
        return Report(notes=(f"The texts beside the English ones are taken to be in {name_of(language)}.",))
    moved = {text.english: text.beside[0] for text in texts.texts if text.beside}
    coming = document.texts(language).texts if language else {}
    with session.edit("Main language") as edit:
        if old and moved:
            edit.put(TEXTS + old, Translations(old, {**document.texts(old).texts, **moved}))
        _write_beside(edit, coming, clear=True)
        if language is not None and TEXTS + language in document.records:
            left = {english: text for english, text in coming.items() if english not in there}
            _keep(edit, language, left)
        _name_main(edit, language)
    notes = []
    if old and moved:
        notes.append(f"{len(moved):,} texts in {name_of(old)} are kept with their English texts.")
    if coming:
        notes.append(f"Translations in {name_of(language or '')} now stand in the sequences.")
    return Report(notes=tuple(notes))


def translate(session: Session, language: str, english: str, translation: str) -> Report:
    """Give the translation of an English text, for every place where that text stands.

    Raises:
        EditError: the language is none of the project, the text is not in it, or the translation
            is empty, too long (paragraph 86) or holds characters that are not allowed (40(a)).
    """
    return take(session, language, {english: translation}, label="Translate")


def take(
    session: Session,
    language: str,
    translations: Mapping[str, str],
    title: str | None = None,
    label: str = "Import translations",
) -> Report:
    """Give the translations of many English texts, and of the title, in one step.

    Raises:
        EditError: as for :func:`translate`.
    """
    document = session.document
    _is_target(document, language)
    for english, text in translations.items():
        if fault := _fault(text):
            raise EditError(f"The translation of {_short(english)} {fault}")
    there = {one.value for _, draft in document.drafts() for _, _, _, one in qualifiers_of(draft.sequence)}
    unknown = [english for english in translations if english not in there]
    if unknown:
        raise EditError(
            f"No language-dependent qualifier holds the English text {_short(unknown[0])}"
            f"{f' (nor {len(unknown) - 1:,} others)' if len(unknown) > 1 else ''}. Translate a text that is there."
        )
    with session.edit(label) as edit:
        if language == document.general.non_english_language:
            count = _write_beside(edit, translations)
            notes = [f"{count:,} {'place' if count == 1 else 'places'} changed."]
        else:
            _keep(edit, language, {**document.texts(language).texts, **translations})
            notes = []
        if title is not None:
            _put_title(edit, language, title)
    return Report(notes=tuple(notes))


def give_english(session: Session, texts: Mapping[str, str], label: str = "Import English texts") -> Report:
    """Give the English texts of what stands in the main other language alone, in one step.

    Args:
        session: the project.
        texts: text in the main other language → English text.
        label: of the step.

    Raises:
        EditError: a text stands nowhere alone, or its English text is empty, too long, or not Basic Latin.
    """
    document = session.document
    for text, english in texts.items():
        fault = _fault(english)
        if fault is None and (odd := outside(english)):
            fault = f"holds {' '.join(odd[:_SHOWN])}, which is not Basic Latin (paragraph 40(b)). Write it otherwise."
        if fault is not None:
            raise EditError(f"The English text of {_short(text)} {fault}")
    found: set[str] = set()
    count = 0
    with session.edit(label) as edit:
        for key in document.order:
            sequence = document.draft(key).sequence
            new: dict[int, list[Qualifier]] = {}
            for at, feature, index, one in qualifiers_of(sequence):
                if is_blank(one.value) and one.non_english is not None and one.non_english in texts:
                    new.setdefault(at, list(feature.qualifiers))[index] = replace(
                        one, value=texts[one.non_english]
                    )
                    found.add(one.non_english)
                    count += 1
            edit.sequence(key, with_qualifiers(sequence, new))
        for text in texts:
            if text not in found:
                raise EditError(f"{_short(text)} stands nowhere without an English text.")
    return Report(notes=(f"{count:,} {'place' if count == 1 else 'places'} changed.",))


def clear_translation(session: Session, language: str, english: str) -> Report:
    """Take the translation of an English text away, at every place.

    Raises:
        EditError: the language is none of the project, or there is no such translation.
    """
    document = session.document
    _is_target(document, language)
    with session.edit("Clear translation") as edit:
        if language == document.general.non_english_language:
            if not _write_beside(edit, {english: None}):
                raise EditError(f"There is no translation of {_short(english)} in {name_of(language)}.")
        else:
            texts = dict(document.texts(language).texts)
            if texts.pop(english, None) is None:
                raise EditError(f"There is no translation of {_short(english)} in {name_of(language)}.")
            _keep(edit, language, texts)
    return Report()


def assign_ids(session: Session) -> Report:
    """Give every language-dependent qualifier an id that it keeps, so that listings and versions can be compared.

    Ids that are there stay as they are; new ones are higher than all of them.
    """
    document = session.document
    number = Numbering(document)
    with session.edit("Qualifier ids") as edit:
        for key in document.order:
            edit.sequence(key, number(document.draft(key).sequence))
    return Report(
        notes=(f"{number.given:,} {'qualifier has' if number.given == 1 else 'qualifiers have'} an id now.",)
    )


def follow_texts(edit: Edit, renamed: Mapping[str, str], write: Callable[[str], str] = str) -> int:
    """Let translations follow English texts that were changed in this step (renumbering, find and replace).

    Args:
        edit: the step, after the English texts were changed.
        renamed: English text before → after.
        write: what becomes of a translation (its citations renumbered, for instance).

    Returns:
        How many translations went along. One stays with the text before as
        well where that still stands somewhere.
    """
    document = edit.document
    renamed = {old: new for old, new in renamed.items() if old != new}
    records = [
        record
        for key, record in document.records.items()
        if isinstance(record, Translations)
        and str(key).startswith(TEXTS)
        and any(old in record.texts for old in renamed)
    ]
    if not records:
        return 0
    left = {one.value for _, draft in document.drafts() for _, _, _, one in qualifiers_of(draft.sequence)}
    count = 0
    for record in records:
        texts = {old: text for old, text in record.texts.items() if old not in renamed or old in left}
        for old, new in renamed.items():
            # A text whose translation goes along may take the place of another that goes along, too.
            if old in record.texts and (new not in record.texts or new in renamed):
                texts[new] = write(record.texts[old])
                count += 1
        _keep(edit, record.language, texts)
    return count


def _spoken(document: Document) -> Iterator[str]:
    return (
        one.non_english
        for _, draft in document.drafts()
        for feature in draft.sequence.features
        for one in feature.qualifiers
        if one.non_english is not None
    )


def _may_move(texts: Texts, old: str) -> None:
    if texts.alone:
        one = texts.alone[0]
        raise EditError(
            f"{len(texts.alone):,} texts stand in {name_of(old)} only, without an English text to keep them by "
            f"(the first: {one.place}, {_short(one.text)}). Give the English texts first."
        )
    for text in texts.texts:
        if len(text.beside) > 1:
            raise EditError(
                f"{_short(text.english)} has {len(text.beside)} different translations in {name_of(old)}: "
                f"{', '.join(map(_short, text.beside[:_SHOWN]))}. A text can keep one only; make them alike first."
            )


def _name_main(edit: Edit, language: str | None) -> None:
    document = edit.document
    general, settings = document.general, document.settings
    old = general.non_english_language
    edit.put(GENERAL, replace(general, non_english_language=language))
    codes = dict.fromkeys(code for code in (*settings.languages, old, language) if code)
    if tuple(codes) != settings.languages:
        edit.put(SETTINGS, replace(settings, languages=tuple(codes)))


def _write_beside(
    edit: Edit, texts: Mapping[str, str] | Mapping[str, None], *, clear: bool = False, over: bool = True
) -> int:
    """Put texts beside their English ones; gives how many places changed.

    ``clear`` takes others away; without ``over``, what stands there stays.
    """
    document, count = edit.document, 0
    for key in document.order:
        sequence = document.draft(key).sequence
        new: dict[int, list[Qualifier]] = {}
        for at, feature, index, one in qualifiers_of(sequence):
            known = one.value is not None and one.value in texts and (over or one.non_english is None)
            said = texts[one.value or ""] if known else None if clear else one.non_english
            if said != one.non_english:
                new.setdefault(at, list(feature.qualifiers))[index] = replace(one, non_english=said)
                count += 1
        edit.sequence(key, with_qualifiers(sequence, new))
    return count


def _keep(edit: Edit, language: str, texts: dict[str, str]) -> None:
    if texts:
        edit.put(TEXTS + language, Translations(language, texts))
    elif TEXTS + language in edit.document.records:
        edit.drop(TEXTS + language)


def _put_title(edit: Edit, language: str, title: str) -> None:
    general = edit.document.general
    if is_blank(title) or (bad := forbidden(title)):
        why = "is empty" if is_blank(title) else f"holds {', '.join(bad)}"
        raise EditError(f"The title in {name_of(language)} {why}. Give it as one line of text.")
    titles = list(general.titles)
    for index, one in enumerate(titles):
        if one.language == language:
            titles[index] = Title(title, language)
            break
    else:
        titles.append(Title(title, language))
    edit.put(GENERAL, replace(general, titles=tuple(titles)))


def _is_target(document: Document, language: str) -> None:
    if language not in targets(document):
        there = ", ".join(targets(document)) or "none"
        raise EditError(
            f"{name_of(language)} ({language}) is none of the project's languages ({there}). Add it to them first."
        )


def _fault(text: str) -> str | None:
    if is_blank(text):
        return "is empty. Give a text, or clear the translation."
    if bad := forbidden(text):
        return f"holds characters that are not allowed ({', '.join(bad[:_SHOWN])}). Write it in one line of plain text."
    if len(text) > LONGEST:
        return f"has {len(text):,} characters; {LONGEST:,} are allowed. Shorten it."
    return None


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 60 else f"“{text[:57]}…”"
