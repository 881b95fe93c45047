"""Translation of coding sequences (paragraphs 89-92) and its comparison with a written one."""

from __future__ import annotations

import random
import time
import warnings
from typing import Literal

import pytest
from Bio import BiopythonWarning
from Bio.Data.CodonTable import unambiguous_dna_by_id
from Bio.Seq import Seq
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc.alphabet import NUCLEOTIDES, reverse_complement
from seqtool.insdc.codes import genetic_code
from seqtool.insdc.coding_layout import CodingLayout
from seqtool.insdc.codon_values import CodonException, read_transl_except
from seqtool.insdc.location import parse_location, spans
from seqtool.insdc.translate import Translation, compare_translation, translate

TABLES = sorted(unambiguous_dna_by_id)
DUAL = {27, 28, 31}


def exception(text: str) -> CodonException:
    reading = read_transl_except(text)
    assert reading.value is not None, reading.issues
    return reading.value


def made(
    residues: str,
    location: str = "",
    *,
    table: int = 1,
    start: Literal[1, 2, 3] = 1,
    except_: tuple[str, ...] = (),
) -> Translation:
    tree = parse_location(location or f"1..{len(residues)}", protein=False)
    found = translate(
        tree,
        residues,
        code=genetic_code(table),
        codon_start=start,
        exceptions=[exception(text) for text in except_],
    )
    assert found.code.id == table
    return found


def agrees(written: str, translation: Translation) -> bool:
    return compare_translation(written, translation) is None


# -- plain translation


@pytest.mark.parametrize("table", TABLES)
def test_every_code_translates_as_biopython(table: int) -> None:
    code = unambiguous_dna_by_id[table]
    rnd = random.Random(table)
    inner = [codon for codon in code.forward_table if codon not in code.stop_codons]
    stop = code.stop_codons[0].lower()
    for _ in range(20):
        body = "".join(rnd.choices(inner, k=60)).lower()
        start = rnd.choice(code.start_codons).lower()
        found = made(start + body + stop, table=table)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", BiopythonWarning)  # stops that are residues inside
            assert found.protein == str(Seq(start + body + stop).translate(table=table, cds=True))
        assert (found.stop, found.left_over, found.inner_stops) == ("codon", 0, ())
        assert agrees(found.protein, found)


