"""Listings of the older standard ST.25 (text), read after Annex VII."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.io.imports.formats import Format, Item, Source
from seqtool.io.st25_signs import looks_like_st25


def _read(source: Source) -> Iterator[Item]:
    from seqtool.io.imports.st25.reader import read

    yield from read(source)


def _general(source: Source) -> dict[str, str]:
    from seqtool.io.imports.st25.reader import general

    return general(source)


def _count(source: Source) -> int:
    """About how many entries there are."""
    found, tail = 0, b""
    while block := source.file.read(1 << 20):
        text = tail + block
        found += text.count(b"<210>")
        tail = text[-4:]
    return found


def _numbers(source: Source) -> Iterator[int]:
    from seqtool.io.imports.st25.reader import numbers

    yield from numbers(source)


FORMAT = Format(
    name="st25",
    title="ST.25 listing",
    suffixes=(".txt", ".app", ".st25"),
    looks=looks_like_st25,
    read=_read,
    general=_general,
    count=_count,
    numbered=True,
    numbers=_numbers,
    coding=False,
)
