"""Every format is recognised as itself and as nothing else; what is none is named.

A new format gets a row in ``SAMPLES``: small texts that are surely of it.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile

import pytest

from seqtool.errors import InputError
from seqtool.io.imports import formats, items, sniff

XML = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def packed(*members: str) -> bytes:
    """A ZIP with members of these names, empty but for the type of an OpenDocument."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in members:
            file.writestr(
                name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "<a/>"
            )
    return out.getvalue()


SAMPLES: dict[str, tuple[bytes, ...]] = {
    "st26": (
        XML + b'<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "x.dtd">\n<ST26SequenceListing>',
        b"<ST26SequenceListing dtdVersion='V1_3'/>",
        "<?xml version='1.0' encoding='UTF-16'?><ST26SequenceListing/>".encode("utf-16"),
    ),
    "st25": (
        b"<110> Example Ltd\n<120> Title\n<160> 1\n<210> 1\n<211> 12\n<212> DNA\n<213> Homo sapiens\n<400> 1\nacgtacgtacgt 12\n",
        b"                    SEQUENCE LISTING\r\n\r\n<110>  Example\r\n\r\n<120>  T\r\n<160>  1\r\n<210>  1\r\n",
    ),
    "json": (b'{"schema": "seqtool-listing/1", "sequences": []}\n',),
    "notation": (b"siRNA-1\tmA*fC*mG*fU*mC*fA*mG*mU*mC*mA\nsiRNA-2\tmU*fC*mG*fU*mC*fA*mG*mU*mC*mA\n",),
    "fasta": (b">a b\nACGT\n", b"\n\n>sp|P1|X_HUMAN y OS=Homo sapiens\nMKLV\n", b";old\nACGT\n", b">GRCh38 LOCUS of ID   x\nMKLV\n"),
    "genbank": (
        b"LOCUS       TINY        12 bp    DNA     linear   SYN 01-JAN-2026\nORIGIN\n        1 acgtacgtacgt\n//\n",
        b"GBVRL1.SEQ   Genetic Sequence Data Bank\n\nLOCUS       TINY        4 aa\nORIGIN\n        1 mklv\n//\n",
    ),
    "embl": (
        b"ID   X56734; SV 1; linear; mRNA; STD; PLN; 12 BP.\nXX\nSQ   Sequence 12 BP;\n     acgtacgtac gt  12\n//\n",
        b"ID   DI500001       STANDARD;      PRT;   4 AA.\nFH   Key             Location/Qualifiers\nFT   source          1..4\n//\n",
    ),
    "insdseq": (XML + b"<INSDSet><INSDSeq><INSDSeq_locus>a</INSDSeq_locus></INSDSeq></INSDSet>",),
    "gbseq": (XML + b"<GBSet><GBSeq><GBSeq_locus>a</GBSeq_locus></GBSeq></GBSet>",),
    "uniprot": (
        b"ID   TEST_HUMAN              Reviewed;           4 AA.\nAC   P00001;\nSQ   SEQUENCE   4 AA;\n     MKLV\n//\n",
        b"ID   Q9Y736      PRELIMINARY;      PRT;   153 AA.\nAC   Q9Y736;\nFT   CHAIN         1    153\n//\n",
    ),
    "snapgene": (b"\t\x00\x00\x00\x0eSnapGene\x00\x01\x00\x0f\x00\x13\x00\x00\x00\x00\x05\x02acgt",),
    "gff3": (
        b"##gff-version 3\nchr1\tx\tgene\t1\t9\t.\t+\t.\tID=a\n",
        b"# made by hand\nchr1\tx\tgene\t1\t9\t.\t+\t.\tID=a;Name=b\n",
        b'#!genome-build x\n1\tensembl\texon\t1\t9\t.\t+\t.\tgene_id "g"; transcript_id "t";\n',
    ),
    "multi": (b"<primer; DNA; synthetic construct>\nacgt*\n", b"\n<a;PRT;Homo sapiens>\nMKLV\n<b;PRT;>\n"),
    "xlsx": (packed("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"),),
    "ods": (packed("mimetype", "content.xml"),),
    "docx": (packed("[Content_Types].xml", "_rels/.rels", "word/document.xml"),),
    "csv": (b"name,sequence\na,ACGTACGT\nb,MKLVRRGG\n", b"Name;Sequenz;Organismus\na;ACGTACGT;Homo sapiens\n"),
    "tsv": (b"name\tsequence\na\tACGTACGT\nb\tMKLVRRGG\n",),
    "raw": (b"ACGTACGT\n", b"        1 acgtacgtac gtac\n", b"MKLVRRGGW\n\nMKLVWW\n", b"Met Ala Gly Ser\n", b"5'-ACGT-3'\n"),
}  # fmt: skip

