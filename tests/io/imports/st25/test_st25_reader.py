"""ST.25 text → finished sequences: residues, numbers, sources, features, notes tied to lines."""

from __future__ import annotations

import contextlib
import io

import pytest
from support_st25 import HEAD, asked, entry, features, one, read, source_of, told

from seqtool.errors import InputError
from seqtool.io.imports import Choices, Kind, Notes, Source
from seqtool.io.imports.st25 import FORMAT

DNA = "acgtacgtac gtacgtacgt 20"
PRT = "Met Ala Ser Lys Trp\n1               5"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_line_ends_and_encodings(end: str, codec: str) -> None:
    text = (
        HEAD.format(2) + entry(1, "DNA", DNA) + entry(2, "PRT", PRT, organism="Künstliche Sequenz")
    ).replace("\n", end)
    found, notes = read(text.encode(codec))
    assert [item.sequence.residues.text for item in found] == ["acgt" * 5, "MASKW"]
    assert FORMAT.looks(text.encode(codec))
    assert source_of(found[1]).qualifiers[0].value == "synthetic construct"
    assert bool(told(notes, Kind.CHANGED, "Windows-1252")) == (codec == "latin-1")


@pytest.mark.parametrize(
    "tag", ["<{}>", "< {} >", " <{}>", "\t<{}>", "\f<{}>", "\uff1c{}\uff1e", "&lt;{}&gt;", "{}>"]
)
def test_identifiers_as_programs_leave_them(tag: str) -> None:
    text = HEAD.format(1) + entry(1, "DNA", DNA)
    for number in (110, 120, 130, 160, 210, 211, 212, 213, 400):
        text = text.replace(f"<{number}>", tag.format(number))
    found, _ = read(text)
    assert [item.sequence.residues.text for item in found] == ["acgt" * 5]


def test_captions_of_an_office() -> None:
    text = """SEQUENCE LISTING
<110> APPLICANT: Doe, John
<120> TITLE OF INVENTION: A title: with a colon
<130> FILE REFERENCE: R-1
<140> CURRENT APPLICATION NUMBER: US/09/123,456
<141> CURRENT FILING DATE: 1999-02-03
<160> NUMBER OF SEQ ID NOS: 1
<170> SOFTWARE: PatentIn Ver. 2.0
<210> SEQ ID NO 1
<211> LENGTH: 20
<212> TYPE: DNA
<213> ORGANISM: Artificial Sequence
<220> FEATURE:
<223> OTHER INFORMATION: Description of Artificial Sequence: primer
<220> FEATURE:
<221> NAME/KEY: misc_feature
<222> LOCATION: (3)..(7)
<223> OTHER INFORMATION: a thing
<300> PUBLICATION INFORMATION:
<301> AUTHORS: Doe
<400> SEQUENCE: 1
acgtacgtac gtacgtacgt                                              20
"""
    found, notes = read(text)
    assert not asked(notes)
    assert source_of(found[0]).qualifiers[-1].value == "Description of Artificial Sequence: primer"
    assert features(found[0]) == [("misc_feature", "3..7", {"note": "a thing"})]
    assert not told(notes, Kind.QUESTION, "")
    assert FORMAT.general is not None
    source = Source(
        file=io.BufferedReader(io.BytesIO(text.encode())), name="x", choices=Choices(), notes=Notes()
    )
    general = FORMAT.general(source)
    assert general["applicant.name"] == "Doe, John"
    assert general["titles.en"] == "A title: with a colon"
    assert (general["application.office"], general["application.number"]) == ("US", "09/123,456")


def test_several_identifiers_on_a_line() -> None:
    item, _ = one("<210> 1 <211> 20 <212> DNA <213> Homo sapiens\n<400> 1\n" + DNA)
    assert item.sequence.residues.length == 20


def test_preamble_page_headings_and_numbers_of_pages() -> None:
    text = "Dear Sirs,\nplease find enclosed\n" + HEAD.format(1)
    text += entry(
        1,
        "DNA",
        "acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt 60\n\f  Page 2\nWO 2012/000062   PCT/AU2011/000803\nSequence listing\nacgt 64",
        length=64,
    )
    found, notes = read(text)
    assert found[0].sequence.residues.length == 64
    assert len(told(notes, Kind.LEFT_OUT, "heading of a page")) == 3
    assert told(notes, Kind.LEFT_OUT, "before the first identifier")[0].line == 1


@pytest.mark.parametrize(
    ("kind", "residues", "moltype", "expected"),
    [
        ("DNA", "ACGTACGTAC GTACGTACGT", "DNA", "acgt" * 5),
        ("dna", DNA, "DNA", "acgt" * 5),
        ("ADN", DNA, "DNA", "acgt" * 5),
        ("RNA", "acguacguac guacguacgu 20", "RNA", "acgt" * 5),
        ("PRT", PRT, "AA", "MASKW"),
        ("PRT", "MET ALA SER LYS TRP", "AA", "MASKW"),
        ("PRT", "MetAlaSerLysTrp", "AA", "MASKW"),
        ("PRT", "Met-Ala-Ser-Lys-Trp", "AA", "MASKW"),
        ("PRT", "Met Ala Ser Lys Trp ***", "AA", "MASKW"),
        ("PRT", "Met Ala Asx Glx Xaa Sec Pyl Xle", "AA", "MABZXUOJ"),
    ],
)
def test_residues(kind: str, residues: str, moltype: str, expected: str) -> None:
    item, _ = one(entry(1, kind, residues, length=len(expected)))
    assert (item.sequence.molecule_type, item.sequence.residues.text) == (moltype, expected)


