"""Tables: rows to sequences, faults by their cells."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support_sheets import SYN, asked, features, listed, source, text, told

from seqtool.errors import InputError
from seqtool.io.imports import Choices, Notes, Source
from seqtool.io.imports.sheet import FORMATS

HEAD = "Name,Sequence,Molecule type,Organism"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def test_a_table_with_all_around_it(csv: Path) -> None:
    made, done = text(
        csv,
        "Primers of project X,,,,,\n"
        ",,,,,\n"
        "Name,Sequence (5'-3'),Type,Organism,Note,Supplier,Remarks\n"
        f"p1,5'-ACGTACGTACGT-3',DNA,{SYN},a note,IDT,x\n"
        ",,,,,,\n"
        f"p2,acgu acgu acgu,RNA,{SYN},,IDT,\n"
        "pep,MKTAYIAK,protein,Homo sapiens,,,\n"
        f"short,ACGT,DNA,{SYN},,,\n"
        "Name,Sequence (5'-3'),Type,Organism,Note,Supplier,Remarks\n"
        f"p3,acgtacgtacgtac,DNA,{SYN},,,\n"
        "in total 5 sequences,,,,,,\n",
    )
    assert [(s.molecule_type, s.residues.text) for s in made] == [
        ("DNA", "acgtacgtacgt"),
        ("RNA", "acgtacgtacgt"),
        ("AA", "MKTAYIAK"),
        ("DNA", "acgtacgtacgtac"),
    ]
    assert source(made[0]) == [("organism", SYN), ("mol_type", "other DNA"), ("note", "a note")]
    assert source(made[2]) == [("organism", "Homo sapiens"), ("mol_type", "protein")]
    notes = told(done)
    for words in (
        "p1 (B4): the marks 5' and 3' were taken away",
        "short (B8): the sequence is below the minimum length (paragraph 8)",
        ": the headings come again",
        "11: a row without a sequence",
        ": a column whose heading is not known was not read",
        ": remarks for oneself are not put into the listing (a column headed Note is)",
    ):
        assert words in notes
    assert [(n.name, n.line) for n in done.notes.names or []] == [
        ("p1", 4),
        ("p2", 6),
        ("pep", 7),
        ("p3", 10),
    ]


@pytest.mark.parametrize(
    ("heading", "row", "why", "cell"),
    [
        (HEAD, f"a,acgtacgtacgt,XNA,{SYN}", "it is no molecule type; write DNA, RNA or AA", "C2 ('XNA')"),
        (HEAD, "a,acgtacgtacgt,DNA,ヒト", "it is no name of an organism", "D2 ('ヒト')"),
        (f"{HEAD},mol_type", f"a,acgtacgtacgt,DNA,{SYN},odd", "it is no mol_type", "E2 ('odd')"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},misc_featur 1..3", "did you mean misc_feature?", "E2"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},misc_feature 1..30 note=a", "ends behind the last residue (12)", "E2"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},misc_feature x note=a", "'x' is no location", "E2"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},misc_feature", "has no location", "E2"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},modified_base 3", "modified_base must have mod_base", "E2"),
        (f"{HEAD},Features", f"a,MKTAYIAK,AA,{SYN},SITE 3", "SITE must have note", "E2"),
        (f"{HEAD},Features", f"a,MKTAYIAK,AA,{SYN},SITE 3 colour=red", "'colour' is no qualifier; proteins have only note", "E2"),
        (f"{HEAD},Features", f'a,acgtacgtacgt,DNA,{SYN},"misc_feature 1 note=""x"', "is not closed", "E2"),
        (f"{HEAD},Feature key,Feature location", f"a,acgtacgtacgt,DNA,{SYN},misc_feature,", "needs both", "E2"),
        (f"{HEAD},Features", f"a,acgtacgtacgt,DNA,{SYN},source 1..12", "has columns of its own", "E2"),
        (f"{HEAD},Note", f"a,acgtacgtacgt,DNA,{SYN},配列", "which a listing cannot hold", "E2"),
        ("SEQ ID NO,Sequence,Type,Organism", f"one,acgtacgtacgt,DNA,{SYN}", "it is no SEQ ID NO", "A2 ('one')"),
        ("Name,Protein sequence,Type,Organism", f"a,MKTAYIAK,DNA,{SYN}", "but the heading of the sequence says", "C2"),
        (HEAD, f"a,ACGT(QQQ)ACGTACGT,DNA,{SYN}", "character", "B2"),
    ],
)  # fmt: skip
def test_faults_name_the_cell(csv: Path, heading: str, row: str, why: str, cell: str) -> None:
    content = f"{heading}\n{row}\n"
    found = asked(csv, content)
    assert any(why in text and places == [f"{csv}: {cell}"] for text, places in found.items()), found
    good = row.split(",")
    protein = "AA" in good or "Protein" in heading
    good[0], good[1] = "1", "MKTAYIAK" if protein else "ttttacgtacgt"
    good[2], good[3:] = "AA" if protein else "DNA", [SYN, *[""] * (heading.count(",") - 3)]
    made, done = text(csv, f"{content}{','.join(good)}\n", refused="omit")
    assert len(made) == 1
    assert done.notes.records == {"read": 2, "left_out": 1}
    assert any(cell.split()[0] in line and why in line for line in told(done))


def test_what_cannot_be_guessed_is_asked_by_cell(csv: Path) -> None:
    found = asked(
        csv, f"{HEAD},Length\nflag,DYKDDDDK,,{SYN},8\na,acgtacgtac-g,DNA,{SYN},\nb,ACGTacgtacgtac,DNA,,15\n"
    )
    places = {place for where in found.values() for place in where}
    assert {f"{csv}: flag (B2)", f"{csv}: a (B3)", f"{csv}: b (B4)", f"{csv}: E4"} <= places
    assert len(found) == 5  # molecule type, gaps, case, organism, length


def test_heading_from_3_to_5(csv: Path) -> None:
    content = f"Name,Sequence (3'-5'),Type,Organism\na,aaaccgtacgtt,DNA,{SYN}\n"
    assert any("3' to 5'" in question for question in asked(csv, content))
    made, _ = text(csv, content, direction="reverse")
    assert made[0].residues.text == "ttgcatgccaaa"


def test_numbers_of_sequences(csv: Path) -> None:
    head = "SEQ ID NO,Sequence,Type,Organism\n"
    rows = [f"{n},acgtacgtacgtac,DNA,{SYN}\n" for n in (1, 2, 4)]
    found = asked(csv, head + "".join(rows))
    assert [places for text, places in found.items() if "do not run on" in text] == [[f"{csv}: A4"]]
    made, _ = text(csv, head + "".join(rows), numbers="ignore")
    assert len(made) == 3
    made, _ = text(csv, head + "".join(rows), numbers="skip")
    assert [s.skipped for s in made] == [False, False, True, False]
    made, _ = text(
        csv, head + "SEQ ID NO: 1,acgtacgtacgtac,DNA,x\n2,000,,\n3,acgtacgtacgtac,DNA,x\n", organism=SYN
    )
    assert [s.skipped for s in made] == [False, True, False]


def test_features_in_columns_and_in_one_cell(csv: Path) -> None:
    made, done = text(
        csv,
        f"{HEAD},Feature 1 key,Feature 1 location,Feature 1 qualifiers,Features,strain\n"
        'a,ATGAAATTTTAA,DNA,Escherichia coli,misc_feature,2..5,"note=""x; | y"" ; citation=[1]",'
        '"CDS 1..12 product=p\nregulatory join(1..2, 4..5) regulatory_class=promoter | misc_feature 3 note=z",K-12\n'
        f'b,MKTAYIAK,AA,{SYN},REGION,2..5,note=tag,"SITE 3 note=""D-threonine""",\n',
    )
    assert features(made[0])[0] == ("misc_feature", "2..5", [("note", "x; | y")])
    assert [(key, where) for key, where, _ in features(made[0])] == [
        ("misc_feature", "2..5"),
        ("CDS", "1..12"),
        ("regulatory", "join(1..2,4..5)"),
        ("misc_feature", "3"),
    ]
    assert ("strain", "K-12") in source(made[0])
    assert features(made[-1]) == [
        ("REGION", "2..5", [("note", "tag")]),
        ("SITE", "3", [("note", "D-threonine")]),
    ]
    assert any("citation" in str(note.qualifier) for note in done.notes.kept)


