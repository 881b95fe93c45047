"""A circular map: rings around the axis, labels outside with leader lines."""

from __future__ import annotations

import itertools
import math
from typing import Literal

from seqtool.model import Sequence
from seqtool.report.listing.feature_map import (
    Label,
    Layout,
    Measure,
    Part,
    Placed,
    Size,
    Tick,
    fit,
    make_box,
    parts_of,
    ticks,
)

#: Most rings.
RINGS = 7


def arrange(
    sequence: Sequence,
    placed: list[Placed],
    width: float,
    size: Size,
    measure: Measure,
    *,
    hidden: int,
    unread: int,
) -> Layout:
    """Lay out a circle; angles are clockwise from the top."""
    total = sequence.residues.length
    protein = sequence.molecule_type == "AA"
    step = size.box + 2.5
    rim = width / 2 - min(width * 0.25, size.text * 17) - 16
    least = size.least / (rim * 0.7)

    def where(low: int, high: int) -> tuple[float, float]:
        start, end = (low - 1) / total * math.tau, high / total * math.tau
        if end - start < least:
            middle = (start + end) / 2
            start, end = middle - least / 2, middle + least / 2
        return start, end

    # Both strands stand outside of the axis, the longest nearest to it; arrows tell them apart.
    most = max(1, min(RINGS, int((rim - size.text * 6) / step)))
    rings: list[list[tuple[float, float]]] = []
    chosen: list[tuple[Placed, tuple[Part, ...], int]] = []
    for one in sorted(placed, key=lambda p: p.low - p.high):
        parts = parts_of(one, where)
        extent = _extent(parts)
        ring = next((n for n, used in enumerate(rings) if _free(used, extent)), len(rings))
        if ring >= most:
            continue
        if ring == len(rings):
            rings.append([])
        rings[ring] += extent
        chosen.append((one, parts, ring))
    rim = min(rim, size.text * 15 + len(rings) * step)
    radius = rim - 5 - len(rings) * step
    boxes = []
    for one, parts, lane in chosen:
        top = radius + 5 + lane * step
        boxes.append(make_box(one, parts, lane, top, top + size.box, protein=protein))
    height = 2 * (rim + size.text * 2.4)
    labels = _labels(
        [(box.feature, box.label, _middle(box.parts), box.bottom) for box in boxes],
        rim,
        width,
        height,
        size,
        measure,
    )
    return Layout(
        shape="circular",
        width=width,
        height=height,
        length=total,
        protein=protein,
        axis=radius,
        size=size,
        boxes=tuple(boxes),
        labels=tuple(labels),
        ticks=tuple(
            Tick(number, (number - 0.5) / total * math.tau) for number in ticks(total, 12) if number < total
        ),
        hidden=hidden + len(placed) - len(boxes),
        unread=unread,
    )


def _extent(parts: tuple[Part, ...]) -> list[tuple[float, float]]:
    """What a feature takes of its ring: from its first to its last part, or each part where it passes the top."""
    crossing = any(a.start > b.start for a, b in itertools.pairwise(parts)) and parts[0].strand == 1
    if crossing:
        return [(part.start, part.end) for part in parts]
    return [(min(part.start for part in parts), max(part.end for part in parts))]


def _free(used: list[tuple[float, float]], wanted: list[tuple[float, float]]) -> bool:
    return all(b <= c + 0.001 or d <= a + 0.001 for a, b in used for c, d in wanted)


def _middle(parts: tuple[Part, ...]) -> float:
    widest = max(parts, key=lambda part: part.end - part.start)
    return (widest.start + widest.end) / 2


def _labels(
    wanted: list[tuple[int, str, float, float]],
    rim: float,
    width: float,
    height: float,
    size: Size,
    measure: Measure,
) -> list[Label]:
    """Labels on both sides in the order of their angles, moved apart so that none overlaps."""
    cx, cy, line = width / 2, height / 2, size.text * 1.25
    found = []
    for side in (1, -1):
        ones: list[tuple[float, int, str, float, float]] = []
        for feature, text, angle, outer in sorted(wanted, key=lambda one: (one[2], -one[3])):
            if (math.sin(angle) >= 0) != (side == 1):
                continue
            # gene, CDS and mRNA of one name need it once
            if any(text == other and abs(angle - there) < 0.12 for _, _, other, there, _ in ones[-3:]):
                continue
            ones.append((cy - math.cos(angle) * (rim + 8), feature, text, angle, outer))
        ones = sorted(ones)[: int((height - size.text) / line)]
        ys = _apart([y for y, *_ in ones], line, size.text, height - 2)
        anchor: Literal["start", "end"] = "start" if side == 1 else "end"
        x = cx + side * (rim + 14)
        space = width / 2 - rim - 16
        for y, (_, feature, text, angle, outer) in zip(ys, ones, strict=True):
            cut = fit(text, space, measure)
            if not cut:
                continue
            begin = cx + math.sin(angle) * outer, cy - math.cos(angle) * outer
            leader = (*begin, x - side * 3, y - size.text * 0.35)
            found.append(Label(feature, cut, x, y, anchor, inside=False, leader=leader))
    return found


def _apart(wanted: list[float], line: float, top: float, bottom: float) -> list[float]:
    """Heights at least a line apart, as near to the wanted (ascending) ones as one pass down and one up allow."""
    ys: list[float] = []
    for y in wanted:
        ys.append(max(y, ys[-1] + line if ys else top))
    limit = bottom
    for i in range(len(ys) - 1, -1, -1):
        ys[i] = min(ys[i], limit)
        limit = ys[i] - line
    return ys
