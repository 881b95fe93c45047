"""Generating the listing of a project: refusals, the file as a whole or not at all, the receipt, waivers."""

from __future__ import annotations

import datetime
import hashlib
import io
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from seqtool.app import generate as module
from seqtool.app.check import check
from seqtool.app.file_names import advice, suggested
from seqtool.app.generate import RefusedError, generate
from seqtool.app.live import live
from seqtool.app.validate import Options, validate
from seqtool.app.waivers import unwaive, waive, waived
from seqtool.edit.session import EditError, Session
from seqtool.errors import OutputError, SeqtoolError, UsageError
from seqtool.io.st26.reader import ListingReader
from seqtool.messages.render import texts
from seqtool.model import ApplicationIdentification, Feature, Name, Qualifier, Residues, Sequence, Title
from seqtool.model.document import GENERAL, SETTINGS, TEXTS
from seqtool.model.draft import Draft, DraftGeneral, Translations
from seqtool.report.json_lines import report_view
from seqtool.report.style import Style
from seqtool.report.text import write as write_text
from seqtool.task import Task

TODAY = datetime.date(2026, 6, 30)
GENERAL_INFORMATION = DraftGeneral(
    application=ApplicationIdentification("IB", "PCT/IB2026/099999", "2026-06-01"),
    file_reference="AB 123/4",
    priorities=(ApplicationIdentification("IB", "PCT/IB2025/011111", "2025-06-02"),),
    applicants=(Name("Example Ltd", "en"),),
    titles=(Title("Variants of a growth factor", "en"),),
)


def sequence(text: str, *notes: str) -> Sequence:
    source = Feature(
        "source",
        f"1..{len(text)}",
        (Qualifier("mol_type", "genomic DNA"), Qualifier("organism", "Homo sapiens")),
    )
    more = tuple(Feature("misc_feature", "1..4", (Qualifier("note", note),)) for note in notes)
    return Sequence("DNA", Residues(text), (source, *more))


def session(*sequences: Sequence) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.put(GENERAL, GENERAL_INFORMATION)
        edit.extend(
            Draft(one)
            for one in sequences or (sequence("acgtacgtacgtag"), sequence("ttgacgtcagttta", "a loop"))
        )
    return made


def test_a_sound_project(tmp_path: Path) -> None:
    path = tmp_path / "listing.xml"
    made = generate(session(), path, today=TODAY)
    receipt = made.receipt
    data = path.read_bytes()
    assert receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert (receipt.file_name, receipt.size, receipt.date) == ("listing.xml", len(data), "2026-06-30")
    assert (receipt.sequences.total, receipt.sequences.dna, receipt.sequences.residues) == (2, 2, 28)
    assert receipt.findings["error"] == 0
    assert not receipt.override
    assert receipt.errors == {}
    assert receipt.filed().sha256 == receipt.sha256
    with ListingReader(path) as reader:
        general = reader.head.general
        assert [block.entry.sequence for block in reader if block.entry] == [
            draft.sequence for _, draft in session().document.drafts()
        ]
    assert general.file_name == "listing.xml"
    assert general.software_name == "seqtool"
    assert general.production_date == "2026-06-30"
    assert not validate(path, Options(today=TODAY), file=str(path)).counts["error"]
    assert msgspec.json.decode(msgspec.json.encode(receipt))["schema"] == "seqtool-receipt/1"
    assert [one.name for one in tmp_path.iterdir()] == ["listing.xml"]


def test_errors_are_refused_and_what_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "listing.xml"
    path.write_bytes(b"before")
    wrong = session(sequence("acgtacgtacgt"), sequence("acgtacgtxacgt"))
    with pytest.raises(RefusedError, match=r"1 error: R001 .* generate in spite of") as refused:
        generate(wrong, path, today=TODAY)
    assert refused.value.result.counts["error"] == 1
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["listing.xml"]
    receipt = generate(wrong, path, override=True, today=TODAY).receipt
    assert receipt.override
    assert receipt.errors == {"R001": 1}
    assert path.read_bytes() != b"before"