@given(st.text(alphabet=NUCLEOTIDES, max_size=60), st.sampled_from([t for t in TABLES if t not in DUAL]))
def test_ambiguous_text_translates_as_biopython_where_it_is_sure(text: str, table: int) -> None:
    if not text:
        return
    found = made(text, f"<1..>{len(text)}" if len(text) > 1 else "<1", table=table)
    whole = text[: len(text) // 3 * 3]
    theirs = str(Seq(whole).translate(table=table))
    ours = found.protein + ("*" if found.stop else "")
    assert len(ours) == len(theirs)
    assert all(a == b for a, b in zip(ours, theirs, strict=True) if a != "X")
    assert agrees(found.protein, found)
    assert found.left_over == len(text) % 3


def test_inner_stops_and_left_over() -> None:
    found = made("atgtaaaaatgagg")
    assert (found.protein, found.stop, found.inner_stops, found.left_over) == ("M*K", "codon", (2,), 2)
    assert [found.codon(n) for n in (1, 2, 5, 6)] == ["atg", "taa", "gg", ""]


def test_nothing_to_translate() -> None:
    for text, location in (("a", "1"), ("ac", "1..2")):
        found = made(text, location)
        assert (found.protein, found.stop, found.left_over) == ("", "", len(text))
    assert made("acg", "1^2").protein == ""


def test_join_complement_and_positions() -> None:
    forward = "atgaaacccgggtaa"
    genome = "cc" + forward[:4] + "ttttt" + forward[4:] + "cc"
    found = made(genome, "join(3..6,12..22)")
    assert (found.protein, found.stop) == ("MKPG", "codon")
    assert found.positions(2) == (6, 12, 13)
    turned = reverse_complement(genome)
    for text in ("complement(join(3..13,19..22))", "join(complement(19..22),complement(3..13))"):
        other = made(turned, text)
        assert other.protein == "MKPG"
        assert other.positions(2) == (19, 13, 12)
    assert made(forward[9:] + forward[:9], "join(7..15,1..6)").protein == "MKPG"


def test_standard_code_applies_by_default() -> None:
    found = translate(parse_location("1..9", protein=False), "atgaaataa")
    assert (found.code.id, found.protein) == (1, "MK")


def test_codon_start() -> None:
    assert made("gatgaaatga", "<1..10", start=2).protein == "MK"
    assert made("ggatgaaatga", "<1..11", start=3).positions(1) == (3, 4, 5)
    assert made("ggttgaaatga", start=3).protein == "LK"


def test_location_beyond_the_end() -> None:
    with pytest.raises(ValueError, match="goes beyond"):
        made("atg", "1..6")


# -- comparison: hard cases 2, 3, 4


@pytest.mark.parametrize("first", ["gtg", "ttg", "ctg", "atg"])
def test_start_codon_gives_m_or_the_ordinary_residue(first: str) -> None:
    usual = {"gtg": "V", "ttg": "L", "ctg": "L", "atg": "M"}[first]
    complete = made(first + "aaataa", table=11)
    assert complete.protein == "MK"
    assert agrees("MK", complete)
    assert agrees(usual + "K", complete)
    assert not agrees("AK", complete)
    partial = made(first + "aaataa", "<1..9", table=11)
    assert partial.protein == usual + "K"
    assert agrees(usual + "K", partial)
    assert agrees("MK", partial) is (usual == "M")
    shifted = made("c" + first + "aaataa", table=11, start=2)
    assert agrees("MK", shifted) is (usual == "M")


def test_start_codon_must_be_one_of_the_code() -> None:
    difference = compare_translation("MK", made("gtgaaataa"))
    assert difference is not None
    assert (difference.number, difference.codon, difference.expected, difference.found) == (
        1,
        "gtg",
        ("V",),
        "M",
    )
    assert agrees("MK", made("rtgaaataa", table=11))
    assert agrees("XK", made("rtgaaataa"))


@pytest.mark.parametrize(
    ("codon", "passes", "fails"),
    [("ray", "BX", "DNZ"), ("sar", "ZX", "QE"), ("mth", "JX", "IL"), ("gcn", "AX", "V"), ("nnn", "X", "K"),
     ("tgr", "X", "W*"), ("aag", "K", "X")],
)  # fmt: skip
def test_ambiguous_codons(codon: str, passes: str, fails: str) -> None:
    found = made(f"atg{codon}aaataa")
    for residue in passes:
        assert agrees(f"M{residue}K", found)
    for residue in fails:
        assert not agrees(f"M{residue}K", found)


@pytest.mark.parametrize(
    ("table", "stop", "inside"), [(27, "tga", "W"), (28, "taa", "Q"), (28, "tga", "W"), (31, "tag", "E")]
)
def test_stops_that_are_residues_inside(table: int, stop: str, inside: str) -> None:
    found = made(f"atg{stop}aaa{stop}", table=table)
    assert (found.protein, found.stop, found.inner_stops) == (f"M{inside}K", "codon", ())
    assert not agrees(f"M{inside}K{inside}", found)
    cut = made(f"atg{stop}aaa{stop}", "1..>12", table=table)
    assert cut.protein == f"M{inside}K{inside}"
    assert agrees(f"M{inside}K", cut)
    assert agrees(f"M{inside}K{inside}", cut)


def test_last_codon_that_may_be_a_stop() -> None:
    found = made("atgaaatan")
    assert (found.protein, found.stop) == ("MKX", "")
    assert agrees("MK", found)
    assert agrees("MKX", found)
    assert made("atgaaatar").stop == "codon"
    assert not agrees("M", found)


@pytest.mark.parametrize(("tail", "position"), [("t", "7"), ("ta", "7..8")])
def test_stop_completed_by_the_tail(tail: str, position: str) -> None:
    found = made("atgaaa" + tail, except_=(f"(pos:{position},aa:TERM)",))
    assert (found.protein, found.stop, found.left_over, found.faults) == ("MK", "completed", 0, ())
    assert agrees("MK", found)
    assert not agrees("MKX", found)
    turned = reverse_complement("atgaaa" + tail)
    other = f"1..{len(tail)}" if len(tail) > 1 else "1"
    for form in (other, f"complement({other})"):
        found = made(turned, f"complement(1..{len(turned)})", except_=(f"(pos:{form},aa:TERM)",))
        assert (found.protein, found.stop, found.faults) == ("MK", "completed", ())


def test_term_on_a_whole_codon() -> None:
    found = made("atgaaaagg", except_=("(pos:7..9,aa:TERM)",))
    assert (found.protein, found.stop) == ("MK", "codon")
    assert made("atgaaaagg", except_=("(pos:4..6,aa:TERM)",)).inner_stops == (2,)


def test_incomplete_last_codon_may_be_translated() -> None:
    found = made("atgaaagc", "1..>8")
    assert (found.protein, found.left_over) == ("MK", 2)
    assert agrees("MK", found)
    assert agrees("MKA", found)
    assert agrees("MKX", found)
    assert not agrees("MKV", found)
    assert not agrees("MKAA", found)


def test_selenocysteine_and_pyrrolysine() -> None:
    text = "atgtgaaaatagtgacattaa"
    values = ("(pos:4..6,aa:Sec)", "(pos:10..12,aa:Pyl)", "(pos:13..15,aa:Sec)")
    found = made(text, except_=values)
    assert (found.protein, found.stop, found.inner_stops, found.faults) == ("MUKOUH", "codon", (), ())
    assert agrees("MUKOUH", found)
    difference = compare_translation("MCKOUH", found)
    assert difference is not None
    assert (difference.number, difference.positions, difference.expected) == (2, (4, 5, 6), ("U",))
    without = compare_translation("MUKOUH", made(text, except_=values[1:]))
    assert without is not None
    assert (without.number, without.codon, without.expected, without.found) == (2, "tga", ("*",), "U")


def test_selenocysteine_as_last_codon_is_no_stop() -> None:
    found = made("atgaaatga", except_=("(pos:7..9,aa:Sec)",))
    assert (found.protein, found.stop) == ("MKU", "")


def test_other_is_x_only() -> None:
    found = made("atgaaataa", except_=("(pos:4..6,aa:OTHER)",))
    assert agrees("MX", found)
    assert not agrees("MK", found)


def test_exception_in_a_codon_split_by_an_intron() -> None:
    genome = "atgt" + "c" * 10 + "gacattaa"
    location = "join(1..4,15..22)"
    found = made(genome, location, except_=("(pos:join(4,15..16),aa:Sec)",))
    assert (found.protein, found.faults) == ("MUH", ())
    turned = reverse_complement(genome)
    for form in ("join(7..8,19)", "complement(join(7..8,19))", "join(complement(19),complement(7..8))"):
        other = made(turned, "complement(join(1..8,19..22))", except_=(f"(pos:{form},aa:Sec)",))
        assert (other.protein, other.faults) == ("MUH", ()), form


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("(pos:8..10,aa:Sec)", "out-of-frame"),
        ("(pos:1..3,aa:Sec)", "outside"),
        ("(pos:16..18,aa:Sec)", "outside"),
        ("(pos:100..102,aa:Sec)", "outside"),
        ("(pos:7..8,aa:Sec)", "not-one-codon"),
        ("(pos:7..12,aa:Sec)", "not-one-codon"),
        ("(pos:7..8,aa:TERM)", "not-one-codon"),
        ("(pos:7^8,aa:Sec)", "not-one-codon"),
        ("(pos:join(7,9..10),aa:Sec)", "out-of-frame"),
        ("(pos:1..900000000000,aa:Sec)", "not-one-codon"),
    ],
)
def test_exceptions_that_name_no_codon(value: str, kind: str) -> None:
    found = made("cccatgtgacattaacc", "4..15", except_=(value,))
    assert [(fault.index, fault.kind) for fault in found.faults] == [(0, kind)]
    assert found.exceptions == {}


