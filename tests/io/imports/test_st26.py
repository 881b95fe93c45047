"""ST.26 listings as an input."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from support import corpus
from support_genbank import CODING, genbank

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError, SeqtoolError
from seqtool.io.imports import Choices, Notes, QuestionsError, Ready, Selection, Source, st26
from seqtool.io.st26.reader import ListingReader
from seqtool.model import ApplicationIdentification, GeneralInformation, Name, Sequence, Title

GENERAL = GeneralInformation(
    application=ApplicationIdentification("EP", "23456789.0", "2024-02-01"),
    file_reference="REF-1",
    priority=ApplicationIdentification("US", "63/123456", "2023-02-01"),
    applicant=Name("配列株式会社", "ja", "Hairetsu K.K."),
    inventor=Name("Ada", "en"),
    titles=(Title("Some sequences", "en"), Title("Folgen", "de")),
    production_date="2026-01-01",
    original_language="en",
    non_english_language="de",
)


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """Nucleotides with a coding sequence, its protein, then a second record and a skipped sequence."""
    path = tmp_path / "in.gb"
    other = genbank("misc_feature 5..9 /note=\"like SEQ ID NO: 2\"", bases="ggccttaaggccttaaggccttaa", source='source 1..24 /organism="Homo sapiens" /mol_type="genomic DNA"')  # fmt: skip
    path.write_bytes(genbank(CODING) + other + genbank(bases="acgtac", source='source 1..6 /organism="Homo sapiens" /mol_type="genomic DNA"'))  # fmt: skip
    out = tmp_path / "listing.xml"
    done = convert((str(path),), out, GENERAL, Choices(short="skip"), options=Options())
    assert done.sequences == 4
    return out


def read(data: bytes, notes: Notes | None = None, **choices: Any) -> list[Ready]:
    source = Source(io.BufferedReader(io.BytesIO(data)), "x.xml", Choices(**choices), notes or Notes())
    return list(st26.FORMAT.read(source))


def asked(data: bytes, **choices: Any) -> list[str]:
    notes = Notes()
    read(data, notes, **choices)
    return [question.option for question in notes.questions]


def sequences(data: bytes) -> list[Sequence]:
    with ListingReader(data) as reader:
        return [block.entry.sequence for block in reader if block.entry is not None]


def test_there_and_back(listing: Path) -> None:
    out = io.BytesIO()
    done = convert((str(listing),), out, GENERAL, Choices(), options=Options())
    assert done.result.counts["error"] == 0
    assert out.getvalue().split(b"<Appl", 1)[1] == listing.read_bytes().split(b"<Appl", 1)[1]
    assert [item.number for item in read(listing.read_bytes())] == [1, 2, 3, 4]


def test_general_information(listing: Path) -> None:
    source = Source(io.BufferedReader(io.BytesIO(listing.read_bytes())), "x", Choices(), Notes())
    assert st26.FORMAT.general is not None
    assert st26.FORMAT.general(source) == {
        "application.office": "EP",
        "application.number": "23456789.0",
        "application.filing-date": "2024-02-01",
        "file-reference": "REF-1",
        "priority.office": "US",
        "priority.number": "63/123456",
        "priority.filing-date": "2023-02-01",
        "applicant.name": "配列株式会社",
        "applicant.language": "ja",
        "applicant.latin": "Hairetsu K.K.",
        "inventor.name": "Ada",
        "inventor.language": "en",
        "titles.en": "Some sequences",
        "titles.de": "Folgen",
        "original-language": "en",
        "non-english-language": "de",
    }


def test_a_selection_keeps_links(listing: Path) -> None:
    out = io.BytesIO()
    done = convert((str(listing),), out, GENERAL, Choices(), options=Options(), select=Selection("2-3"))
    assert done.result.counts["error"] == 0
    assert [s.molecule_type for s in sequences(out.getvalue())] == ["AA", "DNA"]
    note = sequences(out.getvalue())[1].features[1].qualifiers[0].value
    assert note == "like SEQ ID NO: 1"


@pytest.mark.parametrize(
    ("old", "new", "option"),
    [
        (b"<SequenceTotalQuantity>4", b"<SequenceTotalQuantity>5", "--length accept"),
        (b"<INSDSeq_length>60", b"<INSDSeq_length>61", "--length accept"),
        (b'sequenceIDNumber="2"', b'sequenceIDNumber="1"', "--numbers ignore"),
        (b'sequenceIDNumber="4"', b'sequenceIDNumber="6"', "--numbers skip|ignore"),
        (b"<INSDSeq_moltype>AA</INSDSeq_moltype>", b"<INSDSeq_moltype>AA", "--refused omit (leaves such sequences out)"),
    ],
)  # fmt: skip
def test_what_may_hide_a_loss_is_asked(listing: Path, old: bytes, new: bytes, option: str) -> None:
    data = listing.read_bytes()
    assert old in data
    assert option in asked(data.replace(old, new))


def test_answers(listing: Path) -> None:
    data = listing.read_bytes().replace(b'sequenceIDNumber="4"', b'sequenceIDNumber="6"')
    assert [item.number for item in read(data, numbers="skip")] == [1, 2, 3, 4, 5, 6]
    assert not asked(data, numbers="skip")
    broken = listing.read_bytes().replace(b"<INSDSeq_moltype>AA</INSDSeq_moltype>", b"<INSDSeq_moltype>AA")
    notes = Notes()
    items = read(broken, notes, refused="omit", numbers="ignore")
    assert [item.number for item in items] == [1, 3, 4]
    assert any(note.kind == "left-out" and note.line for note in notes.kept)


def test_older_versions_and_what_offices_add(listing: Path) -> None:
    data = listing.read_bytes().replace(b"V1_3", b"V1_2").replace(b"Listing 1.3", b"Listing 1.2")
    one, two = data.split(b'sequenceIDNumber="2"')
    for name in (b"source", b"organism", b"mol_type"):
        two = two.replace(b">" + name + b"<", b">" + name.upper() + b"<", 1)
    more = b"<INSDSeq_division>PAT</INSDSeq_division><INSDSeq_other-seqids><INSDSeqid>pat|US|1|1</INSDSeqid></INSDSeq_other-seqids>"  # fmt: skip
    two = two.replace(b"<INSDSeq_division>PAT</INSDSeq_division>", more, 1)
    notes = Notes()
    items = read(one + b'sequenceIDNumber="2"' + two, notes)
    assert [item.sequence for item in items] == sequences(listing.read_bytes())
    reasons = {(note.kind, note.reason) for note in notes.kept}
    assert any("older dtd (X058); it is written anew" in reason for _, reason in reasons)
    assert any("capitals" in reason for _, reason in reasons)
    assert any(kind == "left-out" and "other-seqids" in reason for kind, reason in reasons)


def test_encodings(listing: Path) -> None:
    text = listing.read_text("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"')
    data = text.encode("utf-16")
    assert st26.looks(data[:65536])
    assert [item.sequence for item in read(data)] == sequences(listing.read_bytes())


def test_entities_are_not_followed(listing: Path) -> None:
    data = listing.read_bytes()
    start = data.index(b"<!DOCTYPE")
    end = data.index(b">", start) + 1
    evil = b'<!DOCTYPE ST26SequenceListing [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    data = data[:start] + evil + data[end:].replace(b"tiny protein", b"&a;&b;", 1)
    notes = Notes()
    values = [q.value or "" for i in read(data, notes, refused="omit", numbers="ignore", length="accept") for f in i.sequence.features for q in f.qualifiers]  # fmt: skip
    assert not any("root:" in value or "aaaa" in value for value in values)
    assert any(note.kind == "question" or note.kind == "left-out" for note in notes.kept)


def test_other_files_are_refused() -> None:
    for data in (b"<INSDSet/>", b"<?xml version='1.0'?><html/>", b"hello"):
        assert not st26.looks(data)
        with pytest.raises(InputError):
            read(data)


def test_cut_off_anywhere(listing: Path) -> None:
    data = listing.read_bytes()
    whole = len(read(data))
    for cut in range(len(data) // 4, len(data) - 30, 97):
        try:
            notes = Notes()
            if len(read(data[:cut], notes)) < whole:
                assert list(notes.questions), cut
        except InputError:
            pass


def test_every_file_of_the_corpus() -> None:
    willing: dict[str, Any] = {"refused": "omit", "length": "accept", "numbers": "ignore"}
    for path in sorted(corpus("st26").rglob("*.xml")):
        if not path.is_file() or path.stat().st_size > 1_000_000:
            continue
        assert st26.looks(path.read_bytes()[:65536]), path.name
        try:
            convert((str(path),), io.BytesIO(), GENERAL, Choices(**willing), options=Options())
        except QuestionsError as error:
            pytest.fail(f"{path.name}: {error}")
        except SeqtoolError as error:
            assert path.name in str(error)  # noqa: PT017  a reason is as good as a listing


def test_ids_of_two_listings_do_not_meet(listing: Path, tmp_path: Path) -> None:
    data = listing.read_bytes()
    one, two = tmp_path / "one.xml", tmp_path / "two.xml"
    parts = data.split(b"<INSDQualifier>")
    with_ids = (
        b"".join(part + b'<INSDQualifier id="q%d">' % n for n, part in enumerate(parts[:-1], 1)) + parts[-1]
    )
    one.write_bytes(with_ids)
    two.write_bytes(with_ids)
    out = io.BytesIO()
    done = convert((str(one), str(two)), out, GENERAL, Choices(), options=Options())
    assert done.result.counts["error"] == 0
    ids = [q.id for s in sequences(out.getvalue()) for f in s.features for q in f.qualifiers if q.id]
    assert ids[: len(parts) - 1] == [f"q{n}" for n in range(1, len(parts))]
    assert len(ids) == len(set(ids)) == 2 * (len(parts) - 1)
    assert any(note.reason.startswith("the id of a qualifier") for note in done.notes.kept)
