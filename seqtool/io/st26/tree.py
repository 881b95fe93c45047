"""The tolerant lane: a part of the file in whatever form becomes a record and findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from seqtool.io.st26.explain import explain
from seqtool.io.st26.found import Found, Places
from seqtool.io.st26.grammar import CHILDREN, ELEMENTS, ROOT
from seqtool.io.st26.mend import Mended, mend
from seqtool.io.st26.runs import Runs
from seqtool.io.st26.structure import Checker, Flaw
from seqtool.model import SKIPPED, DeclaredSequence, Entry, Feature, Qualifier, Residues, Sequence
from seqtool.rules.core import Edit, Fix
from seqtool.rules.file import content, structure

#: Largest part that the XML parser takes as a tree, in characters; larger ones must be in plain form.
TREE: Final = 48 << 20
_HALF: Final = re.compile(r"[<&][^<>&;]{0,200}\Z")
_WRAP: Final = f"<{ROOT}>"
#: Places of bad bytes that are kept for one part.
_TOLD: Final = 1000
#: Bytes that are no UTF-8, as Python holds them, and their characters in Windows-1252.
_GUESSED: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


class Part(NamedTuple):
    """One part of the file, read by the XML parser."""

    #: The wrapping root element; None where the part cannot be read.
    root: etree._Element | None
    found: list[Found]
    mended: Mended
    places: Places
    #: Characters of the text.
    size: int


def decode(raw: bytes) -> tuple[str, list[tuple[int, str]]]:
    """The text of bytes, and where bytes are no UTF-8 (offset in the text, bytes as hexadecimal).

    Such bytes are read as Windows-1252, which is what they almost always are.
    """
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text = raw.decode("utf-8", "surrogateescape")
    bad = [
        (m.start(), m[0].encode("utf-8", "surrogateescape").hex(" ").upper())
        for m in islice(re.finditer("[\udc80-\udcff]+", text), _TOLD)
    ]
    return text.translate(_GUESSED), bad


def parser() -> etree.XMLParser:
    """The XML parser for parts: nothing is fetched, no entity exists, sizes are bounded by the caller."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )


def read_part(
    raw: bytes,
    line: int,
    column: int,
    runs: Runs | None,
    *,
    before: str = _WRAP,
    after: str = f"</{ROOT}>",
    skip: int = 0,
    ended: bool = True,
    parse: bool = True,
) -> Part:
    """Parse one part of the file between ``before`` and ``after``, behind its first ``skip`` characters.

    ``parse`` False leaves the tree to the caller. ``ended`` False says that the file ends in this part: what is open then is told as a file cut off.
    """
    text, bad = decode(raw)
    places = Places(text, line, column, runs)
    if not ended:
        bad = [(at, shown) for at, shown in bad if at < len(text) - 3]  # a character cut in two
    found = [places.found(content.BAD_UTF8, at, shown[:60]) for at, shown in bad]
    if skip:
        text = " " * skip + text[skip:]
    if len(text) > TREE:
        limit = f"{TREE >> 20} MB without the residues"
        found.append(places.found(content.TOO_LARGE, 0, what="The size of the part that begins", limit=limit))
        return Part(None, found, Mended("", [], [], fatal=True), places, len(text))
    # what is cut off in the middle of a tag or an entity is told once, as cut off
    mended = mend(text if ended else _HALF.sub("", text), places)
    broken = any(f.code == content.NOT_WELL_FORMED for f in mended.found)
    found += mended.found
    root = None
    if not ended and not (mended.fatal and f"</{ROOT}" in text):
        kept = [f for f in found if f.code != content.NOT_WELL_FORMED]
        found = [*kept, places.found(content.TRUNCATED, len(text), missing=_open(mended))]
    elif parse and not mended.fatal and not broken:
        root = _parse(before, mended.text[skip:], after, text, mended, places, found)
    return Part(root, found, mended, places, len(text))


def _open(mended: Mended) -> str:
    stack: list[str] = []
    for tag in mended.tags:
        if tag.closing:
            if stack:
                stack.pop()
        elif not tag.empty:
            stack.append(tag.name)
    return f"the end of {stack[-1]}" if stack else f"</{ROOT}>"


def _parse(
    before: str, inner: str, after: str, text: str, mended: Mended, places: Places, found: list[Found]
) -> etree._Element | None:
    try:
        return etree.fromstring((before + inner + after).encode("utf-8"), parser())
    except etree.XMLSyntaxError as error:
        seen = explain(text, mended.tags, open_at_end=int(not before and bool(after)))
        if seen is None:
            line = (error.position[0] or 1) - 1
            at = 0
            for _ in range(line):
                following = text.find("\n", at)
                if following < 0:
                    break
                at = following + 1
            seen = at, "the markup breaks the rules of XML 1.0"
        found.append(places.found(content.NOT_WELL_FORMED, seen[0], problem=seen[1]))
        return None


