"""ST.25 out: read back, it is the same; what it cannot say is told."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_exports import dna, protein, rna, source

from seqtool.insdc.codes import genetic_code
from seqtool.insdc.location import parse_location
from seqtool.insdc.translate import translate
from seqtool.io.exports.st25 import write_st25
from seqtool.io.imports import Choices, Kind, Notes, Ready, Source
from seqtool.io.imports.st25 import FORMAT
from seqtool.model import (
    ApplicationIdentification,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)

GENERAL = GeneralInformation(
    application=ApplicationIdentification("EP", "21123456.7", "2021-05-04"),
    file_reference="R-1",
    priority=ApplicationIdentification("US", "63/123,456", "2020-05-04"),
    applicant=Name("Société Exemple", "fr", "Societe Exemple"),
    inventor=Name("Jane Doe", "en"),
    titles=(Title("Un titre", "fr"), Title("A title", "en")),
)


def out(*sequences: Sequence, general: GeneralInformation = GENERAL) -> tuple[str, Notes]:
    file, notes = io.BytesIO(), Notes()
    write_st25(general, sequences, len(sequences), file, notes)
    return file.getvalue().decode("ascii"), notes


def back(text: str) -> tuple[list[Ready], Notes]:
    notes = Notes()
    source = Source(
        file=io.BufferedReader(io.BytesIO(text.encode())), name="l", choices=Choices(), notes=notes
    )
    found = [one for one in FORMAT.read(source) if isinstance(one, Ready)]
    notes.stop_if_asked()
    return found, notes


def told(notes: Notes, kind: Kind, words: str) -> int:
    return sum(note.kind == kind and words in note.reason for note in notes.kept)


def organism(sequence: Sequence) -> str | None:
    return next((q.value for f in sequence.features[:1] for q in f.qualifiers if q.name == "organism"), None)


def test_header() -> None:
    text, notes = out(dna())
    tags = re.findall(r"^<(\d{3})>  (.*?)\r$", text, re.MULTILINE)
    assert tags[:10] == [
        ("110", "Societe Exemple"), ("120", "A title"), ("130", "R-1"), ("140", "EP 21123456.7"), ("141", "2021-05-04"),
        ("150", "US 63/123,456"), ("151", "2020-05-04"), ("160", "1"), ("170", tags[8][1]), ("210", "1"),
    ]  # fmt: skip
    assert told(notes, Kind.LEFT_OUT, "one title") == 1
    assert told(notes, Kind.LEFT_OUT, "no inventor") == 1
    assert FORMAT.looks(text.encode())
    assert FORMAT.general is not None
    source = Source(
        file=io.BufferedReader(io.BytesIO(text.encode())), name="l", choices=Choices(), notes=Notes()
    )
    found = FORMAT.general(source)
    assert (found["application.office"], found["application.number"]) == ("EP", "21123456.7")
    assert (found["priority.office"], found["priority.number"]) == ("US", "63/123,456")


def test_lines_of_nucleotides_and_proteins() -> None:
    text, _ = out(dna("acgt" * 16 + "a"), rna("acgtacgtac"), protein("MKWVTFISLLMKWVTFISLL"))
    lines = text.split("\r\n")
    assert f"{'acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt acgtacgtac gtacgtacgt':<66}      60" in lines
    assert f"{'acgta':<66}      65" in lines
    assert any(line.startswith("acguacguac ") for line in lines)
    place = lines.index("Met Lys Trp Val Thr Phe Ile Ser Leu Leu Met Lys Trp Val Thr Phe")
    assert lines[place + 1] == "1               5                   10                  15"
    assert lines[place + 3 : place + 5] == ["Ile Ser Leu Leu", "            20"]


def test_what_st25_cannot_say() -> None:
    n = Qualifier("note", "a", "ein Ding", "q1")
    many = [
        Feature("misc_feature", "order(1..3,7)", (n,)),
        Feature("centromere", "2..5"),
        Feature("regulatory", "2..5", (Qualifier("regulatory_class", "TATA_box"),)),
        Feature("regulatory", "2..5", (Qualifier("regulatory_class", "silencer"),)),
        Feature("modified_base", "4", (Qualifier("mod_base", "dhu"),)),
        Feature("modified_base", "5", (Qualifier("mod_base", "OTHER"), Qualifier("note", "xanthine"))),
        Feature("gene", "1..9", (Qualifier("gene", "lacZ"), Qualifier("pseudo"))),
        Feature("misc_feature", "1..2", (Qualifier("note", "Ж"),)),
    ]
    text, notes = out(
        dna("acgtnacgtacgt", *many), protein("MKUOJ", Feature("REGION", "1..2", (Qualifier("note", "head"),)))
    )
    assert told(notes, Kind.LEFT_OUT, "no second language") == 1
    assert told(notes, Kind.CHANGED, "order()") == 1
    assert told(notes, Kind.CHANGED, "a key that ST.25 does not have") == 2
    assert told(notes, Kind.CHANGED, "no qualifiers") == 3
    assert told(notes, Kind.CHANGED, "no symbol") == 3
    assert told(notes, Kind.LEFT_OUT, "mol_type") == 2
    assert told(notes, Kind.LEFT_OUT, "ASCII") == 1
    blocks = re.findall(r"<221>  (\S+)\r\n<222>  (\S+)(?:\r\n<223>  ([^\r]+))?", text)
    assert blocks == [
        ("misc_feature", "(1)..(3)", "a"), ("misc_feature", "(7)..(7)", "a"), ("misc_feature", "(2)..(5)", "centromere"),
        ("TATA_signal", "(2)..(5)", ""), ("misc_signal", "(2)..(5)", "regulatory_class: silencer"), ("modified_base", "(4)..(4)", "d"),
        ("modified_base", "(5)..(5)", "xanthine"), ("gene", "(1)..(9)", "gene: lacZ; pseudo"), ("misc_feature", "(1)..(2)", ""),
        ("MISC_FEATURE", "(1)..(2)", "REGION; head"), ("SE_CYS", "(3)..(3)", "Xaa is selenocysteine"),
        ("MISC_FEATURE", "(4)..(4)", "Xaa is pyrrolysine"), ("UNSURE", "(5)..(5)", "Xaa is Leu or Ile"),
    ]  # fmt: skip
    assert "Met Lys Xaa Xaa Xaa" in text


@pytest.mark.parametrize(
    "said",
    [
        (Qualifier("mod_base", "m5u"),),
        (Qualifier("mod_base", "OTHER"), Qualifier("note", "thymine")),
    ],
)
def test_one_thymine_in_rna(said: tuple[Qualifier, ...]) -> None:
    text, notes = out(rna("acgtacgtacgt", Feature("modified_base", "8", said)))
    assert "acguacgtac gu" in text
    assert told(notes, Kind.CHANGED, "thymine in this RNA") == 1
    found, _ = back(text)
    assert found[0].sequence.residues.text == "acgtacgtacgt"
    assert [f for f in found[0].sequence.features if f.key == "modified_base"] == [Feature("modified_base", "8", said)]  # fmt: skip


def test_unknown_residues_are_described() -> None:
    text, notes = out(
        dna("acgnntacgtnacgt", Feature("unsure", "4..5", (Qualifier("note", "?"),))), protein("MKXXX")
    )
    assert told(notes, Kind.ADDED, "n and Xaa") == 2
    assert "<222>  (11)..(11)\r\n<223>  n is a, c, g, or t" in text
    assert "<222>  (3)..(5)\r\n<223>  Xaa can be any" in text


@pytest.mark.parametrize(
    ("location", "more", "shown"),
    [
        ("4..21", (), True),
        ("complement(4..21)", (), False),
        ("join(4..9,13..24)", (), True),
        ("join(4..8,13..25)", (), True),
        ("5..21", (Qualifier("codon_start", "3"),), True),
        ("<1..>24", (), True),
    ],
)
def test_mixed_mode(location: str, more: tuple[Qualifier, ...], shown: bool) -> None:
    bases = "cccatggcttctaaatggcaaggctaa"
    start = int(more[0].value or "1") if more else 1
    code = genetic_code(1)
    made = translate(parse_location(location, protein=False), bases, code=code, codon_start=start)  # type: ignore[arg-type]
    text = made.protein
    feature = Feature("CDS", location, (*more, Qualifier("translation", text), Qualifier("protein_id", "2")))
    written, notes = out(dna(bases, feature), protein(text))
    assert ("translation cannot be shown" in str(notes.kept)) is not shown
    found, _ = back(written)
    assert found[0].sequence.residues.text == bases
    if shown:
        cds = next(f for f in found[0].sequence.features if f.key == "CDS")
        assert {q.name: q.value for q in cds.qualifiers}["translation"] == text, written


@pytest.mark.parametrize(
    "broken",
    [
        Sequence("AA", Residues("MK*V"), (source("MK*V", "Homo sapiens", "protein"),)),
        Sequence("AA", Residues("mkwv"), ()),
        Sequence("DNA", Residues("acgé"), ()),
        Sequence("DNA", Residues("ACGT"), ()),
        Sequence("what", Residues("acgt"), ()),
        Sequence("DNA", Residues(), ()),
    ],
)
def test_a_listing_with_faults_keeps_its_numbers(broken: Sequence) -> None:
    text, notes = out(dna(), broken, protein())
    found, _ = back(text)
    assert [(item.number, item.sequence.skipped) for item in found] == [(1, False), (2, True), (3, False)]
    assert told(notes, Kind.LEFT_OUT, "written as skipped") == 1


def test_odd_keys_and_locations_stay_ascii() -> None:
    odd = Feature("misc_feature", "1..é", (Qualifier("note", "x\x07y\nz"),))
    text, _ = out(dna("acgtacgtac", odd, Feature("ключ", "2..3")))
    assert text.isascii()


def test_text_cannot_pass_for_an_identifier() -> None:
    features = [Feature("x<400>1", "1..3", (Qualifier("note", "see <210> 7 and <5"),))]
    text, notes = out(dna("acgtacgtac", *features), protein())
    found, _ = back(text)
    assert [item.sequence.residues.text for item in found] == ["acgtacgtac", "MKWVTFISLL"]
    assert told(notes, Kind.CHANGED, "other brackets") == 1
    assert "see (210) 7 and <5" in text


def test_source_and_skipped() -> None:
    artificial = Sequence(
        "DNA", Residues("acgtacgtacgt"), (source("acgtacgtacgt", "synthetic construct", "other DNA"),)
    )
    unknown = Sequence(
        "AA", Residues("MKWV"), (source("MKWV", "unidentified", "protein", Qualifier("note", "from soil")),)
    )
    text, notes = out(artificial, Sequence("", Residues(), (), skipped=True), unknown)
    assert "<213>  Artificial Sequence" in text
    assert "<213>  Unknown\r\n\r\n<220>\r\n<223>  from soil" in text
    assert "<210>  2\r\n\r\n<400>  2\r\n000\r\n" in text
    assert told(notes, Kind.ADDED, "please write a better one") == 1


_NOTE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=300).map(lambda t: " ".join(t.split())).filter(bool)  # fmt: skip


@st.composite
def sequences(draw: st.DrawFn) -> Sequence:
    kind = draw(st.sampled_from(["DNA", "RNA", "AA"]))
    if draw(st.integers(0, 9)) == 0:
        return Sequence("", Residues(), (), skipped=True)
    alphabet = "ACDEFGHIKLMNPQRSTVWYBZX" if kind == "AA" else "acgtmrwsykvhdbn"
    head = "MKWV" if kind == "AA" else "acgtacgtac"
    text = head + draw(st.text(st.sampled_from(alphabet), max_size=200))
    name = draw(st.sampled_from(["Homo sapiens", "synthetic construct", "unidentified", "Mus musculus"]))
    notes = tuple(Qualifier("note", note) for note in draw(st.lists(_NOTE, max_size=2)))
    mol_type = "protein" if kind == "AA" else f"other {kind}"
    features = [source(text, name, mol_type, *notes)]
    for _ in range(draw(st.integers(0, 3))):
        low = draw(st.integers(1, len(text)))
        high = draw(st.integers(low, len(text)))
        key = draw(
            st.sampled_from(
                ["SITE", "VARIANT", "REGION"] if kind == "AA" else ["misc_feature", "gene", "promoter"]
            )
        )
        features.append(
            Feature(key, f"{low}..{high}" if high > low else str(low), (Qualifier("note", draw(_NOTE)),))
        )
    return Sequence(kind, Residues(text), tuple(features))


@settings(max_examples=60)
@given(st.lists(sequences(), min_size=1, max_size=4))
def test_read_back_it_is_the_same(listing: list[Sequence]) -> None:
    text, _ = out(*listing)
    assert text.isascii()
    found, _ = back(text)
    assert [item.number for item in found] == list(range(1, len(listing) + 1))
    for item, before in zip(found, listing, strict=True):
        after = item.sequence
        assert (after.skipped, after.molecule_type) == (before.skipped, before.molecule_type)
        assert after.residues.text == before.residues.text
        assert organism(after) == organism(before)
        places = {f.location for f in after.features}
        assert all(f.location in places for f in before.features)
        notes = {q.value for f in after.features[:1] for q in f.qualifiers}
        assert all(q.value in notes for f in before.features[:1] for q in f.qualifiers if q.name == "note")
