"""Antibody and construct tables: several sequences in a row."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_sheets import SYN, asked, features, text, told

VH = "EVQLVESGGGLVQPGGSLRLSCAASGFTFSSYAMSWVRQAPGKGLEWVSAISGSGGSTYYADSVKGRFTISRDNSKNTLYLQMNSLRAEDTAVYYCAKDRLSITWGQGTLVTVSS"
VL = "DIQMTQSPSSLSASVGDRVTITCRASQSISSYLNWYQQKPGKAPKLLIYAASSLQSGVPSRFSGSGSGTDFTLTISSLQPEDFATYYCQQSYSTPLTFGGGTKVEIK"
HEAD = "Antibody,VL,LCDR3,LCDR2,VH,HCDR1,HCDR3,Organism"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


def test_fixed_order_regions_and_what_is_too_short(csv: Path) -> None:
    made, done = text(csv, f"{HEAD}\nmAb1,{VL},QQSYSTPLT,AAS,{VH},SYAMS,DRLSIT,{SYN}\n")
    assert [n.name for n in done.notes.names or []] == [
        "mAb1 HCDR1", "mAb1 HCDR3", "mAb1 LCDR3", "mAb1 VH", "mAb1 VL",
    ]  # fmt: skip
    # SYAMS fits nucleotides too; it is a protein since it stands in one.
    assert [s.molecule_type for s in made] == ["AA"] * 5
    at = VH.index("SYAMS") + 1
    assert features(made[3])[0] == ("REGION", f"{at}..{at + 4}", [("note", "heavy chain CDR1")])
    assert [q[0][1] for _, _, q in features(made[4])] == ["light chain CDR2", "light chain CDR3"]
    left = [note for note in done.notes.kept if note.kind == "left-out"]
    assert [(n.record, n.before) for n in left] == [("mAb1 LCDR2 (D2)", "AAS")]
    assert "give it in the description" in left[0].reason
    skipped, _ = text(csv, f"{HEAD}\nmAb1,{VL},QQSYSTPLT,AAS,{VH},SYAMS,DRLSIT,{SYN}\n", short="skip")
    assert [s.skipped for s in skipped] == [False, False, True, False, False, False]


@pytest.mark.parametrize(("part", "what"), [("SYAMV", "does not stand in"), ("SS", "more than once in")])
def test_parts_that_are_not_there_once(csv: Path, part: str, what: str) -> None:
    content = f"Antibody,VH,HCDR1,Type,Organism\nmAb1,{VH},{part},AA,{SYN}\n"
    found = asked(csv, content)
    assert [(what in question, places) for question, places in found.items()] == [(True, [f"{csv}: C2"])]
    made, done = text(csv, content, regions="unique")
    assert features(made[-1]) == []
    assert any("HCDR1 is not marked on VH" in line for line in told(done))


def test_nucleotides_beside_proteins(csv: Path) -> None:
    made, _ = text(
        csv,
        "Construct,VH (DNA),VH (aa),HCDR1 DNA,HCDR1 aa,Organism\n"
        f"c1,gaggtgcagctggtggagagctatgccatgagctgg,EVQLVESYAMSW,agctatgccatgagc,SYAMS,{SYN}\n",
    )
    assert [(s.molecule_type, s.residues.length) for s in made] == [
        ("AA", 5),
        ("DNA", 15),
        ("AA", 12),
        ("DNA", 36),
    ]
    assert [key for key, _, _ in features(made[2])] == ["REGION"]
    assert [(key, where) for key, where, _ in features(made[3])] == [("misc_feature", "19..33")]


def test_vh_is_marked_on_the_chain_and_linkers_on_the_scfv(csv: Path) -> None:
    linker = "GGGGSGGGGSGGGGS"
    made, _ = text(
        csv,
        "Name,HC,VH,linker,scFv,Organism\n"
        f"x,{VH}ASTKGPSVFPLAPSSKSTSGG,{VH},{linker},{VH}{linker}{VL},{SYN}\n",
    )
    assert [q[0][1] for _, _, q in features(made[1])] == ["heavy chain variable region"]
    assert [q[0][1] for _, _, q in features(made[-1])] == ["heavy chain variable region", "linker"]


def test_ambiguous_parts_are_asked(csv: Path) -> None:
    found = asked(csv, f"Name,VH,tag,Organism\nx,{VH},DYKDDDDK,{SYN}\n")
    assert [places for question, places in found.items() if "Which molecule" in question] == [
        [f"{csv}: x tag (C2)"]
    ]


def test_two_strands_in_notation(csv: Path) -> None:
    made, _ = text(
        csv,
        "Duplex,Antisense strand (5'-3'),Sense strand (5'-3'),Organism\n"
        f"d1,mUsfAsmCmGmUmAmCmGmUmAmCmG,{'ACGU' * 5},{SYN}\n",
    )
    assert [s.molecule_type for s in made] == ["RNA", "RNA"]
    assert len(made[1].features) > 2


def test_features_beside_several_sequences_are_refused(csv: Path) -> None:
    found = asked(csv, f"Name,VH,VL,Type,Organism,Features\nx,{VH},{VL},AA,{SYN},REGION 1..5 note=a\n")
    assert [places for question, places in found.items() if "several sequences" in question] == [
        [f"{csv}: F2"]
    ]


def test_numbers_beside_each_sequence(csv: Path) -> None:
    head = "Duplex,Antisense,SEQ ID NO,Sense,SEQ ID NO,Type,Organism\n"
    rows = f"d1,uuuuacguacguacg,1,acguacguacgu,2,RNA,{SYN}\nd2,ccccacguacguacg,3,gcguacguacgu,4,RNA,{SYN}\n"
    made, _ = text(csv, head + rows)
    assert [s.residues.text[:4] for s in made] == ["tttt", "acgt", "cccc", "gcgt"]
    found = asked(csv, head + rows.replace(",4,", ",5,"))
    assert [places for question, places in found.items() if "do not run on" in question] == [[f"{csv}: C3"]]
    antibodies = f"mAb,VH,SEQ ID NO:,HCDR1,SEQ ID NO:,tag,SEQ ID NO:,Type,Organism\nx,{VH},1,SYAMS,2,HHH,n/a,AA,{SYN}\n"
    made, _ = text(csv, antibodies)
    assert [s.residues.length for s in made] == [len(VH), 5]
