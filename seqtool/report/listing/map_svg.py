"""A map as SVG, to stand in a page (which gives the colours) or alone."""

from __future__ import annotations

from collections.abc import Sequence as Many
from html import escape

from seqtool.messages import clean
from seqtool.report.listing.feature_map import Box, Layout
from seqtool.report.listing.map_keys import groups
from seqtool.report.listing.map_shapes import Shape, Text, shapes


def css() -> str:
    """Colours of the groups for white paper; on dark screens those for these."""
    paper = "".join(
        f".map .{g.name}{{fill:{g.paper}}} .key.{g.name}{{background:{g.paper}}}" for g in groups().values()
    )
    dark = "".join(
        f".map .{g.name}{{fill:{g.dark}}} .key.{g.name}{{background:{g.dark}}}" for g in groups().values()
    )
    return (
        ".map{display:block;max-width:100%;height:auto;font-family:inherit}"
        ".map path{fill:none}.map .edge{stroke:#333a44}.map .axis{stroke:#555d68}.map .dim{stroke:#8a929c}"
        ".map .dashed{stroke-dasharray:3 2}"
        ".map text{fill:#1b2330;stroke:none}.map text.dim{fill:#5a6678;stroke:none}.map text.on{fill:#10151c}"
        f"{paper}"
        "@media screen and (prefers-color-scheme:dark){.map .edge{stroke:#0d1116}.map .bond,.map .join{stroke:#aab4c0}"
        ".map .axis{stroke:#98a3b0}.map text{fill:#e3e8ef}.map text.dim{fill:#9aa7b8}.map text.on{fill:#0b0f14}"
        f"{dark}}}"
    )


def svg(layout: Layout, title: str, *, alone: bool = False) -> str:
    """The map as one ``<svg>`` element; ``alone`` puts name space and colours into it."""
    width, height = layout.width, layout.height
    out = [
        f'<svg class="map" width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}" role="img"'
        + (' xmlns="http://www.w3.org/2000/svg" font-family="system-ui, sans-serif"' if alone else "")
        + f' aria-label="{escape(clean(title))}">'
    ]
    if alone:
        out.append(f"<style>{css()}</style>")
    boxes = {box.feature: box for box in layout.boxes}
    last: int | None = None
    for one in shapes(layout):
        if one.feature != last:
            if last is not None:
                out.append("</g>")
            last = one.feature
            if last is not None:
                out.append(f"<g><title>{escape(_tip(boxes[last]))}</title>")
        out.append(_path(one) if isinstance(one, Shape) else _text(one))
    if last is not None:
        out.append("</g>")
    out.append("</svg>")
    return "".join(out)


def legend(layouts: Many[Layout | None]) -> list[tuple[str, str]]:
    """Name and title of the groups in some maps, in the order of the table."""
    used = {name for one in layouts if one is not None for name in one.groups}
    return [(group.name, group.title) for group in groups().values() if group.name in used]


def _tip(box: Box) -> str:
    key, location = clean(box.key[:80]), clean(box.location)
    location = location if len(location) <= 120 else f"{location[:119]}…"
    name = f": {box.label}" if box.label != key else ""
    return f"{key} {location}{name}"


def _path(shape: Shape) -> str:
    d = "".join(f"{op}{' '.join(map(_n, numbers))}" for op, numbers in shape.path)
    classes = [shape.fill] if shape.fill in groups() else []
    classes += [shape.stroke] if shape.stroke else []
    if shape.stroke == "edge" and not shape.fill:
        classes.append("join")
    if shape.dashed:
        classes.append("dashed")
    return f'<path class="{" ".join(classes)}" stroke-width="{_n(shape.width)}" d="{d}"/>'


def _text(text: Text) -> str:
    return (
        f'<text class="{text.role}" x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"'
        f' text-anchor="{text.anchor}">{escape(text.text, quote=False)}</text>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
