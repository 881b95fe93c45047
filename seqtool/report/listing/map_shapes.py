"""A map as plain shapes and texts, which SVG and PDF write down each in its own words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Literal

import msgspec

from seqtool.report.listing.feature_map import Box, Layout, Part

#: ``M x y``, ``L x y``, ``C x1 y1 x2 y2 x y``, ``Z``.
Step = tuple[str, tuple[float, ...]]
Path = tuple[Step, ...]


class Shape(msgspec.Struct, frozen=True):
    """A path. ``fill`` is a group of keys or empty, ``stroke`` one of ``edge``, ``axis``, ``dim`` or empty."""

    path: Path
    fill: str = ""
    stroke: Literal["edge", "axis", "dim", ""] = ""
    width: float = 0.8
    dashed: bool = False
    feature: int | None = None


class Text(msgspec.Struct, frozen=True):
    """A text on its baseline. ``role``: on a box, beside it, or a number of the axis."""

    text: str
    x: float
    y: float
    size: float
    anchor: Literal["start", "middle", "end"]
    role: Literal["on", "ink", "dim"]
    feature: int | None = None


def shapes(layout: Layout) -> Iterator[Shape | Text]:
    """Everything to be drawn, from back to front."""
    yield from (_circle(layout) if layout.shape == "circular" else _line(layout))


def _m(x: float, y: float) -> Step:
    return "M", (x, y)


def _l(x: float, y: float) -> Step:
    return "L", (x, y)


_Z: Step = ("Z", ())


def _line(layout: Layout) -> Iterator[Shape | Text]:
    size, y = layout.size, layout.axis
    left, right = size.margin, layout.width - size.margin
    yield Shape((_m(left, y), _l(right, y)), stroke="axis", width=1.4)
    small = size.text * 0.86
    ends = ("N", "C") if layout.protein else ("5′", "3′")
    yield Text(ends[0], left - 5, y + small * 0.35, small, "end", "dim")
    yield Text(ends[1], right + 5, y + small * 0.35, small, "start", "dim")
    for tick in layout.ticks:
        yield Shape((_m(tick.at, y), _l(tick.at, y + 4)), stroke="axis", width=0.8)
        yield Text(f"{tick.number:,}", tick.at, y + 4 + small, small, "middle", "dim")
    for box in layout.boxes:
        yield from _box(box)
    for label in layout.labels:
        yield Text(
            label.text,
            label.x,
            label.y,
            size.text,
            label.anchor,
            "on" if label.inside else "ink",
            label.feature,
        )


def _box(box: Box) -> Iterator[Shape]:
    middle, parts = (box.top + box.bottom) / 2, box.parts
    if box.kind == "bond":
        part = parts[0]
        x0, x1 = part.start, part.end
        path = (_m(x0, box.bottom), _l(x0, middle), _l(x1, middle), _l(x1, box.bottom))
        yield Shape(path, stroke="edge", width=1.4, feature=box.feature)
        for x in (x0, x1):
            half = (box.bottom - box.top) * 0.2
            knob = (_m(x - half, box.bottom), _l(x + half, box.bottom), _l(x, middle), _Z)
            yield Shape(knob, fill=box.group, stroke="edge", feature=box.feature)
        return
    if box.kind == "between":
        half = (box.bottom - box.top) * 0.35
        for part in parts:
            x, y = part.start, middle - half * 0.6
            path = (_m(x, box.bottom), _l(x - half, y), _l(x + half, y), _Z)
            yield Shape(path, fill=box.group, stroke="edge", feature=box.feature)
        return
    ordered = sorted(parts, key=lambda part: part.start)
    for before, after in itertools.pairwise(ordered):
        if after.start > before.end:
            line = (_m(before.end, middle), _l(after.start, middle))
            yield Shape(line, stroke="edge", width=1.0, dashed=box.ordered, feature=box.feature)
    # The product ends with the last part of its order; that one carries the arrow.
    for index, part in enumerate(parts):
        tip = part.strand if box.arrow and index == len(parts) - 1 else 0
        yield Shape(_outline(box, part, tip), fill=box.group, stroke="edge", feature=box.feature)


def _outline(box: Box, part: Part, tip: int) -> Path:
    x0, x1, top, bottom = part.start, part.end, box.top, box.bottom
    middle = (top + bottom) / 2
    head = min((bottom - top) * 0.55, (x1 - x0) * 0.8) if tip else 0.0
    tooth = min(3.0, (x1 - x0) / 4)
    right: list[Step]
    if tip == 1:
        right = [_l(x1 - head, top), _l(x1, middle), _l(x1 - head, bottom)]
    elif part.open_end:
        right = [_l(x1, top), _l(x1 - tooth, (top + middle) / 2), _l(x1, middle)]
        right += [_l(x1 - tooth, (middle + bottom) / 2), _l(x1, bottom)]
    else:
        right = [_l(x1, top), _l(x1, bottom)]
    left: list[Step]
    if tip == -1:
        left = [_l(x0 + head, bottom), _l(x0, middle), _l(x0 + head, top)]
    elif part.open_start:
        left = [_l(x0, bottom), _l(x0 + tooth, (middle + bottom) / 2), _l(x0, middle)]
        left += [_l(x0 + tooth, (top + middle) / 2), _l(x0, top)]
    else:
        left = [_l(x0, bottom), _l(x0, top)]
    steps = [*right, *left]
    return (_m(*steps[-1][1]), *steps[:-1], _Z)


def _point(layout: Layout, angle: float, radius: float) -> tuple[float, float]:
    return layout.width / 2 + math.sin(angle) * radius, layout.height / 2 - math.cos(angle) * radius


def _arc(layout: Layout, start: float, end: float, radius: float) -> Iterator[Step]:
    """Curves from one angle to the other (either way), without the first point."""
    count = max(1, math.ceil(abs(end - start) / (math.pi / 4)))
    turn = (end - start) / count
    reach = radius * 4 / 3 * math.tan(turn / 4)
    for i in range(count):
        a, b = start + i * turn, start + (i + 1) * turn
        (x0, y0), (x1, y1) = _point(layout, a, radius), _point(layout, b, radius)
        yield (
            "C",
            (
                x0 + math.cos(a) * reach,
                y0 + math.sin(a) * reach,
                x1 - math.cos(b) * reach,
                y1 - math.sin(b) * reach,
                x1,
                y1,
            ),
        )


def _circle(layout: Layout) -> Iterator[Shape | Text]:
    size, radius = layout.size, layout.axis
    ring = (_m(*_point(layout, 0, radius)), *_arc(layout, 0, math.tau, radius), _Z)
    yield Shape(ring, stroke="axis", width=1.4)
    small = size.text * 0.82
    for tick in layout.ticks:
        a = _point(layout, tick.at, radius - 4)
        yield Shape((_m(*_point(layout, tick.at, radius)), _l(*a)), stroke="axis", width=0.8)
        x, y = _point(layout, tick.at, radius - 8)
        across, up = math.sin(tick.at), math.cos(tick.at)
        anchor: Literal["start", "middle", "end"] = "middle"
        if abs(across) > 0.35:
            anchor = "end" if across > 0 else "start"
        # near the top the number hangs below its tick, near the bottom it stands above it
        drop = small * (0.35 + 0.45 * up)
        yield Text(f"{tick.number:,}", x, y + drop, small, anchor, "dim")
    unit = "aa" if layout.protein else "bp"
    x, y = layout.width / 2, layout.height / 2
    yield Text(f"{layout.length:,} {unit}", x, y + size.text * 0.35, size.text * 1.2, "middle", "ink")
    for label in layout.labels:
        if label.leader:
            x0, y0, x1, y1 = label.leader
            yield Shape((_m(x0, y0), _l(x1, y1)), stroke="dim", width=0.6, feature=label.feature)
    for box in layout.boxes:
        yield from _ring_box(layout, box)
    for label in layout.labels:
        yield Text(label.text, label.x, label.y, size.text, label.anchor, "ink", label.feature)


def _ring_box(layout: Layout, box: Box) -> Iterator[Shape]:
    inner, outer = box.top, box.bottom
    middle = (inner + outer) / 2
    if box.kind == "bond":
        part = box.parts[0]
        path = (_m(*_point(layout, part.start, middle)), *_arc(layout, part.start, part.end, middle))
        yield Shape(path, stroke="edge", width=1.4, feature=box.feature)
        return
    if box.kind == "between":
        half = (outer - inner) * 0.35 / middle
        for part in box.parts:
            path = (
                _m(*_point(layout, part.start, inner)),
                _l(*_point(layout, part.start + half, outer)),
                _l(*_point(layout, part.start - half, outer)),
                _Z,
            )
            yield Shape(path, fill=box.group, stroke="edge", feature=box.feature)
        return
    for before, after in zip(box.parts, box.parts[1:], strict=False):
        first, second = (before, after) if before.strand == 1 else (after, before)
        start, end = first.end, second.start
        if end < start - 0.001:
            end += math.tau  # passes the top
        if end - start > 0.001 and end - start < math.tau - 0.001:
            line = (_m(*_point(layout, start, middle)), *_arc(layout, start, end, middle))
            yield Shape(line, stroke="edge", width=1.0, dashed=box.ordered, feature=box.feature)
    for index, part in enumerate(box.parts):
        tip = part.strand if box.arrow and index == len(box.parts) - 1 else 0
        head = min((outer - inner) * 0.75 / middle, (part.end - part.start) * 0.8) if tip else 0.0
        a = part.start + (head if tip == -1 else 0)
        b = part.end - (head if tip == 1 else 0)
        steps: list[Step] = [_m(*_point(layout, a, outer)), *_arc(layout, a, b, outer)]
        if tip == 1:
            steps.append(_l(*_point(layout, part.end, middle)))
        steps.append(_l(*_point(layout, b, inner)))
        steps += _arc(layout, b, a, inner)
        if tip == -1:
            steps.append(_l(*_point(layout, part.start, middle)))
        steps.append(_Z)
        yield Shape(tuple(steps), fill=box.group, stroke="edge", feature=box.feature)
