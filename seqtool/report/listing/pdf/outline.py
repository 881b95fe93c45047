"""The bookmarks of a PDF, written one by one."""

from __future__ import annotations

from typing import Final, NamedTuple

import pydyf

from seqtool.report.listing.pdf.book import Book

#: Bookmarks under one heading; fewer stand by themselves.
_GROUP: Final = 100


class Mark(NamedTuple):
    """A bookmark: text, page object and height on it."""

    text: str
    page: int
    y: float


def write(book: Book, front: list[Mark], sequences: list[Mark]) -> int:
    """Write the outline; its object number. Many sequences stand in groups, which are closed."""
    root = book.reserve()
    if len(sequences) <= _GROUP:
        top: list[tuple[Mark, list[Mark]]] = [(mark, []) for mark in [*front, *sequences]]
    else:
        top = [(mark, []) for mark in front]
        for start in range(0, len(sequences), _GROUP):
            part = sequences[start : start + _GROUP]
            first, last = part[0].text.partition(" (")[0], part[-1].text.partition(" (")[0]
            top.append((Mark(f"{first} – {last.rpartition(' ')[2]}", part[0].page, part[0].y), part))
    numbers = [book.reserve() for _ in top]
    for index, (mark, children) in enumerate(top):
        inner = [book.reserve() for _ in children]
        for at, child in enumerate(children):
            book.put(inner[at], _item(child, numbers[index], inner, at))
        more = b"/First %d 0 R/Last %d 0 R/Count -%d" % (inner[0], inner[-1], len(inner)) if inner else b""
        book.put(numbers[index], _item(mark, root, numbers, index, more))
    ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
    book.put(root, b"<</Type/Outlines%s/Count %d>>" % (ends, len(numbers)))
    return root


def _item(mark: Mark, parent: int, around: list[int], index: int, more: bytes = b"") -> bytes:
    before = b"/Prev %d 0 R" % around[index - 1] if index else b""
    after = b"/Next %d 0 R" % around[index + 1] if index + 1 < len(around) else b""
    title = pydyf.String(mark.text).data
    return b"<</Title %s/Parent %d 0 R%s%s%s/Dest[%d 0 R/XYZ null %.0f null]>>" % (
        title,
        parent,
        before,
        after,
        more,
        mark.page,
        mark.y,
    )
