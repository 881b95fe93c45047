"""The PDF: every object is where the table says, texts can be shown, directions are right."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.errors import InputError
from seqtool.model import (
    DeclaredListing,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.report.listing.items import Document, Item, Limits, row
from seqtool.report.listing.pdf import write_pdf
from seqtool.report.listing.pdf.bidi import visual
from seqtool.report.listing.pdf.fonts import Fonts


def document(count: int = 3, title: str = "A title", note: str = "a note", **more: object) -> Document:
    items = [
        Item(
            n,
            str(n),
            Sequence(
                "DNA",
                Residues("acgt" * 40),
                (
                    Feature("source", "1..160", (Qualifier("organism", note, note),)),
                    Feature("CDS", "join(1..30,61..90)", (Qualifier("gene", note),)),
                ),
            ),
            1,
        )
        for n in range(1, count + 1)
    ]
    once: dict[str, str] = {}
    return Document(
        file="x.xml",
        general=GeneralInformation(titles=(Title(title, "en"),), applicant=Name(note, "ja")),
        declared=DeclaredListing(),
        rows=[row(item, once) for item in items],
        total=count,
        items=lambda: iter(items),
        remarks=["Something cannot be read."],
        limits=Limits(),
        **more,  # type: ignore[arg-type]
    )


def made(given: Document) -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    told = write_pdf(given, out)
    return out.getvalue(), told


def check(data: bytes) -> int:
    """Every offset leads to its object; gives the number of pages."""
    begin = int(re.search(rb"startxref\n([0-9]+)\n%%EOF\n\Z", data)[1])  # type: ignore[index]
    assert data[begin : begin + 4] == b"xref"
    count = int(data[begin + 5 :].split(b"\n")[0].split()[1])
    entries = data[begin:].split(b"\n")[2 : 2 + count]
    for number, entry in enumerate(entries):
        if number:
            assert len(entry) == 19  # and the end of line
            assert data[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)
    used = {int(n) for n in re.findall(rb"([0-9]+) 0 R", data)}
    assert max(used) < count
    for raw in re.findall(rb"/Length ([0-9]+)>>\nstream\n", data):
        assert int(raw) > 0
    return len(re.findall(rb"/Type/Page/Parent", data))


@pytest.mark.parametrize("count", [0, 1, 60, 260])
def test_pages_and_bookmarks(count: int) -> None:
    data, told = made(document(count))
    pages = check(data)
    assert told == []
    assert b"/Type/Pages/Kids" in data
    assert int(re.search(rb"/Type/Pages/Kids\[[^]]*\]/Count ([0-9]+)", data)[1]) == pages  # type: ignore[index]
    # the contents link to every sequence
    assert data.count(b"/Subtype/Link") == count
    assert len(re.findall(rb"<</Title ", data)) >= count


def test_signs_of_many_scripts_are_embedded_and_others_are_told() -> None:
    data, told = made(document(1, title="日本 한국 中国 سلام", note="ก"))
    check(data)
    assert "U+0E01" in told[0]
    assert data.count(b"/FontFile2") == 4
    assert b"CIDToGIDMap" in data


def test_maps_of_all_shapes() -> None:
    for shape in ("linear", "circular", "none"):
        check(made(document(2, map=shape))[0])


def test_a_file_that_is_no_font(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(b"no font")
    for name in (path, tmp_path / "missing.ttf"):
        with pytest.raises(InputError, match="font"):
            write_pdf(document(1), io.BytesIO(), (str(name),))


ODD = st.text(st.one_of(st.sampled_from("()<>\\%/[]\0\n\u202e日سא1 .a"), st.characters()), max_size=40)


@settings(max_examples=25)
@given(ODD)
def test_any_text(text: str) -> None:
    data, _ = made(document(1, title=text, note=text))
    check(data)
    for stream in re.findall(
        rb"/Filter /FlateDecode/Length [0-9]+>>\nstream\n(.*?)\nendstream", data, re.DOTALL
    ):
        zlib.decompress(stream)


def test_a_line_of_two_directions() -> None:
    def order(text: str) -> list[tuple[str, bool]]:
        return [tuple(run) for run in visual(text)]  # type: ignore[misc]

    assert order("abc") == [("abc", False)]
    assert order("") == []
    assert order("אבג") == [("אבג", True)]
    assert order("abc אבג def") == [("abc ", False), ("אבג", True), (" def", False)]
    # right to left as a whole: what is read first stands at the right
    assert order("אבג abc דה") == [(" דה", True), ("abc", False), ("אבג ", True)]
    assert order("אבג 25 דה") == [(" דה", True), ("25", False), ("אבג ", True)]
    assert order("(אבג)") == [("(אבג)", True)]


@settings(max_examples=200)
@given(st.text("aא1. ,س(%", max_size=20))
def test_no_sign_is_lost(text: str) -> None:
    assert sorted("".join(run.text for run in visual(text))) == sorted(text)


def test_widths_of_set_texts() -> None:
    fonts = Fonts()
    assert fonts.set("abc", "mono")[1] == pytest.approx(3 * fonts.measure("a", "mono"))
    assert fonts.set("日本", "sans")[1] == pytest.approx(fonts.measure("日本", "sans"))
