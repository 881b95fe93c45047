"""The writer: what is read back is what was written, byte for byte stable, with the five entities only."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.errors import OutputError
from seqtool.io.st26.reader import ListingReader
from seqtool.io.st26.writer import ListingWriter, escape, write_listing
from seqtool.model import (
    ApplicationIdentification,
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.spec import standard

#: What XML 1.0 can hold and a reader gives back as it was: no carriage return, no surrogates, no non-characters.
SIGNS = st.characters(
    exclude_categories=("Cs",),
    exclude_characters="".join(map(chr, [*range(9), 0xB, 0xC, *range(0xD, 0x20), 0xFFFE, 0xFFFF])),
)
ODD = st.sampled_from(
    [
        "",
        " ",
        "&",
        "<",
        "]]>",
        "&amp;",
        "&#10;",
        "'\"<>&",
        "<!-- x -->",
        "\n",
        "\t",
        "\x85",
        "\u2028",
        "\ufeff",
    ]
)
TEXT = (
    st.text(SIGNS, max_size=8)
    | ODD
    | st.sampled_from(["5'UTR", "1..>9", "größe", "配列", "\U0001f9ec", "a  b", " a "])
)
LINE = st.text(SIGNS.filter(lambda sign: sign not in "\t\n"), max_size=8)
#: Elements whose text is more than white space: an entry may hold white space between its elements.
MAYBE = st.none() | TEXT
APPLICATION = st.none() | st.builds(ApplicationIdentification, MAYBE, MAYBE, MAYBE)
NAME = st.none() | st.builds(Name, TEXT, st.none() | LINE, MAYBE)
GENERAL = st.builds(
    GeneralInformation,
    application=APPLICATION,
    file_reference=MAYBE,
    priority=APPLICATION,
    applicant=NAME,
    inventor=NAME,
    titles=st.lists(st.builds(Title, TEXT, st.none() | LINE), max_size=3).map(tuple),
    file_name=st.none() | LINE,
    software_name=st.none() | LINE,
    software_version=st.none() | LINE,
    production_date=st.none() | LINE,
    original_language=st.none() | LINE,
    non_english_language=st.none() | LINE,
)
QUALIFIER = st.builds(Qualifier, TEXT, MAYBE, MAYBE, st.none() | LINE)
FEATURE = st.builds(Feature, TEXT, TEXT, st.lists(QUALIFIER, max_size=3).map(tuple))
SEQUENCE = st.builds(
    Sequence,
    st.sampled_from(["DNA", "RNA", "AA", "dna", "<&>"]),
    st.text("acgtnuMKX'<& ", max_size=30).filter(lambda t: t != "000" and t == t.strip()).map(Residues),
    st.lists(FEATURE, max_size=3).map(tuple),
)
DECLARED = st.builds(
    DeclaredSequence, st.none() | LINE, MAYBE, MAYBE, st.none() | st.lists(TEXT, max_size=2).map(tuple)
)
ENTRY = st.builds(Entry, SEQUENCE, DECLARED)


def written(
    general: GeneralInformation, entries: list[Entry], declared: DeclaredListing | None = None
) -> bytes:
    out = io.BytesIO()
    write_listing(out, general, entries, total=len(entries), declared=declared)
    return out.getvalue()


def read(data: bytes) -> tuple[GeneralInformation, DeclaredListing, list[Any]]:
    with ListingReader(data) as reader:
        return reader.head.general, reader.head.declared, [block.entry for block in reader]


@settings(max_examples=150, deadline=None)
@given(GENERAL, st.lists(ENTRY, min_size=1, max_size=3))
def test_read_what_was_written(general: GeneralInformation, entries: list[Entry]) -> None:
    dtd = standard().dtd
    declared = DeclaredListing("V1_3", str(len(entries)), dtd.public_id, dtd.system_id)
    data = written(general, entries, declared)
    found, stated, back = read(data)
    assert found == general
    assert stated == declared
    assert back == entries
    assert written(found, back, stated) == data


@given(st.text(SIGNS))
def test_five_entities_and_no_other(text: str) -> None:
    made = escape(text)
    assert not set("<>\"'") & set(made)
    assert set(re.findall(r"&([^;]*;?)", made)) <= {"amp;", "lt;", "gt;", "quot;", "apos;"}
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        made = made.replace(entity, sign)
    assert made == text


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\r", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused(sign: str) -> None:
    with pytest.raises(OutputError, match=f"U\\+{ord(sign):04X}"):
        escape(f"ab{sign}c")
    entry = Entry(Sequence("DNA", Residues(f"acgt{sign}")))
    with pytest.raises(OutputError):
        written(GeneralInformation(), [entry])
    with pytest.raises(OutputError):
        written(GeneralInformation(software_name=f"a{sign}"), [])


@pytest.mark.parametrize("sign", ["\t", "\n"])
def test_an_attribute_keeps_no_line_break(sign: str) -> None:
    with pytest.raises(OutputError, match="fileName"):
        written(GeneralInformation(file_name=f"a{sign}b"), [])


def test_authoring_computes_what_a_file_states() -> None:
    entries = [
        Entry(Sequence("DNA", Residues("acgtacgtac"), (Feature("source", "1..10"),))),
        Entry(Sequence("", Residues(), skipped=True)),
    ]
    _, stated, back = read(written(GeneralInformation(), entries))
    assert (stated.dtd_version, stated.total) == (standard().dtd.number, "2")
    assert [b.declared.number for b in back] == ["1", "2"]
    assert [b.declared.length for b in back] == ["10", ""]
    assert [b.declared.division for b in back] == ["PAT", ""]
    assert [b.declared.has_feature_table for b in back] == [True, False]
    assert back[1].sequence.skipped


def test_declaration_and_document_type_on_the_first_two_lines() -> None:
    lines = written(GeneralInformation(), []).decode().split("\n")
    assert lines[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert lines[1] == (
        '<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">'
    )


def test_the_number_announced_must_come() -> None:
    writer = ListingWriter(io.BytesIO(), GeneralInformation(), total=2)
    writer.write(Sequence("DNA", Residues("acgt")))
    with pytest.raises(OutputError, match="2 sequences were announced, but 1 came"):
        writer.close()


def test_long_sequences_are_streamed() -> None:
    """Chunks go out one by one; a cut may fall anywhere."""
    pieces = ["acgt" * 30_000, "n", "tgca" * 20_001]
    _, _, back = read(written(GeneralInformation(), [Entry(Sequence("DNA", Residues.from_chunks(pieces)))]))
    assert back[0].sequence.residues.text == "".join(pieces)
