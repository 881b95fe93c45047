"""Find and replace in free text: the preview is what is done."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from seqtool.edit.operations.find import Search, find, replace_found
from seqtool.edit.operations.order import delete
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.document import GENERAL, TEXTS, Document
from seqtool.model.draft import Draft, Translations


def session(*qualifiers: Qualifier) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        for one in qualifiers:
            edit.add(Draft(Sequence("DNA", Residues("acgt"), (Feature("misc_feature", "1..4", (one,)),))))
        edit.put(GENERAL, replace(edit.document.general, non_english_language="fr"))
    return made


def found(document: Document, replacement: str | None = None, **options: object) -> list[tuple[str, str]]:
    return [(m.before, m.after) for m in find(document, Search(**options), replacement)]  # type: ignore[arg-type]


def test_organisms_are_replaced_only_where_they_are_meant() -> None:
    one = session(Qualifier("organism", "synthetic construct"), Qualifier("note", "a construct"))
    assert len(found(one.document, text="construct")) == 2
    assert found(one.document, "plasmid", text="construct") == [("a construct", "a plasmid")]
    named = frozenset({"organism"})
    assert found(one.document, "x", text="construct", names=named) == [("synthetic construct", "synthetic x")]


def test_ways_of_looking() -> None:
    one = session(
        Qualifier("note", "Primer for the primers (a.b)", "Amorce primer"),
        Qualifier("gene", "primer"),
        Qualifier("note"),
    )
    document = one.document
    english = frozenset({"english"})
    text = "Primer for the primers (a.b)"
    assert found(document, "X", text="primer", languages=english) == [(text, "X for the Xs (a.b)")]
    assert found(document, "X", text="primer", case=True, languages=english) == [
        (text, "Primer for the Xs (a.b)")
    ]
    assert found(document, "X", text="primer", whole_word=True, languages=english) == [
        (text, "X for the primers (a.b)")
    ]
    assert found(document, r"\1", text="a.b", languages=english) == [(text, r"Primer for the primers (\1)")]
    assert found(document, r"<\1>", text=r"\((.)\.(.)\)", regex=True) == [
        (text, "Primer for the primers <a>")
    ]
    assert found(document, "X", text="primer", languages=frozenset({"other"})) == [
        ("Amorce primer", "Amorce X")
    ]
    assert found(document, text="primer", names=frozenset({"gene"})) == [("primer", "primer")]
    assert found(document, text="nowhere") == []
    assert found(document, text="x*", regex=True) == []
    (match,) = find(document, Search(text="(a.b)"))
    assert (match.key, match.number, match.place, match.language, match.spans) == (
        1, 1, "misc_feature 1..4, note", "en", ((23, 28),),
    )  # fmt: skip
    assert [m.language for m in find(document, Search(text="amorce"))] == ["fr"]
    assert find(document, Search(text="primer"), what="2-3") == []


def test_refusals() -> None:
    document = session(Qualifier("note", "a" * 60 + "!")).document
    with pytest.raises(EditError, match="Say what"):
        found(document, text="")
    with pytest.raises(EditError, match="no regular expression"):
        found(document, text="(", regex=True)
    with pytest.raises(EditError, match="does not fit"):
        found(document, r"\7", text="a", regex=True)
    with pytest.raises(EditError, match="does not fit"):
        found(document, r"\g<no>", text="a", regex=True)
    with pytest.raises(EditError, match="longer than"):
        found(document, "x" * 100_000, text="a")


def test_a_regular_expression_ends() -> None:
    document = session(Qualifier("note", "a" * 200 + "!")).document
    start = time.monotonic()
    with pytest.raises(EditError, match="takes more than"):
        find(document, Search(text=r"(a|aa|a?a)+\1$", regex=True), seconds=0.3)
    assert time.monotonic() - start < 3


def test_replaced_as_it_was_seen() -> None:
    one = session(
        Qualifier("note", "old text", "vieux", "q1"),
        Qualifier("note", "old thing"),
        Qualifier("note", "old text"),
    )
    with one.edit("texts") as edit:
        edit.put(TEXTS + "de", Translations("de", {"old text": "alter old Text", "kept": "k"}))
    before = one.document.copy()
    matches = find(one.document, Search(text="old"), "new")
    assert len(matches) == 4
    report = replace_found(one, matches)
    assert report.notes[0] == "4 places were replaced."
    assert "1 translations went along" in report.notes[1]
    assert one.document.draft(1).sequence.features[0].qualifiers[0] == Qualifier(
        "note", "new text", "vieux", "q1"
    )
    assert one.document.texts("de").texts == {"new text": "alter new Text", "kept": "k"}
    one.undo()
    assert one.document == before
    # Only some of them: the translation stays with what is left.
    replace_found(one, [m for m in matches if m.key == 1])
    assert one.document.texts("de").texts == {
        "old text": "alter old Text",
        "new text": "alter old Text",
        "kept": "k",
    }
    after = one.document.copy()
    for stale in ([m for m in matches if m.key == 1], [m for m in matches if m.key == 2][:1] + matches[:1]):
        with pytest.raises(EditError, match="no longer what it was"):
            replace_found(one, stale)
        assert one.document == after
    delete(one, [2])
    with pytest.raises(EditError, match="no longer in the project"):
        replace_found(one, [m for m in matches if m.key == 2])
    with one.edit("texts") as edit:
        edit.put(TEXTS + "de", Translations("de", {}))
    with pytest.raises(EditError, match="translation of 'old text' in de"):
        replace_found(one, [m for m in matches if m.key is None])
    revision = one.revision
    replace_found(one, find(one.document, Search(text="new")))
    assert one.revision == revision
