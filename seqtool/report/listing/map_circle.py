"""A circular map: rings around the axis, labels outside with leader lines."""

from __future__ import annotations

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
    strand_of,
    ticks,
)
import itertools

#: Most rings on one side of the axis.
RINGS = 5


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
    step = size.box + 3
    label_room = min(width * 0.27, size.text * 14)
    least = size.least / (width * 0.2)

    def where(low: int, high: int) -> tuple[float, float]:
        start, end = (low - 1) / total * math.tau, high / total * math.tau
        if end - start < least:
            middle = (start + end) / 2
            start, end = middle - least / 2, middle + least / 2
        return start, end

    rings: dict[int, list[list[tuple[float, float]]]] = {1: [], -1: []}
    chosen: list[tuple[Placed, tuple[Part, ...], int]] = []
    for one in sorted(placed, key=lambda p: p.low - p.high):
        parts = parts_of(one, where)
        extent = _extent(parts)
        side = strand_of(one)
        ring = next((n for n, used in enumerate(rings[side]) if _free(used, extent)), len(rings[side]))
        if ring >= RINGS:
            continue
        if ring == len(rings[side]):
            rings[side].append([])
        rings[side][ring] += extent
        chosen.append((one, parts, ring if side == 1 else -1 - ring))
    outer = len(rings[1]) * step
    radius = min(width / 2 - label_room - 18 - outer, size.text * 16)
    radius = max(radius, len(rings[-1]) * step + size.text * 5)
    boxes = []
    for one, parts, lane in chosen:
        top = radius + 5 + lane * step if lane >= 0 else radius - 2 + lane * step
        boxes.append(make_box(one, parts, lane, top, top + size.box, protein=protein))
    rim = radius + 5 + outer + 4
    height = 2 * (rim + size.text * 2.4)
    labels = _labels(
        [(box.feature, box.label, _middle(box.parts)) for box in boxes], rim, width, height, size, measure
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
    wanted: list[tuple[int, str, float]],
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
        ones = sorted(
            [
                (cy - math.cos(a) * (rim + 8), f, text, a)
                for f, text, a in wanted
                if (math.sin(a) >= 0) == (side == 1)
            ]
        )
        room = int((height - size.text) / line)
        ones = ones[:room]
        ys = _apart([y for y, *_ in ones], line, size.text, height - 2)
        anchor: Literal["start", "end"] = "start" if side == 1 else "end"
        x = cx + side * (rim + 16)
        space = width / 2 - rim - 18
        for y, (_, feature, text, angle) in zip(ys, ones, strict=True):
            cut = fit(text, space, measure)
            if not cut:
                continue
            leader = (
                cx + math.sin(angle) * rim,
                cy - math.cos(angle) * rim,
                x - side * 3,
                y - size.text * 0.35,
            )
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
