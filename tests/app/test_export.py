"""The use case: a listing as it stands, one that is made first, and what cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

import pytest
from support_exports import GENERAL, SKIPPED, dna, feature, listing, protein, rna, told
from support_genbank import CODING, genbank

from seqtool.app.export import Exported, export, is_listing
from seqtool.app.validate import Options
from seqtool.errors import CancelledError, InputError
from seqtool.io import names
from seqtool.io.imports import Choices, QuestionsError, Selection
from seqtool.io.names import Names, named
from seqtool.io.st26.reader import ListingReader
from seqtool.task import Task


def run(source: Path | str, to: str, target: Path | io.BytesIO, **more: Any) -> Exported:
    given: dict[str, Any] = {"general": GENERAL, "choices": Choices(), "options": Options(level="formality")}
    return export((str(source),), target, to, **(given | {"names_wanted": True} | more))


def fasta(source: Path, **more: Any) -> tuple[list[str], Exported]:
    out = io.BytesIO()
    done = run(source, "fasta", out, **more)
    return [line for line in out.getvalue().decode().split("\n") if line.startswith(">")], done


def test_a_listing_keeps_its_numbers_and_is_selected_by_them(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", dna(), SKIPPED, rna(), protein())
    lines, done = fasta(path, select=Selection("2-"))
    assert [line.split()[0] for line in lines] == [">SEQ_ID_NO_3", ">SEQ_ID_NO_4"]
    assert (done.sequences, done.lost, done.result) == (2, 0, None)
    assert done.notes.records == {"read": 4, "left_out": 2}
    assert ("left-out", "not selected") in told(done.notes)


def test_what_cannot_be_read_is_told_and_counted(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", dna(), dna("cccccccccc"), protein())
    text = path.read_bytes().replace(
        b">cccccccccc</INSDSeq_sequence>", b">cccccccccc</INSDSeq_sequnce>"
    )  # a slip of the pen
    path.write_bytes(text)
    lines, done = fasta(path)
    assert len(lines) == 2
    assert done.lost == 1
    path.write_bytes(path.read_bytes()[:-400])
    lines, done = fasta(path)
    assert done.lost
    reasons = [reason for kind, reason in told(done.notes) if kind == "left-out"]
    assert any("cannot be read" in reason for reason in reasons)


def test_numbers_and_lengths_that_are_wrong_are_told(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", dna(), dna(), protein())
    text = path.read_text().replace('sequenceIDNumber="1"', 'sequenceIDNumber="one"')
    text = text.replace('sequenceIDNumber="3"', 'sequenceIDNumber="2"').replace(
        "<INSDSeq_length>10<", "<INSDSeq_length>99<", 1
    )
    path.write_text(text)
    lines, done = fasta(path)
    assert [line.split()[0] for line in lines] == [">SEQ_ID_NO_1", ">SEQ_ID_NO_2", ">SEQ_ID_NO_2"]
    reasons = " ".join(reason for _, reason in told(done.notes))
    assert "a SEQ ID NO that is no number" in reasons
    assert "do not ascend" in reasons
    assert "another length than the sequence has residues" in reasons


def test_nothing_is_left_when_nothing_can_be_written(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", SKIPPED)
    with pytest.raises(InputError, match=r"x\.xml: no sequence is left to write as FASTA"):
        run(path, "fasta", tmp_path / "o.fasta")
    (tmp_path / "y.xml").write_text("<ST26SequenceListing>")
    with pytest.raises(InputError, match=r"y\.xml"):
        run(tmp_path / "y.xml", "json", tmp_path / "o.json")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.xml", "y.xml"]


def test_cancelled_leaves_nothing(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", dna(), dna())
    (tmp_path / "o.json").write_text("before")
    task = Task()
    task.cancel()
    for to in ("json", "xlsx", "table"):
        with pytest.raises(CancelledError):
            run(path, to, tmp_path / "o.json" if to == "json" else tmp_path / f"{to}.xlsx", task=task)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["o.json", "x.xml"]
    assert (tmp_path / "o.json").read_text() == "before"


def test_gzip_and_utf16_are_listings_too(tmp_path: Path) -> None:
    path = listing(tmp_path / "x.xml", dna())
    packed = tmp_path / "x.xml.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    wide = tmp_path / "w.xml"
    wide.write_bytes(path.read_text().replace("UTF-8", "UTF-16").encode("utf-16"))
    for source in (path, packed, wide):
        assert is_listing(str(source), None)
        assert len(fasta(source)[0]) == 1
    plain = tmp_path / "x.fasta"
    plain.write_text(">x\nacgt\n")
    assert not is_listing(str(plain), None)


def test_other_inputs_become_a_listing_first(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gb"
    path.write_bytes(genbank(CODING))
    lines, done = fasta(path)
    assert [line.split(" [")[0] for line in lines] == [">SEQ_ID_NO_1 TINY.1 A tiny record.", ">SEQ_ID_NO_2 tiny protein"]  # fmt: skip
    # What the import took is counted once.
    assert done.notes.records == {"read": 1, "left_out": 0}
    assert (done.notes.features["read"], done.notes.features["added"]) == (2, 1)
    reasons = [note for note in done.notes.kept if note.reason == "FASTA holds no features"]
    assert [(note.file, note.record, note.line) for note in reasons][:1] == [(str(path), "TINY.1", 1)]
    assert done.result is not None


def test_a_listing_with_choices_or_others_is_made_anew(tmp_path: Path) -> None:
    one, two = listing(tmp_path / "x.xml", dna(), protein()), listing(tmp_path / "y.xml", rna())
    out = io.BytesIO()
    given: dict[str, Any] = {"general": GENERAL, "options": Options(level="formality")}
    done = export((str(one), str(two)), out, "fasta", choices=Choices(), **given)
    assert [line.split()[0] for line in out.getvalue().decode().split("\n") if line[:1] == ">"] == [
        f">SEQ_ID_NO_{n}" for n in (1, 2, 3)
    ]
    assert done.result is not None
    target = tmp_path / "z.json"
    done = export((str(one),), target, "json", choices=Choices(), asis=False, **given)
    assert json.loads(target.read_bytes())["general"]["file_reference"] == "R-1"
    assert done.result is not None


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx", "gb"])
def test_what_was_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    from seqtool.app.convert import convert
    from seqtool.io import exports

    cds = feature("CDS", "1..15", translation="TYVRT", transl_table="1", protein_id="2", note='a "b"; c')
    path = listing(
        tmp_path / "x.xml",
        dna("acgtacgtacgtacgtacgt", cds),
        protein("TYVRT"),
        rna(),
        dna(mol_type="other DNA"),
    )
    target = tmp_path / f"o.{suffix}"
    run(path, exports.of_suffix(f".{suffix}") or "", target)
    choices = Choices(proteins="none", rna="rna")
    done = convert((str(target),), tmp_path / "y.xml", GENERAL, choices, options=Options())
    assert done.result.counts["error"] == 0
    with ListingReader(path) as old, ListingReader(tmp_path / "y.xml") as new:
        for one, two in zip(old, new, strict=True):
            assert one.entry is not None
            assert two.entry is not None
            first, second = one.entry.sequence, two.entry.sequence
            assert (first.molecule_type, first.residues) == (second.molecule_type, second.residues)
            assert set(first.features[0].qualifiers) == set(second.features[0].qualifiers)
            assert [f.location for f in first.features] == [f.location for f in second.features]


def test_questions_stop_an_export(tmp_path: Path) -> None:
    path = tmp_path / "x.fasta"
    path.write_text(">flag\nDYKDDDDK\n")
    with pytest.raises(QuestionsError):
        run(path, "csv", tmp_path / "o.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["x.fasta"]


def test_json_is_a_round_trip_of_a_listing(tmp_path: Path) -> None:
    from seqtool.app.convert import convert

    cds = feature("CDS", "1..9", translation="TYV", transl_table="1", note="see SEQ ID NO: 3")
    path = listing(tmp_path / "x.xml", dna("acgtacgtacgt", cds), SKIPPED, protein())
    run(path, "json", tmp_path / "x.json")
    convert((str(tmp_path / "x.json"),), tmp_path / "y.xml", GENERAL, Choices(), options=Options())
    with ListingReader(path) as old, ListingReader(tmp_path / "y.xml") as new:
        assert [b.entry for b in old] == [b.entry for b in new]


def test_names_travel_beside_a_listing(tmp_path: Path) -> None:
    given = Names([named(1, "old one", "", dna()), named(2, "gone", "", dna("aaaa"))])
    path = listing(tmp_path / "x.xml", protein(), dna())
    lines, done = fasta(path, names=given, names_to=tmp_path / "n.csv")
    assert lines[1].startswith(">SEQ_ID_NO_2 old one [")
    questions = [(note.reason, note.before) for note in done.notes.kept if note.kind == "question"]
    assert questions == [
        ("no name in the table of names has these residues", "SEQ ID NO 1"),
        ("a name of the table of names fits no sequence", "gone (SEQ ID NO 2)"),
    ]
    assert [(row.number, row.name) for row in names.read(tmp_path / "n.csv")] == [(1, ""), (2, "old one")]


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_memory_does_not_grow_with_the_listing(tmp_path: Path) -> None:
    head, tail = listing(tmp_path / "x.xml", dna()).read_bytes().split(b"\t<SequenceData", 1)
    block, end = tail.split(b"</SequenceData>\n")
    with (tmp_path / "x.xml").open("wb") as out:
        out.write(head)
        for number in range(1, 2_001):
            out.write(b"\t<SequenceData" + block.replace(b'"1"', b'"%d"' % number) + b"</SequenceData>\n")
        out.write(end)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for to in ("fasta", "genbank", "json", "csv", "xlsx"):
        assert run(tmp_path / "x.xml", to, tmp_path / f"o.{to}", names_wanted=False).sequences == 2_000
    assert run(tmp_path / "x.xml", "table", tmp_path / "o.docx", names_wanted=False).sequences == 2_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    assert len(json.loads((tmp_path / "o.json").read_bytes())["sequences"]) == 2_000
