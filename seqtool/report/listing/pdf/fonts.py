"""Fonts of a PDF: which one has a sign, how texts are set, and the embedded parts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import pydyf
import uharfbuzz as hb

from seqtool import assets
from seqtool.errors import InputError
from seqtool.report.listing.pdf.bidi import visual
from seqtool.report.listing.pdf.book import Book

Style = Literal["sans", "bold", "mono"]
_Value = TypeVar("_Value")

_FILES: Final = {"sans": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "mono": "DejaVuSansMono.ttf"}
_FALLBACK: Final = "DroidSansFallback.ttf"
#: Tables that are of no use once texts are set.
_NOT_IN_PDF: Final = (b"GSUB", b"GPOS", b"GDEF", b"kern", b"DSIG", b"MATH", b"FFTM", b"vhea", b"vmtx")
#: Texts whose setting is remembered.
_REMEMBERED: Final = 4096
#: Texts longer than this are not remembered.
_SHORT: Final = 200

#: The operators that show a run: font name, then the operand of TJ or Tj.
Shown = tuple[str, str]


class Face:
    """One font: glyphs of signs, their widths, and which were used."""

    def __init__(self, path: Path, name: str) -> None:
        try:
            self.face = hb.Face(hb.Blob.from_file_path(str(path)))
            self.font = hb.Font(self.face)
            known = len(self.face.unicodes)
        except (hb.HarfBuzzError, OSError, RuntimeError) as error:
            raise InputError(f"{path} cannot be read as a font.") from error
        if not known or self.face.glyph_count > 0xFFFF:
            raise InputError(f"{path} is not a font that can be used: give a TrueType or OpenType file.")
        self.name = name
        self.scale = 1000 / self.face.upem
        self.glyphs: dict[str, int | None] = {}
        self.widths: dict[int, float] = {}
        self.used: dict[int, str] = {0: ""}
        #: Plain signs as hexadecimal glyph numbers; those asked for count as used.
        self.codes = _Made(self._code)

    def glyph(self, sign: str) -> int | None:
        """The glyph of a sign, or None."""
        try:
            return self.glyphs[sign]
        except KeyError:
            found: int | None = self.font.get_nominal_glyph(ord(sign))
            self.glyphs[sign] = found
            return found

    def width(self, glyph: int) -> float:
        """The width of a glyph in thousandths of the size."""
        found = self.widths.get(glyph)
        if found is None:
            found = self.widths[glyph] = self.font.get_glyph_h_advance(glyph) * self.scale
        return found

    def _code(self, sign: str) -> str:
        glyph = self.glyph(sign) or 0
        self.used[glyph] = sign
        return f"{glyph:04x}"

    def advance(self, sign: str) -> float:
        """The width of a plain sign."""
        return self.width(self.glyph(sign) or 0)


class _Made(dict[str, _Value]):
    """Values by sign, made when first asked for; looking them up needs no step in Python."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, sign: str) -> _Value:
        made = self[sign] = self._make(sign)
        return made


class Fonts:
    """All fonts of a document."""

    def __init__(self, more: tuple[str, ...] = ()) -> None:
        self._faces: dict[str, Face] = {}
        self._chains: dict[str, list[Face]] = {}
        extra = [self._load(Path(path), f"X{n}") for n, path in enumerate(more)]
        for style, file in _FILES.items():
            own = self._load(assets.path("fonts", file), style[0].upper())
            self._chains[style] = [own]
        sans, fallback = self._chains["sans"][0], self._load(assets.path("fonts", _FALLBACK), "C")
        for style in _FILES:
            chain = self._chains[style]
            chain += [*([sans] if style != "sans" else []), *extra, fallback]
        self._set: dict[tuple[str, str], tuple[list[Shown], float]] = {}
        self._sizes: dict[Style, _Made[float]] = {
            "sans": _Made(lambda sign: self._size(sign, "sans")),
            "bold": _Made(lambda sign: self._size(sign, "bold")),
            "mono": _Made(lambda sign: self._size(sign, "mono")),
        }
        #: Signs that no font has, and how often they came.
        self.missing: Counter[str] = Counter()

    def _load(self, path: Path, name: str) -> Face:
        face = Face(path, name)
        self._faces[name] = face
        return face

    def measure(self, text: str, style: Style) -> float:
        """The width of a text in thousandths of the size (before shaping)."""
        return sum(map(self._sizes[style].__getitem__, text))

    def _size(self, sign: str, style: Style) -> float:
        face = self._face(sign, style)
        return face.advance(sign) if face else self.measure(_code_point(sign), style)

    def plain(self, text: str, style: Style) -> Shown:
        """An ASCII text, without kerning."""
        face = self._chains[style][0]
        return face.name, f"<{''.join(map(face.codes.__getitem__, text))}> Tj"

    def set(self, text: str, style: Style) -> tuple[list[Shown], float]:
        """A text as runs from left to right, and its width in thousandths of the size."""
        if text.isascii():
            return [self.plain(text, style)], self.measure(text, style)
        key = (style, text)
        found = self._set.get(key)
        if found is None:
            found = self._shape(text, style)
            if len(text) <= _SHORT:
                if len(self._set) >= _REMEMBERED:
                    self._set.clear()
                self._set[key] = found
        return found

    def _face(self, sign: str, style: Style) -> Face | None:
        for face in self._chains[style]:
            if face.glyph(sign):
                return face
        return None

    def _shape(self, text: str, style: Style) -> tuple[list[Shown], float]:
        shown: list[Shown] = []
        total = 0.0
        for run in visual(self._known(text, style)):
            pieces: list[tuple[Face, str]] = []
            for sign in run.text:
                face = self._face(sign, style) or self._chains[style][0]
                if pieces and (pieces[-1][0] is face or (sign == " " and pieces[-1][0].glyph(sign))):
                    pieces[-1] = (pieces[-1][0], pieces[-1][1] + sign)
                else:
                    pieces.append((face, sign))
            for face, part in reversed(pieces) if run.right_to_left else pieces:
                operand, width = _glyphs(face, part, right_to_left=run.right_to_left)
                shown.append((face.name, operand))
                total += width
        return shown, total

    def _known(self, text: str, style: Style) -> str:
        """The text with signs that no font has written as their code points."""
        parts = []
        for sign in text:
            known = self._face(sign, style) is not None
            if not known:
                self.missing[sign] += 1
            parts.append(sign if known else _code_point(sign))
        return "".join(parts)

    def put(self, book: Book) -> bytes:
        """Write the used parts of the fonts; the dictionary of font resources."""
        used = [face for face in self._faces.values() if len(face.used) > 1]
        entries = [b"/%s %d 0 R" % (face.name.encode(), _embed(book, face)) for face in used]
        return b"<<%s>>" % b"".join(entries)


