"""SnapGene files (``.dna``, ``.rna``, ``.prot``): packets of a type, a length and a payload.

A reader of our own: the format is a dozen lines, while Biopython's parser takes any
stated length into memory, expands XML entities, ends in tracebacks where a packet is
damaged, and brings NumPy along. The tests hold both to the same results.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from seqtool.errors import InputError
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import RawFeature, RawQualifier, Record

if TYPE_CHECKING:
    from lxml import etree

_COOKIE: Final = b"\t\x00\x00\x00\x0eSnapGene"
#: Packet type → molecule type of the residues that it holds.
_RESIDUES: Final = {0x00: "DNA", 0x15: "AA", 0x20: "RNA"}
_PRIMERS, _NOTES, _ENDS, _FEATURES = 0x05, 0x06, 0x08, 0x0A
_XML: Final = frozenset({_PRIMERS, _NOTES, _ENDS, _FEATURES})
#: Most bytes of a packet of XML, and of residues.
_LARGEST_XML: Final = 64 << 20
_LARGEST: Final = 1 << 30
_BLOCK: Final = 1 << 20
_TAG: Final = re.compile(r"<[^<>]{0,4000}>")
_RANGE: Final = re.compile(r"([0-9]{1,10})-([0-9]{1,10})", re.ASCII)
_INTEGER: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)

_OWN: Final = (
    "a primer is taken as primer_bind where it binds; its own residues are no sequence of the listing "
    "(give them as FASTA if the application discloses them)"
)


def read(source: Source) -> Iterator[Record]:
    """The one record of a file.

    Raises:
        InputError: it is damaged, cut off, or holds no residues.
    """
    yield _Reader(source).record()


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._name = source.name

    def record(self) -> Record:
        record: Record | None = None
        xml: dict[int, etree._Element] = {}
        for number, (kind, length, data) in enumerate(self._packets(), 1):
            if number == 1 and not (kind == 9 and data[:8] == b"SnapGene"):
                raise self._damaged("it does not begin as a SnapGene file does")
            if kind in _RESIDUES:
                if record is not None:
                    raise self._damaged("it holds residues twice")
                record = self._residues(kind, length, data)
            elif kind in _XML:
                xml[kind] = self._xml(kind, data)
        if record is None:
            raise self._damaged("it holds no residues, or residues in a form that is not read")
        if _NOTES in xml:
            self._notes(record, xml[_NOTES])
        if _ENDS in xml:
            self._ends(record, xml[_ENDS])
        if _FEATURES in xml:
            record.features += [self._feature(one, record) for one in xml[_FEATURES].iter("Feature")]
        if _PRIMERS in xml:
            record.features += self._primers(xml[_PRIMERS], record)
        return record

    # Packets

    def _damaged(self, what: str) -> InputError:
        return InputError(f"{self._name} cannot be read as a SnapGene file: {what}. Save it anew from SnapGene, or export it as GenBank.")  # fmt: skip

    def _packets(self) -> Iterator[tuple[int, int, bytes]]:
        """Type, length and payload of each packet; the payload only where it is of use."""
        file, place = self._source.file, 0
        while head := self._bytes(5, place, first=True):
            kind, length = head[0], int.from_bytes(head[1:], "big")
            if not place and kind != _COOKIE[0]:
                raise self._damaged("it does not begin as a SnapGene file does")
            place += 5
            wanted = kind in _RESIDUES or kind in _XML or kind == 9
            limit = _LARGEST if kind in _RESIDUES else _LARGEST_XML
            if wanted and length > limit:
                raise self._damaged(
                    f"the packet at byte {place:,} says that it has {length:,} bytes, more than is read"
                )
            if wanted:
                yield kind, length, self._bytes(length, place)
            else:
                left = length
                while left and (skipped := file.read(min(left, _BLOCK))):
                    left -= len(skipped)
                if left:
                    raise self._damaged(f"it is cut off within the packet at byte {place:,}")
            place += length

    def _bytes(self, size: int, place: int, *, first: bool = False) -> bytes:
        """So many bytes, taken in blocks, as a length may be made up."""
        found: list[bytes] = []
        left = size
        while left and (block := self._source.file.read(min(left, _BLOCK))):
            found.append(block)
            left -= len(block)
        if left and not (first and left == size):
            raise self._damaged(f"it is cut off within the packet at byte {place:,}")
        return b"".join(found)

    def _xml(self, kind: int, data: bytes) -> etree._Element:
        from lxml import etree

        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._damaged(f"its packet {kind} declares entities, which SnapGene never does")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data.strip(b"\x00 \t\r\n"), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"the XML of its packet {kind} is not well-formed ({error})") from error

    # Content

    def _residues(self, kind: int, length: int, data: bytes) -> Record:
        if length < 2:
            raise self._damaged("it holds no residues")
        return Record(
            file=self._name,
            line=1,
            name=PurePath(self._name).name.rpartition(".")[0] or self._name,
            residues=[data[1:]],
            molecule=_RESIDUES[kind],
            circular=kind == 0 and bool(data[0] & 1),
            annotated=True,
            features=[],
            remarks=[],
        )

    @staticmethod
    def _notes(record: Record, root: etree._Element) -> None:
        """Name, description and organism: SnapGene shows the file's name unless the map has a label of its own."""
        said = {str(child.tag): _text(child.text) for child in root}
        if said.get("CustomMapLabel") and said.get("UseCustomMapLabel") == "1":
            record.name = said["CustomMapLabel"]
        record.name = said.get("AccessionNumber") or record.name
        record.description = said.get("Description") or said.get("Comments") or ""
        record.organism = said.get("Organism", "")
        if record.organism and said.get("Type") == "Synthetic":
            record.remarks.append(
                ("SnapGene calls the molecule synthetic, but names an organism; where it is artificial, say --organism 'synthetic construct' (paragraph 83)", record.organism, 1)
            )  # fmt: skip

    @staticmethod
    def _ends(record: Record, root: etree._Element) -> None:
        for side in ("UpstreamStickiness", "DownstreamStickiness"):
            value = _text(root.findtext(side))
            if value not in ("", "0"):
                record.remarks.append(
                    ("the molecule has a sticky end; the residues taken are those of the strand that is shown, from end to end", f"{side} {value}", 1)
                )  # fmt: skip

    def _feature(self, element: etree._Element, record: Record) -> RawFeature:
        spans: list[str] = []
        parts: list[str] = []
        for segment in element.iter("Segment"):
            if segment.get("type") == "gap":
                continue
            span = self._span(segment.get("range"), 0)
            spans.append(span)
            if name := _text(segment.get("name")):
                parts.append(f"{span}: {name}")
        location = spans[0] if len(spans) == 1 else f"join({','.join(spans)})"
        if element.get("directionality") == "2":
            location = f"complement({location})"
        if element.get("directionality") == "3":
            record.remarks.append(
                ("a feature runs in both directions; its location is that of the strand shown", _text(element.get("name")), 1)
            )  # fmt: skip
        qualifiers = [self._translation(qualifier, location, record) for qualifier in _qualifiers(element)]
        label = _text(element.get("name"))
        if label and all(q.value != label for q in qualifiers if q.name == "label"):
            qualifiers.insert(0, RawQualifier("label", label, 0))
        if parts:
            qualifiers.append(RawQualifier("note", f"parts: {'; '.join(parts)}", 0))
        if not spans:
            location = ""
        return RawFeature(_text(element.get("type")) or "misc_feature", location, tuple(qualifiers), 0)

    def _translation(self, qualifier: RawQualifier, location: str, record: Record) -> RawQualifier:
        if qualifier.name != "translation" or "," not in (qualifier.value or ""):
            return qualifier
        self._tell(record, "commas, which mark cleavage sites, were taken out of a translation", f"CDS {location}", qualifier.value, "translation", Kind.CHANGED)  # fmt: skip
        return RawQualifier(qualifier.name, (qualifier.value or "").replace(",", ""), qualifier.line)

    def _span(self, text: str | None, shift: int) -> str:
        found = _RANGE.fullmatch(text or "")
        if found is None:
            raise self._damaged(f"{(text or '')[:40]!r} is no range of residues")
        low, high = int(found[1]) + shift, int(found[2]) + shift
        return str(low) if low == high else f"{low}..{high}"

    def _primers(self, root: etree._Element, record: Record) -> Iterator[RawFeature]:
        """Binding sites that SnapGene shows: long and warm enough, each once."""
        rules = root.find("HybridizationParams")
        shortest = _integer(rules.get("minContinuousMatchLen")) if rules is not None else 0
        coldest = _integer(rules.get("minMeltingTemperature")) if rules is not None else 0
        for primer in root.iter("Primer"):
            name, bases = _text(primer.get("name")), _text(primer.get("sequence"))
            if bases:
                self._tell(record, _OWN, "primer_bind", f"{name}: {bases}", None, Kind.LEFT_OUT)
            seen: set[str] = set()
            for site in primer.iter("BindingSite"):
                # Binding sites are counted from 0, features from 1.
                location = self._span(site.get("location"), 1)
                if site.get("boundStrand") == "1":
                    location = f"complement({location})"
                annealed, heat = site.get("annealedBases"), site.get("meltingTemperature")
                weak = (annealed is not None and len(annealed) < shortest) or (
                    heat is not None and _integer(heat) < coldest
                )
                if location in seen or (weak and site.get("simplified") == "1"):
                    continue
                seen.add(location)
                if weak:
                    record.remarks.append(
                        ("a binding site of a primer that is too weak for the settings of the file was left out", f"{name} {location}", 1)
                    )  # fmt: skip
                    continue
                label = (RawQualifier("label", name, 0),) if name else ()
                yield RawFeature("primer_bind", location, label, 0)

    def _tell(
        self, record: Record, reason: str, feature: str, before: str | None, qualifier: str | None, kind: Kind
    ) -> None:
        shown = before and before[:160]
        self._source.notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=self._name,
                record=record.name,
                feature=feature[:160],
                qualifier=qualifier,
                before=shown,
            )
        )


def _qualifiers(element: etree._Element) -> Iterator[RawQualifier]:
    for qualifier in element.iter("Q"):
        name = _text(qualifier.get("name"))
        values = [
            value.get("text", value.get("predef", value.get("int"))) for value in qualifier.iter("V")
        ] or [None]
        for value in values:
            if name:
                yield RawQualifier(name, None if value is None else _text(value), 0)


def _text(value: str | None) -> str:
    """Text without the HTML that SnapGene keeps it in, on one line."""
    text = value or ""
    if "<html" in text[:200].lower():
        text = html.unescape(
            _TAG.sub("", text.replace("<!--StartFragment-->", "").replace("<!--EndFragment-->", ""))
        )
    return " ".join(text.split())


def _integer(text: str | None) -> int:
    return int(text) if text and _INTEGER.fullmatch(text) else 0


def looks(head: bytes) -> bool:
    """Whether a file begins as SnapGene's do."""
    return head.startswith(_COOKIE)


FORMAT = Format(
    name="snapgene",
    title="SnapGene file",
    suffixes=(".dna", ".rna", ".prot"),
    looks=looks,
    read=read,
)
