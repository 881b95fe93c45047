"""Languages of a project, translations, qualifier ids, and the listing of each language."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from seqtool.edit.language_texts import collect, lacking, targets, translations
from seqtool.edit.operations.languages import (
    assign_ids,
    clear_translation,
    follow_texts,
    set_languages,
    set_main_language,
    take,
    translate,
)
from seqtool.edit.session import EditError, Session
from seqtool.edit.translated import in_language, languages
from seqtool.io.st26.writer import ListingWriter
from seqtool.model import Feature, GeneralInformation, Qualifier, Residues, Sequence, Title
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft
from seqtool.spec.translatable import Need, need


def source(*qualifiers: Qualifier, organism: str = "Homo sapiens") -> Feature:
    first = (Qualifier("mol_type", "genomic DNA"), Qualifier("organism", organism))
    return Feature("source", "1..12", (*first, *qualifiers))


def draft(*qualifiers: Qualifier, organism: str = "Homo sapiens") -> Draft:
    return Draft(Sequence("DNA", Residues("acgtacgtacgt"), (source(*qualifiers, organism=organism),)))


def note(text: str | None, other: str | None = None, id_: str | None = None) -> Qualifier:
    return Qualifier("note", text, other, id_)


def session(*drafts: Draft, codes: tuple[str, ...] = ("de", "fr"), main: str | None = None) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(drafts)
    set_languages(made, codes)
    if main:
        set_main_language(made, main)
    return made


def notes(document: Document, language: str | None) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (one.value, one.non_english, one.id)
        for sequence in in_language(document, language).sequences
        for feature in sequence.features
        for one in feature.qualifiers
        if one.name == "note"
    ]


def undone(one: Session, before: Document) -> None:
    after = one.document.copy()
    one.undo()
    assert one.document == before
    one.redo()
    assert one.document == after


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("organism", "Homo sapiens", Need.LATIN),
        ("note", "Homo sapiens", Need.LATIN),
        ("note", "Synthetic peptide", Need.TRANSLATION),
        ("organism", "synthetic construct", Need.PRESCRIBED),
        ("organism", "Escherichia coli", Need.LATIN),
        ("note", "in vitro", Need.INTERNATIONAL),
        ("clone", "K-12", Need.WORDLESS),
        ("product", "binding protein", Need.TRANSLATION),
        ("note", "X is A or G", Need.TRANSLATION),
        ("note", "KINASE", Need.TRANSLATION),
    ],
)
def test_need(name: str, text: str, expected: Need) -> None:
    assert need(name, text) is expected


def test_identical_texts_are_one() -> None:
    one = session(draft(note("tag")), draft(note("tag", id_="q4"), note("other")))
    found = collect(one.document)
    assert [(t.english, t.count, t.need) for t in found.texts] == [
        ("Homo sapiens", 2, Need.LATIN),
        ("tag", 2, Need.TRANSLATION),
        ("other", 1, Need.TRANSLATION),
    ]
    assert found.texts[1].ids == ("q4",)
    assert str(found.texts[1].places[1]) == "SEQ ID NO 2, source 1..12, note (q4)"


def test_translations_of_further_languages() -> None:
    one = session(draft(note("tag")), draft(note("tag")))
    before = one.document.copy()
    translate(one, "fr", "tag", "étiquette")
    undone(one, before)
    assert [n[:2] for n in notes(one.document, "fr")] == [("tag", "étiquette")] * 2
    assert [n[:2] for n in notes(one.document, "de")] == [("tag", None)] * 2
    assert in_language(one.document, "fr").general.non_english_language == "fr"
    assert in_language(one.document, "de").general.non_english_language is None
    assert [t.english for t in lacking(one.document, "de").untranslated] == ["tag"]
    assert lacking(one.document, "fr").untranslated == ()
    clear_translation(one, "fr", "tag")
    assert one.document == before
    with pytest.raises(EditError, match="no translation"):
        clear_translation(one, "fr", "tag")


def test_translations_of_the_main_language_stand_in_the_sequences() -> None:
    one = session(draft(note("tag")), draft(note("tag")), main="de")
    before = one.document.copy()
    report = translate(one, "de", "tag", "Etikett")
    assert report.notes == ("2 places changed.",)
    assert one.document.draft(2).sequence.features[0].qualifiers[2].non_english == "Etikett"
    undone(one, before)
    assert translations(one.document, "de") == {"tag": "Etikett"}
    clear_translation(one, "de", "tag")
    assert one.document == before


def test_refusals_leave_the_document() -> None:
    one = session(draft(note("tag")))
    before = one.document.copy()
    for code in ("en", "xx", "DE", "deu", ""):
        with pytest.raises(EditError):
            set_languages(one, (code,))
    refused = [
        ("it", "tag", "x", "none of the project's languages"),
        ("de", "nothing", "x", "No language-dependent qualifier"),
        ("de", "tag", " ", "empty"),
        ("de", "tag", "a\nb", "U\\+000A"),
        ("de", "tag", "a\x85b", "U\\+0085"),
        ("de", "tag", "x" * 1001, "1,001 characters"),
    ]
    for language, english, text, words in refused:
        with pytest.raises(EditError, match=words):
            translate(one, language, english, text)
    assert one.document == before


def test_another_main_language_loses_nothing() -> None:
    one = session(draft(note("tag")), draft(note("end")), main="de")
    translate(one, "de", "tag", "Etikett")
    translate(one, "fr", "tag", "étiquette")
    translate(one, "fr", "end", "fin")
    before = one.document.copy()
    set_main_language(one, "fr")
    undone(one, before)
    assert translations(one.document, "de") == {"tag": "Etikett"}
    assert translations(one.document, "fr") == {"tag": "étiquette", "end": "fin"}
    assert [n[:2] for n in notes(one.document, "fr")] == [("tag", "étiquette"), ("end", "fin")]
    assert [n[:2] for n in notes(one.document, "de")] == [("tag", "Etikett"), ("end", None)]
    set_main_language(one, "de")
    assert one.document.records == before.records


def test_main_language_cannot_go_while_texts_would_be_lost() -> None:
    one = session(draft(note("tag", "Etikett"), note("tag", "Marke")), main="de")
    before = one.document.copy()
    with pytest.raises(EditError, match="2 different translations"):
        set_main_language(one, "fr")
    with pytest.raises(EditError, match="stand in the sequences"):
        set_languages(one, ("fr",))
    assert one.document == before
    one = session(draft(note(None, "Etikett")), main="de")
    with pytest.raises(EditError, match="German only"):
        set_main_language(one, "fr")
    assert [str(a.place) for a in lacking(one.document, "fr").empty] == ["SEQ ID NO 1, source 1..12, note"]


def test_texts_whose_language_nobody_said() -> None:
    one = session(draft(note("tag", "Etikett"), note("end")))
    translate(one, "de", "end", "Ende")
    set_main_language(one, "de")
    assert translations(one.document, "de") == {"tag": "Etikett", "end": "Ende"}


def test_ids_are_the_same_in_each_language() -> None:
    one = session(draft(note("tag", id_="q7"), note("end")), draft(note("tag")))
    translate(one, "fr", "tag", "étiquette")
    given = [n[2] for n in notes(one.document, "fr")]
    assert given == ["q7", "q9", "q11"]
    assert [n[2] for n in notes(one.document, "de")] == given == [n[2] for n in notes(one.document, "en")]
    before = one.document.copy()
    assert assign_ids(one).notes == ("4 qualifiers have an id now.",)
    undone(one, before)
    assert [n[2] for n in notes(one.document, "de")] == given
    with one.edit("move") as edit:
        edit.splice(0, 1)
        edit.splice(1, 0, (1,))
    assert [n[2] for n in notes(one.document, "de")] == ["q11", "q7", "q9"]


def test_without_languages_the_sequences_stand_as_they_are() -> None:
    one = session(draft(note("tag", "Etikett")), codes=())
    assert languages(one.document) == ("en",)
    (sequence,) = in_language(one.document, None).sequences
    assert sequence is one.document.draft(1).sequence
    assert [n[:2] for n in notes(one.document, "en")] == [("tag", None)]
    with pytest.raises(EditError, match="French"):
        in_language(one.document, "fr")


def test_titles_come_with_translations() -> None:
    one = session(draft(note("tag")))
    with one.edit("title") as edit:
        edit.put(GENERAL, replace(one.document.general, titles=(Title("A tag", "en"), Title("alt", "de"))))
    take(one, "de", {"tag": "Etikett"}, title="Ein Etikett")
    take(one, "fr", {}, title="Une étiquette")
    assert [t.text for t in one.document.general.titles] == ["A tag", "Ein Etikett", "Une étiquette"]
    with pytest.raises(EditError, match="title"):
        take(one, "fr", {}, title="a\nb")


def test_translations_follow_changed_texts() -> None:
    one = session(draft(note("linked to SEQ ID NO: 2")), draft(note("linked to SEQ ID NO: 2")))
    translate(one, "de", "linked to SEQ ID NO: 2", "an SEQ ID NO: 2 gebunden")

    def change(key: int) -> None:
        with one.edit("text") as edit:
            sequence = one.document.draft(key).sequence
            edit.sequence(key, replace(sequence, features=(source(note("linked to SEQ ID NO: 3")),)))
            renamed = {"linked to SEQ ID NO: 2": "linked to SEQ ID NO: 3"}
            follow_texts(edit, renamed, lambda text: text.replace("2", "3"))

    change(1)
    assert len(one.document.texts("de").texts) == 2
    change(2)
    assert one.document.texts("de").texts == {"linked to SEQ ID NO: 3": "an SEQ ID NO: 3 gebunden"}


def test_translations_of_texts_that_change_places() -> None:
    one = session(draft(note("SEQ ID NO: 1"), note("SEQ ID NO: 2")))
    take(one, "de", {"SEQ ID NO: 1": "erste 1", "SEQ ID NO: 2": "zweite 2"})
    with one.edit("swap") as edit:
        sequence = one.document.draft(1).sequence
        swapped = source(note("SEQ ID NO: 2"), note("SEQ ID NO: 1"))
        edit.sequence(1, replace(sequence, features=(swapped,)))
        renamed = {"SEQ ID NO: 1": "SEQ ID NO: 2", "SEQ ID NO: 2": "SEQ ID NO: 1"}
        follow_texts(edit, renamed, lambda text: text.translate(str.maketrans("12", "21")))
    assert one.document.texts("de").texts == {"SEQ ID NO: 2": "erste 2", "SEQ ID NO: 1": "zweite 1"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])), max_size=3), max_size=4
    ),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3),
)
def test_each_language_has_the_same_ids_and_english_texts(
    given_notes: list[list[tuple[str, str]]], french: dict[str, str]
) -> None:
    one = session(
        *(draft(*(note(a, b or None) for a, b in some)) for some in given_notes),
        codes=("de", "fr"),
        main="de",
    )
    there = {t.english for t in collect(one.document).texts}
    take(one, "fr", {k: v for k, v in french.items() if k in there})
    listings = {
        code: list(in_language(one.document, code).sequences) for code in (*targets(one.document), "en")
    }
    shapes = [
        [
            (f.key, f.location, q.name, q.value, q.id)
            for s in sequences
            for f in s.features
            for q in f.qualifiers
        ]
        for sequences in listings.values()
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    ids = [row[4] for row in shapes[0] if row[4]]
    assert len(ids) == len(set(ids))
    for code in ("de", "fr", "en"):
        out, general = io.BytesIO(), in_language(one.document, code).general
        writer = ListingWriter(out, general, total=len(one.document))
        for sequence in listings[code]:
            writer.write(sequence)
        spoken = any(q.non_english for s in listings[code] for f in s.features for q in f.qualifiers)
        assert code == "de" or (general.non_english_language is not None) == spoken
    assert isinstance(general, GeneralInformation)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcd"), max_size=3), min_size=1, max_size=4),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), max_size=4),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), max_size=4),
    st.lists(st.sampled_from(["de", "fr", "ja"]), max_size=4),
)
def test_no_translation_is_lost_by_another_main_language(
    texts: list[list[str]], german: dict[str, str], french: dict[str, str], mains: list[str]
) -> None:
    one = session(*(draft(*map(note, some)) for some in texts), codes=("de", "fr", "ja"), main="de")
    there = {text.english for text in collect(one.document).texts}
    expected = {"de": german, "fr": french, "ja": {}}
    expected = {code: {k: v for k, v in said.items() if k in there} for code, said in expected.items()}
    for code, said in expected.items():
        take(one, code, said)
    for main in mains:
        before = one.document.copy()
        set_main_language(one, main)
        assert one.document.general.non_english_language == main
        if main != before.general.non_english_language:
            undone(one, before)
        assert {code: dict(translations(one.document, code)) for code in expected} == expected
