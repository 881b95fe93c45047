"""A listing as plain text: on the terminal, and as a document."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.report.layout import Paint, amount, cells, wrap
from seqtool.report.listing.blocks import LINE, blocks, lines
from seqtool.report.listing.coding import Rows
from seqtool.report.listing.details import FeatureText, details, instead, tag
from seqtool.report.listing.items import (
    Document,
    Item,
    Row,
    counts_line,
    general_rows,
    mol_type,
    organism,
    size,
    title_of,
)

#: Columns for line numbers and for the marks of translations.
_NUMBER = 9
_RULE = "─"


def document_lines(document: Document, width: int = 90) -> Iterator[str]:
    """The whole document, line by line."""
    paint = Paint(colour=False)
    title = title_of(document)
    yield from wrap(title, width)
    yield "Sequence listing"
    yield ""
    yield from overview(document, paint, width)
    yield from contents(document.rows, paint, width)
    for item in document.items():
        yield ""
        yield from sequence(item, document, paint, width)
    yield ""
    yield _RULE * width
    yield "End of the listing."


def overview(document: Document, paint: Paint, width: int) -> Iterator[str]:
    """General information and counts."""
    rows = general_rows(document.general)
    wide = min(31, max((len(heading) for heading, _, _ in rows), default=0))
    for heading, language, text in rows:
        shown = f"{text} [{language}]" if language else text
        found = wrap(shown, width, f"{heading:<{wide}}  ")
        yield paint("quiet", found[0][: wide + 2]) + found[0][wide + 2 :]
        yield from found[1:]
    if not rows:
        yield "The listing gives no general information."
    yield ""
    yield from wrap(counts_line(document) + ".", width)
    for remark in document.remarks:
        found = wrap(remark, width, "! ", "  ")
        yield from (paint("warning", line) for line in found)
    yield ""


def contents(rows: list[Row], paint: Paint, width: int, most: int | None = None) -> Iterator[str]:
    """The table of contents, at most so many lines."""
    shown = rows if most is None else rows[:most]
    if not shown:
        return
    numbers = max(9, *(len(row.number) for row in shown))
    kinds = max(4, *(len(row.kind) for row in shown))
    lengths = max(6, *(len(f"{row.length:,}") for row in shown))
    named = any(row.name for row in shown)
    rest = width - numbers - kinds - lengths - 8
    organisms = min(max(8, *(cells(row.organism) for row in shown)), max(12, rest // (3 if named else 2)))
    rest -= organisms
    names = min(max((cells(row.name) for row in shown), default=0), max(8, rest // 2)) if named else 0
    head = f"{'SEQ ID NO':>{numbers}}  {'type':<{kinds}}  {'length':>{lengths}}  {'organism':<{organisms}}"
    head += f"  {'name':<{names}}" if named else ""
    yield paint("head", f"{head}  features"[:width].rstrip())
    for row in shown:
        length = f"{row.length:,}" if row.length else ""
        line = f"{row.number:>{numbers}}  {row.kind:<{kinds}}  {length:>{lengths}}  "
        line += _cell(row.organism, organisms)
        if named:
            line += "  " + _cell(row.name, names)
        line += "  " + _cell(row.features, max(8, width - cells(line) - 2))
        line = line.rstrip()
        yield paint("quiet", line) if row.kind == "skipped" else line


def sequence(item: Item, document: Document, paint: Paint, width: int) -> Iterator[str]:
    """One sequence: heading, residues with translations, features."""
    found = item.sequence
    heading = f"SEQ ID NO: {item.number}"
    if found is not None and not found.skipped:
        kind = f"{found.molecule_type or '?'}, {size(found.residues.length, found.molecule_type)}"
        heading += " " * max(2, min(width, 90) - len(heading) - len(kind)) + kind
    yield _RULE * min(width, 90)
    yield paint("head", heading)
    if item.name:
        yield from wrap(f"Name: {item.name}", width)
    missing = instead(item)
    if found is None or found.skipped:
        yield from wrap(missing, width)
        return
    source = "  ·  ".join(filter(None, (organism(found), mol_type(found))))
    if source:
        yield from wrap(source, width)
    made = details(found, document.limits)
    yield ""
    yield from [missing] if missing else _residues(item, made.stretches, Rows(made.codings), paint)
    for note in made.notes:
        yield paint("warning", note)
    yield ""
    mark = tag(document)
    for feature in made.features:
        yield from _feature(feature, paint, width, mark)


def _residues(item: Item, stretches: list[tuple[int, int]], rows: Rows, paint: Paint) -> Iterator[str]:
    assert item.sequence is not None
    for number, (first, last) in enumerate(stretches):
        if number:
            yield f"{'…':>{_NUMBER}}"
        for start, text in lines(item.sequence.residues, first, last):
            line = blocks(text)
            end = start + len(text)
            yield (
                paint("quiet", f"{start + 1:>{_NUMBER},}")
                + f"  {line:<{LINE + 5}}"
                + paint("quiet", f"  {end:>{_NUMBER},}")
            )
            for feature, strand, letters in rows.at(start, len(text)):
                arrow = ">" if strand == 1 else "<"
                mark = f"{feature + 1}{arrow}"
                yield paint("info", f"{mark:>{_NUMBER}}  {blocks(letters)}".rstrip())


def _feature(feature: FeatureText, paint: Paint, width: int, mark: str) -> Iterator[str]:
    first = f"{feature.number:>4}  {feature.key:<16}  "
    found = wrap(feature.location.replace(",", ", "), width, first, " " * 24)
    yield f"{found[0][:6]}{paint('head', found[0][6 : 6 + len(feature.key)])}{found[0][6 + len(feature.key) :]}"
    yield from found[1:]
    for qualifier in feature.qualifiers:
        value = blocks(qualifier.value) if qualifier.residues else qualifier.value
        yield from wrap(f"{qualifier.name}: {value}" if value else qualifier.name, width, " " * 6, " " * 10)
        if qualifier.non_english:
            yield from wrap(f"[{mark}] {qualifier.non_english}", width, " " * 10, " " * 10)
    if feature.remark:
        yield from (paint("warning", line) for line in wrap(feature.remark, width, " " * 6, " " * 8))


def more(document: Document, most: int) -> str:
    """What to say where the table of contents was cut."""
    rest = len(document.rows) - most
    return (
        f"… and {amount(rest, 'further sequence')}. --all lists them; --seq {document.rows[0].number} "
        "shows one with its residues and features."
    )


def _cell(text: str, width: int) -> str:
    """The text filled up or cut to so many columns."""
    if cells(text) > width:
        while cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))
