"""A PDF that is written object by object: pages leave memory as soon as they are done."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

import pydyf

#: Pages under one node of the page tree.
_NODE: Final = 128


class Book:
    """Objects are written at once; only their offsets (8 bytes each) are kept."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._offsets = array("Q", [0])
        self._line(b"%PDF-1.7")
        self._line(b"%\xe2\xe3\xcf\xd3")
        self.root = self.reserve()
        #: The resources that all pages share; to be put before the book is closed.
        self.resources = self.reserve()
        self._tree = self.reserve()

    def _line(self, data: bytes) -> None:
        self._out.write(data + b"\n")
        self._at += len(data) + 1

    def reserve(self) -> int:
        """A number for an object that comes later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def put(self, number: int, data: pydyf.Object | bytes) -> None:
        """Write the object with a number reserved before."""
        self._offsets[number] = self._at
        content = data if isinstance(data, bytes) else data.data
        self._line(b"%d 0 obj\n%s\nendobj" % (number, content))

    def add(self, data: pydyf.Object | bytes) -> int:
        """Write an object; its number."""
        number = self.reserve()
        self.put(number, data)
        return number

    def stream(self, content: bytes, extra: Mapping[str, Any] | None = None) -> bytes:
        """The bytes of a compressed stream object."""
        packed = zlib.compress(content, 5)
        about = pydyf.Dictionary({**(extra or {}), "Filter": "/FlateDecode", "Length": len(packed)})
        return b"%s\nstream\n%s\nendstream" % (about.data, packed)

    def pages(self) -> Pages:
        """A part of the book, to be put in order when it is closed."""
        return Pages(self, self._tree)

    def close(self, parts: list[Pages], catalogue: Mapping[str, Any], info: Mapping[str, Any]) -> None:
        """Write the page tree with the parts in this order, the catalogue and the table of objects."""
        nodes = [node for part in parts for node in part.nodes()]
        kids = b" ".join(b"%d 0 R" % node for node in nodes)
        count = sum(len(part.numbers) for part in parts)
        self.put(self._tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count))
        self.put(
            self.root,
            pydyf.Dictionary({"Type": "/Catalog", "Pages": f"{self._tree} 0 R", **catalogue}),
        )
        about = self.add(pydyf.Dictionary(dict(info)))
        begin = self._at
        self._line(b"xref\n0 %d\n0000000000 65535 f " % len(self._offsets))
        step = 4096
        for first in range(1, len(self._offsets), step):
            part = self._offsets[first : first + step]
            self._line(b"\n".join([b"%010d 00000 n " % offset for offset in part]))
        self._line(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF"
            % (len(self._offsets), self.root, about, begin)
        )


class Pages:
    """A run of pages under nodes of the page tree."""

    def __init__(self, book: Book, tree: int) -> None:
        self._book, self._tree = book, tree
        self.numbers = array("L")
        """Object number of each page."""
        self._nodes: list[int] = []

    def add(self, size: tuple[float, float], content: bytes, links: list[bytes]) -> int:
        """Write a page; its object number. ``links`` are annotations."""
        book = self._book
        if len(self.numbers) % _NODE == 0:
            self._nodes.append(book.reserve())
        drawn = book.add(book.stream(content))
        annotations = b"/Annots[%s]" % b" ".join(links) if links else b""
        number = book.add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.4g %.4g]/Resources %d 0 R/Contents %d 0 R%s>>"
            % (self._nodes[-1], *size, book.resources, drawn, annotations)
        )
        self.numbers.append(number)
        return number

    def nodes(self) -> list[int]:
        """Write the nodes; their numbers."""
        for index, node in enumerate(self._nodes):
            numbers = self.numbers[index * _NODE : (index + 1) * _NODE]
            kids = b" ".join([b"%d 0 R" % number for number in numbers])
            self._book.put(
                node,
                b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (self._tree, len(numbers), kids),
            )
        return self._nodes
