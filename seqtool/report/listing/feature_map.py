"""Geometry of feature maps, without a word about how they are drawn.

:func:`layout` gives boxes, labels, ticks and lines in the units of the width
asked for (y grows downward), for the drawers here (SVG, PDF) and for the desktop.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final, Literal

import msgspec

from seqtool.insdc.location import Between, Location, Order, Position, Single, Span, read_location
from seqtool.insdc.location_nodes import Complement, Join
from seqtool.model import Feature, Sequence
from seqtool.report.listing.map_keys import label_of, look

Kind = Literal["span", "site", "between", "bond"]
Measure = Callable[[str], float]

#: Most features drawn; of more, the longest are.
MOST: Final = 300
#: Most lanes on one side of the axis.
LANES: Final = 14
#: Parts of one feature drawn one by one.
_PARTS: Final = 400


class Size(msgspec.Struct, frozen=True):
    """Measures in the units of the width."""

    text: float = 11
    box: float = 14
    gap: float = 7
    margin: float = 26
    least: float = 3
    """No part is drawn narrower."""


class Part(msgspec.Struct, frozen=True):
    """One stretch of a feature: residue numbers, and its place (x of a line, angles of a circle)."""

    low: int
    high: int
    strand: int
    start: float
    end: float
    open_start: bool
    """Extends beyond the low end."""
    open_end: bool


class Box(msgspec.Struct, frozen=True):
    """One feature: its parts lie between ``top`` and ``bottom`` (of a circle: radii, inner and outer)."""

    feature: int
    """0-based index in the feature table."""
    key: str
    location: str
    group: str
    label: str
    kind: Kind
    arrow: bool
    ordered: bool
    """Parts that are not said to be joined."""
    lane: int
    """From 0 at the axis; -1, -2 … on its other side."""
    top: float
    bottom: float
    parts: tuple[Part, ...]


class Label(msgspec.Struct, frozen=True):
    """A text with its baseline's start (or end, where ``anchor`` is so), and a leader line or none."""

    feature: int
    text: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    inside: bool
    """Stands on the box."""
    leader: tuple[float, float, float, float] | None = None


class Tick(msgspec.Struct, frozen=True):
    """A residue number on the axis: x of a line, angle of a circle."""

    number: int
    at: float


class Layout(msgspec.Struct, frozen=True):
    """A map that is laid out."""

    shape: Literal["linear", "circular"]
    width: float
    height: float
    length: int
    protein: bool
    axis: float
    """y of the line, radius of the circle."""
    size: Size
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    ticks: tuple[Tick, ...]
    hidden: int
    """Features that found no room."""
    unread: int
    """Features whose location cannot be read or goes beyond the sequence."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups drawn, in order of first appearance."""
        return tuple(dict.fromkeys(box.group for box in self.boxes))

    def at(self, x: float, y: float) -> int | None:
        """The feature drawn at a point, or None."""
        if self.shape == "circular":
            dx, dy = x - self.width / 2, y - self.height / 2
            x, y = math.atan2(dx, -dy) % math.tau, math.hypot(dx, dy)
        for box in self.boxes:
            if box.top <= y <= box.bottom and any(part.start <= x <= part.end for part in box.parts):
                return box.feature
        return None


class Placed(msgspec.Struct):
    """A feature before it has a lane."""

    index: int
    feature: Feature
    tree: Location
    kind: Kind
    stretches: list[tuple[int, int, int, bool, bool]]
    """low, high, strand, open at the low end, open at the high end."""
    low: int
    high: int
    label: str


def layout(
    sequence: Sequence,
    width: float,
    *,
    shape: Literal["linear", "circular"] = "linear",
    size: Size | None = None,
    measure: Measure | None = None,
) -> Layout | None:
    """Lay out the map of a sequence; None where there is nothing to draw.

    Args:
        sequence: with residues; its source is left out where it spans the whole.
        width: of the map; its height follows.
        shape: a line or a circle.
        size: of text and boxes.
        measure: the width of a text in the size ``size.text``; an estimate by default.
    """
    size = size or Size()
    measure = measure or (lambda text: estimate(text, size.text))
    placed, unread, beyond = place(sequence)
    if not placed:
        return None
    if shape == "circular":
        from seqtool.report.listing.map_circle import arrange
    else:
        from seqtool.report.listing.map_line import arrange
    return arrange(sequence, placed, width, size, measure, hidden=beyond, unread=unread)


