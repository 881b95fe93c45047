"""The report of an import or export as one self-contained HTML page; it needs no JavaScript and runs none."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TextIO

import jinja2
import msgspec
from markupsafe import Markup

from seqtool import assets
from seqtool.__about__ import __version__


class NoteRow(msgspec.Struct, frozen=True):
    """One note: where, and what stood there before and after."""

    place: str
    sequence: int | None
    name: str
    what: str
    before: str | None
    after: str | None


class Group(msgspec.Struct, frozen=True):
    """Notes of one reason. ``count`` is exact, of which ``rows`` may be the first."""

    reason: str
    count: int
    rows: list[NoteRow]


class Part(msgspec.Struct, frozen=True):
    """What was changed, added, left out … (``id``: a word for links)."""

    id: str
    title: str
    count: int
    groups: list[Group]


class NameRow(msgspec.Struct, frozen=True):
    """A sequence and the name it had."""

    sequence: int
    name: str
    description: str
    moltype: str
    length: int
    place: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page says. ``verdict`` is (good, sentence) where the listing was checked."""

    title: str
    lines: list[str]
    verdict: tuple[bool, str] | None
    parts: list[Part]
    names: Sequence[NameRow]
    more_names: int


def write(page: Page, out: TextIO) -> None:
    """Write the page as it is made."""
    css = assets.text("templates", "report.css") + assets.text("templates", "notes.css")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    pieces = _template().generate(
        page=page,
        version=__version__,
        css=Markup(css),  # noqa: S704  our own resource
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
    out.writelines(pieces)
    out.flush()


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.from_string(assets.text("templates", "notes.html.j2"))
