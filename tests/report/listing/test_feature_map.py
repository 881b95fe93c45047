"""Maps: nothing overlaps, everything is where its residues are."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.report.listing.feature_map import Layout, estimate, layout, ticks
from seqtool.report.listing.map_keys import groups, look
from seqtool.report.listing.map_svg import legend, svg
from seqtool.spec import standard

LENGTH = 1000


def dna(
    *features: tuple[str, str] | tuple[str, str, str], length: int = LENGTH, kind: str = "DNA"
) -> Sequence:
    made = [
        Feature(one[0], one[1], (Qualifier("note", one[2]),) if len(one) > 2 else ())
        for one in [("source", f"1..{length}"), *features]
    ]
    return Sequence(kind, Residues(("acgt" if kind != "AA" else "MKWV") * (length // 4)), tuple(made))


def laid(sequence: Sequence, **options: object) -> Layout:
    found = layout(sequence, 800, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_only_a_source_has_no_map() -> None:
    assert layout(dna(), 800) is None


def test_every_key_of_the_standard_has_its_look() -> None:
    for protein in (False, True):
        for key in standard().keys(protein):
            assert key == "source" or look(key, protein=protein).group in groups(), key
    assert look("nonsense", protein=True).group == "other"


def test_a_join_is_boxes_in_one_lane_with_the_arrow_at_the_end_of_the_product() -> None:
    forward = laid(dna(("CDS", "join(100..200,300..400)"))).boxes[0]
    assert [(p.low, p.high) for p in forward.parts] == [(100, 200), (300, 400)]
    assert forward.arrow
    assert forward.lane == 0
    reverse = laid(dna(("CDS", "complement(join(100..200,300..400))"))).boxes[0]
    assert [(p.low, p.high, p.strand) for p in reverse.parts] == [(300, 400, -1), (100, 200, -1)]
    assert reverse.lane == -1


@pytest.mark.parametrize(
    ("location", "kind"), [("5", "site"), ("5^6", "between"), ("5..9", "span"), ("1000^1", "between")]
)
def test_kinds(location: str, kind: str) -> None:
    assert laid(dna(("misc_feature", location))).boxes[0].kind == kind


def test_several_sites_of_one_feature() -> None:
    found = laid(dna(("misc_feature", "order(1^2,2^3,19^20)"))).boxes[0]
    assert [(p.low, p.high) for p in found.parts] == [(1, 2), (2, 3), (19, 20)]
    assert len({p.start for p in found.parts}) == 3


def test_two_linked_residues_are_a_bond() -> None:
    assert laid(dna(("DISULFID", "5..90"), kind="AA")).boxes[0].kind == "bond"


def test_open_ends() -> None:
    part = laid(dna(("gene", "<5..>90"))).boxes[0].parts[0]
    assert part.open_start
    assert part.open_end


def test_what_cannot_be_read_is_counted() -> None:
    found = laid(dna(("gene", "1..90"), ("gene", "5..2000"), ("gene", "what")))
    assert (len(found.boxes), found.unread) == (1, 2)


def test_too_many_are_counted() -> None:
    found = laid(dna(*[("gene", "1..1000")] * 500))
    assert len(found.boxes) + found.hidden == 500
    assert found.height < 1000


def test_a_point_finds_its_feature() -> None:
    for shape in ("linear", "circular"):
        found = laid(dna(("gene", "100..300"), ("CDS", "500..800")), shape=shape)
        if shape == "linear":
            part = found.boxes[1].parts[0]
            assert found.at((part.start + part.end) / 2, found.boxes[1].top + 1) == found.boxes[1].feature
        assert found.at(0, 0) is None


@pytest.mark.parametrize("length", [1, 2, 3, 9, 10, 24, 99, 135, 1000, 4_641_652, 50_000_000])
def test_ticks(length: int) -> None:
    found = ticks(length, 12)
    assert found[0] == 1
    assert found[-1] == length
    assert found == sorted(set(found))
    assert len(found) <= 15


LOCATIONS = (
    st.tuples(st.integers(1, LENGTH), st.integers(1, LENGTH))
    .map(sorted)
    .flatmap(
        lambda two: st.sampled_from(
            [
                f"{two[0]}..{two[1]}" if two[0] < two[1] else f"{two[0]}",
                f"complement({two[0]}..{two[1]})" if two[0] < two[1] else f"complement({two[0]})",
                f"{two[0]}",
                f"join({two[0]},{two[1]})" if two[0] < two[1] else f"{two[0]}",
            ]
        )
    )
)
FEATURES = st.lists(
    st.tuples(
        st.sampled_from(["CDS", "gene", "misc_feature", "odd"]), LOCATIONS, st.text("aM i日", max_size=30)
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60)
@given(FEATURES)
def test_on_a_line_nothing_overlaps(features: list[tuple[str, str, str]]) -> None:
    found = laid(dna(*features))
    taken: dict[int, list[tuple[float, float, bool]]] = {}
    for box in found.boxes:
        taken.setdefault(box.lane, []).append(
            (min(p.start for p in box.parts), max(p.end for p in box.parts), False)
        )
    lanes = {box.feature: box.lane for box in found.boxes}
    for label in found.labels:
        if not label.inside:
            wide = estimate(label.text, found.size.text)
            start = label.x if label.anchor == "start" else label.x - wide
            assert start >= 0
            assert start + wide <= 800.01
            taken[lanes[label.feature]].append((start, start + wide, True))
    for places in taken.values():
        places.sort()
        for before, after in itertools.pairwise(places):
            assert before[1] <= after[0] + 0.02
    assert len(found.boxes) + found.hidden == len(features)


@settings(max_examples=40)
@given(FEATURES)
def test_on_a_circle_no_label_overlaps(features: list[tuple[str, str, str]]) -> None:
    found = laid(dna(*features), shape="circular")
    for side in ("start", "end"):
        ys = sorted(label.y for label in found.labels if label.anchor == side)
        assert all(b - a >= found.size.text for a, b in itertools.pairwise(ys))
        assert all(0 <= y <= found.height for y in ys)
    ElementTree.fromstring(svg(found, "map", alone=True))


def test_hostile_texts_stay_texts() -> None:
    found = laid(dna(("<script>", "1..9", '"><script>alert(1)</script>\u202e')))
    page = svg(found, '"><script>', alone=True)
    root = ElementTree.fromstring(page)
    assert "<script" not in page
    assert "\u202e" not in page
    assert root.get("aria-label") == '"><script>'
    assert legend([found, None]) == [("other", "other")]
