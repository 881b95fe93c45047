"""Whatever the bytes are: findings or a clear refusal, within seconds and bounded memory, and nothing is fetched."""

from __future__ import annotations

import gzip
import io
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import corpus

from seqtool.errors import InputError
from seqtool.io.st26 import cut
from seqtool.io.st26.reader import Block, ListingReader

sys.path.insert(0, str(Path(__file__).parent))
from listings import BLOCKS, HEAD, LISTING, TAIL, mutate

DATA = LISTING.encode()


def read(data: bytes) -> tuple[list[str], list[Block]]:
    """Codes of all findings in order, and the blocks."""
    start = time.monotonic()
    with ListingReader(data) as reader:
        blocks = list(reader)
        found = [*reader.head.found, *(f for b in blocks for f in b.found), *reader.tail]
    assert time.monotonic() - start < 8
    for f in found:
        assert f.fault.line
        assert f.fault.column
    return [f.code for f in found], blocks


def test_a_right_listing_has_no_finding() -> None:
    codes, blocks = read(DATA)
    assert codes == []
    assert len(blocks) == 3


def test_truncation_at_every_byte() -> None:
    for end in range(len(DATA) - len(b"\n")):
        codes, blocks = read(DATA[:end])
        assert codes, end
        assert len(blocks) <= 3
        if end > len(HEAD.encode()) + 30:
            # one finding and the sequences before it
            assert codes[-1] in ("X014", "X001"), (end, codes)
            assert len(codes) == 1, (end, codes)


def test_random_bytes() -> None:
    rng = random.Random(26)
    for _ in range(int(os.environ.get("SEQTOOL_MUTANTS", "600"))):
        data = bytearray(DATA)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            if rng.random() < 0.5:
                data[at] = rng.randrange(256)
            else:
                data[at : at + rng.randint(0, 3)] = rng.randbytes(rng.randint(0, 3))
        try:
            read(bytes(data))
        except InputError:
            assert data[:2] != DATA[:2]
        read(mutate(LISTING, rng).encode("utf-8", "surrogatepass"))


def bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return (
        LISTING.replace(
            '"ST26SequenceListing_V1_3.dtd">',
            f'"ST26SequenceListing_V1_3.dtd" [<!ENTITY e0 "ha">{entities}]>',
        )
        .replace("Growth factors", "&e11;")
        .encode()
    )


def external(url: str) -> Callable[[], bytes]:
    def made() -> bytes:
        subset = f' [<!ENTITY x SYSTEM "{url}"><!ENTITY % p SYSTEM "{url}">%p;]>'
        return DATA.replace(b'V1_3.dtd">', b'V1_3.dtd"' + subset.encode(), 1).replace(b"Ada", b"&x;")

    return made


def inside(text: str, by: str) -> Callable[[], bytes]:
    return lambda: LISTING.replace(text, by, 1).encode()


