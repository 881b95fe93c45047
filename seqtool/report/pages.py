"""The rules' own pages (``resources/rules/<CODE>.md``), taken apart for reports and for people."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from seqtool import assets

_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)


class Page(msgspec.Struct, frozen=True):
    """A rule's page: Markdown of the whole and of its sections."""

    markdown: str
    wrong: str
    why: str
    todo: str


@lru_cache(maxsize=1024)
def page(code: str) -> Page:
    """The page of a rule; empty where it has none."""
    path = assets.path("rules", f"{code}.md")
    markdown = path.read_text(encoding="utf-8") if path.is_file() else ""
    parts = _SECTION.split(markdown)
    sections = {title.lower(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=False)}
    return Page(
        markdown,
        sections.get("what is wrong", ""),
        sections.get("why", ""),
        sections.get("what to do", ""),
    )