def test_one_letter_symbols_only_where_their_count_is_stated() -> None:
    item, notes = one(entry(1, "PRT", "MASKWMASKW", length=10))
    assert item.sequence.residues.text == "MASKWMASKW"
    assert told(notes, Kind.CHANGED, "one-letter symbols instead")
    _, notes = read(HEAD.format(1) + entry(1, "PRT", "MASKWMASKW", length=11))
    assert asked(notes) == ["--refused omit (a skipped sequence keeps the number of each)"]


def test_modified_amino_acid_in_the_sequence() -> None:
    item, _ = one(entry(1, "PRT", "Met Ala Orn Lys Trp"))
    assert item.sequence.residues.text == "MAXKW"
    assert features(item) == [("SITE", "3", {"note": "Ornithine"})]


@pytest.mark.parametrize(
    ("text", "option"),
    [
        (entry(1, "DNA", DNA, length=21), "--length accept"),
        (entry(1, "DNA", "acguacguac guacguacgu"), "--uracil t|modified|rna-parts"),
        (entry(1, "RNA", "acguacguac guacgtacgu"), "--uracil t|modified|rna-parts"),
        (entry(1, "what", "acguacguac gu"), "--moltype DNA|RNA"),
        (entry(1, "DNA", "AcgTacgtac gtacgtacgt"), "--case fold"),
        (entry(1, "DNA", "acgtzcgtac gtacgtacgt"), "--refused omit (a skipped sequence keeps the number of each)"),
        (entry(1, "PRT", "Met Ala *** Lys Trp Ala", length=6), "--refused omit (a skipped sequence keeps the number of each)"),
        (entry(1, "DNA", PRT), "--refused omit (a skipped sequence keeps the number of each)"),
        (entry(1, "DNA", ""), "--refused omit (a skipped sequence keeps the number of each)"),
        (entry(1, "DNA", DNA, organism=""), '--organism NAME (for instance "Homo sapiens", "synthetic construct", "unidentified")'),
        (entry(1, "DNA", DNA) + entry(3, "DNA", DNA), "--numbers skip|ignore"),
        (entry(1, "DNA", DNA) + entry(1, "DNA", DNA), "--numbers ignore"),
        ("<210> 1\n<211> 20\n<212> DNA\n<213> Homo sapiens\n", "--refused omit (a skipped sequence keeps the number of each)"),
    ],
)  # fmt: skip
def test_what_must_not_be_guessed_is_asked(text: str, option: str) -> None:
    _, notes = read(HEAD.format(1) + text)
    assert asked(notes) == [option]


def test_answers() -> None:
    item, _ = one(entry(1, "DNA", DNA, length=21), length="accept")
    assert item.sequence.residues.length == 20
    item, _ = one(entry(1, "DNA", "acguacgtac gtacgtacuu"), uracil="modified")
    assert item.sequence.residues.text == "acgtacgtacgtacgtactt"
    assert features(item) == [
        ("modified_base", "4", {"mod_base": "OTHER", "note": "uracil"}),
        ("modified_base", "19..20", {"mod_base": "OTHER", "note": "uracil"}),
    ]
    item, _ = one(entry(1, "RNA", "acguacguac guacgtacgu"), uracil="modified")
    assert features(item) == [("modified_base", "16", {"mod_base": "OTHER", "note": "thymine"})]
    item, notes = one(entry(1, "DNA", "acgtzcgtac gtacgtacgt"), refused="omit")
    assert item.sequence.skipped
    assert told(notes, Kind.LEFT_OUT, "keeps its number")[0].line == 14


def test_numbers_stay() -> None:
    text = HEAD.format(4) + entry(1, "DNA", DNA) + entry(4, "DNA", DNA)
    found, notes = read(text, numbers="skip")
    assert [(item.number, item.sequence.skipped) for item in found] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
    ]
    assert len(told(notes, Kind.ADDED, "passes over")) == 2
    found, _ = read(text, numbers="ignore")
    assert [item.number for item in found] == [1, 4]
    numbers = FORMAT.numbers
    assert numbers is not None
    source = Source(
        file=io.BufferedReader(io.BytesIO(text.encode())),
        name="x",
        choices=Choices(numbers="skip"),
        notes=Notes(),
    )
    assert list(numbers(source)) == [1, 2, 3, 4]


def test_number_from_400_or_by_place() -> None:
    found, notes = read(HEAD.format(3) + entry(1, "DNA", DNA) + entry("abc", "DNA", DNA).replace("<400>  abc", "<400>  2") + entry("x", "DNA", DNA))  # fmt: skip
    assert [item.number for item in found] == [1, 2, 3]
    assert len(told(notes, Kind.QUESTION, "<210> holds no number")) == 2
    assert not asked(notes)


