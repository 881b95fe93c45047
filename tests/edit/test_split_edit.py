"""The other strand, one sequence into two, several into one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from support_edit import locations, of, sequence, sequences, session, undone

from seqtool.edit.operations.coding import translate_cds
from seqtool.edit.operations.joining import join
from seqtool.edit.operations.reverse import reverse_complement_sequence
from seqtool.edit.operations.split import split
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location import extract, parse_location
from seqtool.model import Feature, Qualifier, Sequence
from seqtool.model.document import FILING
from seqtool.model.draft import Filing

TEXT = "acgtacgtacgtacgtaccc"  # 20


def f(location: str, key: str = "misc_feature", **qualifiers: str) -> Feature:
    return Feature(key, location, tuple(Qualifier(n, v) for n, v in qualifiers.items()))


def values(one: Session, key: int = 1) -> list[list[str | None]]:
    return [[q.value for q in feature.qualifiers] for feature in of(one, key).features[1:]]


# The other strand


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1..5", "complement(16..20)"),
        ("complement(<1..5)", "16..>20"),
        ("5^6", "complement(15^16)"),
        ("20^1", "complement(20^1)"),
        ("join(1..3,complement(8..>10))", "join(complement(18..20),<11..13)"),
        ("order(1,3)", "complement(order(18,20))"),
    ],
)
def test_locations(before: str, after: str) -> None:
    one = session(sequence(TEXT, f(before)))
    undone(one, lambda: reverse_complement_sequence(one, 1))
    assert locations(one) == [after]
    assert of(one).features[0].location == "1..20"
    assert of(one).residues.text == "gggtacgtacgtacgtacgt"


def test_values() -> None:
    one = session(
        sequence(
            TEXT,
            f("3..4", "variation", replace="aac"),
            f("complement(3..4)", "variation", replace=""),
            f("1..9", "CDS", transl_except="(pos:4..6,aa:Trp)"),
            f("complement(1..9)", "CDS", transl_except="(pos:complement(4..6),aa:Trp)"),
            f("complement(1..9)", "CDS", transl_except="(pos:4..6,aa:Trp)"),
            f("2..10", "repeat_region", rpt_unit_range="2..4", rpt_unit_seq="ag(3)"),
            f("2..10", "rep_origin", direction="left"),
            f("x"),
        )
    )
    report = undone(one, lambda: reverse_complement_sequence(one, 1))
    assert locations(one)[:2] == ["17..18", "complement(17..18)"]
    assert values(one) == [
        ["gtt"],
        [""],
        ["(pos:complement(15..17),aa:Trp)"],
        ["(pos:15..17,aa:Trp)"],
        ["(pos:15..17,aa:Trp)"],
        ["17..19", "ag(3)"],
        ["right"],
        [],
    ]
    assert [m.before for m in report.invalid] == ["x"]


def test_the_translation_is_the_same() -> None:
    one = session(sequence("ccatgaaacccgggtttaaataacc", f("3..23", "CDS")))
    translate_cds(one, 1, 1)
    undone(one, lambda: reverse_complement_sequence(one, 1))
    revision = one.revision
    translate_cds(one, 1, 1)
    assert one.revision == revision


@given(sequences())
def test_twice_is_what_it_was(seq: Sequence) -> None:
    # A codon given without its strand on the other one is put right, and what is right stays.
    assume(
        all(
            feature.location.startswith("complement") == ("(pos:complement" in (q.value or ""))
            for feature in seq.features
            for q in feature.qualifiers
            if q.name in ("transl_except", "anticodon")
        )
    )
    one = session(seq)
    reverse_complement_sequence(one, 1)
    for old, new in zip(seq.features[1:], of(one).features[1:], strict=True):
        products = [
            extract(parse_location(a.location, protein=False), b.residues.text)
            for a, b in ((old, seq), (new, of(one)))
        ]
        assert products[0] == products[1]
    reverse_complement_sequence(one, 1)
    assert of(one) == seq


def test_refusals_of_the_other_strand() -> None:
    one = session(sequence("MKV", moltype="AA"), sequence("acxu"))
    before = one.document.copy()
    with pytest.raises(EditError, match="amino acids"):
        reverse_complement_sequence(one, 1)
    with pytest.raises(EditError, match="'u', 'x'"):
        reverse_complement_sequence(one, 2)
    assert one.document == before


# One into two


def test_split() -> None:
    one = session(
        sequence(
            TEXT,
            f("1..5"),
            f("9..12", "tRNA", anticodon="(pos:10..12,aa:Phe,seq:aaa)"),
            f("3..10", note="x"),
            f("complement(join(2..4,<8..15))", note="x"),
            f("8^9"),
            f("5^6"),
            f("20^1"),
            f("oops"),
        ),
        sequence("acgt", f("1", note="as SEQ ID NO: 2")),
    )
    report = undone(one, lambda: split(one, 1, 8))
    assert one.document.order == [1, 3, 2]
    assert locations(one) == ["1..5", "3..>8", "complement(join(2..4,>8))", "5^6", "oops"]
    assert locations(one, 3) == ["1..4", "<1..2", "complement(<1..7)"]
    assert values(one, 3)[0] == ["(pos:2..4,aa:Phe,seq:aaa)"]
    assert values(one, 2) == [["as SEQ ID NO: 3"]]
    assert [m.before for m in report.invalid] == ["8^9", "20^1", "oops"]
    assert report.created == (3,)
    assert [feature.location for feature in (of(one).features[0], of(one, 3).features[0])] == [
        "1..8",
        "1..12",
    ]
    assert of(one, 3).features[0].qualifiers[1].id is None


GENE = "ccatgaaacccgggtttaaataacc"


@pytest.mark.parametrize("at", range(3, 23))
@pytest.mark.parametrize("back", [False, True])
def test_a_coding_sequence_keeps_its_frame(at: int, back: bool) -> None:
    one = session(sequence(GENE, f("3..23", "CDS", transl_except="(pos:9..11,aa:Trp)")))
    if back:
        reverse_complement_sequence(one, 1)
        at = 25 - at
    translate_cds(one, 1, 1)
    undone(one, lambda: split(one, 1, at))
    parts: list[str] = []
    for key in (1, 3):
        names = [q.name for q in of(one, key).features[1].qualifiers]
        assert "protein_id" not in names
        try:
            translate_cds(one, key, 1, make_protein=False)
        except EditError:
            parts.append("")  # one or two bases only
            continue
        found = next(q.value for q in of(one, key).features[1].qualifiers if q.name == "translation")
        parts.append(found or "")
    if back:
        parts.reverse()
    whole = "MKWGFK"
    assert whole.startswith(parts[0])
    assert whole.endswith(parts[1])
    assert len(parts[0]) + len(parts[1]) >= len(whole) - 1


def test_references_of_the_second_part_follow() -> None:
    one = session(
        sequence(
            TEXT,
            f("1..2", note="as SEQ ID NO: 1 and SEQ ID NO: 2"),
            f("12..20", "CDS", protein_id="2", note="SEQ ID NO: 1"),
        ),
        sequence("MKV", moltype="AA"),
    )
    undone(one, lambda: split(one, 1, 8))
    assert values(one) == [["as SEQ ID NO: 1 and SEQ ID NO: 3"]]
    assert values(one, 3) == [["3", "SEQ ID NO: 1"]]


def test_split_links() -> None:
    one = session(sequence("MCKLACDE", f("2..6", "DISULFID", note="x"), f("2..6", "REGION"), moltype="AA"))
    undone(one, lambda: split(one, 1, 4))
    assert locations(one) == ["2", "2..>4"]
    assert locations(one, 2) == ["2", "<1..2"]


def test_split_of_a_filed_listing() -> None:
    one = session(sequence(TEXT), sequence("acgt"))
    with one.edit("file") as edit:
        edit.put(FILING, Filing(filed=True))
    undone(one, lambda: split(one, 1, 8))
    assert one.document.order == [1, 2, 3]


@pytest.mark.parametrize("at", [0, 20, -1, 99])
def test_no_place_to_split(at: int) -> None:
    one = session(sequence(TEXT))
    with pytest.raises(EditError, match="cannot be split"):
        split(one, 1, at)


@given(sequences(), st.data())
def test_split_and_join(seq: Sequence, data: st.DataObject) -> None:
    """What does not cross the place comes back, features of the first part first."""
    at = data.draw(st.integers(1, seq.residues.length - 1))
    trees = [(feature, parse_location(feature.location, protein=False)) for feature in seq.features[1:]]
    kept = [f for f, t in trees if (t.high <= at or t.low > at) and "^1" not in f.location]
    kept = [f for f in kept if all(q.name in ("note", "rpt_unit_seq") for q in f.qualifiers)]
    seq = replace(seq, features=(seq.features[0], *kept))
    one = session(seq)
    undone(one, lambda: split(one, 1, at))
    report = undone(one, lambda: join(one, [1, 2]))
    assert not report.invalid
    joined = of(one)
    assert joined.residues == seq.residues
    assert joined.features[0] == seq.features[0]
    assert sorted(map(repr, joined.features)) == sorted(map(repr, seq.features))


# Several into one


def test_join() -> None:
    one = session(
        sequence("acgt", f("<1..4"), f("4^1")),
        sequence("gg", f("1..2", note="mine")),
        sequence("ttt", f("complement(1..>3)"), f("1..3", "CDS", transl_except="(pos:1..3,aa:Trp)"), f("9")),
        sequence("a", f("1", note="as SEQ ID NO: 2")),
    )
    report = undone(one, lambda: join(one, [1, 3]))
    assert of(one).residues.text == "acgtttt"
    assert of(one).features[0].location == "1..7"
    assert locations(one) == ["<1..4", "4^1", "complement(5..>7)", "5..7", "9"]
    assert values(one)[3] == ["(pos:5..7,aa:Trp)"]
    assert [m.before for m in report.invalid] == ["4^1", "9"]
    assert one.document.order == [1, 2, 4]
    with pytest.raises(EditError, match="named elsewhere"):
        join(one, [1, 2])
    undone(one, lambda: join(one, [1, 2], named_elsewhere="release"))


def test_join_of_a_filed_listing() -> None:
    one = session(sequence("acgt"), sequence("gg"))
    with one.edit("file") as edit:
        edit.put(FILING, Filing(filed=True))
    undone(one, lambda: join(one, [1, 2]))
    assert one.document.order == [1, 2]
    assert of(one, 2).skipped


def test_refusals_of_joining() -> None:
    one = session(
        sequence("acgt"),
        sequence("gg", moltype="RNA"),
        sequence("gg", organism="Homo sapiens"),
        sequence("MK", moltype="AA"),
    )
    before = one.document.copy()
    for keys, words in (
        ([1], "at least two"),
        ([1, 1], "at least two"),
        ([1, 2], "molecule type"),
        ([1, 3], "organism"),
        ([4, 1], "molecule"),
    ):
        with pytest.raises(EditError, match=words):
            join(one, keys)
    assert one.document == before
