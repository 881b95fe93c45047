"""SnapGene files."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import corpus

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io.imports import Choices, Importer, Notes, Record, Source, snapgene, sniff
from seqtool.io.imports.locations import convert as convert_location
from seqtool.model import GeneralInformation, Name, Sequence, Title

BASES = "ccgtaaccgg" + "atggctaaatgggattaa" + "ggccttaaggccttaaggccttaaggccttaa"
COOKIE = b"SnapGene\x00\x01\x00\x0f\x00\x13"
GENERAL = GeneralInformation(
    file_reference="R", applicant=Name("A", "en"), titles=(Title("T", "en"),), production_date="2026-01-01"
)


def packet(kind: int, data: bytes) -> bytes:
    return struct.pack(">BI", kind, len(data)) + data


def feature(
    segments: str, *, key: str = "misc_feature", name: str = "f", strand: int = 1, **qualifiers: str
) -> str:
    parts = "".join(f'<Segment range="{s}" type="standard"/>' for s in segments.split())
    values = "".join(f"<Q name={quoteattr(q)}><V text={quoteattr(v)}/></Q>" for q, v in qualifiers.items())
    return f'<Feature name={quoteattr(name)} directionality="{strand}" type={quoteattr(key)}>{parts}{values}</Feature>'


def dna(
    *features: str, bases: str = BASES, flags: int = 2, primers: str = "", notes: str = "", kind: int = 0
) -> bytes:
    data = packet(9, COOKIE) + packet(kind, bytes([flags]) + bases.encode()) + packet(3, b"junk")
    if features:
        data += packet(10, f'<?xml version="1.0"?><Features>{"".join(features)}</Features>'.encode())
    if primers:
        data += packet(5, f'<?xml version="1.0"?><Primers>{primers}</Primers>'.encode())
    return data + packet(6, f"<Notes>{notes}</Notes>".encode())


def read(data: bytes, notes: Notes | None = None) -> Record:
    source = Source(io.BufferedReader(io.BytesIO(data)), "maps/pX-1.dna", Choices(), notes or Notes())
    (record,) = snapgene.FORMAT.read(source)
    assert isinstance(record, Record)
    return record


def taken(data: bytes, **choices: Any) -> tuple[list[Sequence], Notes]:
    notes = Notes(names=True)
    importer = Importer(Choices(**{"organism": "synthetic construct", **choices}), notes)
    found = list(importer.take(read(data, notes)))
    notes.stop_if_asked()
    assert notes.features["read"] == notes.features["taken"] + notes.features["left_out"]
    return found, notes


def test_features_names_and_strands() -> None:
    coding = feature("11-28", key="CDS", name="tiny", product="tiny protein", translation="MAK,WD*")
    html = "<html><body>a &lt;b&gt; <i>note</i>\n\n</body></html>"
    found, notes = taken(
        dna(
            coding,
            feature("3-8 40-45", strand=2, name="back"),
            feature("55-4", name="wrapped"),
            feature("7-7", name="", note=html),
            flags=3,
            notes="<Description>About</Description><Organism>Homo sapiens</Organism>",
        )
    )
    assert [s.molecule_type for s in found] == ["DNA", "AA"]
    assert found[1].residues.text == "MAKWD"
    rows = [
        (f.key, f.location, [q.value for q in f.qualifiers if q.name == "note"])
        for f in found[0].features[1:]
    ]
    assert rows[0][:2] == ("CDS", "11..28")
    assert rows[1] == ("misc_feature", "complement(join(3..8,40..45))", ["back"])
    assert rows[2][:2] == ("misc_feature", "join(55..60,1..4)")
    assert rows[3] == ("misc_feature", "7", ["a <b> note"])
    assert notes.names is not None
    assert (notes.names[0].name, notes.names[0].description) == ("pX-1", "About")
    assert any("cleavage" in note.reason for note in notes.kept)


def test_an_artificial_molecule_with_the_organism_of_a_part_is_told() -> None:
    for kind, count in (("Synthetic", 1), ("Natural", 0)):
        notes = taken(dna(notes=f"<Type>{kind}</Type><Organism>Saccharomyces cerevisiae</Organism>"))[1]
        assert sum("calls the molecule synthetic" in note.reason for note in notes.kept) == count


def test_primers() -> None:
    primers = (
        '<HybridizationParams minContinuousMatchLen="10" minMeltingTemperature="40"/>'
        '<Primer name="P1" sequence="ccgtaaccggatg">'
        '<BindingSite location="0-12" boundStrand="0" annealedBases="ccgtaaccggatg" meltingTemperature="41"/>'
        '<BindingSite simplified="1" location="0-12" boundStrand="0" annealedBases="ccgtaaccggatg" meltingTemperature="41"/>'
        '<BindingSite location="20-24" boundStrand="1" annealedBases="ccggt" meltingTemperature="9"/></Primer>'
        '<Primer name="P2"><BindingSite location="27-40" boundStrand="1"/></Primer>'
    )
    (sequence,), notes = taken(dna(primers=primers))
    rows = [(f.key, f.location) for f in sequence.features[1:]]
    assert rows == [("primer_bind", "1..13"), ("primer_bind", "complement(28..41)")]
    reasons = [note.reason for note in notes.kept]
    assert sum("too weak" in reason for reason in reasons) == 1
    assert sum("its own residues" in reason for reason in reasons) == 1


def test_other_molecules_and_ends() -> None:
    assert read(dna(kind=0x20, bases="acguacguacgu")).molecule == "RNA"
    (sequence,), _ = taken(dna(kind=0x15, bases="MKLVRR"), organism="Homo sapiens")
    assert (sequence.molecule_type, sequence.residues.text) == ("AA", "MKLVRR")
    sticky = dna() + packet(8, b"<A><UpstreamStickiness>4</UpstreamStickiness></A>")
    assert "sticky" in read(sticky).remarks[0][0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packet(9, b"SnapGenf"), "does not begin"),
        (packet(9, COOKIE), "no residues"),
        (dna()[:40], "cut off within the packet at byte 24"),
        (dna()[:21], "cut off"),
        (packet(9, COOKIE) + b"\x00\xff\xff\xff\xffac", "4,294,967,295 bytes"),
        (packet(9, COOKIE) + b"\x0a\x03\xff\xff\xff<F/>", "cut off"),
        (packet(9, COOKIE) + b"\x63\xff\xff\xff\xffac", "cut off"),
        (dna() + packet(0, b"\x02acgt"), "residues twice"),
        (dna(feature("a-b")), "'a-b' is no range"),
        (dna("<Feature>"), "not well-formed"),
        (dna() + packet(10, b'<!DOCTYPE a [<!ENTITY b "c">]><Features/>'), "entities"),
    ],
)
def test_damage_is_told(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(data)


@given(st.data())
def test_nothing_breaks_it(data: st.DataObject) -> None:
    whole = bytearray(dna(feature("3-8"), feature("1-2", strand=2), primers='<Primer name="a"><BindingSite location="1-2"/></Primer>'))  # fmt: skip
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        notes = Notes()
        importer = Importer(Choices(organism="Homo sapiens", refused="omit", case="fold"), notes)
        list(importer.take(read(bytes(whole[cut // 10 * 10 :]) if cut % 3 == 0 else bytes(whole), notes)))
    except InputError:
        pass


def test_same_as_biopython() -> None:
    biopython = pytest.importorskip("Bio.SeqIO")
    crafted = dna(
        feature("3-8 40-45", strand=2, name="back"), feature("55-4", name="wrapped"), feature("9-12", label="own"), flags=3
    )  # fmt: skip
    files = [p.read_bytes() for p in sorted(corpus("flat", "biopython", "SnapGene").glob("*.dna"))]
    for data in [crafted, *files]:
        assert sniff(data[:65536], "x") == "snapgene"
        mine = read(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = biopython.read(io.BytesIO(data), "snapgene")
        assert b"".join(mine.residues).decode() == str(theirs.seq)
        assert mine.circular == (theirs.annotations["topology"] == "circular")
        assert len(mine.features) == len(theirs.features)
        for own, other in zip(mine.features, theirs.features, strict=True):
            assert own.key == other.type
            tree = convert_location(own.location, mine.length, circular=mine.circular).tree
            assert tree is not None
            assert (tree.low, tree.high) == (int(other.location.start) + 1, int(other.location.end))
            assert own.location.startswith("complement") == (other.location.strand == -1)
        done = convert_bytes(data)
        assert done == 0


def convert_bytes(data: bytes) -> int:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.dna")
        path.write_bytes(data)
        choices = Choices(organism="synthetic construct", case="fold")
        done = convert((str(path),), io.BytesIO(), GENERAL, choices, options=Options())
        return done.result.counts["error"]
