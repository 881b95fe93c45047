"""Pages in the making: a pen that goes down the paper and begins a new page where there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from seqtool.report.listing.feature_map import Layout, fit
from seqtool.report.listing.map_keys import groups
from seqtool.report.listing.map_shapes import Shape, shapes
from seqtool.report.listing.pdf.book import Book, Pages
from seqtool.report.listing.pdf.fonts import Fonts, Style

#: A4 in points.
WIDTH: Final = 595.28
HEIGHT: Final = 841.89
LEFT: Final = 54.0
RIGHT: Final = WIDTH - 54.0
TOP: Final = HEIGHT - 64.0
BOTTOM: Final = 58.0

Colour = str
INK: Final = "0.07 0.1 0.14"
QUIET: Final = "0.35 0.39 0.45"
AMINO: Final = "0.04 0.33 0.62"
WARNING: Final = "0.55 0.32 0"
_STROKES: Final = {"edge": "0.2 0.23 0.27", "axis": "0.33 0.37 0.41", "dim": "0.54 0.57 0.61", "": "0 0 0"}


class Pen:
    """Draws a run of pages. ``y`` is the place reached, from the bottom of the paper."""

    def __init__(self, book: Book, fonts: Fonts, pages: Pages, first: int, *, left: str, title: str) -> None:
        self.fonts = fonts
        self.pages = pages
        self._book = book
        self._first = first
        self._left, self._title = left, title
        #: What the running header says of the page.
        self.running = ""
        self._header = ""
        self._ops: list[str] = []
        self._links: list[bytes] = []
        self._open = False
        self.y = TOP
        self._number = 0

    @property
    def page(self) -> int:
        """Number of the page in hand, as printed."""
        return self._first + len(self.pages.numbers)

    @property
    def used(self) -> bool:
        """Whether anything stands on the page in hand."""
        return self._open

    def need(self, height: float) -> None:
        """Begin a new page if there is not so much room on this one."""
        if self.y - height < BOTTOM and self._open:
            self.finish()

    def begin(self) -> None:
        """Take the header of the page from what stands first on it."""
        if not self._open:
            self._open = True
            self._header = self.running

    def finish(self) -> None:
        """Write the page in hand, if there is anything on it."""
        if not self._open:
            return
        self._frame()
        content = "\n".join(self._ops).encode("ascii")
        self.pages.add((WIDTH, HEIGHT), content, self._links)
        self._ops, self._links, self._open, self.y = [], [], False, TOP

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        style: Style = "sans",
        colour: Colour = INK,
        align: str = "left",
    ) -> float:
        """Set a text; its width. ``align`` says what x is the place of: left, right or middle."""
        runs, width = self.fonts.set(text, style)
        width *= size / 1000
        if align != "left":
            x -= width if align == "right" else width / 2
        self.begin()
        at, shown = "", []
        for font, operand in runs:
            shown.append(f"/{font} {size:.4g} Tf {operand}" if font != at else operand)
            at = font
        self._ops.append(f"BT {colour} rg 1 0 0 1 {x:.2f} {y:.2f} Tm {' '.join(shown)} ET")
        return width

    def mono(self, x: float, y: float, parts: list[tuple[Colour, str]], size: float) -> None:
        """Set ASCII parts of a line of residues one after the other."""
        self.begin()
        shown = []
        font = ""
        for colour, text in parts:
            font, operand = self.fonts.plain(text, "mono")
            shown.append(f"{colour} rg {operand}")
        self._ops.append(f"BT /{font} {size:.4g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm {' '.join(shown)} ET")

    def width(self, text: str, size: float, style: Style = "sans") -> float:
        """The width of a text in points."""
        return self.fonts.measure(text, style) * size / 1000

    def fit(self, text: str, room: float, size: float, style: Style = "sans") -> str:
        """The text, cut so that it fits."""
        return fit(text[:1000], room, lambda part: self.width(part, size, style))

    def wrap(self, text: str, room: float, size: float, style: Style = "sans") -> list[str]:
        """Lines that fit; broken at blanks, at East Asian signs, and where a word is too long."""
        lines: list[str] = []
        line, used = "", 0.0
        for word in _words(text):
            wide = self.width(word, size, style)
            if used + self.width(word.rstrip(), size, style) <= room:
                line, used = line + word, used + wide
                continue
            if line.strip():
                lines.append(line.rstrip())
                line, used = "", 0.0
            start = 0
            for at, sign in enumerate(word):
                wide = self.width(sign, size, style)
                if used + wide > room and at > start:
                    lines.append(word[start:at])
                    start, used = at, 0.0
                used += wide
            line = word[start:]
        lines.append(line.rstrip())
        return lines

    def rule(self, y: float, colour: Colour = "0.75 0.78 0.82", width: float = 0.6) -> None:
        """A line across the page."""
        self.begin()
        self._ops.append(f"{colour} RG {width} w {LEFT:.2f} {y:.2f} m {RIGHT:.2f} {y:.2f} l S")

    def square(self, x: float, y: float, size: float, group: str) -> None:
        """A square of the legend."""
        self.begin()
        self._ops.append(f"{_fill(group)} rg {_STROKES['edge']} RG 0.5 w {x:.2f} {y:.2f} {size} {size} re B")

    def link(self, x: float, y: float, width: float, height: float, target: tuple[int, float]) -> None:
        """A place to click that leads to a page object at a height."""
        self._links.append(
            b"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[%.1f %.1f %.1f %.1f]/Dest[%d 0 R/XYZ null %.0f null]>>"
            % (x, y, x + width, y + height, *target)
        )

    def map(self, layout: Layout, x: float, top: float) -> None:
        """Draw a map with its upper left corner there."""
        self.begin()
        ops = self._ops
        ops.append("q 1 j")
        for one in shapes(layout):
            if isinstance(one, Shape):
                path = " ".join(_step(op, numbers, x, top) for op, numbers in one.path)
                fill = f"{_fill(one.fill)} rg " if one.fill else ""
                dash = "[3 2] 0 d " if one.dashed else "[] 0 d "
                paint = ("B" if one.stroke else "f") if one.fill else "S"
                ops.append(f"{fill}{_STROKES[one.stroke]} RG {one.width * 0.7:.2f} w {dash}{path} {paint}")
            else:
                colour = QUIET if one.role == "dim" else INK
                align = {"start": "left", "end": "right", "middle": "middle"}[one.anchor]
                self.text(x + one.x, top - one.y, one.text, one.size, "sans", colour, align)
        ops.append("Q")

    def _frame(self) -> None:
        """Header and footer; the total is a form that is written at the end."""
        y = HEIGHT - 40
        right = self.text(RIGHT, y, self._header, 8, "sans", QUIET, "right") if self._header else 0.0
        self.text(LEFT, y, self.fit(self._title, RIGHT - LEFT - right - 20, 8), 8, "sans", QUIET)
        self.rule(y - 6)
        y = 34
        self.text(LEFT, y, self.fit(self._left, 180, 8), 8, "sans", QUIET)
        begin = f"page {self.page:,} of "
        x = WIDTH / 2 - self.width(f"{begin}{self.page:,}", 8) / 2
        x += self.text(x, y, begin, 8, "sans", QUIET)
        self._ops.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /Total Do Q")


def total_form(book: Book, fonts: Fonts, total: int) -> int:
    """The form that says how many pages there are."""
    font, operand = fonts.plain(f"{total:,}", "sans")
    content = f"BT {QUIET} rg /{font} 8 Tf {operand} ET".encode("ascii")
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": "[0 -4 80 12]",
        "Resources": f"{book.resources} 0 R",
    }
    return book.add(book.stream(content, extra))


def _words(text: str) -> Iterator[str]:
    """Words with the blanks behind them; East Asian signs are words of their own."""
    start = 0
    for at, sign in enumerate(text):
        if sign == " " and at + 1 < len(text) and text[at + 1] != " ":
            yield text[start : at + 1]
            start = at + 1
        elif "\u2e80" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" or "\uf900" <= sign <= "\ufaff":
            if at > start:
                yield text[start:at]
            yield sign
            start = at + 1
    if start < len(text):
        yield text[start:]


def _fill(group: str) -> str:
    colour = groups()[group].paper
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def _step(op: str, numbers: tuple[float, ...], x: float, top: float) -> str:
    if op == "Z":
        return "h"
    pairs = " ".join(f"{x + numbers[i]:.1f} {top - numbers[i + 1]:.1f}" for i in range(0, len(numbers), 2))
    return f"{pairs} {op.lower()}"