CASES: dict[str, tuple[Callable[[], bytes], list[str], int]] = {
    "entity bomb": (bomb, ["X059", "X009"], 3),
    "external entity of this machine": (external("file:///etc/passwd"), ["X059", "X009"], 3),
    "external entity of the network": (external("http://127.0.0.1:9/x"), ["X059", "X009"], 3),
    "nesting in the header": (inside("Growth factors", "<a>" * 100_000), ["X015"], 3),
    "nesting in a sequence": (inside("MKWVTFISLL", "<a>" * 100_000 + "</a>" * 100_000), ["X015"], 3),
    "attribute of 50 MB": (inside('fileName="a.xml"', f'fileName="{"a" * 50_000_000}"'), [], 3),
    "attribute of 20 MB of digits": (inside('Number="3"', f'Number="{"1" * 20_000_000}"'), [], 3),
    "name of 20 MB": (inside("<INSDSeq_length>10", f"<{'a' * 20_000_000}>"), ["X001"], 3),
    "many quotes": (inside("MKWVTFISLL", '"' * 1_000_000), ["X012"], 3),
    "tags that never end": (inside("MKWVTFISLL", '<a b="' * 200_000), ["X001"], 3),
    "comments that never end": (inside("MKWVTFISLL", "<!--" * 200_000), ["X001"], 3),
    "a million references": (inside("MKWVTFISLL", "&#x" * 300_000), ["X010"] * 1000, 3),
    "absurd number": (inside(">10<", f">{'9' * 5000}<"), [], 3),
    "absurd reference": (inside("MKWV", "&#99999999;&#xFFFFFFFF;"), ["X008", "X008"], 3),
    "NUL": (inside("MKWV", "MK\0WV"), ["X007"], 3),
    "empty": (lambda: b"", ["X002"], 0),
    "white space": (lambda: b" \n\t\n", ["X002"], 0),
    "text": (lambda: b"Dear colleague, please find attached", ["X003"], 0),
    "web page": (lambda: b"<!DOCTYPE html><html><body><p>Not found<br></body></html>", ["X100"], 0),
    "a lone bracket": (lambda: b"<", ["X003"], 0),
    "bytes": (lambda: bytes(range(256)) * 4, ["X003"], 0),
    "two listings": (lambda: DATA + DATA, ["X016"], 3),
    "only a root": (lambda: HEAD.encode() + TAIL.encode(), ["X114"], 0),
    "comment with the end tag": (
        inside("  <SequenceData", "<!-- </SequenceData> <SequenceData> -->\n  <SequenceData"),
        [],
        3,
    ),
    "comment over several sequences": (
        lambda: LISTING.replace("<INSDSeq_division>PAT", "<!-- <INSDSeq_division>PAT", 1)
        .replace("<INSDSeq_sequence>MKWV", "--><INSDSeq_sequence>MKWV")
        .encode(),
        ["X105"],
        1,
    ),
    "CDATA with the end tag": (
        inside("2&apos;-O &amp; more", "<![CDATA[</SequenceData>]]>"),
        ["X013"],
        3,
    ),
    "a sequence that is not closed": (
        lambda: DATA.replace(b"</SequenceData>", b"", 1),
        ["X001"],
        3,
    ),
    "white space in every end tag": (lambda: DATA.replace(b"</SequenceData>", b"</SequenceData >"), [], 3),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hostile(name: str) -> None:
    made, expected, sequences = CASES[name]
    codes, blocks = read(made())
    assert codes == expected
    assert len(blocks) == sequences


def test_an_unreadable_sequence_is_one_finding_and_the_next_goes_on() -> None:
    codes, blocks = read(DATA.replace(b"</INSDSeq_moltype>", b"</x>", 1))
    assert codes == ["X001"]
    assert [b.entry is None for b in blocks] == [True, False, False]


def test_comments_do_not_split_residues() -> None:
    _, blocks = read(DATA.replace(b"MKWVTFISLL", b"MKWV<!-- x -->TFISLL"))
    entry = blocks[2].entry
    assert entry
    assert entry.sequence.residues.text == "MKWVTFISLL"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(DATA), "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b">seq1 a plasmid\nacgtacgt\n", "FASTA"),
        (b"LOCUS       AB1 10 bp\n", "GenBank"),
        (b"ID   AB1; SV 1;\n", "EMBL"),
        (b"                  SEQUENCE LISTING\n\n<110>  Somebody\n", "ST.25"),
        (b"<110> Somebody\n<120> X\n", "ST.25"),
        (b"%PDF-1.7\n", "PDF"),
    ],
)
def test_other_known_formats_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ListingReader(data)


