"""INSDSeq XML and GBSeq XML: the same records, read as a stream; nothing from outside the file."""

from __future__ import annotations

import io

import pytest
from support_genbank import BASES

from seqtool.errors import InputError
from seqtool.io.imports import Record, insdxml
from seqtool.io.imports.sniff import sniff

_FEATURE = """<INSDFeature>
<INSDFeature_key>{key}</INSDFeature_key>
{place}
<INSDFeature_quals>{quals}</INSDFeature_quals>
</INSDFeature>
"""


def qualifier(name: str, value: str | None = None) -> str:
    text = "" if value is None else f"<INSDQualifier_value>{value}</INSDQualifier_value>"
    return f"<INSDQualifier><INSDQualifier_name>{name}</INSDQualifier_name>{text}</INSDQualifier>"


def feature(key: str, location: str, *quals: str) -> str:
    place = f"<INSDFeature_location>{location}</INSDFeature_location>"
    return _FEATURE.format(key=key, place=place, quals="".join(quals))


def record(
    *features: str, bases: str = BASES, molecule: str = "DNA", topology: str = "linear", more: str = ""
) -> str:
    return (
        f"<INSDSeq>\n<INSDSeq_locus>TINY</INSDSeq_locus><INSDSeq_length>60</INSDSeq_length>"
        f"<INSDSeq_moltype>{molecule}</INSDSeq_moltype><INSDSeq_topology>{topology}</INSDSeq_topology>"
        f"<INSDSeq_accession-version>TINY.1</INSDSeq_accession-version>"
        f"<INSDSeq_organism>Homo sapiens</INSDSeq_organism>{more}"
        f"<INSDSeq_feature-table>\n{''.join(features)}</INSDSeq_feature-table>"
        f"<INSDSeq_sequence>{bases}</INSDSeq_sequence></INSDSeq>\n"
    )


def whole(*records: str, head: str = '<?xml version="1.0"?>\n') -> bytes:
    return f"{head}<INSDSet>\n{''.join(records)}</INSDSet>\n".encode()


def read(data: bytes) -> list[Record]:
    return list(insdxml.read(io.BytesIO(data), "tiny.xml"))


CDS = feature(
    "CDS", "11..&gt;28", qualifier("pseudo"), qualifier("translation", "MA\n KW"), qualifier("note", "a\n b")
)


def test_a_record() -> None:
    (found,) = read(whole(record(CDS, topology="circular")))
    assert (found.name, found.molecule, found.circular, found.organism) == (
        "TINY.1",
        "DNA",
        True,
        "Homo sapiens",
    )
    assert (found.stated_length, b"".join(found.residues), found.line) == (60, BASES.encode(), 3)
    (one,) = found.features
    assert (one.key, one.location) == ("CDS", "11..>28")
    assert [(q.name, q.value) for q in one.qualifiers] == [
        ("pseudo", None),
        ("translation", "MAKW"),
        ("note", "a b"),
    ]
    assert one.line == 5


def test_both_dialects_and_several_records() -> None:
    data = whole(record(CDS), record(), record(CDS, CDS))
    assert [len(r.features) for r in read(data)] == [1, 0, 2]
    assert sniff(data, "x") == "insdseq"
    theirs = data.replace(b"INSD", b"GB")
    assert [len(r.features) for r in read(theirs)] == [1, 0, 2]
    assert sniff(theirs, "x") == "gbseq"
    # A single record is a document, too.
    assert len(read(record().encode())) == 1


def test_a_listing_is_not_this_format() -> None:
    listing = b"<?xml version='1.0'?><ST26SequenceListing><SequenceData><INSDSeq></INSDSeq></SequenceData>"
    assert not any(form.looks(listing) for form in insdxml.FORMATS.values())
    comment = b"<?xml version='1.0'?><!-- <INSDSet> --><other/>"
    assert not any(form.looks(comment) for form in insdxml.FORMATS.values())
    assert not insdxml.FORMATS["insdseq"].looks(b"ID   X; 5 BP.")


def interval(**ends: int) -> str:
    inner = "".join(f"<INSDInterval_{end}>{at}</INSDInterval_{end}>" for end, at in ends.items())
    return f"<INSDInterval>{inner}</INSDInterval>"


@pytest.mark.parametrize(
    ("intervals", "location"),
    [
        (interval(point=7), "7"),
        (interval(**{"from": 9, "to": 3}), "complement(3..9)"),
        (interval(**{"from": 1, "to": 3}) + interval(point=9), "join(1..3,9)"),
    ],
)
def test_a_feature_with_intervals_alone(intervals: str, location: str) -> None:
    place = f"<INSDFeature_intervals>{intervals}</INSDFeature_intervals>"
    (found,) = read(whole(record(_FEATURE.format(key="gene", place=place, quals=""))))
    assert found.features[0].location == location


def test_fields_that_contradict_each_other() -> None:
    (found,) = read(whole(record(molecule="AA", topology="mRNA")))
    assert found.molecule == ""
    assert found.remarks[0][1] == "AA, mRNA"
    contig = "<INSDSeq_contig>join(X:1..60)</INSDSeq_contig>"
    (found,) = read(whole(record(bases="", more=contig)))
    assert "contig" in found.without


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (whole(record(CDS))[:-40], "line .*cut off"),
        (b"<INSDSet><INSDSeq></INSDSet>", "no well-formed XML"),
        (whole(record(), head='<!DOCTYPE INSDSet [<!ENTITY a "acgt">]>'), "entities"),
        (
            whole(record(bases="ac&x;gt"), head='<!DOCTYPE INSDSet PUBLIC "a" "http://127.0.0.1:1/x.dtd">'),
            "entities",
        ),
        (whole(record(), head='<!DOCTYPE INSDSet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "entities"),
    ],
)
def test_bad_xml(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(data)


def test_comments_inside_residues_lose_nothing() -> None:
    (found,) = read(
        whole(record(bases=f"{BASES[:20]}<!-- x -->{BASES[20:40]}<?pi?><![CDATA[{BASES[40:]}]]>"))
    )
    assert b"".join(found.residues) == BASES.encode()


def test_a_record_may_not_be_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insdxml, "LARGEST", 100_000)
    assert len(read(whole(*[record(CDS)] * 500))) == 500
    with pytest.raises(InputError, match="more than"):
        read(whole(record(*[CDS] * 5000)))