def test_long_free_text_is_parted_never_cut(csv: Path) -> None:
    sentence = "This is a sentence of a length. "
    long = (sentence * 50).strip()
    made, done = text(
        csv, f"{HEAD},Note,Features\na,acgtacgtacgt,DNA,{SYN},{long},misc_feature 2..5 note={long}\n"
    )
    notes = [value or "" for name, value in source(made[0]) if name == "note"]
    assert " ".join(notes) == long
    assert all(len(note) <= 1000 and note.endswith(".") for note in notes)
    parts = features(made[0])
    assert [(key, where) for key, where, _ in parts] == [("misc_feature", "2..5")] * 2
    assert " ".join(str(q[0][1]) for _, _, q in parts) == long
    assert sum("parted at its sentences" in line for line in told(done)) == 2
    found = asked(csv, f"{HEAD},Note\na,acgtacgtacgt,DNA,{SYN},{'x' * 1001}\n")
    assert [places for text, places in found.items() if "cannot be parted" in text] == [[f"{csv}: E2"]]


def test_notation_in_cells(csv: Path) -> None:
    made, done = text(
        csv,
        f"{HEAD},Note,Features\n"
        "aso,mA*mC*mG*dT*dA*dC*dG*dT*mA*mC*mG,DNA,Homo sapiens,gapmer,\n"
        f"pep,Ac-Ser-D-Phe-Aib-Lys-Leu-Glu-NH2,peptide,{SYN},,REGION 4..5 note=turn\n"
        f'lin,"(GGGGS)n, n=1-5",AA,{SYN},,\n',
    )
    assert [s.residues.text for s in made] == ["acgtacgtacg", "SFXKLE", "GGGGS" * 5]
    assert source(made[0]) == [("organism", SYN), ("mol_type", "other DNA"), ("note", "gapmer")]
    assert ("REGION", "4..5", [("note", "turn")]) in features(made[1])
    assert any(key == "modified_base" for key, _, _ in features(made[0]))
    assert any("aso (B2): segments of DNA and RNA" in line for line in told(done))
    found = asked(csv, f"{HEAD}\nbad,mA*Qz*mG*dT*dA*dC*dG*dT*mA*mC*mG,DNA,{SYN}\n")
    assert [where for text, where in found.items() if "'Q" in text] == [[f"{csv}: B2"]]


