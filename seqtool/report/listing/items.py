"""What a document about a listing is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from seqtool.messages import clean
from seqtool.model import DeclaredListing, GeneralInformation, Sequence
from seqtool.report.layout import amount

Map = Literal["linear", "circular", "none"]
#: Kinds of features named in a table of contents.
_KINDS = 4
_WIDEST = 80


class Item(msgspec.Struct, frozen=True):
    """One sequence of the listing, or what stands in its place when it cannot be read."""

    position: int
    """Place in the listing, from 1."""
    number: str
    """SEQ ID NO as the listing states it, made safe to show; ``?`` where it states none."""
    sequence: Sequence | None
    line: int
    """Line of the file in which it begins, where it cannot be read; else 0."""
    problem: str = ""
    """Why it cannot be read."""
    name: str = ""


class Row(msgspec.Struct, frozen=True, gc=False):
    """One line of the table of contents."""

    position: int
    number: str
    kind: str
    """DNA, RNA, AA, ``skipped`` or ``unreadable``."""
    length: int
    organism: str
    features: str
    name: str = ""


class Limits(msgspec.Struct, frozen=True):
    """How much of one sequence is shown; ``None`` is all."""

    residues: int | None = None
    features: int | None = None
    #: Residues shown from the beginning and the end of a longer sequence.
    first: int = 3_000
    last: int = 600


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a writer needs."""

    file: str
    general: GeneralInformation
    declared: DeclaredListing
    rows: list[Row]
    """The sequences chosen, in order."""
    total: int
    """Sequences in the listing."""
    items: Callable[[], Iterator[Item]]
    """Reads the chosen sequences; may be called again."""
    remarks: list[str]
    """What could not be read, in words."""
    limits: Limits
    map: Map = "linear"


def row(item: Item, names: dict[str, str]) -> Row:
    """The line of the table of contents for a sequence. ``names`` keeps equal texts once."""
    sequence = item.sequence

    def once(text: str) -> str:
        return names.setdefault(text, text)

    if sequence is None:
        return Row(item.position, item.number, "unreadable", 0, "", "", item.name)
    if sequence.skipped:
        return Row(item.position, item.number, "skipped", 0, "", "", item.name)
    return Row(
        item.position,
        item.number,
        once(clean(sequence.molecule_type)[:20] or "?"),
        sequence.residues.length,
        once(organism(sequence)[:_WIDEST]),
        once(_kinds(sequence)),
        item.name,
    )


def organism(sequence: Sequence) -> str:
    """The organism of the source, made safe to show."""
    for feature in sequence.features:
        if feature.key.lower() == "source":
            for qualifier in feature.qualifiers:
                if qualifier.name.lower() == "organism":
                    return clean(qualifier.value or "")
    return ""


def mol_type(sequence: Sequence) -> str:
    """The mol_type of the source, made safe to show."""
    for feature in sequence.features:
        if feature.key.lower() == "source":
            for qualifier in feature.qualifiers:
                if qualifier.name.lower() == "mol_type":
                    return clean(qualifier.value or "")
    return ""


def size(length: int, molecule_type: str) -> str:
    """``135 bases``, ``31 residues``."""
    return amount(length, "residue" if molecule_type == "AA" else "base")


def _kinds(sequence: Sequence) -> str:
    """The keys of the features besides the source, the commonest first."""
    counts = Counter([feature.key for feature in sequence.features if feature.key != "source"])
    if not counts:
        return ""
    parts = [
        f"{n:,} × {clean(key)[:20]}" if n > 1 else clean(key)[:20] for key, n in counts.most_common(_KINDS)
    ]
    if len(counts) > _KINDS:
        parts.append("…")
    return ", ".join(parts)


def general_rows(general: GeneralInformation) -> list[tuple[str, str, str]]:
    """The general information as (heading, language code, text), made safe to show; only what is there."""
    rows: list[tuple[str, str, str]] = []

    def add(heading: str, text: str | None, language: str | None = None) -> None:
        if text and text.strip():
            rows.append((heading, clean(language or "")[:12], clean(text)))

    for title in general.titles:
        add("Title of the invention", title.text, title.language)
    for heading, name in (("Applicant", general.applicant), ("Inventor", general.inventor)):
        if name is not None:
            add(heading, name.name, name.language)
            add(f"{heading}, in Latin letters", name.latin)
    for heading, one in (("Application", general.application), ("Earliest priority", general.priority)):
        if one is not None:
            filed = f"filed {one.filing_date}" if one.filing_date else None
            add(heading, ", ".join(filter(None, (" ".join(filter(None, (one.office, one.number))), filed))))
    add("Applicant's file reference", general.file_reference)
    add("Original language of free text", general.original_language)
    add("Other language of free text", general.non_english_language)
    add("File name", general.file_name)
    software = " ".join(filter(None, (general.software_name, general.software_version)))
    add("Made with", software)
    add("Production date", general.production_date)
    return rows


def title_of(document: Document) -> str:
    """A title for the document: that of the invention in English, or else the first one, or the file's name."""
    titles = document.general.titles
    for title in titles:
        if (title.language or "").lower() == "en" and title.text.strip():
            return clean(title.text)
    for title in titles:
        if title.text.strip():
            return clean(title.text)
    return clean(document.file)


def counts_line(document: Document) -> str:
    """``12 sequences: 5 DNA, 2 RNA, 4 AA, 1 skipped``."""
    counts = Counter(row.kind for row in document.rows)
    order = ["DNA", "RNA", "AA", *sorted(set(counts) - {"DNA", "RNA", "AA", "skipped", "unreadable"})]
    parts = [f"{counts[kind]:,} {kind}" for kind in (*order, "skipped", "unreadable") if counts.get(kind)]
    if len(document.rows) != document.total:
        begin = f"{len(document.rows):,} of {amount(document.total, 'sequence')}"
    else:
        begin = amount(document.total, "sequence")
    stated = (document.declared.total or "").strip()
    line = f"{begin}: {', '.join(parts)}" if parts else begin
    if stated.isascii() and stated.isdigit() and len(stated) < 12 and int(stated) != document.total:
        line += f" (the listing states a total of {int(stated):,})"
    return line
