"""HTML report: one self-contained page; readable without JavaScript, filters and sorting with it.

The page's policy allows nothing but its own style and script (named by their
digests), so that no text of a listing could ever load or run anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

import jinja2
import msgspec
from markupsafe import Markup

from seqtool import assets
from seqtool.__about__ import __version__
from seqtool.messages import Texts, clean
from seqtool.report.markdown_lite import to_html
from seqtool.report.pages import page
from seqtool.report.result import Result
from seqtool.report.verdict import holds, mends, verdict
from seqtool.report.view import FindingView, group_title, view
from seqtool.rules import catalogue

#: Run before the rows are there: long tables are laid out only as far as they are shown.
_EARLY = 'document.documentElement.classList.add("starting")'


class Row(msgspec.Struct, frozen=True):
    """One finding with its place in the order of the file."""

    finding: FindingView
    group: str
    order: int


class Section(msgspec.Struct, frozen=True):
    """One listing on the page."""

    index: int
    file: str
    about: str
    good: bool
    verdict: str
    holds: str
    mends: str
    counts: dict[str, int]
    rows: list[Row]
    hidden: list[tuple[str, str, int]]


class Explained(msgspec.Struct, frozen=True):
    """A rule that was broken, with its page."""

    code: str
    name: str
    area: str
    paragraph: str | None
    basis: str
    count: int
    wrong: Markup
    why: Markup
    todo: Markup


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """Write one page for all results."""
    sections: list[Section] = []
    counts: dict[str, int] = {}
    for result in results:
        sections.append(_section(result, len(sections) + 1, texts))
        for code, n in result.rules.items():
            counts[code] = counts.get(code, 0) + n.count
    css, js = (assets.text("templates", f"report.{kind}") for kind in ("css", "js"))
    pieces = _template().generate(
        version=__version__,
        language=texts.language,
        sections=sections,
        rules=[_explained(code, counts[code]) for code in sorted(counts) if code in catalogue()],
        css=Markup(css),  # noqa: S704  our own resource
        js=Markup(js),  # noqa: S704  our own resource
        early=Markup(_EARLY),  # noqa: S704  our own text
        policy=f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(_EARLY)}' '{_digest(js)}'; "
        "base-uri 'none'; form-action 'none'",
    )
    out.writelines(pieces)
    out.flush()


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment.from_string(assets.text("templates", "report.html.j2"))


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _section(result: Result, index: int, texts: Texts) -> Section:
    good, sentence = verdict(result)
    titles: dict[int, str] = {}
    rows = []
    for order, finding in enumerate(result.findings):
        title = titles.setdefault(finding.position, group_title(finding.position, finding.sequence_id))
        rows.append(Row(view(finding, texts, result.waived), title, order))
    dtd = f"DTD {clean(result.dtd_version)[:40]}" if result.dtd_version else "no DTD version given"
    return Section(
        index=index,
        file="standard input" if result.file == "-" else clean(result.file),
        about=f"ST.26 version {result.standard_version} · {dtd} · profile {result.profile} · level {result.level}",
        good=good,
        verdict=sentence,
        holds=holds(result),
        mends=mends(result),
        counts=result.counts,
        rows=rows,
        hidden=[
            (code, catalogue()[code].name if code in catalogue() else "", n.count - n.shown)
            for code, n in result.rules.items()
            if n.count > n.shown
        ],
    )


def _explained(code: str, count: int) -> Explained:
    rule, about = catalogue()[code], page(code)
    return Explained(
        code=code,
        name=rule.name,
        area=rule.area,
        paragraph=rule.paragraph,
        basis=rule.basis,
        count=count,
        wrong=Markup(to_html(about.wrong)),  # noqa: S704  escaped there
        why=Markup(to_html(about.why)),  # noqa: S704  escaped there
        todo=Markup(to_html(about.todo)),  # noqa: S704  escaped there
    )