NONE: tuple[tuple[bytes, str], ...] = (
    (b"", "is empty"),
    (b"\n \n", "is empty"),
    (b"Dear colleague,\nplease find the sequences below.\n", "of no format"),
    (b"@r\nACGT\n+\nIIII\n", "FASTQ"),
    (b"%PDF-1.7\n", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word or Excel"),
    (b"{\\rtf1 ACGT}", "RTF"),
    (b"BZh91AY", "compressed"),
    (b"SQLite format 3\x00", "database"),
    (b"<html><body>ACGT</body></html>", "web page"),
    (b'<?xml version="1.0"?>\n<uniprot xmlns="x"/>', "UniProt"),
    (b"<a/>", "XML of a kind"),
    (b"CLUSTAL W (1.8)\n\na  ACGT-ACGT\n", "alignment"),
    (b"@SQ\tSN:a\n", "SAM"),
    (b"ABIF\x00\x65", "trace"),
    (b"\x00\x01\x02\x03", "binary"),
    (packed("a.txt"), "ZIP"),
)


def looking(data: bytes) -> list[str]:
    return [known.name for known in formats.forms() if known.looks(data[: 1 << 16])]


def test_every_format_has_a_row() -> None:
    assert sorted(SAMPLES) == formats.names()


@pytest.mark.parametrize(
    ("name", "data"), [(name, data) for name, texts in SAMPLES.items() for data in texts], ids=str
)
def test_each_is_recognised_as_itself(name: str, data: bytes) -> None:
    assert looking(data) == [name]
    assert sniff(data, "x") == name


@pytest.mark.parametrize(
    ("name", "data"),
    [(n, d) for n, ds in SAMPLES.items() for d in ds if not d.startswith((b"PK", b"\t\x00", b"\xff\xfe"))],
    ids=str,
)
def test_neither_line_ends_nor_blank_lines_hide_it(name: str, data: bytes) -> None:
    assert sniff(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), "x") == name
    assert sniff(b"\xef\xbb\xbf" + data, "x") == name


@pytest.mark.parametrize(("data", "why"), NONE)
def test_what_is_none_is_named(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=re.escape(why)):
        sniff(data, "x")


@pytest.mark.parametrize("name", formats.names())
def test_no_text_takes_long_to_look_at(name: str) -> None:
    pieces = (b"a", b"<", b"<;", b" ", b"\t", b"1\t", b"-", b"\n", b"a\n", b"((a", b"<!--", b"<?xml ", b"SEQ ID ", b"ID   ", b"mA*", b"{")  # fmt: skip
    looks = formats.form(name).looks
    looks(b"x")
    start = time.process_time()
    for piece in pieces:
        looks(piece * (65_536 // len(piece)))
    assert time.process_time() - start < 2


@pytest.mark.parametrize("name", formats.names())
def test_a_file_of_another_format_is_refused_and_never_breaks(name: str) -> None:
    for other, texts in SAMPLES.items():
        for data in texts:
            if other != name:
                with contextlib.suppress(InputError):
                    list(items(io.BufferedReader(io.BytesIO(data)), "x", name))
