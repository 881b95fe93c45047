"""The identifiers of an entry, put together: features (``<220>`` to ``<223>``) and publications (``<300>`` to ``<313>``)."""

from __future__ import annotations

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.entries import Entry, join
from seqtool.io.imports.st25.places import place
from seqtool.io.st25_signs import NAMES


def publications(entry: Entry, at: At) -> None:
    """``<300>`` to ``<313>`` have no place in ST.26: each publication is told."""
    held: list[str] = []
    line = 0
    for value in [*entry.values, None]:
        if value is not None and 301 <= value.tag <= 313:
            line = line or value.line
            if text := join(value.lines):
                held.append(f"<{value.tag}> {text}")
            continue
        if held:
            at.tell(Kind.LEFT_OUT, "a publication, which ST.26 has no place for; keep it in the description (Annex VII)", line=line, before=" ".join(held))  # fmt: skip
        held, line = [], value.line if value is not None and value.tag == 300 else 0


def features_of(entry: Entry, at: At) -> list[Piece25]:
    """The features of an entry. A new one begins with ``<220>``, or where an identifier comes again."""
    pieces: list[Piece25] = []
    piece: Piece25 | None = None
    for value in entry.values:
        tag = value.tag
        if tag == 220:
            piece = Piece25(value.line, texts=[])
            pieces.append(piece)
            if (text := join(value.lines)) and text.lower() not in ("feature", "features", "feature:"):
                at.tell(Kind.LEFT_OUT, "text behind <220>, where none belongs", line=value.line, before=text)
        elif tag in (221, 222, 223):
            if piece is None or _again(piece, tag):
                piece = Piece25(
                    value.line, key=piece.key if piece is not None and tag == 222 else None, texts=[]
                )
                pieces.append(piece)
            if tag == 221:
                piece.key = value if join(value.lines) else None
            elif tag == 222:
                piece.location = value if join(value.lines) else None
            elif join(value.lines):
                piece.texts.append(value)
        elif tag not in NAMES or tag < 200:
            at.tell(Kind.LEFT_OUT, f"an identifier that does not belong into an entry: <{tag}>", line=value.line, before=join(value.lines))  # fmt: skip
    return [one for one in pieces if one.key or one.location or one.texts]


def _again(piece: Piece25, tag: int) -> bool:
    if tag == 221:
        return bool(piece.key or piece.location or piece.texts)
    return tag == 222 and piece.location is not None


def of_all(piece: Piece25, length: int) -> bool:
    """Whether a feature with the key source speaks of the whole sequence, as the source of ST.26 does."""
    return piece.name.lower() == "source" and place(piece.place).parts == (f"1..{length}",)
