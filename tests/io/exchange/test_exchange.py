"""Free text out to a translator and back: XLIFF 1.2 and 2.0, workbooks, and the checks of what comes back."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from seqtool import assets
from seqtool.app.translations import Form, export_texts, import_texts, read_texts
from seqtool.edit.language_texts import translations
from seqtool.edit.operations.languages import assign_ids, give_english, set_languages, set_main_language, take
from seqtool.edit.session import EditError, Session
from seqtool.errors import InputError, UsageError
from seqtool.io.exchange.checks import Sort, check
from seqtool.io.exchange.units import Back, Returned, job, unit_id
from seqtool.model import Feature, Qualifier, Residues, Sequence, Title
from seqtool.model.document import GENERAL
from seqtool.model.draft import Draft

SCHEMAS = {Form.XLIFF_1_2: "xliff-1.2-subset.xsd", Form.XLIFF_2_0: "xliff-2.0-subset.xsd"}
#: Names of the schemas of the standard itself, in the folder that this variable names.
OASIS = {Form.XLIFF_1_2: "xliff-core-1.2-strict.xsd", Form.XLIFF_2_0: "xliff-core-2.0.xsd"}


def session(*notes: str, main: str | None = None) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        for text in notes:
            qualifiers = (
                Qualifier("mol_type", "protein"),
                Qualifier("organism", "Homo sapiens"),
                Qualifier("note", text),
            )
            edit.add(Draft(Sequence("AA", Residues("MKWL"), (Feature("source", "1..4", qualifiers),))))
        edit.put(GENERAL, replace(made.document.general, titles=(Title("A binding protein", "en"),)))
    set_languages(made, ("de", "ja"))
    if main:
        set_main_language(made, main)
    return made


def exported(one: Session, form: Form, language: str = "de", **options: bool) -> bytes:
    out = io.BytesIO()
    export_texts(one.document, language, out, form, **options)
    return out.getvalue()


def schema(path: Path | str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(path))


def back(one: Session, data: bytes, **options: bool) -> list[tuple[Sort, bool]]:
    checked = check(one.document, read_texts(io.BytesIO(data), "back"), **options)
    return [(remark.sort, remark.taken) for remark in checked.remarks]


def came_back(one: Session, *units: Back, language: str | None = "de") -> list[tuple[Sort, bool, str]]:
    checked = check(one.document, Returned(name="back", source_language="en", language=language, units=units))
    return [(remark.sort, remark.taken, remark.words) for remark in checked.remarks]


def unit(english: str, target: str | None, **more: object) -> Back:
    return Back(where="here", id=unit_id(english), source=english, target=target, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", SCHEMAS)
def test_what_is_written_is_valid(form: Form) -> None:
    one = session("a <b> & \"c\" ]]> 'd'", "tag", "tag", "µ and \U0001f9ec")
    assign_ids(one)
    take(one, "de", {"tag": "Etikett"}, title="Ein bindendes Protein")
    for options in ({}, {"only_missing": True}, {"everything": True}):
        schema(assets.path("schema", SCHEMAS[form])).validate(io.BytesIO(exported(one, form, **options)))


@pytest.mark.parametrize("form", SCHEMAS)
def test_what_is_written_is_valid_by_the_schema_of_the_standard(form: Form) -> None:
    folder = os.environ.get("SEQTOOL_XLIFF_SCHEMAS")
    if not folder:
        pytest.skip("SEQTOOL_XLIFF_SCHEMAS names no folder with the schemas of OASIS")
    one = session("a <b>", "tag")
    assign_ids(one)
    take(one, "de", {"tag": "Etikett"}, title="Ein bindendes Protein")
    schema(Path(folder, OASIS[form])).validate(io.BytesIO(exported(one, form)))


def test_the_schema_refuses_what_is_wrong() -> None:
    data = exported(session("tag"), Form.XLIFF_2_0)
    found = schema(assets.path("schema", SCHEMAS[Form.XLIFF_2_0]))
    assert not found.is_valid(io.BytesIO(data.replace(b'srcLang="en"', b"")))
    assert not found.is_valid(io.BytesIO(data.replace(b"<segment>", b'<segment state="done">')))


def test_equal_texts_are_one_unit_with_all_places() -> None:
    one = session("tag", "other", "tag")
    assign_ids(one)
    made = job(one.document, "de")
    assert [u.source for u in made.units] == ["A binding protein", "Homo sapiens", "tag", "other"]
    tag = made.units[2]
    assert tag.name == "q2 q6"
    assert tag.notes == ("SEQ ID NO 1, source 1..4, note (q2)", "SEQ ID NO 3, source 1..4, note (q6)")
    assert [u.translate for u in made.units] == [True, False, True, True]
    assert [u.source for u in job(one.document, "de", only_missing=True).units] == [
        "A binding protein",
        "tag",
        "other",
    ]
    many = session(*["tag"] * 30)
    assert job(many.document, "de").units[2].notes[-1] == "and 10 more places"


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("main", ["de", "ja"])
def test_there_and_back(form: Form, main: str, tmp_path: Path) -> None:
    one = session("tag", "a <b> & c", " outer ", main=main)
    take(one, "de", {"tag": "Etikett", "a <b> & c": "ä <b> & c", " outer ": "außen"}, title="Ein Protein")
    data = exported(one, form)
    other = session("tag", "a <b> & c", " outer ", main=main)
    path = tmp_path / "back"
    path.write_bytes(data)
    before = other.document.copy()
    assert import_texts(other, path, dry_run=True).refused == 0
    assert other.document == before
    checked = import_texts(other, path)
    assert checked.refused == 0
    assert len(checked.translations) == 3
    assert translations(other.document, "de") == translations(one.document, "de")
    assert other.document.general.titles == one.document.general.titles
    assert other.history.undo_label == "Import translations"
    other.undo()
    assert other.document == before
    other.redo()
    again = import_texts(other, path)
    assert (again.same, again.translations, again.title) == (4, {}, None)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20)), max_size=4),
    st.sampled_from(Form),
)
def test_any_text_comes_back_as_it_was_or_is_told(pairs: list[tuple[str, str]], form: Form) -> None:
    one = session(*(english for english, _ in pairs))
    made = job(one.document, "ja")
    assert len(made.units) + len(made.left_out) >= len(
        {english for english, _ in pairs if english.strip(" \t\r\n")}
    )
    returned = read_texts(io.BytesIO(exported(one, form, "ja")), "back")
    assert [(u.id, u.source) for u in returned.units] == [(u.id, u.source) for u in made.units]


def test_checks_of_what_comes_back() -> None:
    one = session("tag", "see SEQ ID NO: 2", "long", "end")
    assert came_back(
        one,
        Back(where="x", id="t0", source="gone", target="weg"),
        replace(unit("tag", "Etikett"), source="tags"),
        unit("long", "x" * 1001),
        unit("end", "a\u0007b"),
        unit("see SEQ ID NO: 2", "siehe SEQ ID NO: 3"),
        unit("Homo sapiens", None, translate=False),
    ) == [
        (Sort.UNKNOWN, False, "The project has no such text (any more)."),
        (Sort.SOURCE, False, "The file has “tags”, the project “tag”. Translate what the project has."),
        (Sort.LENGTH, False, "It has 1,001 characters; 1,000 are allowed. Shorten it."),
        (Sort.CHARACTERS, False, "It holds U+0007. Write it in one line of plain text."),
        (Sort.CITATIONS, True, "It cites 3, the English text 2. Look at both."),
    ]
    assert [r[:2] for r in came_back(one, unit("tag", None), unit("end", " \n"))] == [(Sort.EMPTY, False)] * 2
    assert [r[:2] for r in came_back(one, unit("tag", "a"), unit("tag", "b"))] == [(Sort.TWICE, False)]
    assert [r[:2] for r in came_back(one, unit("tag", "a"), unit("tag", "a"))] == []
    assert [r[:2] for r in came_back(one, unit("tag", " a "))] == [(Sort.WHITE_SPACE, True)]
    assert [r[:2] for r in came_back(one, unit("tag", "a\nb"))] == [(Sort.CHARACTERS, False)]
    take(one, "de", {"tag": "Etikett"})
    assert came_back(one, unit("tag", "Marke")) == [(Sort.REPLACED, True, "Until now: “Etikett”.")]


def test_a_text_that_changed_since_is_found_by_its_id() -> None:
    one = session("tag")
    assign_ids(one)
    found = came_back(one, replace(unit("old tag", "altes Etikett"), name="q2"))
    assert found == [
        (Sort.SOURCE, False, "The English text of q2 was “old tag” and is “tag” now. Export it again.")
    ]


def test_unfinished_units() -> None:
    one = session("tag")
    data = exported(one, Form.XLIFF_1_2).replace(
        b"<source>tag</source>",
        b'<source>tag</source><target state="needs-review-translation">Etikett</target>',
    )
    assert back(one, data)[1:] == [(Sort.UNFINISHED, True)]
    assert back(one, data, finished_only=True)[1:] == [(Sort.UNFINISHED, False)]


def test_languages_must_fit() -> None:
    one = session("tag")
    with pytest.raises(InputError, match="is in French"):
        check(one.document, Returned(name="x", source_language="en", language="fr-FR", units=()), "de")
    with pytest.raises(InputError, match="translates from German"):
        check(one.document, Returned(name="x", source_language="de", language="ja", units=()))
    with pytest.raises(InputError, match="does not say"):
        check(one.document, Returned(name="x", source_language=None, language=None, units=()))
    assert (
        check(one.document, Returned(name="x", source_language="en-US", language="de-DE", units=())).language
        == "de"
    )
    with pytest.raises(UsageError, match="none of the project's"):
        export_texts(one.document, "it", io.BytesIO())


def test_a_language_of_another_project_is_refused(tmp_path: Path) -> None:
    one = session("tag")
    path = tmp_path / "x.xlf"
    path.write_bytes(exported(one, Form.XLIFF_2_0).replace(b'trgLang="de"', b'trgLang="it"'))
    with pytest.raises(EditError, match="none of the project's"):
        import_texts(one, path)


def wrapped(source: str, target: str) -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="x" datatype="plaintext" '
        f'source-language="en" target-language="de"><body><trans-unit id="{unit_id("one two")}"><source>{source}</source>'
        f"<target>{target}</target></trans-unit></body></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("eins zwei", "eins zwei"),
        ('<mrk mtype="seg" mid="1">eins</mrk> <mrk mtype="seg" mid="2">zwei</mrk>', "eins zwei"),
        ('<g id="1">eins <g id="2">zwei</g></g>!', "eins zwei!"),
        ("eins<!-- no --> zwei", "eins zwei"),
        ("<![CDATA[eins <zwei>]]>", "eins <zwei>"),
        ('eins <x id="1"/> zwei', None),
        ("eins <ph id='1'>&lt;br&gt;</ph>", None),
    ],
)
def test_markup_inside_1_2(target: str, expected: str | None) -> None:
    checked = check(session("one two").document, read_texts(io.BytesIO(wrapped("one two", target)), "x"))
    assert checked.translations.get("one two") == expected
    assert [r.sort for r in checked.remarks] == ([] if expected else [Sort.MARKUP])


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<segment><source>one two</source><target>eins zwei</target></segment>", "eins zwei"),
        (
            (
                "<segment><source>one</source><target>eins</target></segment><ignorable><source> </source></ignorable>"
                '<segment state="final"><source>two</source><target><pc id="1">zwei</pc></target></segment>'
            ),
            "eins zwei",
        ),
        (
            "<segment><source>one </source><target>eins </target></segment><segment><source>two</source></segment>",
            None,
        ),
        ('<segment><source>one two</source><target>eins<cp hex="0007"/></target></segment>', None),
        ('<segment><source>one two</source><target order="2">eins</target></segment>', None),
    ],
)
def test_segments_of_2_0(inside: str, expected: str | None) -> None:
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"><file id="f">'
        f'<unit id="{unit_id("one two")}">{inside}</unit></file></xliff>'
    )
    checked = check(session("one two").document, read_texts(io.BytesIO(data.encode()), "x"))
    assert checked.translations.get("one two") == expected
    assert [r.sort for r in checked.remarks] == ([] if expected else [Sort.MARKUP])


def test_utf_16_and_latin_1() -> None:
    one = session("one two")
    text = wrapped("one two", "für zwei").decode()
    for data in (
        ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>' + text).encode("latin-1"),
        b"\xef\xbb\xbf" + text.encode(),
    ):
        assert check(one.document, read_texts(io.BytesIO(data), "x")).translations == {"one two": "für zwei"}


BOMB = '<!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "neither XLIFF"),
        (b"hello", "neither XLIFF"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">', "not well-formed"),
        (b"<html/>", "not xliff"),
        (b'<xliff version="1.0"/>', "XLIFF 1.0"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.1" version="1.1"/>', "XLIFF 1.1"),
        (BOMB.encode() + wrapped("one", "&b;"), "document type"),
        ((BOMB + wrapped("one", "&b;").decode()).encode("utf-16"), "document type"),
        (b'<?xml version="1.0" encoding="UTF-7"?>' + wrapped("one", "x"), "encoding"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + wrapped("one", "x"), "document type"),
        (b"\xff\xfe<", "no text in UTF-16|not well-formed|encoding"),
        (wrapped("one", "&unknown;"), "not well-formed"),
        (b"PK\x03\x04nothing", "damaged"),
    ],
)
def test_files_that_are_not_read(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_texts(io.BytesIO(data), "x")


def test_files_of_several_languages_in_one() -> None:
    file = '<file original="x" datatype="plaintext" source-language="en" target-language="{}"><body/></file>'
    data = f'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">{file.format("de")}{file.format("de")}</xliff>'
    assert read_texts(io.BytesIO(data.encode()), "x").language == "de"
    with pytest.raises(InputError, match="several languages"):
        read_texts(io.BytesIO(data.replace("de", "fr", 1).encode()), "x")


def test_truncation_at_every_byte() -> None:
    data = exported(session("one two"), Form.XLIFF_2_0).rstrip()
    for end in range(len(data)):
        with pytest.raises(InputError):
            read_texts(io.BytesIO(data[:end]), "x")


def workbook(rows: list[list[object]], prepare: Callable[[object], None] | None = None) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def test_workbooks_as_people_send_them() -> None:
    one = session("one", "two")
    rows: list[list[object]] = [
        ["Translations of Mr. X"],
        ["Where", "Id", "English (en)", "German (de-DE)"],
        [],
        ["", unit_id("one"), "one", 17],
        ["", unit_id("two"), "two", "=zwei"],
    ]
    checked = check(one.document, read_texts(io.BytesIO(workbook(rows)), "x"))
    assert checked.language == "de"
    assert checked.translations["one"] == "17"
    with pytest.raises(InputError, match="no sheet has the headings"):
        read_texts(io.BytesIO(workbook([["a", "b"]])), "x")


def test_texts_that_no_file_can_hold_are_told() -> None:
    one = session("a\u0001b", "tag")
    made = job(one.document, "de")
    assert [u.source for u in made.units] == ["A binding protein", "Homo sapiens", "tag"]
    assert made.left_out == (
        "SEQ ID NO 1, source 1..4, note: the text holds U+0001, which must not stand in free text; mend it first.",
    )


@pytest.mark.parametrize("form", Form)
def test_into_english_what_has_no_english_text(form: Form, tmp_path: Path) -> None:
    def made() -> Session:
        one = session("tag", main="ja")
        with one.edit("japanese") as edit:
            for text in ("結合タンパク質", "結合タンパク質", "標識"):
                source = Feature("source", "1..4", (Qualifier("note", None, text),))
                edit.add(Draft(Sequence("AA", Residues("MKWL"), (source,))))
        return one

    one = made()
    data = exported(one, form, "en")
    if form in SCHEMAS:
        schema(assets.path("schema", SCHEMAS[form])).validate(io.BytesIO(data))
    assert [u.source for u in read_texts(io.BytesIO(data), "x").units] == ["結合タンパク質", "標識"]
    assert job(one.document, "de").left_out[0].endswith("translate this one into English first.")
    units = (unit("結合タンパク質", "binding protein"), unit("標識", "täg"), unit("tag", "tag"))
    checked = check(one.document, Returned(name="x", source_language="ja", language="en", units=units))
    assert checked.translations == {"結合タンパク質": "binding protein"}
    assert [r.sort for r in checked.remarks] == [Sort.CHARACTERS, Sort.UNKNOWN]
    path = tmp_path / "x"
    if form is Form.XLSX:
        path.write_bytes(
            workbook([["Id", "Japanese (ja)", "English (en)"], [unit_id("標識"), "標識", "label"]])
        )
    else:
        target = b"</source><target>label</target>"
        path.write_bytes(data.replace("標識</source>".encode(), "標識".encode() + target))
    before = one.document.copy()
    assert import_texts(one, path).translations == {"標識": "label"}
    assert one.document.draft(4).sequence.features[0].qualifiers == (Qualifier("note", "label", "標識"),)
    one.undo()
    assert one.document == before
    for texts, words in (({"標識": "é"}, "Basic Latin"), ({"tag": "x"}, "nowhere"), ({"標識": ""}, "empty")):
        with pytest.raises(EditError, match=words):
            give_english(one, texts)
    assert one.document == before
    with pytest.raises(UsageError):
        export_texts(session("tag").document, "en", io.BytesIO())
