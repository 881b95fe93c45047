"""One line of GFF3: nine columns, percent-encoded."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.gff.terms import attribute

_INTEGER: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_GTF: Final = re.compile(r'\s*[A-Za-z_][A-Za-z0-9_-]{0,60} +"')


class Row(msgspec.Struct, frozen=True, gc=False):
    """A line; ``phase`` is ``None`` where it is a dot. Values of attributes are decoded, and parted where they may be several."""

    type: str
    low: int
    high: int
    strand: str
    phase: int | None
    attributes: tuple[tuple[str, tuple[str, ...]], ...]
    line: int

    def values(self, name: str) -> tuple[str, ...]:
        """The values of an attribute; none where it is not there."""
        return next((values for known, values in self.attributes if known == name), ())

    def value(self, name: str) -> str:
        """The first value of an attribute, or nothing."""
        return next(iter(self.values(name)), "")


def seqid_of(line: bytes) -> str:
    """The name in the first column."""
    return unquote(line.split(b"\t", 1)[0].decode("utf-8", "replace"))


def row(line: bytes, number: int, file: str) -> Row:
    """Read a line of features.

    Raises:
        InputError: it has not nine columns, or one of them is not what it must be.
    """
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    cells = text.split("\t")
    where = f"{file}, line {number:,}"
    while len(cells) > 9 and not cells[-1].strip():
        cells.pop()
    if len(cells) == 8:
        cells.append("")
    if len(cells) != 9:
        raise InputError(
            f"{where}: GFF3 has nine columns parted by tabs, this line has {len(cells)}: {text[:60]!r}."
        )
    _, _, kind, low, high, _, strand, phase, attributes = cells
    for name, value in (("start", low), ("end", high)):
        if not _INTEGER.fullmatch(value):
            raise InputError(f"{where}: the {name} {value[:40]!r} is no residue number.")
    if strand not in ("+", "-", ".", "?"):
        raise InputError(f"{where}: the strand {strand[:40]!r} is none of + - . and ?.")
    if phase not in ("0", "1", "2", "."):
        raise InputError(f"{where}: the phase {phase[:40]!r} is none of 0, 1, 2 and a dot.")
    return Row(
        unquote(kind),
        int(low),
        int(high),
        strand,
        None if phase == "." else int(phase),
        _attributes(attributes, where),
        number,
    )


def _attributes(text: str, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if text.strip() in ("", "."):
        return ()
    if _GTF.match(text):
        raise InputError(
            f'{where}: this is GTF or GFF2 (name "value"), not GFF3 (name=value). Convert it first, for instance with gffread or AGAT.'
        )
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        name, equals, value = part.strip().partition("=")
        if not name:
            continue
        if not equals:
            raise InputError(f"{where}: the attribute {part.strip()[:60]!r} is not of the form name=value.")
        name = unquote(name)
        values = value.split(",") if attribute(name).several else [value]
        found[name] = (*found.get(name, ()), *(unquote(one).strip() for one in values))
    return tuple(found.items())
