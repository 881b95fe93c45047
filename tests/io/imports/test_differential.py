"""Our readers against Biopython over the corpus: residues, features, and what coding sequences translate to."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import corpus

from seqtool.io.imports import Choices, Importer, Kind, Notes, embl, genbank, insdxml
from seqtool.io.imports.record import Record

#: Larger files are measured (benchmarks/run.py), not compared here.
LARGEST = 400_000
#: Where Biopython and we differ, and why ours is right.
KNOWN = {
    "embl_single_record_upper": "it takes the numbers at the end of the line for residues",
    "A04195.imgt": "its reader of EMBL does not know the columns of IMGT",
    "patents.embl": "it does not see a feature table without its heading",
    "invalid_misc_feature.gb": "it drops a feature without a location; we read it, and leave it out with a note",
    "hla_3260_sample.imgt": "its reader of EMBL does not know the columns of IMGT",
}


def files(head: bytes) -> list[Path]:
    seen: dict[bytes, Path] = {}
    for path in sorted(corpus("flat").rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST and path.name not in KNOWN:
            data = path.read_bytes()
            if head in data[:4096]:
                seen.setdefault(data, path)
    return list(seen.values())


def theirs(path: Path, form: str) -> list[Any]:
    """Biopython's records; none where it refuses the file."""
    from Bio import SeqIO

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(SeqIO.parse(str(path), form))
        except Exception:  # noqa: BLE001  it has many ways to refuse
            return []


def pairs(form: str) -> Iterator[tuple[Path, Record, Any]]:
    head, module = (b"LOCUS ", genbank) if form == "genbank" else (b"ID   ", embl)
    for path in files(head):
        data = path.read_bytes()
        if not module.FORMAT.looks(data[: 1 << 16]):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = theirs(path, form)
        if found:
            ours = list(module.read(io.BytesIO(data), path.name))
            assert len(ours) == len(found), path.name
            yield from ((path, one, other) for one, other in zip(ours, found, strict=True))


def residues(record: Any) -> str:
    """What Biopython has of residues; empty where the record has none."""
    from Bio.Seq import UndefinedSequenceError

    try:
        return str(record.seq)
    except UndefinedSequenceError:
        return ""


@pytest.mark.parametrize("form", ["genbank", "embl"])
def test_residues_and_features(form: str) -> None:
    compared = 0
    wrong = []
    for path, ours, other in pairs(form):
        compared += 1
        if b"".join(ours.residues).decode().upper() != residues(other).upper():
            wrong.append(f"{path.name}: residues of {ours.name}")
        if [f.key for f in ours.features] != [f.type for f in other.features]:
            wrong.append(f"{path.name}: features of {ours.name}: {len(ours.features)}, {len(other.features)}")
    assert compared > (100 if form == "genbank" else 20)
    assert not wrong


def own(feature: Any, other: Any) -> str | None:
    """What Biopython makes of a coding sequence; ``None`` where it cannot."""
    qualifiers = feature.qualifiers
    table = qualifiers.get("transl_table", ["1"])[0]
    start = int(qualifiers.get("codon_start", ["1"])[0])
    try:
        bases = feature.extract(other.seq)[start - 1 :]
        whole = bases[: len(bases) // 3 * 3]
        return str(whole.translate(table=int(table))).removesuffix("*")
    except Exception:  # noqa: BLE001  parts elsewhere, odd codes
        return None


@pytest.mark.parametrize("form", ["genbank", "embl"])
def test_translations_agree_or_the_difference_is_told(form: str) -> None:
    agreed = told = 0
    wrong = []
    for path, ours, other in pairs(form):
        if ours.without or ours.molecule.upper() == "AA" or not residues(other):
            continue
        notes = Notes()
        importer = Importer(
            Choices(organism="unidentified", moltype="DNA", rna="dna", gap_runs="keep", length="accept", refused="omit"), notes
        )  # fmt: skip
        features = list(ours.features)
        list(importer.take(ours))
        differs = {
            n.line
            for n in notes.kept
            if n.qualifier == "translation" and n.kind in (Kind.QUESTION, Kind.LEFT_OUT)
        }
        for raw, feature in zip(features, other.features, strict=True):
            written = feature.qualifiers.get("translation", [None])[0]
            special = {"pseudo", "pseudogene", "exception", "ribosomal_slippage", "transl_except"}
            if raw.key != "CDS" or not written or special & feature.qualifiers.keys():
                continue
            made = own(feature, other)
            if made is None:
                continue
            # The first codon may be another start, and U stands for a stop.
            same = made[1:] == "".join(written.split())[1:].removesuffix("*")
            if same and raw.line not in differs:
                agreed += 1
            elif (not same and (raw.line in differs or "U" in written)) or (
                not same and any(n.line == raw.line and "CDS" in (n.feature or "") for n in notes.kept)
            ):
                told += 1
            else:
                wrong.append(f"{path.name}, line {raw.line}: same is {same}")
    assert agreed > (300 if form == "genbank" else 50)
    assert told or form == "embl"
    assert not wrong


@pytest.mark.parametrize("name", ["NC_005816", "NM_000266", "1MRR_A", "protein_refseq2", "ribosome-slippage"])
def test_xml_against_the_flat_file(name: str) -> None:
    """NCBI's converter made the XML from the flat file."""
    flat = next(path for path in corpus("flat").rglob(f"{name}.g*"))
    xml = corpus("insdxml", f"{name}.insd.xml")
    (ours,) = insdxml.read(io.BytesIO(xml.read_bytes()), xml.name)
    (other,) = genbank.read(io.BytesIO(flat.read_bytes()), flat.name)
    assert b"".join(ours.residues) == b"".join(other.residues)
    assert (ours.name, ours.molecule, ours.circular) == (other.name, other.molecule, other.circular)

    def rows(record: Record) -> list[tuple[str, str, list[str]]]:
        return [(f.key, f.location, [q.name for q in f.qualifiers]) for f in record.features]

    assert [row[:2] for row in rows(ours)] == [row[:2] for row in rows(other)]
