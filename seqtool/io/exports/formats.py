"""The output formats beside ST.26 itself, and what a writer is given."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import msgspec

from seqtool.io.imports.notes import Kind, Note, Notes, Taken
from seqtool.model import Feature, GeneralInformation, Sequence

#: Values in notes are shortened to this many characters.
_SHOWN: Final = 160


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user wants of the form."""

    #: RNA with the letter u, where ST.26 writes t.
    rna_u: bool = False


class Item(msgspec.Struct, frozen=True, gc=False):
    """One sequence to be written. ``number`` is its SEQ ID NO, ``line`` that of the listing (0: none)."""

    number: int
    sequence: Sequence
    name: str = ""
    description: str = ""
    line: int = 0
    #: Where it came from, if not from the listing that is written.
    file: str = ""


class Job(msgspec.Struct, kw_only=True):
    """What a writer is given: the listing, where to write, and whom to tell."""

    general: GeneralInformation
    #: In the order of the listing; to be gone through once.
    items: Iterator[Item]
    #: How many there are, and which qualifiers their sources have; known where the format asks (``surveyed``).
    total: int = 0
    source_qualifiers: frozenset[str] = frozenset()
    out: BinaryIO
    notes: Notes
    #: The listing as the user named it, for messages.
    file: str = ""
    #: How the name of the file to be written ends, in small letters (``.docx``); empty for standard output.
    suffix: str = ""
    options: Options = Options()
    #: How many sequences have been written.
    written: int = 0

    def tell(
        self,
        kind: Kind,
        reason: str,
        item: Item | None = None,
        *,
        feature: Feature | None = None,
        qualifier: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Take a note about a sequence, or about the listing as a whole."""
        self.notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=(item.file if item else "") or self.file,
                record=item.name if item else "",
                line=(item.line or None) if item else None,
                sequence=item.number if item else None,
                feature=None if feature is None else _short(f"{feature.key} {feature.location}"),
                qualifier=qualifier,
                before=_short(before),
                after=_short(after),
            )
        )

    def take(self, item: Item) -> None:
        """A sequence was written."""
        self.written += 1
        sequence = item.sequence
        self.notes.take(
            Taken(
                item.number,
                self.file,
                item.line,
                item.name,
                item.description,
                sequence.molecule_type,
                sequence.residues.length,
            )
        )

    def leave(self, item: Item, reason: str) -> None:
        """A sequence cannot be written: it is told, and counted with its features."""
        self.notes.records["left_out"] += 1
        self.notes.features["left_out"] += len(item.sequence.features)
        self.tell(Kind.LEFT_OUT, reason, item)


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One output format."""

    #: The value of ``--to``.
    name: str
    title: str
    #: Names of files that mean this format where ``--to`` is not given.
    suffixes: tuple[str, ...]
    write: Callable[[Job], None]
    #: Further suffixes that it can be written to, where ``--to`` names it.
    also: tuple[str, ...] = ()
    #: The listing must be gone through once before: the number of sequences, the qualifiers of their sources.
    surveyed: bool = False
    #: It states applicant, title and application, so that they are asked for where a listing is made first.
    about: bool = False


#: Format → its module.
_MODULES: Final = {
    "csv": "sheet",
    "fasta": "fasta",
    "genbank": "genbank",
    "json": "listing_json",
    "st25": "st25",
    "table": "table",
    "xlsx": "sheet",
}


def names() -> list[str]:
    """The names of all output formats but ST.26, without loading any."""
    return sorted(_MODULES)


def form(name: str) -> Format:
    """The format of this name."""
    module = importlib.import_module(f"seqtool.io.exports.{_MODULES[name]}")
    found: Format = module.FORMATS[name] if hasattr(module, "FORMATS") else module.FORMAT
    return found


def forms() -> Iterator[Format]:
    """All formats, by name."""
    for name in names():
        yield form(name)


def of_suffix(suffix: str) -> str | None:
    """The format that a file of this suffix means (``.fasta``), if any."""
    return next((known.name for known in forms() if suffix.lower() in known.suffixes), None)


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