def test_what_cannot_be_generated(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sequence"):
        generate(Session(), tmp_path / "x.xml")
    with pytest.raises(OutputError, match="no file"):
        generate(session(), tmp_path)
    with pytest.raises(OutputError, match="Nothing was generated"):
        generate(session(), tmp_path / "absent" / "x.xml")
    with pytest.raises(UsageError, match="no profile"):
        generate(session(), tmp_path / "x.xml", profile="nobody")
    with pytest.raises(EditError, match="none of the project"):
        generate(session(), tmp_path / "x.xml", language="ja")
    with pytest.raises(OutputError, match="cannot be written in XML"):
        generate(session(sequence("acgtacgtacgt", "a\0b")), tmp_path / "x.xml", override=True)
    stopped = Task()
    stopped.cancel()
    with pytest.raises(SeqtoolError, match="Cancelled"):
        generate(session(), tmp_path / "x.xml", task=stopped)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_the_project_is_no_listing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Careless(module.ListingWriter):
        def write(self, sequence: Sequence, declared: object = None) -> None:
            super().write(replace(sequence, residues=Residues("acgtacgtacgtacg")))

    monkeypatch.setattr(module, "ListingWriter", Careless)
    with pytest.raises(OutputError, match="SEQ ID NO 1 read back"):
        generate(session(), tmp_path / "x.xml", override=True, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_profiles_see_the_name_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="G190"):
        generate(session(), tmp_path / "my listing.xml", profile="uspto", today=TODAY)
    generate(session(), tmp_path / "my_listing.xml", profile="uspto", today=TODAY)
    assert list(advice("my_listing.xml", "uspto")) == []
    assert "does not take" in next(advice("my listing.xml", "uspto"))
    assert "Some offices" in next(advice("my listing.xml", "wipo"))
    assert "Basic Latin" in next(advice("Sequenzprotokoll-ä.xml", "epo"))
    assert ".xml" in next(advice("listing.txt", "epo"))
    name = suggested(session().document, "de")
    assert name == "AB-123-4-de.xml"
    assert list(advice(name, "uspto")) == []


def test_one_listing_for_each_language_with_the_same_ids(tmp_path: Path) -> None:
    one = session()
    with one.edit("languages") as edit:
        edit.put(GENERAL, replace(one.document.general, non_english_language="de"))
        edit.put(SETTINGS, replace(one.document.settings, languages=("de", "fr")))
        edit.put(TEXTS + "fr", Translations("fr", {"a loop": "une boucle"}))
        key = one.document.order[1]
        draft = one.document.draft(key)
        source, feature = draft.sequence.features
        note = replace(feature.qualifiers[0], non_english="eine Schleife")
        edit.sequence(key, replace(draft.sequence, features=(source, replace(feature, qualifiers=(note,)))))
    found = {}
    for language in ("de", "fr", "en"):
        path = tmp_path / suggested(one.document, language)
        made = generate(one, path, language=language, today=TODAY)
        assert made.receipt.language == (None if language == "en" else language)
        with ListingReader(path) as reader:
            said = [
                (q.id, q.value, q.non_english)
                for block in reader
                if block.entry
                for feature in block.entry.sequence.features
                for q in feature.qualifiers
                if q.name == "note"
            ]
            assert reader.head.general.non_english_language == (None if language == "en" else language)
        found[language] = said[0]
        assert made.result.counts == check(one.document, language=language, today=TODAY).counts | {
            "info": made.result.counts["info"]
        }
    assert {one[0] for one in found.values()} == {found["de"][0]} != {None}
    assert [found[language][2] for language in ("de", "fr", "en")] == ["eine Schleife", "une boucle", None]


def test_waivers_are_shown_and_follow_their_sequence(tmp_path: Path) -> None:
    one = session(sequence("acgtacgtacgt"), sequence("ttgacgtcagttta", "see SEQ ID NO: 99"))
    validator = live(one, today=TODAY)
    validator.step(None)
    finding = next(f for f in validator.findings if f.code == "D010")
    with pytest.raises(EditError, match="Say why"):
        waive(one, finding, " \n")
    assert waive(one, finding, "Number of\nthe priority document.", by="me").notes == ()
    with one.edit("move") as edit:
        edit.add(Draft(sequence("ggacgtcagttacg")), 0)
    validator.step(None)
    (found, waiver), *others = waived(one.document, validator.findings)
    assert not others
    assert (found.code, found.sequence_id, waiver.reason) == ("D010", 3, "Number of the priority document.")
    result = check(one.document, today=TODAY)
    assert result.counts["warning"] == 1
    shown = report_view(result, texts())
    assert [(f.code, f.waived) for f in shown.findings if f.waived] == [("D010", True)]
    out = io.StringIO()
    write_text([result], out, texts(), Style())
    assert "Waived: Number of the priority" in " ".join(out.getvalue().split())
    receipt = generate(one, tmp_path / "x.xml", today=TODAY).receipt
    assert [(one.code, one.sequence_id, one.by) for one in receipt.waived] == [("D010", 3, "me")]
    assert receipt.findings["warning"] == 1
    unwaive(one, found)
    with pytest.raises(EditError, match="not waived"):
        unwaive(one, found)
    one.undo()
    assert len(list(waived(one.document, validator.findings))) == 1


def test_an_error_that_is_waived_is_an_error(tmp_path: Path) -> None:
    one = session(sequence("acgtacgtxacgt"))
    error = next(f for f in check(one.document, today=TODAY).findings if f.severity == "error")
    assert "stays one" in waive(one, error, "It is so.").notes[0]
    with pytest.raises(RefusedError):
        generate(one, tmp_path / "x.xml", today=TODAY)
    receipt = generate(one, tmp_path / "x.xml", override=True, today=TODAY).receipt
    assert receipt.override
    assert receipt.findings["error"] == 1
    assert receipt.waived[0].severity == "error"