def place(sequence: Sequence) -> tuple[list[Placed], int, int]:
    """The features to draw, in order; how many cannot be read, and how many are too many."""
    protein, total = sequence.molecule_type == "AA", sequence.residues.length
    found: list[Placed] = []
    unread = 0
    for index, feature in enumerate(sequence.features):
        tree = read_location(feature.location, protein=protein).tree
        if tree is None or tree.low < 1 or tree.high > total:
            unread += 1
            continue
        if feature.key == "source" and tree.low == 1 and tree.high == total:
            continue
        parts: list[tuple[int, int, int, bool, bool]] = []
        _stretches(tree, 1, parts)
        spec = look(feature.key, protein=protein)
        kind: Kind = "span"
        if isinstance(tree, Between) or not parts:
            kind = "between"
        elif spec.link and isinstance(tree, Span):
            kind = "bond"
        elif isinstance(tree, Single):
            kind = "site"
        found.append(
            Placed(index, feature, tree, kind, parts, tree.low, tree.high, label_of(feature, protein=protein))
        )
    beyond = max(0, len(found) - MOST)
    if beyond:
        kept = sorted(found, key=lambda p: p.low - p.high)[:MOST]
        found = sorted(kept, key=lambda p: p.index)
    return found, unread, beyond


def strand_of(one: Placed) -> int:
    """1 or -1 where all stretches are on one strand, else 1."""
    return -1 if one.stretches and all(part[2] == -1 for part in one.stretches) else 1


def parts_of(one: Placed, where: Callable[[int, int], tuple[float, float]]) -> tuple[Part, ...]:
    """The parts of a feature with their places; ``where`` maps residue numbers to a place."""
    if one.kind == "between":
        sites: list[tuple[int, int]] = []
        _sites(one.tree, sites)
        return tuple(_site(left, right, where) for left, right in sites[:_PARTS])
    stretches = one.stretches
    if len(stretches) > _PARTS:
        stretches = [(one.low, one.high, strand_of(one), False, False)]
    parts = []
    for low, high, strand, open_start, open_end in stretches:
        start, end = where(low, high)
        parts.append(Part(low, high, strand, start, end, open_start=open_start, open_end=open_end))
    return tuple(parts)


def make_box(
    one: Placed, parts: tuple[Part, ...], lane: int, top: float, bottom: float, *, protein: bool
) -> Box:
    """The box of a feature that has its place."""
    spec = look(one.feature.key, protein=protein)
    operators = (one.tree, *one.tree.operands) if isinstance(one.tree, Complement) else (one.tree,)
    return Box(
        feature=one.index,
        key=one.feature.key,
        location=one.feature.location,
        group=spec.group,
        label=one.label,
        kind=one.kind,
        arrow=one.kind == "span" and (spec.arrow or strand_of(one) == -1) and not protein,
        ordered=any(isinstance(node, Order) for node in operators),
        lane=lane,
        top=top,
        bottom=bottom,
        parts=parts,
    )


def ticks(length: int, most: int) -> list[int]:
    """Round residue numbers for an axis: the first, then every 1, 2 or 5 times a power of ten, and the last."""
    step = 1
    for factor in (1, 2, 5, 10, 20, 50):
        power = 10 ** max(0, len(str(length // max(1, most))) - 1)
        step = factor * power
        if length / step <= most:
            break
    numbers = [n for n in range(step, length, step) if length - n >= step * 0.6]
    if numbers and numbers[0] - 1 < step * 0.6:
        numbers = numbers[1:]
    return [1, *numbers, length] if length > 1 else [1]


def estimate(text: str, size: float) -> float:
    """About how wide a text is in a usual sans-serif font, rather too much than too little."""
    width = 0.0
    for c in text:
        if c > "\u2e80":
            width += 1.0
        elif c in "iljtfIr.,:;'|!()[] ":
            width += 0.4
        elif c in "mwMW@%" or c > "\u0370":
            width += 0.95
        elif "A" <= c <= "Z":
            width += 0.74
        else:
            width += 0.62
    return width * size


def fit(text: str, room: float, measure: Measure) -> str:
    """The text, cut with an ellipsis so that it fits; empty where not even three signs do."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle] + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low >= 3 else ""


def _stretches(tree: Location, strand: int, into: list[tuple[int, int, int, bool, bool]]) -> None:
    match tree:
        case Span(start, end):
            into.append((start.value, end.value, strand, bool(start.fuzzy), bool(end.fuzzy)))
        case Single(Position(value, fuzzy)):
            into.append((value, value, strand, fuzzy == "<", fuzzy == ">"))
        case Complement(operand):
            _stretches(operand, -strand, into)
        case Join(operands) | Order(operands):
            for part in operands if strand == 1 else reversed(operands):
                _stretches(part, strand, into)
        case Between():
            pass


def _sites(tree: Location, into: list[tuple[int, int]]) -> None:
    if isinstance(tree, Between):
        into.append((tree.left, tree.right))
    for part in tree.operands:
        _sites(part, into)


def _site(left: int, right: int, where: Callable[[int, int], tuple[float, float]]) -> Part:
    at = (where(left, left)[1] + where(right, right)[0]) / 2
    if right < left:  # the site across the ends of a circle
        at = where(right, right)[0]
    return Part(left, right, 1, at, at, open_start=False, open_end=False)