def test_skipped_and_short_sequences() -> None:
    text = HEAD.format(4) + "<210> 1\n\n<400> 1\n\n000\n" + "<210> 2\n<400> 2\nThis sequence is intentionally omitted\n" + entry(3, "DNA", "acgt", more="<220>\n<221> misc_feature\n<222> (1)..(2)\n<223> x\n") + entry(4, "PRT", "Met Xaa Xaa Xaa Lys")  # fmt: skip
    found, notes = read(text)
    assert all(item.sequence.skipped for item in found)
    assert [item.number for item in found] == [1, 2, 3, 4]
    assert len(told(notes, Kind.CHANGED, "below the minimum")) == 2
    assert notes.features["left_out"] == 1
    assert not asked(notes)


def test_no_400() -> None:
    item, notes = one(f"<210> 1\n<211> 20\n<212> DNA\n<213> Homo sapiens\n{DNA}\n")
    assert item.sequence.residues.length == 20
    assert told(notes, Kind.QUESTION, "no <400>")


@pytest.mark.parametrize(
    ("written", "organism", "mol_type"),
    [
        ("Artificial Sequence", "synthetic construct", "other DNA"),
        ("artificial", "synthetic construct", "other DNA"),
        ("Artificial Sequencxe", "synthetic construct", "other DNA"),
        ("人工序列", "synthetic construct", "other DNA"),
        ("Unknown", "unidentified", "unassigned DNA"),
        ("Homo sapiens", "Homo sapiens", "unassigned DNA"),
    ],
)
def test_organism(written: str, organism: str, mol_type: str) -> None:
    item, notes = one(
        entry(1, "DNA", DNA, organism=written, more="<220>\n<223> Primer of\n       something\n")
    )
    values = {q.name: q.value for q in source_of(item).qualifiers}
    assert (values["organism"], values["mol_type"]) == (organism, mol_type)
    assert any(q.name == "note" and q.value == "Primer of something" for q in source_of(item).qualifiers)
    assert told(notes, Kind.ADDED, "mol_type")[0].line == 11
    assert told(notes, Kind.TAKEN, "note of the source")[0].line == 14


def test_strain_in_the_name_of_a_protein() -> None:
    item, _ = one(entry(1, "PRT", PRT, organism="Escherichia coli K-12"))
    values = [(q.name, q.value) for q in source_of(item).qualifiers]
    assert values == [("organism", "Escherichia coli"), ("mol_type", "protein"), ("note", "strain: K-12")]


def test_organism_option_fills_only_gaps() -> None:
    found, notes = read(
        HEAD.format(2) + entry(1, "DNA", DNA) + entry(2, "DNA", DNA, organism=""), organism="Mus musculus"
    )
    assert [source_of(item).qualifiers[0].value for item in found] == ["Homo sapiens", "Mus musculus"]
    assert told(notes, Kind.QUESTION, "--organism was not used")


def test_publications_are_told() -> None:
    more = "<300>\n<301> Doe, J.\n<302> A paper\n<307> 1999-01-01\n<300>\n<301> Roe, R.\n<308> NM_1\n\n"
    _, notes = one(entry(1, "DNA", DNA, more=more))
    assert [note.before for note in told(notes, Kind.LEFT_OUT, "publication")] == [
        "<301> Doe, J. <302> A paper <307> 1999-01-01",
        "<301> Roe, R. <308> NM_1",
    ]


def test_total_is_compared() -> None:
    _, notes = read(HEAD.format(986) + entry(1, "DNA", DNA))
    assert told(notes, Kind.QUESTION, "<160>")[0].after == "1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SEQUENCE LISTING\n<110> X\n<120> Y\n", "no line with <210>"),
        (
            "(1) GENERAL INFORMATION:\n(2) INFORMATION FOR SEQ ID NO: 1:\n(i) SEQUENCE CHARACTERISTICS:\n",
            "before July 1998",
        ),
        ("<110> X\n<210> 1\n<400> 1\n" + "a" * (3 << 20), "longer than a million"),
    ],
)
def test_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><110></html>",
        b'<?xml version="1.0"?>\n<110>\n<120>',
        b">x\nacgt",
        b"LOCUS x",
        b"hello <110> x",
    ],
)
def test_what_does_not_look_like_it(data: bytes) -> None:
    assert not FORMAT.looks(data)


def test_unseekable_input() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    text = HEAD.format(1) + entry(1, "DNA", DNA)
    source = Source(file=io.BufferedReader(Pipe(text.encode())), name="x", choices=Choices(), notes=Notes())
    assert len(list(FORMAT.read(source))) == 1


def test_truncation_anywhere_never_breaks() -> None:
    more = "<220>\n<221> CDS\n<222> (1)..(15)\n<223> x\n"
    text = HEAD.format(2) + entry(1, "DNA", "atg gct tct aaa tgg taa 18\nMet Ala Ser Lys Trp", more=more, length=18) + entry(2, "PRT", PRT)  # fmt: skip
    for end in range(0, len(text), 3):
        with contextlib.suppress(InputError):
            read(text[:end])