def test_folder_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        ListingReader(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        ListingReader(tmp_path / "no.xml")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16(codec: str) -> None:
    codes, blocks = read(LISTING.encode(codec))
    assert codes == ["X005"]
    assert [b.entry for b in blocks] == [b.entry for b in read(DATA)[1]]


def test_latin1_declared_and_not_declared() -> None:
    text = LISTING.replace("Ada", "Zoë").encode("latin-1", "replace")
    with ListingReader(text.replace(b'"UTF-8"', b'"ISO-8859-1"')) as reader:
        assert [f.code for f in reader.head.found] == ["X005"]
        assert reader.head.general.inventor
        assert reader.head.general.inventor.name == "Zoë"
    with ListingReader(text) as reader:
        assert [f.code for f in reader.head.found] == ["X006"]
        assert (reader.head.found[0].fault.line, reader.head.found[0].fault.column) == (17, 37)
        assert reader.head.general.inventor
        assert reader.head.general.inventor.name == "Zoë"


def again(reader: ListingReader, position: int) -> tuple[int, int]:
    block = reader.block_at(position)
    assert block
    return reader.locate(block, None, None, "INSDSeq_sequence")


class Pipe(io.RawIOBase):
    """A stream that cannot be read twice and gives odd pieces."""

    def __init__(self, data: bytes, step: int) -> None:
        self._data, self._step = io.BytesIO(data), step

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(self._step, size) if size >= 0 else self._step)


@pytest.mark.parametrize("step", [1, 7, 1000])
@pytest.mark.parametrize("data", [DATA, b"\xef\xbb\xbf" + DATA, LISTING.encode("utf-16")])
def test_standard_input(data: bytes, step: int) -> None:
    with ListingReader(Pipe(data, step)) as reader:  # type: ignore[arg-type]
        blocks = list(reader)
        assert [b.entry for b in blocks] == [b.entry for b in read(DATA)[1]]
        for position, block in enumerate(blocks, 1):
            place = reader.locate(block, None, None, "INSDSeq_sequence")
            assert again(reader, position) == place


def test_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "LIMIT", 1 << 20)
    filler = "<!-- " + "x " * 1_500_000 + " -->"
    codes, blocks = read(LISTING.replace("MKWVTFISLL", f"MKWV{filler}TFISLL").encode())
    assert codes == ["X015"]
    assert [b.entry is None for b in blocks] == [False, False, True]
    assert read(LISTING.replace("Growth factors", filler).encode())[0] == ["X015"]
    assert read((LISTING + filler).encode())[0] == ["X015"]


def test_long_residues_come_back_whole() -> None:
    residues = "".join(random.Random(1).choices("acgt", k=3_000_001))
    odd = (
        residues[:1_500_000]
        + "<!-- "
        + "x" * 5000
        + " -->"
        + residues[1_500_000:2_900_000]
        + "\n"
        + residues[2_900_000:]
    )
    for written, expected in (
        (residues, residues),
        (odd, residues[:2_900_000] + "\n" + residues[2_900_000:]),
    ):
        text = LISTING.replace("acgtacgtacgtacgt</INSDSeq_sequence>", f"{written}</INSDSeq_sequence>", 1)
        with ListingReader(text.encode()) as reader:
            blocks = list(reader)
            entry = blocks[0].entry
            assert entry
            assert entry.sequence.residues.text == expected
            assert [b.entry for b in blocks[1:]] == [b.entry for b in read(DATA)[1][1:]]
            offset = (
                text.index("acgtacgtacgt\n</INSDSeq>")
                if "acgtacgtacgt\n</INSDSeq>" in text
                else text.index("MKWVTFISLL</")
            )
            line = text.count("\n", 0, offset) + 1
            assert reader.locate(blocks[2], None, None, "INSDSeq_sequence")[0] == line
            assert again(reader, 3)[0] == line


@pytest.mark.parametrize("count", [1, 5, 40])
def test_blocks_across_chunks(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "CHUNK", 61)
    data = (HEAD + "".join(BLOCKS) * count + TAIL).encode()
    codes, blocks = read(data)
    assert codes == []
    assert len(blocks) == 3 * count
    for block in blocks:
        assert data[block.cut.offset :].startswith(block.cut.raw)
        assert data.count(b"\n", 0, block.cut.offset) + 1 == block.cut.line


def test_real_files() -> None:
    for path in sorted(corpus("st26").rglob("*.xml")):
        with ListingReader(path) as reader:
            assert all(f.fault.line for b in reader for f in b.found)
