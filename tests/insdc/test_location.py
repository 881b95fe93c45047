"""Location grammar (paragraphs 64-71)."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.insdc import location as loc
from seqtool.insdc import location_reader
from seqtool.insdc.location_parser import MAX_ISSUES, MAX_LENGTH

LEGAL = [
    "467",
    "340..565",
    "<5",
    ">5",
    "<345..500",
    "1..>888",
    "<1..>888",
    "123^124",
    "448^1",
    "1^2",
    "join(12..78,134..202)",
    "order(12,14..20)",
    "complement(34..126)",
    "complement(5^6)",
    "complement(<5..>9)",
    "complement(join(2691..4571,4918..5163))",
    "complement(order(1..2,4..5))",
    "join(complement(4918..5163),complement(2691..4571))",
    "join(980..1000,1..20)",
    "join(1..50,complement(60..80),<90..100)",
    "join(1..50,50..99)",
    "complement(join(complement(1..5),8))",
    "999999999999999999",
]


@pytest.mark.parametrize("text", LEGAL)
def test_legal_location_has_a_tree_and_prints_back(text: str) -> None:
    reading = loc.read_location(text, protein=False)
    assert reading.issues == ()
    assert reading.tree is not None
    assert reading.tree.text == text
    assert loc.parse_location(text, protein=False) == reading.tree


@pytest.mark.parametrize("text", ["5", "5..9", "<5", ">5", "<5..9", "5..>9", "<5..>9"])
def test_one_descriptor_is_legal_on_a_protein(text: str) -> None:
    reading = loc.read_location(text, protein=True)
    assert reading.issues == ()
    assert reading.tree is not None
    assert reading.tree.text == text


FAULTS = [
    # text, kind, offset, found, the tree's text (None: no tree)
    ("", "empty", 0, "", None),
    (" \t", "empty", 0, "", None),
    ("abc", "syntax", 0, "abc", None),
    ("join", "syntax", 4, "", None),
    ("join()", "syntax", 5, ")", None),
    ("join(1..5,)", "syntax", 10, ")", None),
    ("join(1..5,7", "syntax", 11, "", None),
    ("join(1..5 7)", "syntax", 10, "7", None),
    ("1..5 7..9", "syntax", 5, "7", None),
    ("1..5" + " " * 30 + "7..9", "syntax", 34, "7", None),
    ("1..5)", "syntax", 4, ")", None),
    ("((5))", "syntax", 0, "(", None),
    ("5-10", "syntax", 1, "-", None),
    ("5–10", "syntax", 1, "–", None),
    ("5.10", "syntax", 1, ".", None),
    ("5...10", "syntax", 3, ".", None),
    ("5..", "syntax", 3, "", None),
    ("..5", "syntax", 0, ".", None),
    ("-5..10", "syntax", 0, "-", None),
    ("<>5", "syntax", 1, ">", None),
    ("5>", "syntax", 1, ">", None),
    ("<5^6", "syntax", 0, "<", None),
    ("5^>6", "syntax", 2, ">", None),
    ("1..2..3", "syntax", 4, ".", None),
    ("１２", "syntax", 0, "１", None),
    ("1_000", "syntax", 1, "_", None),
    ("1\N{ARABIC-INDIC DIGIT FIVE}", "syntax", 1, "\N{ARABIC-INDIC DIGIT FIVE}", None),
    ("éa(5)", "syntax", 0, "é", None),
    ("5\x00", "syntax", 1, "\x00", None),
    ("1000000000000000000", "syntax", 0, "1", None),
    ("complement(5", "syntax", 12, "", None),
    ("5 ..9", "white-space", 1, " ", "5..9"),
    (" 5", "white-space", 0, " ", "5"),
    ("5\n", "white-space", 1, "\n", "5"),
    ("5\u00a0..9", "white-space", 1, "\u00a0", "5..9"),
    ("join( 1..5 , 7 .. 9 )", "white-space", 5, " ", "join(1..5,7..9)"),
    ("complement (< 5)", "white-space", 10, " ", "complement(<5)"),
    ("05..9", "leading-zero", 0, "05", "5..9"),
    ("join(1..2,4..005)", "leading-zero", 13, "005", "join(1..2,4..5)"),
    ("0" * 30 + "7", "leading-zero", 0, "0" * 30 + "7", "7"),
    ("0", "zero", 0, "0", None),
    ("0..5", "zero", 0, "0", None),
    ("5^0", "zero", 2, "0", None),
    ("join(00,5)", "zero", 5, "00", None),
    ("10..10", "same-ends", 0, "10..10", "10"),
    ("<10..10", "same-ends", 0, "<10..10", "<10"),
    ("10..>10", "same-ends", 0, "10..>10", ">10"),
    ("<10..>10", "same-ends", 0, "<10..>10", None),
    ("join(1..5,7..7)", "same-ends", 10, "7..7", "join(1..5,7)"),
    ("10..5", "descending", 0, "10..5", None),
    ("<10..5", "descending", 0, "<10..5", None),
    (">5..10", "wrong-side", 0, ">", "<5..10"),
    ("5..<10", "wrong-side", 3, "<", "5..>10"),
    ("complement(5..<10)", "wrong-side", 14, "<", "complement(5..>10)"),
    ("join(5^6,8..9)", "between-in-join", 5, "5^6", "join(5^6,8..9)"),
    ("order(1,complement(5^6))", "between-in-join", 19, "5^6", "order(1,complement(5^6))"),
    ("5^7", "between-not-adjacent", 0, "5^7", "5^7"),
    ("5^5", "between-not-adjacent", 0, "5^5", "5^5"),
    ("complement(6^5)", "between-not-adjacent", 11, "6^5", "complement(6^5)"),
    ("join(5..9)", "single-operand", 0, "join(5..9)", "5..9"),
    ("complement(order(5))", "single-operand", 11, "order(5)", "complement(5)"),
    ("complement(join(complement(5)))", "single-operand", 11, "join(complement(5))", "5"),
    ("join(1,order(2,3))", "mixed-operators", 7, "order", "join(1,order(2,3))"),
    ("order(1,complement(join(2,3)))", "mixed-operators", 19, "join", "order(1,complement(join(2,3)))"),
    ("join(join(1,2),3)", "nested-operator", 5, "join", "join(join(1,2),3)"),
    ("join(join(1,2))", "nested-operator", 5, "join", "join(1,2)"),
    ("complement(complement(complement(5)))", "nested-operator", 11, "complement", None),
    ("1..5,7..9", "no-operator", 4, ",", None),
    ("1,2,3,4", "no-operator", 1, ",", None),
    ("complement(1..5,7..9)", "no-operator", 15, ",", None),
    ("J00194.1:100..202", "remote", 0, "J00194.1:", None),
    ("join(1..5,AB_1:7..9)", "remote", 10, "AB_1:", None),
    ("join(AB_1:1..5,AB_1.2:7..9)", "remote", 5, "AB_1:", None),
    ("one-of(1,2)", "unknown-operator", 0, "one-of", None),
    ("gap(100)", "unknown-operator", 0, "gap", None),
    ("group(1,2)", "unknown-operator", 0, "group", None),
    ("join(1..5,bond(7,9))", "unknown-operator", 10, "bond", None),
    ('replace(1,"a")', "unknown-operator", 0, "replace", None),
    ("JOIN(1,2)", "upper-case-operator", 0, "JOIN", "join(1,2)"),
    ("Complement(Join(1,2))", "upper-case-operator", 0, "Complement", "complement(join(1,2))"),
]


@pytest.mark.parametrize(("text", "kind", "offset", "found", "tree"), FAULTS)
def test_one_fault_gives_one_issue(text: str, kind: str, offset: int, found: str, tree: str | None) -> None:
    reading = loc.read_location(text, protein=False)
    assert [(issue.kind, issue.offset, issue.found) for issue in reading.issues] == [(kind, offset, found)]
    assert reading.issues[0].expected
    if kind != "nested-operator" or tree is not None:
        assert (reading.tree.text if reading.tree else None) == tree
    with pytest.raises(loc.LocationError) as caught:
        loc.parse_location(text, protein=False)
    assert (caught.value.kind, caught.value.offset, caught.value.found) == (kind, offset, found)
    assert f"character {offset + 1}:" in str(caught.value)


PROTEIN_FAULTS = [
    ("5^6", "between-on-protein", 0, "5^6"),
    ("5^9", "between-on-protein", 0, "5^9"),
    ("join(4,15)", "operator-on-protein", 0, "join"),
    ("ORDER(4)", "operator-on-protein", 0, "ORDER"),
    ("complement(complement(5))", "operator-on-protein", 0, "complement"),
    ("join(1,order(2,3))", "operator-on-protein", 0, "join"),
    ("complement(4,15)", "operator-on-protein", 0, "complement"),
    ("join(bond(84),bond(115))", "operator-on-protein", 0, "join"),
    ("4,15", "no-operator", 1, ","),
    ("bond(4,15)", "unknown-operator", 0, "bond"),
    ("Cys5", "syntax", 0, "Cys"),
    ("10..10", "same-ends", 0, "10..10"),
]


@pytest.mark.parametrize(("text", "kind", "offset", "found"), PROTEIN_FAULTS)
def test_protein_faults(text: str, kind: str, offset: int, found: str) -> None:
    issues = loc.read_location(text, protein=True).issues
    assert [(issue.kind, issue.offset, issue.found) for issue in issues] == [(kind, offset, found)]


def test_every_kind_has_a_case() -> None:
    assert {case[1] for case in FAULTS} | {case[1] for case in PROTEIN_FAULTS} == set(loc.KINDS)
    assert set(loc.KINDS) == set(get_args(loc.IssueKind))


@pytest.mark.parametrize("case", [case for case in FAULTS if case[1] in loc.MENDED and case[4]])
def test_mended_location_is_legal(case: tuple[str, str, int, str, str]) -> None:
    assert loc.read_location(case[4], protein=False).issues == ()


def test_several_faults_are_all_told() -> None:
    issues = loc.read_location("join(10..5,07..9, 8^12)", protein=False).issues
    assert [issue.kind for issue in issues] == [
        "descending",
        "leading-zero",
        "white-space",
        "between-in-join",
    ]


def test_message_says_where_and_what() -> None:
    with pytest.raises(loc.LocationError, match=r'"5-9", character 2: expected "\.\.", found "-"'):
        loc.parse_location("5-9", protein=False)
    with pytest.raises(loc.LocationError, match="found the end"):
        loc.parse_location("5..", protein=False)
    with pytest.raises(loc.LocationError) as caught:
        loc.parse_location("x" * 10_000, protein=False)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("complement(", "nested-operator"),
        ("join(", "nested-operator"),
        ("join(1,", "nested-operator"),
        ("complement(join(", "nested-operator"),
        ("order(join(", "mixed-operators"),
        ("foo(", "unknown-operator"),
        ("(", "syntax"),
    ],
)
def test_any_depth_is_an_issue_and_no_crash(opening: str, kind: str) -> None:
    text = opening * 100_000 + "5" + ")" * 100_000
    reading = loc.read_location(text, protein=False)
    assert reading.tree is None
    assert reading.issues[0].kind == kind
    assert len(reading.issues) <= 2
    assert loc.read_location(text, protein=True).tree is None


def test_issues_are_bounded() -> None:
    reading = loc.read_location("join(" + "9..5," * 100_000 + "1)", protein=False)
    assert len(reading.issues) == MAX_ISSUES


def test_huge_location_is_read_fast() -> None:
    text = "join(" + ",".join(f"{i * 100 + 1}..{i * 100 + 50}" for i in range(50_000)) + ")"
    for written in (text, text.replace(",", ", ")):
        start = time.perf_counter()
        reading = loc.read_location(written, protein=False)
        assert time.perf_counter() - start < 3  # about 0.1 s; the machine may be busy
        assert reading.tree is not None
        assert reading.tree.text == text
    assert loc.length(loc.parse_location(text, protein=False)) == 2_500_000


def test_a_text_without_end_is_not_read() -> None:
    reading = loc.read_location("join(" + "1..2," * (MAX_LENGTH // 5) + "1..2)", protein=False)
    assert reading.tree is None
    assert [(issue.kind, issue.offset) for issue in reading.issues] == [("syntax", MAX_LENGTH)]


def test_readings_are_remembered_in_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location_reader, "_short", ({}, {}))
    monkeypatch.setattr(location_reader, "_long", ({}, {}))
    monkeypatch.setattr(location_reader, "_SHORT_ROOM", 10)
    for number in range(1, 100):
        assert loc.read_location(f"{number}", protein=False) is loc.read_location(f"{number}", protein=False)
        assert len(location_reader._short[0]) <= 10
    long = ["join(" + ",".join(str(n * 2 + k) for n in range(100, 300)) + ")" for k in range(9)]
    for text in long:
        assert loc.read_location(text, protein=False) is loc.read_location(text, protein=False)
        assert len(location_reader._long[0]) <= 4
    assert loc.read_location("join(1,2)", protein=True) is not loc.read_location("join(1,2)", protein=False)


# -- properties


def positions(fuzzy: str = "") -> st.SearchStrategy[loc.Position]:
    return st.builds(loc.Position, st.integers(1, 10**18 - 2), st.sampled_from(["", fuzzy]))


@st.composite
def singles_and_spans(draw: st.DrawFn, highest: int = 10**18 - 2) -> loc.Single | loc.Span:
    low = draw(st.integers(1, highest))
    if low == highest or draw(st.booleans()):
        return loc.Single(loc.Position(low, draw(st.sampled_from(["", "<", ">"]))))
    high = draw(st.integers(low + 1, highest))
    start = loc.Position(low, draw(st.sampled_from(["", "<"])))
    return loc.Span(start, loc.Position(high, draw(st.sampled_from(["", ">"]))))


@st.composite
def locations(draw: st.DrawFn, highest: int = 10**18 - 2, *, sites: bool = True) -> loc.Location:
    simple = singles_and_spans(highest)
    shape = draw(st.sampled_from(["simple", "site", "join", "order"]))
    tree: loc.Location
    if shape == "simple" or (shape == "site" and not sites):
        tree = draw(simple)
    elif shape == "site":
        left = draw(st.integers(1, highest))
        tree = loc.Between(left, left + 1 if left < highest else 1)
    else:
        operand = st.one_of(simple, simple.map(loc.Complement))
        operands = tuple(draw(st.lists(operand, min_size=2, max_size=5)))
        tree = loc.Join(operands) if shape == "join" else loc.Order(operands)
    return loc.Complement(tree) if draw(st.booleans()) else tree


@given(locations())
def test_parse_of_print_is_the_identity(tree: loc.Location) -> None:
    reading = loc.read_location(tree.text, protein=False)
    assert reading.issues == ()
    assert reading.tree == tree
    assert tree.low <= tree.high


@given(singles_and_spans())
def test_parse_of_print_is_the_identity_on_proteins(tree: loc.Single | loc.Span) -> None:
    assert loc.read_location(tree.text, protein=True) == loc.LocationReading(tree)


NOISE = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "join(",
                "order(",
                "complement(",
                "JOIN(",
                "gap(",
                ")",
                ",",
                "..",
                ".",
                "^",
                "<",
                ">",
                "5",
                "07",
                "0",
                "10",
                "5..9",
                " ",
                "A1.1:",
                "９",
                "-",
            ]
        ),
        max_size=25,
    ).map("".join),
)


@settings(max_examples=400)
@given(NOISE, st.booleans())
def test_no_text_crashes(text: str, protein: bool) -> None:
    reading = loc.read_location(text, protein=protein)
    assert reading.issues or reading.tree is not None
    assert [issue for issue in reading.issues if not 0 <= issue.offset <= len(text)] == []
    if not reading.issues and reading.tree is not None:
        assert reading.tree.text == text
    if reading.tree is not None:
        loc.spans(reading.tree)
        assert 1 <= reading.tree.low <= reading.tree.high
    kinds = {issue.kind for issue in reading.issues}
    if reading.tree is not None and kinds and kinds <= loc.MENDED:
        assert loc.read_location(reading.tree.text, protein=protein) == loc.LocationReading(reading.tree)


@given(locations(), st.data())
def test_one_changed_character_never_crashes(tree: loc.Location, data: st.DataObject) -> None:
    text = tree.text
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(st.sampled_from([*"()<>^.,0 x", ""])) + text[at + 1 :]
    reading = loc.read_location(changed, protein=False)
    assert reading.issues or (reading.tree is not None and reading.tree.text == changed)