def test_odd_exceptions_that_are_taken_all_the_same() -> None:
    found = made("atgtgacattaa", except_=("(pos:complement(4..6),aa:Sec)", "(pos:4..6,aa:Trp)"))
    assert found.protein == "MUH"
    assert [(fault.index, fault.kind) for fault in found.faults] == [(0, "wrong-strand"), (1, "repeated")]


def test_slippage_reads_a_base_twice() -> None:
    text = "atgaaatgattaa"
    found = made(text, "join(1..7,7..13)", except_=("(pos:7..9,aa:Sec)",))
    assert found.coding == "atgaaat" + "tgattaa"
    assert found.positions(3) == (7, 7, 8)
    assert [fault.kind for fault in found.faults] == ["out-of-frame"]


def test_first_difference_is_told_with_its_place() -> None:
    found = made("ccatgaaacattaa", "3..14")
    difference = compare_translation("MKA", found)
    assert difference is not None
    assert (difference.number, difference.codon, difference.positions) == (3, "cat", (9, 10, 11))
    assert (difference.expected, difference.found) == (("H",), "A")
    short = compare_translation("MK", found)
    assert short is not None
    assert (short.number, short.codon, short.found) == (3, "cat", "")
    long = compare_translation("MKHW", found)
    assert long is not None
    assert (long.number, long.codon, long.expected, long.found) == (4, "", (), "W")
    assert not agrees("MKH*", found)
    assert not agrees("", found)


