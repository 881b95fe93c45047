"""A Word document as paragraphs and rows of tables, read as a stream: nothing but its text is needed.

The XML is read by lxml without entities and network, part by part as it is unpacked, so memory
does not grow with the document. Deleted text of tracked changes is not read, inserted text is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.formats import Source, seekable
from seqtool.io.imports.sheet import guard

_LARGEST: Final = 128 << 20
#: A paragraph or a row of a table longer than this holds no sequence that a person typed.
_LONGEST: Final = 20_000_000
_TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo"})
_GONE: Final = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "footnoteReference"})
#: Signs of the font Symbol that stand beside sequences.
_SYMBOLS: Final = {"F0A2": "'", "F0AE": "->", "F02D": "-", "F0BE": "-"}
_LOOKS: Final = ("b", "i", "u", "strike", "vertAlign", "color", "highlight", "shd")


class Text(msgspec.Struct, frozen=True):
    """The text of a paragraph or a cell; ``mixed``: parts of it look otherwise (bold, underlined, coloured)."""

    text: str
    mixed: bool = False


class Block(msgspec.Struct, frozen=True):
    """A paragraph (``cells`` has one text), or a row of a table; counted from 1."""

    cells: tuple[Text, ...]
    paragraph: int = 0
    table: int = 0
    row: int = 0

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"table {self.table}, row {self.row}" if self.table else f"paragraph {self.paragraph}"


class Document:
    """The blocks of a document in order; ``tracked`` says afterwards whether there were tracked changes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.tracked = False

    def blocks(self) -> Iterator[Block]:
        """Paragraphs and rows.

        Raises:
            InputError: the file is damaged or no Word document.
        """
        from lxml import etree

        name = self._source.name
        file = seekable(self._source, guard.LARGEST_FILE)
        file.seek(0)
        zipped = guard.archive(file, name, "document")
        parser: Any = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        try:
            walk = _Walk(self)
            for piece in guard.stream(zipped, "word/document.xml", name, _LARGEST):
                parser.feed(piece)
                for event, element in parser.read_events():
                    yield from walk.take(event, element)
            parser.close()
            for event, element in parser.read_events():
                yield from walk.take(event, element)
        except etree.XMLSyntaxError as error:
            raise InputError(
                f"{name}: the text of the document is damaged ({error.msg}). Save it again."
            ) from error


class _Walk:
    """Follows the elements and gives a block when one is complete."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tables = self._paragraphs = self._depth = self._inside = 0
        self._rows: list[int] = []

    def take(self, event: str, element: Any) -> Iterator[Block]:
        if not isinstance(element.tag, str):
            return
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "tbl":
                self._depth += 1
                if self._depth == 1:
                    self._tables += 1
                    self._row = 0
            elif tag == "p":
                self._inside += 1
            elif tag in _TRACKED:
                self._document.tracked = True
            return
        if tag == "tbl":
            self._depth -= 1
            if not self._depth:
                _forget(element)
        elif tag == "tr" and self._depth == 1:
            self._row += 1
            yield Block(tuple(_cells(element)), table=self._tables, row=self._row)
            _forget(element)
        elif tag == "p":
            self._inside -= 1
            if not self._depth and not self._inside:
                self._paragraphs += 1
                yield Block((_text(element),), paragraph=self._paragraphs)
                _forget(element)


def _forget(element: Any) -> None:
    """Free what has been read, and what stands before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _cells(row: Any) -> Iterator[Text]:
    for child in row.iter():
        if isinstance(child.tag, str) and child.tag.endswith("}tc") and _nearest(child, "tr") is row:
            paragraphs = [
                _text(one) for one in child.iter() if isinstance(one.tag, str) and one.tag.endswith("}p")
            ]
            looks = any(one.mixed for one in paragraphs)
            yield Text("\n".join(one.text for one in paragraphs), looks)


def _nearest(element: Any, name: str) -> Any:
    parent = element.getparent()
    while parent is not None and not (isinstance(parent.tag, str) and parent.tag.endswith("}" + name)):
        parent = parent.getparent()
    return parent


def _text(paragraph: Any) -> Text:
    parts: list[str] = []
    looks: set[tuple[str, ...]] = set()
    size = 0
    stack: list[Any] = [paragraph]
    while stack:
        element = stack.pop()
        if isinstance(element, str):
            parts.append(element)
            continue
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in _GONE:
            continue
        if tag == "t":
            text = element.text or ""
            size += len(text)
            if size > _LONGEST:
                raise InputError(
                    f"A paragraph of the document has more than {_LONGEST:,} characters; take long sequences from FASTA."
                )
            parts.append(text)
            if text.strip():
                looks.add(_look(element.getparent()))
        elif tag in ("br", "cr"):
            parts.append("\n")
        elif tag in ("tab", "ptab"):
            parts.append("\t")
        elif tag == "noBreakHyphen":
            parts.append("-")
        elif tag == "sym":
            code = next((v for k, v in element.attrib.items() if k.endswith("}char")), "").upper()
            parts.append(_SYMBOLS.get(code, "\ufffd"))
        elif tag == "p" and element is not paragraph:
            # A text box within the paragraph: its text stands apart.
            parts.append("\n")
            stack += reversed(element)
        else:
            stack += reversed(element)
    return Text("".join(parts), len(looks) > 1)


def _look(run: Any) -> tuple[str, ...]:
    """What of the look of a run may carry a meaning."""
    if run is None:
        return ()
    for child in run:
        if isinstance(child.tag, str) and child.tag.endswith("}rPr"):
            return tuple(
                f"{name}={next(iter(one.attrib.values()), '')}"
                for one in child
                if isinstance(one.tag, str) and (name := one.tag.rpartition("}")[2]) in _LOOKS
            )
    return ()
