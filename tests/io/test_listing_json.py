"""JSON of a listing: what is written is read again, whatever the layout; what is wrong is said with its line."""

from __future__ import annotations

import io
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_exports import GENERAL, SKIPPED, dna, items, made, protein

from seqtool import assets
from seqtool.errors import InputError
from seqtool.io import listing_schema
from seqtool.io.exports import Item
from seqtool.io.imports import Choices, Notes
from seqtool.io.imports.formats import Source
from seqtool.io.imports.listing_json import FORMAT, Listing
from seqtool.io.listing_schema import SequenceView, general_of, sequence_of
from seqtool.model import (
    ApplicationIdentification,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | TEXT
QUALIFIERS = st.builds(Qualifier, TEXT, MAYBE, MAYBE, MAYBE)
FEATURES = st.builds(Feature, TEXT, TEXT, st.lists(QUALIFIERS, max_size=3).map(tuple))
SEQUENCES = st.builds(
    Sequence,
    st.sampled_from(["DNA", "RNA", "AA", ""]),
    st.builds(Residues, st.text("acgt\\\"é{}[]", max_size=30)),
    st.lists(FEATURES, max_size=3).map(tuple),
    st.just(False),
) | st.just(SKIPPED)  # fmt: skip
APPLICATIONS = st.none() | st.builds(ApplicationIdentification, MAYBE, MAYBE, MAYBE)
NAMES = st.none() | st.builds(Name, TEXT, MAYBE, MAYBE)
GENERALS = st.builds(
    GeneralInformation,
    APPLICATIONS,
    MAYBE,
    APPLICATIONS,
    NAMES,
    NAMES,
    st.lists(st.builds(Title, TEXT, MAYBE), max_size=3).map(tuple),
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
)
ITEMS = st.lists(st.builds(Item, st.integers(1, 10**12), SEQUENCES, TEXT, TEXT), max_size=4)


def read(data: bytes) -> tuple[GeneralInformation, list[Item]]:
    found = Listing(io.BytesIO(data), "x.json", SequenceView)
    views = [view for _, view in found]
    return general_of(found.general), [Item(v.number, sequence_of(v), v.name, v.description) for v in views]


def at_hand(data: bytes, notes: Notes | None = None, **choices: Any) -> Source:
    file = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    return Source(file, "x.json", Choices(**choices), notes or Notes())


def taken(data: bytes, **choices: Any) -> tuple[list[Any], Notes]:
    notes = Notes()
    return list(FORMAT.read(at_hand(data, notes, **choices))), notes


@settings(max_examples=150, deadline=None)
@given(GENERALS, ITEMS, st.sampled_from([None, 0, 3]))
def test_reading_gives_what_was_written(
    general: GeneralInformation, whole: list[Item], indent: int | None
) -> None:
    data = made("json", whole, general=general)[0]
    assert read(data) == (general, whole)
    text = json.loads(data)
    # Other programs write it in other layouts, with escapes instead of letters.
    assert read(json.dumps(text, indent=indent).encode()) == (general, whole)
    assert read(b"\xef\xbb\xbf \n" + json.dumps(text, ensure_ascii=False).encode()) == (general, whole)


def test_blocks_may_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = dna("acgt", Feature('"\\{[', "1..2", (Qualifier("note", '\\\\"'),)))
    data = made("json", [*items(dna(), odd, protein()), Item(9, SKIPPED, '\\"', "\\")])[0]
    whole = read(data)
    assert whole[1][3].name == '\\"'
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr("seqtool.io.imports.listing_json._BLOCK", size)
        assert read(data) == whole


def test_the_schema_is_that_of_the_types() -> None:
    text = assets.text("schema", "seqtool-listing-1.json")
    assert text == listing_schema.schema(), "run packaging/make_schema.py"
    jsonschema.validate(json.loads(made("json", items(dna(), SKIPPED))[0]), json.loads(text))


def test_general_information_by_the_names_of_the_import() -> None:
    two = GeneralInformation(
        application=ApplicationIdentification("EP", "1", "2026-01-01"),
        applicant=Name("Müller", "de", "Mueller"),
        titles=(Title("A", "en"), Title("B", "en"), Title("C", None)),
    )
    data = made("json", items(dna()), general=two)[0]
    assert FORMAT.general is not None
    assert FORMAT.general(at_hand(data)) == {
        "application.office": "EP",
        "application.number": "1",
        "application.filing-date": "2026-01-01",
        "applicant.name": "Müller",
        "applicant.language": "de",
        "applicant.latin": "Mueller",
        "titles.en": "A",
    }
    reasons = [note.reason for note in taken(data)[1].kept]
    assert reasons == [
        "a title of the invention is the second one in its language",
        "a title of the invention has no language code",
    ]


def test_a_length_that_differs_is_asked_about() -> None:
    data = made("json", items(dna()))[0].replace(b'"length":10', b'"length":11')
    assert [q.option for q in taken(data)[1].questions] == ["--length accept"]
    assert not taken(data, length="accept")[1].questions


def test_numbers_and_how_many_there_are() -> None:
    general = GeneralInformation(application=ApplicationIdentification("EP", '"number"', ""))
    given = [Item(5, dna()), Item(9, SKIPPED, '"number"'), Item(7, protein(), "number")]
    data = made("json", given, general=general)[0]
    assert FORMAT.count is not None
    assert FORMAT.numbers is not None
    assert FORMAT.count(at_hand(data)) == 3
    assert list(FORMAT.numbers(at_hand(data))) == [5, 9, 7]


def test_what_looks_like_it() -> None:
    assert FORMAT.looks(made("json", items(dna()), general=GENERAL)[0][:65536])
    assert FORMAT.looks(b' {\n "schema" : "seqtool-listing/2"')
    assert not FORMAT.looks(b'{"schema": "seqtool-report/1"}')
    assert not FORMAT.looks(b'[{"schema": "seqtool-listing/1"}]')


GOOD = '{"schema":"seqtool-listing/1",\n"sequences":[\n%s\n]}'
ONE = '{"number":1,"molecule_type":"DNA","residues":"acgt"}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file ends where { should follow"),
        ("[]", "line 1: { should stand here"),
        ("{", "the name of a member"),
        ("{}", "the name of a member"),
        ('{"schema"', "the file ends where : should follow"),
        ('{"schema":"seqtool-listing/2","sequences":[]}', "reads seqtool-listing/1"),
        ('{"sequences":[]}', "should stand before the sequences"),
        ('{"schema":"seqtool-listing/1"}', "no member sequences"),
        ('{"schema":"seqtool-listing/1","sequence":[]}', "'sequence' is unknown"),
        ('{"schema":"seqtool-listing/1","schema":""}', "'schema' stands twice"),
        ('{"schema":"seqtool-listing/1","tool":"', "the file ends inside a text"),
        ('{"schema":"seqtool-listing/1","tool":}', "a value is missing"),
        ('{"schema":"seqtool-listing/1","general":{"applicnt":{}}', "applicnt"),
        (GOOD % ONE.replace('"acgt"', "5"), "line 3, sequence 1 (SEQ ID NO 1): residues must be a text in quotation marks, but a whole number stands there."),
        (GOOD % ONE.replace("residues", "residue"), "line 3, sequence 1 (SEQ ID NO 1): 'residue' is not known."),
        (GOOD % ONE.replace("1,", "0,", 1), "sequence 1 (SEQ ID NO 0): number must be a whole number of at least 1."),
        (GOOD % ONE.replace("1,", '"7",', 1), "(SEQ ID NO 7): number must be a whole number, but a text in quotation marks stands"),
        (GOOD % ONE.replace('"number":1,', ""), "sequence 1: 'number' is missing."),
        (GOOD % ONE.replace('"acgt"', '"acgt","features":[{"key":"CDS","location":"1","qualifiers":[{}]}]'), "'name' is missing in qualifier 1 of feature 1."),
        (GOOD % ONE.replace('"acgt"', '"acgt","features":{}'), "features must be a list in [ ], but an object in { } stands there."),
        ('{"schema":"seqtool-listing/1","general":{"titles":[{"text":1}]},"sequences":[]}', "general information: text of title 1 must be a text"),
        (GOOD % f"{ONE},\n{ONE[:-1]}", "line 4, sequence 2 (SEQ ID NO 1): it is no JSON: "),
        (GOOD % f"{ONE}\n{ONE}", "line 4: , or ] should stand here"),
        (GOOD % f"{ONE},", "a value is missing"),
        ((GOOD % ONE)[:-1], "line 4: the file ends where , or } should follow"),
        ((GOOD % ONE) + "x", "text follows after the end"),
        ((GOOD % ONE)[:-1] + ',"sequences":[]}', "stands twice"),
        (GOOD % ("[" * 100_000 + "]" * 100_000), "sequence 1"),
        (GOOD % ONE.replace("acgt", "\\ud800"), "sequence 1"),
    ],
)  # fmt: skip
def test_wrong_files_are_refused_with_their_line(text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(text.encode())
    assert said in str(error.value)
    assert str(error.value).startswith("x.json")


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(InputError, match="sequence 1"):
        read((GOOD % ONE).encode().replace(b"acgt", b"\xff\xfe"))


def test_every_truncation_is_an_error() -> None:
    data = made("json", items(dna(), protein()))[0].rstrip()
    for end in range(len(data)):
        with pytest.raises(InputError):
            read(data[:end])


def test_a_value_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqtool.io.imports.listing_json.LIMIT", 1 << 20)
    monkeypatch.setattr("seqtool.io.imports.listing_json._BLOCK", 1 << 16)
    with pytest.raises(InputError, match="more than 1 MB"):
        read((GOOD % ONE.replace("acgt", "acgt" * 500_000)).encode())
