"""The sequences of a PDF: heading, map, residues with translations, features."""

from __future__ import annotations

from typing import Final

from seqtool.report.layout import amount
from seqtool.report.listing.blocks import blocks, lines
from seqtool.report.listing.coding import Rows
from seqtool.report.listing.details import Details, FeatureText, details, instead, tag
from seqtool.report.listing.feature_map import Layout, Size, layout
from seqtool.report.listing.items import Document, Item, mol_type, organism, size
from seqtool.report.listing.map_svg import legend
from seqtool.report.listing.pdf.page import AMINO, BOTTOM, INK, LEFT, QUIET, RIGHT, TOP, WARNING, Pen

_MONO: Final = 8.0
_LEADING: Final = 10.4
_SIZE: Final = Size(text=7, box=9.5, gap=4.5, margin=18, least=2)
_KEY, _PLACE, _NAME, _VALUE = LEFT + 24, LEFT + 112, LEFT + 112, LEFT + 196


class Writer:
    """Writes sequences one after the other."""

    def __init__(self, pen: Pen, document: Document) -> None:
        self._pen = pen
        self._document = document
        self._mark = tag(document)

    def write(self, item: Item) -> tuple[int, float]:
        """Write one; how many pages were finished before that on which it begins, and the height there."""
        pen, found = self._pen, item.sequence
        drawn = self._layout(item)
        # The heading stays with the map and the first residues.
        pen.need(90 + min(drawn.height + 40 if drawn else 0, TOP - BOTTOM - 100))
        pen.running = f"SEQ ID NO: {item.number}"
        pen.begin()
        begin = len(pen.pages.numbers), min(pen.y + 4, TOP + 12)
        heading = f"SEQ ID NO: {item.number}"
        if pen.y < TOP:
            pen.rule(pen.y, INK, 0.8)
        y = pen.y - 15
        pen.text(LEFT, y, heading, 11.5, "bold")
        if found is not None and not found.skipped:
            kind = found.molecule_type[:20] or "?"
            pen.text(RIGHT, y, f"{kind}, {size(found.residues.length, kind)}", 9.5, "sans", INK, "right")
        pen.y = y - 5
        if item.name:
            self._plain(f"Name: {item.name}", QUIET)
        missing = instead(item)
        if found is None or found.skipped:
            self._plain(missing, QUIET)
            pen.y -= 10
            return begin
        source = " · ".join(filter(None, (organism(found), mol_type(found))))
        if source:
            self._plain(source, QUIET)
        made = details(found, self._document.limits)
        if missing:
            self._plain(missing, QUIET)
        else:
            if drawn is not None:
                self._map(drawn)
            self._residues(item, made)
        for note in made.notes:
            self._plain(note, WARNING)
        pen.y -= 4
        for feature in made.features:
            self._feature(feature)
        pen.y -= 12
        return begin

    def _plain(self, text: str, colour: str, size: float = 8.5) -> None:
        pen = self._pen
        for line in pen.wrap(text, RIGHT - LEFT, size):
            pen.need(12)
            pen.y -= 11.5
            pen.text(LEFT, pen.y, line, size, "sans", colour)

    def _layout(self, item: Item) -> Layout | None:
        if self._document.map == "none" or item.sequence is None or instead(item):
            return None
        return layout(
            item.sequence,
            RIGHT - LEFT,
            shape=self._document.map,
            size=_SIZE,
            measure=lambda text: self._pen.width(text, _SIZE.text),
        )

    def _map(self, drawn: Layout) -> None:
        pen = self._pen
        pen.need(min(drawn.height + 40, TOP - BOTTOM))
        pen.y -= 8
        pen.map(drawn, LEFT, pen.y)
        pen.y -= drawn.height
        self._legend(drawn)

    def _legend(self, drawn: Layout) -> None:
        pen, x = self._pen, LEFT
        pen.y -= 12
        hidden = drawn.hidden + drawn.unread
        parts = [*legend([drawn]), *([("", f"{amount(hidden, 'feature')} not drawn.")] if hidden else [])]
        for name, title in parts:
            if x + 9 + pen.width(title, 7) > RIGHT and x > LEFT:
                x = LEFT
                pen.y -= 9.5
            if name:
                pen.square(x, pen.y, 5.5, name)
                x += 9
            x += pen.text(x, pen.y, title, 7, "sans", QUIET if name else WARNING) + 12
        pen.y -= 3

    def _residues(self, item: Item, made: Details) -> None:
        assert item.sequence is not None
        pen, residues, rows = self._pen, item.sequence.residues, Rows(made.codings)
        wide = max(5, len(f"{residues.length:,}"), len(str(len(made.features))) + 1)
        pen.y -= 5
        for number, (first, last) in enumerate(made.stretches):
            if number:
                pen.need(_LEADING)
                pen.y -= _LEADING
                pen.text(LEFT + 20, pen.y, "…", _MONO, "mono", QUIET)
            for start, text in lines(residues, first, last):
                below = list(rows.at(start, len(text)))
                pen.need(_LEADING * (1 + len(below)))
                pen.y -= _LEADING
                shown = text if text.isascii() else text.replace("\ufffd", "?")
                parts = [
                    (QUIET, f"{start + 1:>{wide},}  "),
                    (INK, f"{blocks(shown):<65}"),
                    (QUIET, f"  {start + len(text):>{wide},}"),
                ]
                pen.mono(LEFT, pen.y, parts, _MONO)
                for feature, strand, letters in below:
                    pen.y -= _LEADING - 1.6
                    mark = f"{feature + 1}{'>' if strand == 1 else '<'}"
                    row = (
                        letters if letters.isascii() else "".join(c if c.isascii() else "?" for c in letters)
                    )
                    pen.mono(
                        LEFT, pen.y, [(QUIET, f"{mark:>{wide}}  "), (AMINO, blocks(row).rstrip())], _MONO
                    )
                if below:
                    pen.y -= 1.6

    def _feature(self, feature: FeatureText) -> None:
        pen = self._pen
        place = pen.wrap(feature.location.replace(",", ", "), RIGHT - _PLACE, 8, "mono")
        pen.need(12 + 11 * min(2, len(feature.qualifiers)))
        pen.y -= 13
        pen.text(LEFT + 16, pen.y, f"{feature.number:,}", 8, "sans", QUIET, "right")
        pen.text(_KEY, pen.y, pen.fit(feature.key, _PLACE - _KEY - 4, 8.5, "bold"), 8.5, "bold")
        for number, line in enumerate(place):
            if number:
                pen.need(10)
                pen.y -= 10
            pen.text(_PLACE, pen.y, line, 8, "mono")
        for qualifier in feature.qualifiers:
            self._qualifier(qualifier.name, blocks(qualifier.value) if qualifier.residues else qualifier.value,
                            qualifier.non_english, mono=qualifier.residues)  # fmt: skip
        if feature.remark:
            for line in pen.wrap(feature.remark, RIGHT - _NAME, 8):
                pen.need(10)
                pen.y -= 10.5
                pen.text(_NAME, pen.y, line, 8, "sans", WARNING)

    def _qualifier(self, name: str, value: str, other: str, *, mono: bool) -> None:
        pen = self._pen
        pen.need(11)
        pen.y -= 10.8
        pen.text(_NAME, pen.y, pen.fit(name, _VALUE - _NAME - 4, 8), 8, "sans", QUIET)
        style = "mono" if mono else "sans"
        for number, line in enumerate(pen.wrap(value, RIGHT - _VALUE, 8, style)):  # type: ignore[arg-type]
            if number:
                pen.need(10)
                pen.y -= 10.2
            pen.text(_VALUE, pen.y, line, 8, style)  # type: ignore[arg-type]
        if other:
            for number, line in enumerate(pen.wrap(other, RIGHT - _VALUE, 8)):
                pen.need(10)
                pen.y -= 10.8
                if not number:
                    pen.text(_VALUE - 6, pen.y, pen.fit(self._mark, 60, 7), 7, "sans", QUIET, "right")
                pen.text(_VALUE, pen.y, line, 8)