def flaws_found(flaws: Iterable[Flaw], part: Part, *, offset: int = 1) -> list[Found]:
    """Findings of structural faults with their places.

    ``offset`` is how many elements the tree has before the first tag of the part (its wrapping root).
    """
    flaws = list(flaws)
    if not flaws or part.root is None:
        return []
    starts = [tag.offset for tag in part.mended.tags if not tag.closing]
    numbers = {element: number - offset for number, element in enumerate(part.root.iter())}
    features: dict[etree._Element, int] = {}
    found = []
    for code, element, value, args in flaws:
        number = numbers.get(element, -1)
        at = starts[number] if 0 <= number < len(starts) else 0
        feature, qualifier = _indices(element, features)
        # a finding about an attribute or a missing child names it; its place is the element itself
        named = value if code in _NAMES_VALUE else str(element.tag).rpartition("}")[2]
        fix = _division(element) if code == structure.MISSING and value == "INSDSeq_division" else None
        found.append(
            part.places.found(
                code, at, value, element=named, feature=feature, qualifier=qualifier, fix=fix, args=args
            )
        )
    return found


def _division(element: etree._Element) -> Fix:
    """INSDSeq_division is the only missing element whose text is known: PAT, and nothing where 000 stands."""
    if (content_text(element, "INSDSeq_sequence") or "").strip(" \t\r\n") == SKIPPED:
        return Fix("Add the empty element", (Edit("division", ""),), safe=True)
    return Fix("Write PAT", (Edit("division", "PAT"),), safe=True)


_NAMES_VALUE: Final = frozenset({structure.MISSING, structure.MISSING_ATTRIBUTE, structure.UNKNOWN_ATTRIBUTE})


def _indices(element: etree._Element, features: dict[etree._Element, int]) -> tuple[int | None, int | None]:
    qualifier = None
    at: etree._Element | None = element
    while at is not None:
        if at.tag == "INSDQualifier" and qualifier is None:
            qualifier = sum(1 for _ in at.itersiblings("INSDQualifier", preceding=True))
        elif at.tag == "INSDFeature":
            if at not in features:
                table = at.getparent()
                siblings = table.findall("INSDFeature") if table is not None else []
                features.update({sibling: number for number, sibling in enumerate(siblings)})
            return features.get(at), qualifier
        at = at.getparent()
    return None, None


def content_text(parent: etree._Element | None, tag: str) -> str | None:
    """The text of a child; None where it is absent."""
    child = None if parent is None else parent.find(tag)
    if child is None:
        return None
    return "".join(str(piece) for piece in child.itertext()) if len(child) else child.text or ""


def read_block(part: Part, checker: Checker, runs: Runs | None) -> tuple[Entry | None, list[Found]]:
    """The record of a block and its findings."""
    if part.root is None:
        return None, part.found
    checker.flaws = []
    data = part.root.find("SequenceData")
    checker.text(part.root, ROOT)
    for child in part.root:
        name = str(child.tag).rpartition("}")[2]
        if name == "SequenceData":
            checker.check(child)
        elif name in ELEMENTS:
            checker.tell(structure.MISPLACED, child, name, place="it stands among the sequences")
        else:
            checker.tell(structure.UNKNOWN_ELEMENT, child, name, parent=ROOT)
    found = part.found + flaws_found(checker.flaws, part)
    return (None if data is None else _entry(data, runs)), found


def _entry(data: etree._Element, runs: Runs | None) -> Entry:
    seq = data.find("INSDSeq")
    if seq is None:
        seq = data  # some put the contents of INSDSeq straight into SequenceData
    table = seq.find("INSDSeq_feature-table")
    other = seq.find("INSDSeq_other-seqids")
    restore = runs.restore_optional if runs else lambda text: text
    written = content_text(seq, "INSDSeq_sequence") or ""
    skipped = written == SKIPPED
    residues = runs.residues(written) if runs else Residues("" if skipped else written)
    features = () if table is None else tuple(_features(table, runs))
    return Entry(
        Sequence(
            restore(content_text(seq, "INSDSeq_moltype")) or "",
            Residues() if skipped else residues,
            features,
            skipped,
        ),
        DeclaredSequence(
            restore(data.get("sequenceIDNumber")),
            restore(content_text(seq, "INSDSeq_length")),
            restore(content_text(seq, "INSDSeq_division")),
            None
            if other is None
            else tuple(restore(i.text or "") or "" for i in other.iterfind("INSDSeqid")),
            table is not None,
        ),
    )


def _features(table: etree._Element, runs: Runs | None) -> Iterable[Feature]:
    restore = runs.restore_optional if runs else lambda text: text
    for feature in table.iterfind("INSDFeature"):
        yield Feature(
            restore(content_text(feature, "INSDFeature_key")) or "",
            restore(content_text(feature, "INSDFeature_location")) or "",
            tuple(
                Qualifier(
                    restore(content_text(q, "INSDQualifier_name")) or "",
                    restore(content_text(q, "INSDQualifier_value")),
                    restore(content_text(q, "NonEnglishQualifier_value")),
                    restore(q.get("id")),
                )
                for q in feature.iterfind("INSDFeature_quals/INSDQualifier")
            ),
        )


__all__ = ["CHILDREN", "Part", "decode", "flaws_found", "parser", "read_block", "read_part"]
