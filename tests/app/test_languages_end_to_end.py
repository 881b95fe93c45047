"""A project in three languages, from the translator's file to the listings and the statement that goes with them."""

from __future__ import annotations

from pathlib import Path

from support import ROOT

from seqtool.app.compare import compare_listings
from seqtool.app.generate import generate
from seqtool.app.statements import Facts, statement, templates
from seqtool.app.translations import Form, export_texts, import_texts, read_texts
from seqtool.edit.language_texts import lacking
from seqtool.edit.operations.languages import assign_ids, set_languages, set_main_language, take
from seqtool.edit.session import Session
from seqtool.io.st26.reader import ListingReader
from seqtool.model.document import GENERAL
from seqtool.model.draft import Draft, DraftGeneral

EXAMPLE = ROOT / "resources" / "examples" / "example.xml"


def project() -> Session:
    made = Session()
    with ListingReader(EXAMPLE) as reader, made.edit("import") as edit:
        edit.put(GENERAL, DraftGeneral.of(reader.head.general))
        edit.extend(Draft(block.entry.sequence) for block in reader if block.entry)
    return made


def test_from_the_translator_to_the_listings(tmp_path: Path) -> None:
    one = project()
    main = one.document.general.non_english_language
    assert main == "ja"
    set_languages(one, ("ja", "de"))
    assign_ids(one)
    there = tmp_path / "texts.xlf"
    job = export_texts(one.document, "de", there, Form.XLIFF_2_0, only_missing=True)
    with there.open("rb") as file:
        units = read_texts(file, "texts.xlf").units
    assert len(units) == len(job.units) > 3
    text = there.read_text(encoding="utf-8")
    for unit in job.units:
        start = text.index(f'id="{unit.id}"')
        end = text.index("</source>", start)
        text = f"{text[:end]}</source><target>Deutsch: {len(unit.source)}</target>{text[end + 9 :]}"
    there.write_text(text, encoding="utf-8")
    checked = import_texts(one, there)
    assert checked.refused == 0
    assert not lacking(one.document, "de").untranslated

    japanese = generate(one, tmp_path / "ja.xml").receipt
    german = generate(one, tmp_path / "de.xml", language="de").receipt
    english = generate(one, tmp_path / "en.xml", language="en").receipt
    assert (japanese.language, german.language, english.language) == ("ja", "de", None)
    found = compare_listings(str(tmp_path / "ja.xml"), str(tmp_path / "de.xml"))
    assert {d.element for d in found.differences} == {"NonEnglishQualifier_value"}
    ids = []
    for name in ("ja", "de", "en"):
        with ListingReader(tmp_path / f"{name}.xml") as reader:
            entries = [block.entry.sequence for block in reader if block.entry]
        ids.append([q.id for s in entries for f in s.features for q in f.qualifiers])
    assert ids[0] == ids[1] == ids[2]

    said = statement(templates()["us-incorporation"], Facts(receipt=german.filed()))
    assert "de.xml (created on " in said
    assert f"size {german.size:,} bytes)" in said


def test_the_main_language_may_be_another_and_the_listings_stay(tmp_path: Path) -> None:
    one = project()
    set_languages(one, ("ja", "de"))
    assign_ids(one)
    take(one, "de", {"gapmer oligonucleotide": "Gapmer-Oligonukleotid"})
    before = {code: tmp_path / f"{code}1.xml" for code in ("ja", "de")}
    for code, path in before.items():
        generate(one, path, language=code)
    set_main_language(one, "de")
    for code, path in before.items():
        other = tmp_path / f"{code}2.xml"
        generate(one, other, language=code)
        found = compare_listings(str(path), str(other))
        assert found.same_sequences
        assert [d.element for d in found.general] == ["@fileName"]
