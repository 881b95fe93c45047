"""Molecules of DNA and RNA, whose segments ST.25 did not ask for and ST.26 does (paragraph 55)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.entries import Entry, join
from seqtool.io.imports.st25.places import place
from seqtool.model import Feature, Qualifier
from seqtool.rules.residues.combined import segment_kind

#: Whoever says this speaks of the molecule itself, not of what it binds or detects.
_SAID: Final = re.compile(
    r"\b(?:combined|chim[ae]?eric|hybrid|mixed)\s{1,3}(?:DNA\W{1,3}(?:and\s{1,3})?RNA|RNA\W{1,3}(?:and\s{1,3})?DNA)\b"
    r"|\b(?:DNA\s?[/-]\s?RNA|RNA\s?[/-]\s?DNA)\s{1,3}(?:molecule|hybrid|chimer|chimaer|oligo|mix|construct)",
    re.IGNORECASE,
)
_TYPES: Final = re.compile(r"(?:DNA\W{1,3}(?:and\s{1,3})?RNA|RNA\W{1,3}(?:and\s{1,3})?DNA)\b", re.IGNORECASE)
_PART: Final = "segment|fragment|part|portion|region"
_SEGMENT: Final = re.compile(
    rf"\s*(?:this\s+)?(?:(?:{_PART})\s+(?:is|of)\s+)?"
    r"(?:(DNA|deoxyribonucleotides?|deoxynucleotides?|deoxyribonucleic acid)|(RNA|ribonucleotides?|ribonucleic acid))"
    rf"(?:\s+(?:{_PART}|residues?|nucleotides?|bases?))?\s*\.?\s*",
    re.IGNORECASE,
)
_KEYS: Final = frozenset({"", "misc_feature", "misc_structure", "misc_difference"})
_SPAN: Final = re.compile(r"([0-9]{1,12})(?:\.\.([0-9]{1,12}))?", re.ASCII)
_MARKS: Final = re.compile(r"u+|t+")
_FOREIGN: Final = {"DNA": ("u", "uracil"), "RNA": ("t", "thymine")}
#: Such a molecule is made base by base.
_LONGEST: Final = 1 << 20
_DESCRIBE: Final = (
    "<220> with misc_feature, <222> and <223> DNA or RNA for each segment of the entry, in the ST.25 listing"
)


class Span(NamedTuple):
    """One segment: first and last residue, ``DNA`` or ``RNA``."""

    low: int
    high: int
    kind: str

    @property
    def location(self) -> str:
        """As ST.26 writes it."""
        return str(self.low) if self.low == self.high else f"{self.low}..{self.high}"


class Parts(NamedTuple):
    """The segments, which tile the molecule, and bases that are modified in theirs (paragraph 19)."""

    segments: tuple[Span, ...]
    modified: tuple[tuple[str, str], ...]
    described: bool


def said(entry: Entry) -> bool:
    """Whether an entry says that its molecule is of DNA and RNA."""
    value = entry.first(212)
    if value is not None and _TYPES.search(value.text):
        return True
    return any(one.tag == 223 and _SAID.search(one.text) for one in entry.values)


def parts_of(entry: Entry, pieces: list[Piece25], at: At) -> Parts | None:
    """The segments of a molecule of DNA and RNA; ``None`` where it is none, or where it was asked (``at.asked``)."""
    block = entry.block
    if block.length > _LONGEST or block.stated not in ("DNA", "RNA", ""):
        return None
    told = sorted(_described(pieces, block.length))
    tiled = len({span.kind for span in told}) == 2 and _tile(told, block.length)
    text = b"".join(block.chunks).decode("ascii", "replace").lower()
    mixed = "u" in text and (block.stated == "DNA" or "t" in text)
    if not tiled and not (mixed and (at.choices.uracil == "rna-parts" or said(entry))):
        return None
    if tiled:
        return _checked(told, text, at)
    if at.choices.uracil != "rna-parts":
        at.ask(
            f"--uracil rna-parts; or {_DESCRIBE}",
            "An entry is said to be a molecule of DNA and RNA and holds u. ST.26 wants each of its segments described (paragraph 55). Does u "
            "stand in stretches of RNA and t in stretches of DNA, each from its first to its last u (t), and to the end of the sequence?",
            block.first.line,
        )
        return None
    return _by_letters(bool(told), text, at, block.first.line)


def _described(pieces: list[Piece25], length: int) -> Iterator[Span]:
    for piece in pieces:
        kinds = {
            "DNA" if found[1] else "RNA"
            for value in piece.texts
            if (found := _SEGMENT.fullmatch(join(value.lines))) is not None
        }
        if len(kinds) != 1 or piece.name.lower() not in _KEYS:
            continue
        for part in place(piece.place).parts:
            match = _SPAN.fullmatch(part)
            if match and 1 <= int(match[1]) <= int(match[2] or match[1]) <= length:
                yield Span(int(match[1]), int(match[2] or match[1]), *kinds)


def _tile(spans: list[Span], length: int) -> bool:
    expected = 1
    for span in spans:
        if span.low != expected:
            return False
        expected = span.high + 1
    return expected == length + 1


def _checked(spans: list[Span], text: str, at: At) -> Parts | None:
    """Described segments; u in DNA and t in RNA must be meant."""
    modified: list[tuple[str, str]] = []
    for span in spans if "u" in text else ():
        letter, name = _FOREIGN[span.kind]
        runs = _MARKS.finditer(text, span.low - 1, span.high)
        modified += [(Span(m.start() + 1, m.end(), "").location, name) for m in runs if m[0][0] == letter]
    if modified and at.choices.uracil != "modified":
        at.ask(
            "--uracil modified, or correct the segments in the ST.25 listing",
            "An entry describes its segments of DNA and RNA, but there is u in one of DNA, or t in one of RNA. Is that a modified base "
            "(paragraph 19), or do the segments stand in the wrong places?",
            detail=f"{modified[0][1]} at {modified[0][0]}",
        )
        return None
    return Parts(tuple(spans), tuple(modified), described=True)


def _by_letters(told: bool, text: str, at: At, line: int) -> Parts | None:
    """Segments by u and t, as the user wants it; asked where a nucleotide between them may belong to either."""
    marks = [Span(m.start() + 1, m.end(), "RNA" if m[0][0] == "u" else "DNA") for m in _MARKS.finditer(text)]
    made: list[Span] = []
    unclear = "its features describe a part of them only" if told else ""
    for span in marks:
        if made and span.kind == made[-1].kind:
            made[-1] = made[-1]._replace(high=span.high)
            continue
        if made and span.low != made[-1].high + 1:
            unclear = unclear or f"DNA or RNA: {Span(made[-1].high + 1, span.low - 1, '').location}"
            break
        made.append(span)
    if not unclear and len(made) < 2:
        unclear = f"only {made[0].kind} is to be seen" if made else "no u and no t"
    if unclear:
        at.ask(
            _DESCRIBE,
            "The letters u and t do not tell where the segments of DNA and RNA of an entry begin and end (paragraph 55): describe them. "
            "(Or correct <212>, if the molecule is RNA alone.)",
            line,
            unclear,
        )
        return None
    made[0] = made[0]._replace(low=1)
    made[-1] = made[-1]._replace(high=len(text))
    return Parts(tuple(made), (), described=False)


def segment_features(parts: Parts, there: Iterable[Feature], at: At, line: int) -> Iterator[Feature]:
    """A misc_feature for each segment that has none yet, and the bases that are modified in theirs."""
    known = {(one.location, segment_kind(one)) for one in there if one.key == "misc_feature"}
    how = "as its features describe it" if parts.described else "as its u and t show (--uracil rna-parts)"
    for span in parts.segments:
        if (span.location, span.kind) not in known:
            at.tell(Kind.ADDED, f"a segment of a molecule of DNA and RNA, {how} (paragraph 55)", line=line, feature=f"misc_feature {span.location}", qualifier="note", after=span.kind)  # fmt: skip
            yield Feature("misc_feature", span.location, (Qualifier("note", span.kind),))
    for location, name in parts.modified:
        at.tell(Kind.ADDED, f"{name} in a segment that has none of its own is described as a modified base (paragraph 19)", line=line, feature=f"modified_base {location}", after=name)  # fmt: skip
        yield Feature("modified_base", location, (Qualifier("mod_base", "OTHER"), Qualifier("note", name)))
