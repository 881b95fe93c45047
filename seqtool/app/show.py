"""Use case: show a listing to people."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final, Self

import msgspec

from seqtool.app.many import naming, open_input
from seqtool.errors import InputError, UsageError
from seqtool.io import names as names_table
from seqtool.io.names import Names
from seqtool.io.st26.reader import Block, Found, ListingReader
from seqtool.messages import clean, shorten, texts
from seqtool.report.layout import amount
from seqtool.report.listing.items import Document, Item, Limits, Map, Row, row
from seqtool.rules import catalogue
from seqtool.rules.file import content
from seqtool.task import Task

_ID: Final = re.compile(rb"<SequenceData\b[^<>]{0,200}?\bsequenceIDNumber\s*=\s*[\"']([^\"'<>]{0,40})[\"']")
_RANGE: Final = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?", re.ASCII)
_FATAL: Final = frozenset(
    {content.NOT_WELL_FORMED, content.TRUNCATED, content.TOO_LARGE, content.NOT_XML, content.EMPTY_FILE}
)
#: Remarks about unreadable parts that are told one by one.
_TOLD: Final = 20


class Selection:
    """SEQ ID NOs asked for, as ``5``, ``3-7`` or ``1-3,9``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ranges: list[tuple[int, int]] = []
        for part in text.split(","):
            match = _RANGE.fullmatch(part.strip())
            if match is None or int(match[2] or match[1]) < int(match[1]):
                raise UsageError(
                    f"--seq {shorten(text, 60)!r}: give SEQ ID NOs such as 5, 3-7 or 1-3,9, the smaller one first."
                )
            self._ranges.append((int(match[1]), int(match[2] or match[1])))

    def __contains__(self, number: int) -> bool:
        return any(low <= number <= high for low, high in self._ranges)


class Showing(msgspec.Struct, frozen=True, kw_only=True):
    """What to show."""

    selection: Selection | None = None
    limits: Limits = Limits()
    map: Map = "linear"
    #: A table of names that an import wrote: they are given back by the residues.
    names: Path | None = None


class Shown:
    """A listing opened to be shown: read once for its contents, and again for each document. A context manager."""

    def __init__(self, name: str, showing: Showing, task: Task | None = None) -> None:
        self._stack = ExitStack()
        self._showing = showing
        self._task = task or Task()
        self._names: dict[int, str] = {}
        #: Names of the table that no sequence took; known after ``document``.
        self.names_left = 0
        self.name = "standard input" if name == "-" else name
        self._source: Path | BinaryIO
        if name == "-":
            kept = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  the stack closes it
            shutil.copyfileobj(sys.stdin.buffer, kept, 1 << 20)
            self._source = kept
            self._size = kept.tell()
        else:
            self._source = open_input(name)
            self._size = self._source.stat().st_size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stack.close()

    def _open(self) -> ListingReader:
        if not isinstance(self._source, Path):
            self._source.seek(0)
        try:
            return ListingReader(self._source)
        except InputError as error:
            raise naming(error, self.name) from error

    def document(self) -> Document:
        """Read the contents.

        Raises:
            InputError: the source is no listing, or cannot be read.
            UsageError: no sequence has a number that was asked for.
        """
        rows: list[Row] = []
        once: dict[str, str] = {}
        total = 0
        remarks = _Remarks()
        names = Names(names_table.read(self._showing.names)) if self._showing.names else None
        with self._open() as reader:
            head = reader.head
            if not head.readable:
                raise InputError(
                    f"{self.name} is not a sequence listing that can be shown: {_why(head.found)}"
                )
            if not head.known:
                remarks.add(f"The general information cannot be read: {_why(head.found)}")
            for block in reader:
                total += 1
                if names is not None and block.entry is not None:
                    named = names.take(block.entry.sequence)
                    if named is not None and named.name:
                        self._names[total] = clean(named.name)
                item = self._item(block, total)
                if block.entry is None:
                    remarks.add(
                        f"SEQ ID NO: {item.number} (line {item.line:,}) cannot be read: {item.problem}"
                    )
                if self._wanted(item):
                    rows.append(row(item, once))
                self._task.step(reader.offset, self._size)
            for found in reader.tail:
                remarks.add(f"At the end, line {found.fault.line or 0:,}: {_say(found)}")
            general, declared = head.general, head.declared
        self.names_left = sum(1 for _ in names.left()) if names is not None else 0
        if not rows and self._showing.selection is not None:
            raise UsageError(
                f"{self.name} has no sequence {self._showing.selection.text}; it holds {amount(total, 'sequence')}."
            )
        return Document(
            file=Path(self.name).name,
            general=general,
            declared=declared,
            rows=rows,
            total=total,
            items=self._items,
            remarks=remarks.all(),
            limits=self._showing.limits,
            map=self._showing.map,
        )

    def _items(self) -> Iterator[Item]:
        with self._open() as reader:
            for position, block in enumerate(reader, 1):
                self._task.step(reader.offset, self._size)
                item = self._item(block, position)
                if self._wanted(item):
                    yield item

    def _wanted(self, item: Item) -> bool:
        chosen = self._showing.selection
        return chosen is None or _number(item.number, item.position) in chosen

    def _item(self, block: Block, position: int) -> Item:
        entry = block.entry
        if entry is None:
            match = _ID.search(block.cut.raw[:4000])
            number = match[1].decode("utf-8", "replace") if match else ""
        else:
            number = (entry.declared.number if entry.declared is not None else None) or ""
        shown = clean(number.strip())[:40] or "?"
        return Item(
            position,
            shown,
            entry.sequence if entry is not None else None,
            # counting lines takes time, and only what cannot be read is told by its line
            block.line if entry is None else 0,
            _why(block.found) if entry is None else "",
            self._names.get(position, ""),
        )


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _why(found: tuple[Found, ...]) -> str:
    """Why a part cannot be read: what ended the reading, of all that was found."""
    if not found:
        return "it is not well-formed."
    return _say(next((one for one in found if one.code in _FATAL), found[-1]))


def _say(found: Found) -> str:
    rule = catalogue()[found.code]
    return texts().fill(rule.code, "message", rule.message, found.fault.args)


class _Remarks:
    """What could not be read: the first ones in words, the others counted."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0

    def add(self, text: str) -> None:
        if len(self._told) < _TOLD:
            self._told.append(text)
        else:
            self._more += 1

    def all(self) -> list[str]:
        if not self._more:
            return self._told
        return [
            *self._told,
            f"{amount(self._more, 'further part')} cannot be read; seqtool validate names them all.",
        ]