def test_numbered_blocks_are_a_checksum(csv: Path) -> None:
    good = '"1 acgtacgtac acgtacgtac 20\n21 acgta"'
    made, _ = text(csv, f"{HEAD}\na,{good},DNA,{SYN}\n")
    assert made[0].residues.text == "acgtacgtacacgtacgtacacgta"
    bad = good.replace("21 ", "31 ")
    assert any("do not agree" in question for question in asked(csv, f"{HEAD}\na,{bad},DNA,{SYN}\n"))


def test_no_headings(csv: Path) -> None:
    csv.write_text("p1;acgtacgtacgt\np2;acgtacgt\n")
    source = Source(io.BufferedReader(io.BytesIO(csv.read_bytes())), "x.csv", Choices(), Notes())
    with pytest.raises(InputError) as caught:
        list(FORMATS["csv"].read(source))
    lines = str(caught.value).splitlines()
    assert "no row names columns that are known" in lines[0]
    assert "seqtool template" in lines[0]
    assert lines[1] == "  p1 | acgtacgtacgt"


def test_nothing_but_headings(csv: Path) -> None:
    csv.write_text(HEAD + "\n")
    with pytest.raises(InputError, match="no sequence is left"):
        listed(csv)


@pytest.mark.parametrize(
    ("word", "name"),
    [("künstlich", SYN), ("人工配列", SYN), ("Artificial sequence", SYN), ("unbekannt", "unidentified")],
)
def test_words_for_no_organism(csv: Path, word: str, name: str) -> None:
    made, done = text(csv, f"{HEAD}\np,ACGTACGTACGTAC,DNA,{word}\n")
    assert {q.name: q.value for q in made[0].features[0].qualifiers}["organism"] == name
    assert any("81 and 83" in reason or "83" in reason for reason in told(done))


def test_an_organism_that_an_option_replaces_is_told(csv: Path) -> None:
    _, done = text(csv, f"{HEAD}\np,ACGTACGTACGTAC,DNA,Homo sapiens\n", organism=SYN)
    assert "p (B2): --organism stands in place of the organism that is stated" in told(done)


def test_modifications_in_columns_of_their_own_belong_to_the_molecule(csv: Path) -> None:
    head = "Name,Sequence,Type,Organism,N-terminus,C-terminus,Disulfide bridge,Modifications"
    made, done = text(
        csv,
        f"{head}\na,CYIQNCPLG,protein,{SYN},Ac,NH2,Cys1-Cys6,\n"
        f"b,MKTAYIAK,protein,{SYN},H,OH,none,-\n"
        f"c,5'-ACGTACGTACGT-3',DNA,{SYN},,,,all linkages phosphorothioate\n",
    )
    assert [[(key, place) for key, place, _ in features(one)] for one in made] == [
        [("SITE", "1"), ("SITE", "9"), ("DISULFID", "1..6")],
        [],
        [("modified_base", "1..11")],
    ]
    assert sum("a modification in a column of its own" in reason for reason in told(done)) == 4


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        ("Modifications", f"a,MKTAYIAK,AA,{SYN},K2(palmitoyl)", "this statement is not understood"),
        ("Sense strand,Backbone", f"a,ACGTACGTACGT,DNA,{SYN},ACGTACGTACGT,PS", "beside several sequences"),
    ],
)
def test_modifications_that_are_not_understood_are_asked(csv: Path, head: str, row: str, why: str) -> None:
    assert any(why in one for one in asked(csv, f"{HEAD},{head}\n{row}\n"))


def test_a_modified_molecule_with_the_species_of_its_target(csv: Path) -> None:
    row = "mA*fC*mGfUmAfCmGfUmAfCmG*mA"
    _, done = text(csv, f"{HEAD}\na,{row},RNA,Homo sapiens\nb,{row},RNA,{SYN}\n")
    assert sum("whether the column names the target" in reason for reason in told(done)) == 1
