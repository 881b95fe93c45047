"""Which entry holds which protein: digests from a first pass, so that a coding sequence can name its protein."""

from __future__ import annotations

from typing import BinaryIO, Final

from seqtool.io.imports.links import Links, digest
from seqtool.io.imports.st25.entries import Entry, Listing, number_of
from seqtool.io.imports.st25.tables import organism as known_words

_BLOCK: Final = 1 << 20


def organism_words(text: str) -> str:
    """The organism for comparison: what it becomes where the table knows it, case aside."""
    row = known_words(text)
    return (row.new if row else " ".join(text.split())).casefold()


def find_links(file: BinaryIO, name: str) -> Links:
    """Go through a listing for its proteins; a listing without any coding sequence needs no look."""
    links = Links()
    start = file.tell()
    if _has_coding(file):
        file.seek(start)
        before = 0
        for entry in Listing(file, name, light="proteins").entries():
            before = _number(entry, before)
            links.see(before)
            block = entry.block
            if block.protein and block.symbols and not block.odd:
                value = entry.first(213)
                links.add(
                    digest(["".join(block.symbols).rstrip("*")]),
                    organism_words(value.text if value else ""),
                    before,
                )
    file.seek(start)
    return links


def _number(entry: Entry, before: int) -> int:
    value = entry.first(210)
    number = number_of(value.text)[0] if value else None
    if number is None and entry.sequence is not None:
        number = number_of(" ".join(entry.sequence.lines))[0]
    return before + 1 if number is None else number


def _has_coding(file: BinaryIO) -> bool:
    """Whether ``CDS`` stands anywhere, in whatever encoding."""
    tail = b""
    while block := file.read(_BLOCK):
        text = (tail + block).replace(b"\0", b"").upper()
        if b"CDS" in text:
            return True
        tail = block[-6:]
    return False
