"""Places of findings, pieces for several processes, and files that are odd but lawful."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from seqtool.io.st26.pieces import pieces
from seqtool.io.st26.reader import Block, ListingReader, PieceReader

sys.path.insert(0, str(Path(__file__).parent))
from listings import BLOCKS, HEAD, LISTING, TAIL


def place(text: str, wanted: str, start: int = 0) -> tuple[int, int]:
    at = text.index(wanted, start)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(
    "form", [LISTING, LISTING.replace(">\n<", "><"), LISTING.replace("Ada", "エイダ").replace("\n", "")]
)
def test_places_in_blocks(form: str) -> None:
    text = form
    with ListingReader(text.encode()) as reader:
        blocks = list(reader)
        first = blocks[0]
        assert reader.locate(first, None, None, "sequenceIDNumber") == place(text, "sequenceIDNumber")
        assert reader.locate(first, None, None, None) == place(text, "<SequenceData")
        assert reader.locate(first, None, None, "INSDSeq_moltype") == place(text, "<INSDSeq_moltype")
        note = text.index("misc_feature")
        assert reader.locate(first, 1, None, "INSDFeature_location") == place(
            text, "<INSDFeature_location", note
        )
        assert reader.locate(first, 1, 0, "NonEnglishQualifier_value") == place(
            text, "<NonEnglishQualifier_value"
        )
        assert reader.locate(first, 1, 0, "id") == place(text, 'id="q2"')
        assert reader.locate(first, 2, 1, "INSDQualifier_value") == place(text, "<INSDQualifier_value/>")
        third = text.index('Number="3"')
        assert reader.locate(blocks[2], None, None, "INSDSeq_sequence") == place(
            text, "<INSDSeq_sequence", third
        )
        # an element that is not there: the place is where it belongs to
        assert reader.locate(first, 3, None, "INSDFeature_quals") == place(
            text, "<INSDFeature>", text.index("CDS</")
        )


def test_places_in_the_header() -> None:
    with ListingReader(LISTING.encode()) as reader:
        assert reader.locate_head("productionDate") == place(LISTING, "productionDate")
        assert reader.locate_head("InventionTitle") == place(LISTING, "<InventionTitle")
        assert reader.locate_head("EarliestPriorityApplicationIdentification/FilingDate") == place(
            LISTING, "<FilingDate", LISTING.index("Earliest")
        )
        assert reader.locate_head(None) == place(LISTING, "<ST26SequenceListing ")


def test_faults_have_exact_places() -> None:
    text = LISTING.replace("größer", "größer &#x41;").replace("<INSDSeq_length>10", "<X/><INSDSeq_length>10")
    with ListingReader(text.encode()) as reader:
        found = [f for b in reader for f in b.found]
    assert [(f.code, f.fault.line, f.fault.column) for f in found] == [
        ("X008", *place(text, "&#x41;")),
        ("X102", *place(text, "<X/>")),
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_pieces_give_what_the_whole_gives(count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes((HEAD + "".join(BLOCKS) * 9 + TAIL).encode())
    with ListingReader(path) as whole:
        blocks = list(whole)
    cut = pieces(path, count)
    assert len(cut) == count
    again = []
    for piece in cut:
        with PieceReader(path, piece, "V1_3") as reader:
            again += list(reader)
            assert piece.last or reader.offset == piece.end
            assert reader.tail == ()

    def seen(block: Block) -> tuple[object, ...]:
        cut = block.cut
        return block.entry, block.found, cut.raw, cut.offset, cut.line, cut.column

    assert list(map(seen, again)) == list(map(seen, blocks))


def test_a_piece_says_that_the_next_was_cut_wrongly(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    filler = "<!-- " + "</SequenceData> " * 500 + "-->"
    path.write_bytes(
        (HEAD + BLOCKS[0] + BLOCKS[1].replace("<INSDSeq>", "<INSDSeq>" + filler) + BLOCKS[2] + TAIL).encode()
    )
    first, _ = pieces(path, 2)
    with PieceReader(path, first, "V1_3") as reader:
        assert len(list(reader)) == 2
        assert reader.offset > first.end


def test_tail_elements_are_told_once_each_and_read_over() -> None:
    extra = "\n<Bibliography><PublishedDate>2024-01-01</PublishedDate></Bibliography>"
    text = LISTING.replace(TAIL, extra + TAIL)
    with ListingReader(text.encode()) as reader:
        assert len(list(reader)) == 3
        assert [(f.code, f.fault.line, f.fault.column) for f in reader.tail] == [
            ("X112", *place(text, "<Bibliography"))
        ]


def test_old_grammar_is_read_by_its_own_rules() -> None:
    old = LISTING.replace("V1_3", "V1_0").replace("Listing 1.3", "Listing 1.0")
    old = (
        old.replace(' id="q1"', "")
        .replace(' id="q2"', "")
        .replace("\n<NonEnglishQualifier_value>größer\tals</NonEnglishQualifier_value>", "")
    )
    old = old.replace(
        "<INSDFeature_location>3</INSDFeature_location>",
        "<INSDFeature_location>3</INSDFeature_location><INSDFeature_quals/>",
    )
    with ListingReader(old.encode()) as reader:
        assert [f.code for f in reader.head.found] == ["X058"]
        assert [f.code for b in reader for f in b.found] == []