def _code_point(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


def _glyphs(face: Face, text: str, *, right_to_left: bool) -> tuple[str, float]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    hb.shape(face.font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    parts, total, pending = ["<"], 0.0, ""
    for info, place in zip(infos, places, strict=True):
        glyph, advance = info.codepoint, place.x_advance * face.scale
        shift = place.x_offset * face.scale
        meaning = text[info.cluster : ends[info.cluster]] if info.cluster not in told else ""
        told.add(info.cluster)
        if glyph not in face.used or (meaning and not face.used[glyph]):
            face.used[glyph] = meaning
        rest = face.width(glyph) - advance
        if abs(shift) > 0.5:
            parts.append(f">{-shift:.0f}<{glyph:04x}>{rest + shift:.0f}<")
        else:
            parts.append(pending + f"{glyph:04x}")
            if abs(rest) > 0.5:
                parts.append(f">{rest:.0f}<")
        total += advance
    return f"[{''.join(parts)}>] TJ", total


def _embed(book: Book, face: Face) -> int:
    wanted: Any = hb.SubsetInput()
    wanted.glyph_set.update(set(face.used))
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update({int.from_bytes(tag, "big") for tag in _NOT_IN_PDF})
    data = bytes(hb.subset(face.face, wanted).blob.data)
    outlines = data[:4] == b"OTTO"
    if outlines:
        file = book.add(book.stream(data, {"Subtype": "/OpenType"}))
    else:
        file = book.add(book.stream(data, {"Length1": len(data)}))
    extents = face.font.get_font_extents("ltr")
    name = f"/SEQTLA+Seqtool-{face.name}"
    ascent, descent = extents.ascender * face.scale, extents.descender * face.scale
    about = book.add(
        pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": 4 | (1 if face.name == "M" else 0),
                "FontBBox": f"[-1000 {descent:.0f} 2000 {ascent:.0f}]",
                "ItalicAngle": 0,
                "Ascent": round(ascent),
                "Descent": round(descent),
                "CapHeight": 730,
                "StemV": 80,
                "FontFile3" if outlines else "FontFile2": f"{file} 0 R",
            }
        )
    )
    widths = " ".join(f"{glyph}[{face.width(glyph):.0f}]" for glyph in sorted(face.used))
    kind: dict[str, Any] = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if outlines else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "FontDescriptor": f"{about} 0 R",
        "DW": 600,
        "W": f"[{widths}]",
    }
    if not outlines:
        kind["CIDToGIDMap"] = "/Identity"
    inner = book.add(pydyf.Dictionary(kind))
    meaning = book.add(book.stream(_to_unicode(face.used)))
    return book.add(
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": f"[{inner} 0 R]",
                "ToUnicode": f"{meaning} 0 R",
            }
        )
    )


def _to_unicode(used: dict[int, str]) -> bytes:
    """The table by which readers copy and search."""
    lines = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
        for glyph, text in sorted(used.items())
        if glyph and text
    ]
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for first in range(0, len(lines), 100):
        part = lines[first : first + 100]
        out += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    out.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(out).encode("ascii")
