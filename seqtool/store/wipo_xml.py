"""XML and ZIP from strangers, as far as a project archive of WIPO Sequence needs them: bounded, without entities."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from seqtool.errors import InputError
from seqtool.store.errors import explained

#: Bytes of one archive unpacked, parts of it, and elements within each other.
LARGEST = 512 << 20
_MOST_PARTS = 1_000
_DEEPEST = 60
_BLOCK = 1 << 20
#: Children of one element that is not a sequence.
_MOST_NODES = 2_000_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
_PREFIXES = ("insdseqid", "insdseq", "insdfeature", "insdqualifier")


class Node:
    """An element: its plain name, text, attributes by plain name, and elements."""

    __slots__ = ("attributes", "children", "name", "pieces", "written")

    def __init__(self, written: str, attributes: dict[str, str]) -> None:
        self.written = written
        self.name = plain(written)
        self.attributes = {plain(name): value for name, value in attributes.items()}
        self.pieces: list[str] = []
        self.children: list[Node] = []

    @property
    def text(self) -> str:
        """Its text, without white space around it."""
        return "".join(self.pieces).strip()

    def walk(self) -> Iterator[Node]:
        """Itself and all in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def plain(name: str) -> str:
    """A name without name space, case, signs, and the prefixes of INSDSeq."""
    found = "".join(c for c in name.rpartition(":")[2].lower() if c.isascii() and c.isalnum())
    for prefix in _PREFIXES:
        if found.startswith(prefix) and found != prefix:
            return found[len(prefix) :]
    return found


def members(path: Path) -> Iterator[tuple[str, IO[bytes] | None]]:
    """The parts of an archive: name, and for XML the content to be read before the next.

    Raises:
        InputError: it is no archive, damaged, protected, or too large when unpacked.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"{path} is no ZIP archive, or damaged ({error}).") from error
    except OSError as error:
        raise explained(error, path, saving=False) from error
    with archive:
        parts = [one for one in archive.infolist() if not one.is_dir()]
        if len(parts) > _MOST_PARTS:
            raise InputError(f"{path} has {len(parts):,} parts, more than any project.")
        if any(one.flag_bits & 1 for one in parts):
            raise InputError(f"{path} is protected by a password. Take it off and try again.")
        size = sum(one.file_size for one in parts)
        if size > LARGEST:
            raise InputError(f"{path} unpacks to {size:,} bytes; up to {LARGEST:,} are read.")
        for one in parts:
            if not one.filename.lower().endswith(".xml"):
                yield one.filename, None
                continue
            try:
                file = archive.open(one)
            except _DAMAGE as error:
                raise InputError(f"{path}, part {one.filename}: damaged ({error}).") from error
            with file:
                yield one.filename, file


def parse(
    file: IO[bytes], where: str, take: Callable[[Node], bool], begins: Callable[[Node], bool]
) -> Node | None:
    """Read XML into nodes.

    Of the outermost elements for which ``begins`` says yes, ``take`` is given the whole when they
    end; where it says yes, they are not kept.

    Raises:
        InputError: it is no XML, has entities, or is too deep or large.
    """
    parser = expat.ParserCreate()
    stack: list[Node] = []
    begun: list[int] = []
    top: list[Node] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        node = Node(name, attributes)
        count += 1
        if len(stack) >= _DEEPEST or count > _MOST_NODES:
            raise InputError(f"{where}: elements are too deep or too many; this is no honest project.")
        if not begun and begins(node):
            begun.append(len(stack))
            count = 0
        stack.append(node)

    def end(_name: str) -> None:
        node = stack.pop()
        if begun and begun[0] == len(stack):
            begun.clear()
            if take(node):
                return
        if stack:
            stack[-1].children.append(node)
        else:
            top.append(node)

    def text(data: str) -> None:
        stack[-1].pieces.append(data)

    def entity(*_arguments: object) -> None:
        raise InputError(f"{where}: declares or uses entities, which no honest project does; it is not read.")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = entity
    parser.buffer_text = True
    left = LARGEST
    try:
        while block := file.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise InputError(f"{where}: unpacks to more than it claims; this is no honest file.")
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except _DAMAGE as error:
        raise InputError(f"{where}: damaged ({error}).") from error
    except expat.ExpatError as error:
        raise InputError(f"{where}: is no well-formed XML ({error}).") from error
    except (LookupError, UnicodeError) as error:
        raise InputError(f"{where}: its encoding is not known ({error}).") from error
    return top[0] if top else None
