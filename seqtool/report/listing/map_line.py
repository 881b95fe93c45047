"""A linear map: lanes above the axis, those of the other strand below it."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from seqtool.model import Sequence
from seqtool.report.listing.feature_map import (
    LANES,
    Box,
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

Anchor = Literal["start", "middle", "end"]
#: A feature with its parts and, where it does not stand inside the box, the x and anchor of its label.
_Spot = tuple[Placed, tuple[Part, ...], str, float, Anchor, bool, float, float]


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
    """Lay out a line."""
    total = sequence.residues.length
    protein = sequence.molecule_type == "AA"
    left, right = size.margin, width - size.margin
    scale = (right - left) / total

    def where(low: int, high: int) -> tuple[float, float]:
        start, end = left + (low - 1) * scale, left + high * scale
        if end - start < size.least:
            middle = (start + end) / 2
            start, end = middle - size.least / 2, middle + size.least / 2
        return start, end

    sides: dict[int, list[_Spot]] = {1: [], -1: []}
    for one in placed:
        parts = parts_of(one, where)
        sides[strand_of(one)].append(_spot(one, parts, width, size, measure))
    lanes = {side: _lanes(spots, size) for side, spots in sides.items()}
    step = size.box + size.gap
    used = {side: max((lane + 1 for lane, _ in chosen), default=0) for side, chosen in lanes.items()}
    axis = used[1] * step + size.gap
    below = axis + size.text + 9
    boxes: list[Box] = []
    labels: list[Label] = []
    for side, chosen in lanes.items():
        for lane, spot in chosen:
            one, parts, text, x, anchor, inside, _, _ = spot
            top = axis - (lane + 1) * step if side == 1 else below + lane * step
            boxes.append(
                make_box(one, parts, lane if side == 1 else -1 - lane, top, top + size.box, protein=protein)
            )
            if text:
                y = top + size.box / 2 + size.text * 0.35
                labels.append(Label(one.index, text, x, y, anchor, inside))
    shown = len(boxes)
    height = below + (used[-1] * step if used[-1] else 0)
    most = max(2, int((right - left) / (measure(f"{total:,}") + 26)))
    return Layout(
        shape="linear",
        width=width,
        height=height,
        length=total,
        protein=protein,
        axis=axis,
        size=size,
        boxes=tuple(boxes),
        labels=tuple(labels),
        ticks=tuple(Tick(number, left + (number - 0.5) * scale) for number in ticks(total, most)),
        hidden=hidden + len(placed) - shown,
        unread=unread,
    )


def _spot(one: Placed, parts: tuple[Part, ...], width: float, size: Size, measure: Measure) -> _Spot:
    """Where a label goes: inside the widest part, else to the right, else to the left, else cut."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    if one.kind in {"bond", "between"}:
        start, end = start - size.box * 0.4, end + size.box * 0.4
    wide, pad = measure(one.label), size.text * 0.4
    widest = max(parts, key=lambda part: part.end - part.start)
    room = widest.end - widest.start - 2 * pad - size.box * 0.4
    if one.kind == "span" and wide <= room:
        middle = (widest.start + widest.end) / 2
        return one, parts, one.label, middle, "middle", True, start, end
    if end + pad + wide <= width:
        return one, parts, one.label, end + pad, "start", False, start, end + pad + wide
    if start - pad - wide >= 0:
        return one, parts, one.label, start - pad, "end", False, start - pad - wide, end
    if one.kind == "between":  # nothing is drawn between the sites of one feature
        for before, after in pairwise(sorted(parts, key=lambda part: part.start)):
            if after.start - before.end >= wide + 2 * pad + size.box:
                middle = (before.end + after.start) / 2
                return one, parts, one.label, middle, "middle", True, start, end
    if one.kind == "span" and room >= max(width - end, start) and (cut := fit(one.label, room, measure)):
        middle = (widest.start + widest.end) / 2
        return one, parts, cut, middle, "middle", True, start, end
    if width - end >= start:
        cut = fit(one.label, width - end - pad, measure)
        return one, parts, cut, end + pad, "start", False, start, end + pad + measure(cut)
    cut = fit(one.label, start - pad, measure)
    return one, parts, cut, start - pad, "end", False, start - pad - measure(cut), end


def _lanes(spots: list[_Spot], size: Size) -> list[tuple[int, _Spot]]:
    """A lane for every feature with its label; first without labels, then not at all where there is no room."""
    ends: list[float] = []
    chosen = []
    space = size.text * 0.5
    for spot in sorted(spots, key=lambda s: (s[6], s[6] - s[7])):
        one, parts, text, x, anchor, inside, start, end = spot
        for _attempt in range(2):
            lane = next((n for n, used in enumerate(ends) if used <= start + 0.01), len(ends))
            if lane < LANES:
                break
            # no room: without its label, from the box itself
            text = text if inside else ""
            start, end = min(part.start for part in parts), max(part.end for part in parts)
        else:
            continue
        # Boxes may touch, texts may not.
        taken = end if inside or not text else end + space
        if lane == len(ends):
            ends.append(taken)
        else:
            ends[lane] = taken
        chosen.append((lane, (one, parts, text, x, anchor, inside, start, end)))
    return chosen
