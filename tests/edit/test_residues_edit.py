"""Residues that come, go and are replaced: features move along, and what cannot is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_edit import features, locations, of, sequence, sequences, session, undone

from seqtool.edit.operations.residues import delete_residues, insert_residues, replace_residues
from seqtool.edit.session import EditError
from seqtool.insdc.location_splice import Splice, spliced
from seqtool.model import Feature, Qualifier, Sequence
from seqtool.model.changes import ChangeSet

TEXT = "acgtacgtacgtacgtacgt"  # 20


def f(location: str, key: str = "misc_feature", **qualifiers: str) -> Feature:
    return Feature(key, location, tuple(Qualifier(n, v) for n, v in qualifiers.items()))


@pytest.mark.parametrize(
    ("location", "splice", "after"),
    [
        # three residues come between 5 and 6
        ("1..5", (5, 0, 3), "1..5"),
        ("6..9", (5, 0, 3), "9..12"),
        ("5..6", (5, 0, 3), "5..9"),
        ("<2..>20", (5, 0, 3), "<2..>23"),
        ("5^6", (5, 0, 3), "5^6"),
        ("6^7", (5, 0, 3), "9^10"),
        ("20^1", (5, 0, 3), "23^1"),
        ("20^1", (20, 0, 3), "23^1"),
        ("join(1..3,complement(8..>10),order(4,7))", (5, 0, 3), None),
        ("join(1..3,complement(8..>10),7)", (5, 0, 3), "join(1..3,complement(11..>13),10)"),
        ("complement(order(2,<9))", (5, 0, 3), "complement(order(2,<12))"),
        # 6..10 go
        ("1..5", (5, 5, 0), "1..5"),
        ("4..8", (5, 5, 0), "4..5"),
        ("5..8", (5, 5, 0), "5"),
        ("8..12", (5, 5, 0), "6..7"),
        ("<8..>12", (5, 5, 0), "<6..>7"),
        ("6..10", (5, 5, 0), None),
        ("7", (5, 5, 0), None),
        ("7^8", (5, 5, 0), None),
        ("5^6", (5, 5, 0), "5^6"),
        ("10^11", (5, 5, 0), "5^6"),
        ("join(1..3,7..9,15..18)", (5, 5, 0), "join(1..3,10..13)"),
        ("join(7..9,15..18)", (5, 5, 0), "10..13"),
        ("complement(join(7..9,15..18))", (5, 5, 0), "complement(10..13)"),
        ("join(6..7,9)", (5, 5, 0), None),
        ("1..20", (0, 20, 0), None),
        # 6..8 are replaced by one, and by five
        ("6..8", (5, 3, 1), "6"),
        ("6..8", (5, 3, 5), "6..10"),
        ("4..8", (5, 3, 5), "4..10"),
        ("7..8", (5, 3, 5), None),
        ("7..12", (5, 3, 5), "11..14"),
        ("7..12", (5, 3, 3), "7..12"),
        ("6", (5, 1, 3), "6..8"),
        (">6", (5, 1, 3), "6..>8"),
    ],
)
def test_locations(location: str, splice: tuple[int, int, int], after: str | None) -> None:
    text, trouble = spliced(location, Splice(*splice, 20), protein=False)
    assert (text if trouble is None else None) == after
    if trouble:
        assert text == location


@pytest.mark.parametrize(
    ("location", "trouble"),
    [
        ("", "unreadable"),
        ("5..4", "unreadable"),
        ("5^9", "unreadable"),
        ("18..25", "beyond"),
        ("J1:4..9", "unreadable"),
    ],
)
def test_what_cannot_follow_stays(location: str, trouble: str) -> None:
    assert spliced(location, Splice(3, 0, 2, 20), protein=False) == (location, trouble)


def test_insert() -> None:
    one = session(
        sequence(
            TEXT,
            f("4..12", "CDS", transl_except="(pos:7..9,aa:Trp)"),
            f("15..17", "tRNA", anticodon="(pos:join(15,17),aa:Phe,seq:aaa)"),
            f("2..20", "repeat_region", rpt_unit_range="5..8", rpt_unit_seq="ac(3)"),
            f("1..3"),
            f("9..99"),
        )
    )
    report = undone(one, lambda: insert_residues(one, 1, 7, "nn"))
    assert of(one).residues.text == "acgtacgnntacgtacgtacgt"
    assert of(one).features[0].location == "1..22"
    assert locations(one) == ["4..14", "17..19", "2..22", "1..3", "9..99"]
    values = [[q.value for q in feature.qualifiers] for feature in of(one).features[1:4]]
    assert values == [["(pos:7..11,aa:Trp)"], ["(pos:join(17,19),aa:Phe,seq:aaa)"], ["5..10", "ac(3)"]]
    assert [m.before for m in report.resized] == ["4..12", "(pos:7..9,aa:Trp)", "2..20", "5..8"]
    assert [(m.before, m.why) for m in report.invalid] == [("9..99", "it reaches beyond the last residue")]
    assert report.coding == ((1, 1),)
    assert [(m.before, m.after) for s in report.shifted for m in s if m.name == "tRNA"] == [
        ("15..17", "17..19")
    ]


@pytest.mark.parametrize("gone", ["keep", "remove"])
def test_what_is_gone(gone: str) -> None:
    one = session(
        sequence(TEXT, f("6..8"), f("3..18", "CDS", transl_except="(pos:6..8,aa:Trp)", note="x"), f("15..16"))
    )
    report = undone(one, lambda: delete_residues(one, 1, 5, 9, gone=gone))
    assert [m.after for m in report.invalid] == (
        [None, None] if gone == "remove" else ["6..8", "(pos:6..8,aa:Trp)"]
    )
    assert locations(one) == (["3..14", "11..12"] if gone == "remove" else ["6..8", "3..14", "11..12"])
    assert report.coding == ((1, 1 if gone == "remove" else 2),)
    assert len(of(one).features[-2].qualifiers) == (1 if gone == "remove" else 2)


def test_links_of_proteins() -> None:
    text = "MCKLACDE"
    one = session(sequence(text, f("2..6", "DISULFID"), f("2..6", "REGION"), moltype="AA"))
    report = undone(one, lambda: delete_residues(one, 1, 1, 2))
    assert locations(one) == ["2..6", "2..5"]
    assert [m.name for m in report.invalid] == ["DISULFID"]
    one = session(sequence(text, f("2..6", "DISULFID"), moltype="AA"))
    undone(one, lambda: delete_residues(one, 1, 3, 4))
    assert locations(one) == ["2..5"]


def test_a_substitution_moves_nothing() -> None:
    one = session(sequence(TEXT, f("4..12", "CDS"), f("13..18", "CDS"), f("x")))
    report = undone(one, lambda: replace_residues(one, 1, 8, 10, "gg"))
    assert locations(one) == ["4..12", "13..18", "x"]
    assert report.coding == ((1, 1),)


def test_what_both_have_is_not_replaced() -> None:
    one = session(sequence(TEXT, f("5..8"), f("8..9")))
    undone(one, lambda: replace_residues(one, 1, 0, 20, TEXT[:8] + "nn" + TEXT[8:]))
    assert locations(one) == ["5..8", "8..11"]
    revision = one.revision
    replace_residues(one, 1, 0, 22, of(one).residues.text)
    assert one.revision == revision


def test_from_nothing_and_to_nothing() -> None:
    one = session(sequence(""))
    for text in "acg":
        insert_residues(one, 1, of(one).residues.length, text, typing=True)
    assert of(one).features[0].location == "1..3"
    report = undone(one, lambda: delete_residues(one, 1, 0, 3))
    assert of(one).features[0].location == ""
    assert not report.invalid
    insert_residues(one, 1, 0, "a")
    assert of(one).features[0].location == "1"


def test_typing_is_one_step() -> None:
    one = session(sequence("acgt", f("2..3")))
    for place, letter in enumerate("ttt"):
        insert_residues(one, 1, 2 + place, letter, typing=True)
    one.history.close()
    delete_residues(one, 1, 0, 1, typing=True)
    one.undo()
    assert of(one).residues.text == "actttgt"
    assert locations(one) == ["2..6"]
    one.undo()
    assert of(one).residues.text == "acgt"


def test_source_is_put_right() -> None:
    one = session(sequence("acgt"))
    with one.edit("wrong") as edit:
        old = of(one)
        edit.sequence(1, Sequence("DNA", old.residues, (Feature("source", "1..>9"),)))
    report = insert_residues(one, 1, 4, "a")
    assert of(one).features[0].location == "1..5"
    assert "1..>9" in report.notes[0]


@pytest.mark.parametrize(
    ("start", "end", "text", "words"),
    [
        (0, 21, "", "20 residues"),
        (-1, 2, "", "20 residues"),
        (5, 4, "a", "20 residues"),
        (0, 0, "ac gt", "no residue"),
        (0, 0, "ac1", "no residue"),
    ],
)
def test_refusals(start: int, end: int, text: str, words: str) -> None:
    one = session(sequence(TEXT))
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        replace_residues(one, 1, start, end, text)
    with pytest.raises(EditError, match="no longer"):
        replace_residues(one, 7, start, end, text)
    assert one.document == before


def test_a_skipped_sequence_has_none() -> None:
    from seqtool.model import Residues

    one = session(Sequence("", Residues(), (), skipped=True))
    with pytest.raises(EditError, match="skipped"):
        insert_residues(one, 1, 0, "a")


@given(sequences(), st.data())
def test_insertion_and_deletion_restore_all(seq: Sequence, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, seq.residues.length))
    text = data.draw(st.text("acgt", min_size=1, max_size=4))
    one = session(seq)
    undone(one, lambda: insert_residues(one, 1, at, text))
    report = undone(one, lambda: delete_residues(one, 1, at, at + len(text)))
    assert of(one) == seq
    assert not report.invalid


@given(sequences(3), st.data())
def test_features_keep_their_residues(seq: Sequence, data: st.DataObject) -> None:
    """What a feature has after an edit is what it had, less what went, and with what came within it."""
    from seqtool.insdc.location import extract, parse_location

    at = data.draw(st.integers(0, seq.residues.length))
    end = data.draw(st.integers(at, seq.residues.length))
    text = data.draw(st.text("n", max_size=3))
    one = session(seq)
    replace_residues(one, 1, at, end, text)
    new = of(one)
    assert new.features[0].location == (
        "1" if new.residues.length == 1 else f"1..{new.residues.length}" if new.residues.length else ""
    )
    if len(text) == end - at:
        return
    marked = seq.residues.text[:at] + "x" * (end - at) + seq.residues.text[end:]
    for old, feature in zip(seq.features[1:], new.features[1:], strict=True):
        if feature.location == old.location or "^" in old.location:
            continue
        before = extract(parse_location(old.location, protein=False), marked).replace("x", "")
        after = extract(parse_location(feature.location, protein=False), new.residues.text).replace("n", "")
        assert after == before


@given(st.integers(2, 30), st.data())
def test_the_plain_way_is_the_same(size: int, data: st.DataObject) -> None:
    """The quick loop and the way over the tree agree."""
    at = data.draw(st.integers(0, size))
    removed = data.draw(st.integers(0, size - at))
    splice = Splice(at, removed, data.draw(st.integers(0, 3)), size)
    place = data.draw(features(size)).location
    plain = splice.plain(place)
    if plain is not None:
        assert spliced(f"complement({place})", splice, protein=False) == (f"complement({plain})", None)


def test_a_thousand_letters_are_undone_like_one() -> None:
    told: list[ChangeSet] = []
    one = session(sequence("acgt" * 100, *[f(f"{n}..{n + 2}") for n in range(1, 300)]))
    before = one.document.copy()
    one.follow(told.append)
    for n in range(1_000):
        insert_residues(one, 1, 7 + n, "g", typing=True)
    after = one.document.copy()
    assert len(told) == 1_000
    told.clear()
    one.undo()
    assert one.document == before
    assert len(told[0].changes) < 12
    one.redo()
    assert one.document == after


def test_typed_and_taken_back() -> None:
    one = session(sequence("acgt", f("1..4")))
    before = one.document.copy()
    for _ in range(3):
        replace_residues(one, 1, 1, 1, "g", typing=True)
        replace_residues(one, 1, 1, 2, "", typing=True)
    assert one.document == before
    while one.history.undo_label != "new":
        one.undo()
        assert one.document.draft(1).sequence.residues.text in ("acgt", "agcgt")
    assert one.document == before