@given(
    st.text(alphabet="acgt", min_size=6, max_size=40),
    st.sampled_from(TABLES),
    st.integers(1, 3),
    st.booleans(),
    st.text(alphabet="MKVLX*WU", max_size=14),
)
def test_translation_agrees_with_itself_and_nothing_crashes(
    text: str, table: int, start: Literal[1, 2, 3], turned: bool, written: str
) -> None:
    location = f"<1..>{len(text)}"
    found = made(text, location, table=table, start=start)
    if turned:
        other = made(reverse_complement(text), f"complement({location})", table=table, start=start)
        assert (other.protein, other.stop, other.left_over) == (found.protein, found.stop, found.left_over)
    assert agrees(found.protein, found)
    difference = compare_translation(written, found)
    if difference is not None:
        assert difference.found not in difference.expected
        before = written[: difference.number - 1]
        assert all(symbol in found.expected(number) for number, symbol in enumerate(before, 1))
        assert difference.number <= len(written) + 1


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 8), st.booleans()), min_size=1, max_size=5))
def test_layout_goes_both_ways(parts: list[tuple[int, int, bool]]) -> None:
    text = ",".join(
        (f"complement({low}..{low + more})" if more else f"complement({low})")
        if turned
        else f"{low}..{low + more}"
        if more
        else f"{low}"
        for low, more, turned in parts
    )
    tree = parse_location(f"join({text})" if len(parts) > 1 else text, protein=False)
    layout = CodingLayout(spans(tree))
    bases = [layout.base(offset)[0] for offset in range(layout.length)]
    assert bases == [
        position
        for low, high, strand in spans(tree)
        for position in (range(low, high + 1) if strand == 1 else range(high, low - 1, -1))
    ]
    for position in range(1, 41):
        assert sorted(layout.offsets(position)) == [at for at, base in enumerate(bases) if base == position]


def test_speed_and_hostile_exceptions() -> None:
    rnd = random.Random(7)
    text = "atg" + "".join(rnd.choices("acgt", k=2994)) + "taa"
    start = time.perf_counter()
    for _ in range(20):
        assert agrees(made(text).protein, made(text))
    assert time.perf_counter() - start < 1  # about 0.01 s
    location = "join(" + ",".join(["1..3000"] * 2000) + ")"
    start = time.perf_counter()
    found = made(text, location, except_=("(pos:2..4,aa:Sec)",) * 50)
    assert len(found.faults) == 50
    assert time.perf_counter() - start < 10
