"""A listing as HTML: one page that needs no network, or a page of contents and a folder of pages.

The pages' policy allows nothing but their own style and script, named by their
digests, so that no text of a listing could ever load or run anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TextIO

import jinja2
import msgspec
from markupsafe import Markup, escape

from seqtool import assets
from seqtool.__about__ import __version__
from seqtool.report.layout import amount
from seqtool.report.listing.blocks import LINE, blocks, lines
from seqtool.report.listing.coding import Rows
from seqtool.report.listing.details import Details, FeatureText, details, instead, tag
from seqtool.report.listing.feature_map import layout
from seqtool.report.listing.items import (
    Document,
    Item,
    Row,
    counts_line,
    general_rows,
    mol_type,
    organism,
    size,
    title_of,
)
from seqtool.report.listing.map_svg import css as map_css
from seqtool.report.listing.map_svg import legend, svg

#: Sequences on one page; more go into a folder of pages.
ONE_PAGE: Final = 1_000
#: Residues on one page where there are more than a few sequences.
_MOST_RESIDUES: Final = 5_000_000
#: Sequences on each page of a folder.
PER_PAGE: Final = 250
#: Sequences shown open.
_OPEN: Final = 20
_MAP_WIDTH: Final = 1_010.0

#: Opens a page of the folder by its name.
OpenPage = Callable[[str], AbstractContextManager[TextIO]]


class Group(msgspec.Struct, frozen=True):
    """Lines of the contents: those of this page, or of a page of the folder."""

    href: str
    label: str
    rows: list[Row]


class Part(msgspec.Struct, frozen=True):
    """A page of the folder and its neighbours."""

    label: str
    home: str
    before: str
    after: str


class SequenceView(msgspec.Struct, frozen=True):
    """One sequence on a page."""

    position: int
    number: str
    about: str
    missing: str
    map: Markup
    legend: list[tuple[str, str]]
    map_note: str
    residues: Iterable[Markup]
    notes: list[str]
    features: list[FeatureText]


def one_page(document: Document) -> bool:
    """Whether everything goes on one page that a browser opens with ease."""
    most = document.limits.residues
    shown = sum(row.length if most is None else min(row.length, most) for row in document.rows)
    return len(document.rows) <= (ONE_PAGE if shown <= _MOST_RESIDUES else _OPEN)


def write_html(document: Document, out: TextIO) -> None:
    """Write everything on one page."""
    links = {row.number: f"#s{row.position}" for row in document.rows}
    _write(
        out,
        document,
        groups=[Group("", "", document.rows)] if document.rows else [],
        sequences=(_view(item, document) for item in document.items()),
        links=links,
        open=len(document.rows) <= _OPEN,
    )


def write_pages(document: Document, out: TextIO, home: str, folder: str, open_page: OpenPage) -> int:
    """Write a page of contents (named ``home``), and the sequences on pages of a folder beside it; how many."""
    starts = range(0, len(document.rows), PER_PAGE)
    names = [f"page-{number:05}.html" for number in range(1, len(starts) + 1)]
    groups = []
    for start, name in zip(starts, names, strict=True):
        rows = document.rows[start : start + PER_PAGE]
        groups.append(Group(f"{folder}/{name}", f"SEQ ID NO: {rows[0].number} to {rows[-1].number}", rows))
    _write(out, document, groups=groups, sequences=(), links={}, open=False)
    at = {row.number: (index, row.position) for index, group in enumerate(groups) for row in group.rows}
    items = document.items()
    for index, (name, group) in enumerate(zip(names, groups, strict=True)):
        part = Part(
            group.label,
            f"../{home}",
            names[index - 1] if index else "",
            names[index + 1] if index + 1 < len(names) else "",
        )
        with open_page(name) as page:
            _write(
                page,
                document,
                groups=[],
                sequences=(_view(item, document) for item in islice(items, PER_PAGE)),
                links=_Links(at, names, index),
                open=False,
                part=part,
            )
    return len(names)


class _Links(dict[str, str]):
    """Where a SEQ ID NO stands, seen from one page."""

    def __init__(self, at: dict[str, tuple[int, int]], names: list[str], here: int) -> None:
        super().__init__()
        self._at, self._names, self._here = at, names, here

    def __contains__(self, number: object) -> bool:
        return number in self._at

    def __missing__(self, number: str) -> str:
        index, position = self._at[number]
        return f"{'' if index == self._here else self._names[index]}#s{position}"


def _write(out: TextIO, document: Document, *, part: Part | None = None, **more: Any) -> None:
    css, js = _style(), assets.text("templates", "listing.js")
    pieces = _template().generate(
        version=__version__,
        title=title_of(document),
        file=document.file,
        general=general_rows(document.general),
        counts=counts_line(document),
        remarks=document.remarks,
        named=any(row.name for row in document.rows),
        mark=tag(document),
        part=part,
        css=_safe(css),
        js=_safe(js),
        policy=f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(js)}'; "
        "base-uri 'none'; form-action 'none'",
        **more,
    )
    out.writelines(pieces)
    out.flush()


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.from_string(assets.text("templates", "listing.html.j2"))


@lru_cache(maxsize=1)
def _style() -> str:
    return assets.text("templates", "listing.css") + map_css()


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _view(item: Item, document: Document) -> SequenceView:
    found, missing = item.sequence, instead(item)
    if found is None or found.skipped:
        why = "skipped" if found is not None else "cannot be read"
        return SequenceView(item.position, item.number, why, missing, Markup(), [], "", (), [], [])
    made = details(found, document.limits)
    kind = found.molecule_type or "?"
    about = (kind, size(found.residues.length, kind), organism(found), mol_type(found), item.name)
    drawn = None if document.map == "none" or missing else layout(found, _MAP_WIDTH, shape=document.map)
    note = []
    if drawn and drawn.hidden:
        note.append(f"{amount(drawn.hidden, 'feature')} not drawn for want of room.")
    if drawn and drawn.unread:
        note.append(f"{amount(drawn.unread, 'feature')} not drawn: the location cannot be read.")
    return SequenceView(
        item.position,
        item.number,
        " · ".join(filter(None, about)),
        missing,
        _safe(svg(drawn, f"Map of SEQ ID NO: {item.number}") if drawn else ""),
        legend([drawn]) if drawn else [],
        " ".join(note),
        () if missing else _residues(item, made),
        made.notes,
        made.features,
    )


def _residues(item: Item, made: Details) -> Iterator[Markup]:
    assert item.sequence is not None
    rows = Rows(made.codings)
    wide = max(5, len(f"{item.sequence.residues.length:,}"), len(str(len(made.features))) + 1)
    for number, (first, last) in enumerate(made.stretches):
        if number:
            yield _safe(f"{'…':>{wide}}")
        for start, text in lines(item.sequence.residues, first, last):
            shown = escape(f"{blocks(text):<{LINE + 5}}")
            begin, end = f"{start + 1:>{wide},}", f"{start + len(text):>{wide},}"
            yield _safe(f'<span class="n">{begin}</span>  {shown}  <span class="n">{end}</span>')
            for feature, strand, letters in rows.at(start, len(text)):
                mark = f"{feature + 1}{'▸' if strand == 1 else '◂'}"
                row = escape(blocks(letters).rstrip())
                yield _safe(f'<span class="n">{mark:>{wide}}</span>  <span class="t">{row}</span>')


def _safe(text: str) -> Markup:
    """A text that is markup of our own, or was escaped."""
    return Markup(text)  # noqa: S704  that is what it is for
