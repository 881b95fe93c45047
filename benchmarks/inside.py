"""The processes that are measured beside the program itself: floors, and loops timed from within.

Each prints one line of JSON: ``seconds`` of its loop (without the start of the
interpreter) and what it met.

    python benchmarks/inside.py walk LISTING        bare lxml walk over the entries
    python benchmarks/inside.py check LISTING       read and check with one process, as the program does
    python benchmarks/inside.py fasta FILE          Biopython reads a FASTA file
    python benchmarks/inside.py convert FILE OUT    the same file becomes a listing, checked while it is written
    python benchmarks/inside.py write LISTING OUT   records in memory to a file, by the writer
    python benchmarks/inside.py build LISTING OUT   the same records to a file, as a tree of lxml
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from seqtool.io.st26.reader import ListingReader
    from seqtool.model import Entry

Numbers = dict[str, float | int]


def walk(path: Path) -> Numbers:
    """What reading costs at least: libxml2 makes each entry, nothing is looked at."""
    from lxml import etree

    count = 0
    started = time.perf_counter()
    for _, element in etree.iterparse(path, tag="SequenceData", huge_tree=True):
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return {"seconds": time.perf_counter() - started, "sequences": count}


def check(path: Path) -> Numbers:
    """Read and check in this process; the loop alone, without starting Python and loading the rules."""
    from seqtool.app.validate import Options, validate
    from seqtool.rules.profiles import profile

    rules = len(profile("wipo").rules())
    started = time.perf_counter()
    result = validate(path, Options(), file=str(path))
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "sequences": result.sequences.total,
        "rules": rules,
        "findings": sum(result.counts.values()),
    }


def fasta(path: Path) -> Numbers:
    """Biopython reads every record, nothing is done with it."""
    from Bio import SeqIO

    started = time.perf_counter()
    residues = sum(len(record) for record in SeqIO.parse(path, "fasta"))
    return {"seconds": time.perf_counter() - started, "residues": residues}


def convert(path: Path, out: Path) -> Numbers:
    """A FASTA file becomes a listing, checked while it is written; the loop alone."""
    from seqtool.app.convert import convert as work
    from seqtool.app.validate import Options
    from seqtool.io.imports import Choices
    from seqtool.model import GeneralInformation, Name, Title
    from seqtool.rules.profiles import profile

    profile("wipo").rules()
    general = GeneralInformation(
        file_reference="B1",
        applicant=Name("Benchmark", "en"),
        titles=(Title("Chromosome", "en"),),
        file_name=out.name,
        software_name="seqtool benchmark",
        software_version="1",
        production_date="2026-01-31",
    )
    choices = Choices(moltype="DNA", mol_type="genomic DNA", organism="Glycine max")
    started = time.perf_counter()
    done = work((str(path),), out, general, choices, options=Options())
    return {"seconds": time.perf_counter() - started, "sequences": done.sequences}


def _entries(path: Path) -> tuple[ListingReader, list[Entry]]:
    from seqtool.io.st26.reader import ListingReader

    with ListingReader(path) as reader:
        return reader, [block.entry for block in reader if block.entry is not None]


def write(path: Path, out: Path) -> Numbers:
    """Records in memory to a file."""
    from seqtool.io.st26.writer import ListingWriter

    reader, entries = _entries(path)
    started = time.perf_counter()
    with out.open("wb") as file:
        writer = ListingWriter(file, reader.head.general, total=len(entries))
        for entry in entries:
            writer.write(entry.sequence)
        writer.close()
    return {"seconds": time.perf_counter() - started, "sequences": len(entries)}


def build(path: Path, out: Path) -> Numbers:
    """The same records as one tree of lxml, written out; the header is taken from the file as it is."""
    from lxml import etree

    _, entries = _entries(path)
    root = _head(path)
    started = time.perf_counter()
    for number, entry in enumerate(entries, 1):
        _add(etree.SubElement, root, number, entry)
    etree.ElementTree(root).write(
        out,
        encoding="UTF-8",
        xml_declaration=True,
        pretty_print=True,
        doctype='<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">',
    )
    return {"seconds": time.perf_counter() - started, "sequences": len(entries)}


def _head(path: Path) -> etree._Element:
    from lxml import etree

    with path.open("rb") as file:
        start = file.read(1 << 16)
    end = b"</SequenceTotalQuantity>"
    head = start[: start.index(end)] + end + b"</ST26SequenceListing>"
    return etree.fromstring(head, etree.XMLParser(remove_blank_text=True))


def _add(sub: Callable[..., etree._Element], root: etree._Element, number: int, entry: Entry) -> None:
    sequence = entry.sequence
    inner = sub(sub(root, "SequenceData", sequenceIDNumber=str(number)), "INSDSeq")
    residues = sequence.residues.text
    sub(inner, "INSDSeq_length").text = str(len(residues))
    sub(inner, "INSDSeq_moltype").text = sequence.molecule_type
    sub(inner, "INSDSeq_division").text = "PAT"
    table = sub(inner, "INSDSeq_feature-table")
    for feature in sequence.features:
        element = sub(table, "INSDFeature")
        sub(element, "INSDFeature_key").text = feature.key
        sub(element, "INSDFeature_location").text = feature.location
        if feature.qualifiers:
            quals = sub(element, "INSDFeature_quals")
            for qualifier in feature.qualifiers:
                qual = sub(quals, "INSDQualifier", {"id": qualifier.id} if qualifier.id is not None else {})
                sub(qual, "INSDQualifier_name").text = qualifier.name
                if qualifier.value is not None:
                    sub(qual, "INSDQualifier_value").text = qualifier.value
                if qualifier.non_english is not None:
                    sub(qual, "NonEnglishQualifier_value").text = qualifier.non_english
    sub(inner, "INSDSeq_sequence").text = residues


def main() -> None:
    """One of the functions above."""
    name, *paths = sys.argv[1:]
    work: dict[str, Callable[..., Numbers]] = {
        "walk": walk,
        "check": check,
        "fasta": fasta,
        "convert": convert,
        "write": write,
        "build": build,
    }
    print(json.dumps(work[name](*map(Path, paths))))


if __name__ == "__main__":
    main()
