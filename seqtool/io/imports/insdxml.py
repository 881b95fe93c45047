"""INSDSeq XML and GBSeq XML of the sequence databases, read as a stream.

The two differ in the first letters of their element names only. An ST.26 listing
uses names of INSDSeq XML inside another root and is not this format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import RawFeature, RawQualifier, Record

#: Bytes of one record; a chromosome of 250 Mbp with all its features has fewer.
LARGEST = 1 << 29
_ROOT = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.:-]*)")
_ROOTS = {b"INSDSet": "insdseq", b"INSDSeq": "insdseq", b"GBSet": "gbseq", b"GBSeq": "gbseq"}
_LENGTH = re.compile(r"[0-9]{1,15}", re.ASCII)
_ENTITY = "it uses XML entities other than those of XML itself, which are not read. Replace them by what they stand for."
_WHITE = re.compile(r"\s+")


def read(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of an INSDSeq or GBSeq XML file.

    Raises:
        InputError: it is not well-formed, defines entities of its own, or a record is too large.
    """
    from lxml import etree

    limited = _Limited(file, name)
    # Its stubs know neither our reader nor the elements that come.
    iterparse: Any = etree.iterparse
    parser = iterparse(
        limited,
        events=("end",),
        tag=[f"{prefix}{part}" for prefix in ("INSD", "GB") for part in ("Seq", "Feature")],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    features: list[RawFeature] = []
    checked = False
    try:
        for _, element in parser:
            if not checked:
                _no_entities(element, name)
                checked = True
            if next(element.iter(etree.Entity), None) is not None:
                raise InputError(f"{name}, line {element.sourceline or 0:,}: {_ENTITY}")
            if element.tag.endswith("Feature"):
                features.append(_feature(element, element.tag.removesuffix("Feature")))
            else:
                yield _record(element, element.tag.removesuffix("Seq"), features, name)
                features = []
                limited.used = 0
            _free(element)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"{name}, line {error.lineno or 0:,}: the file is no well-formed XML or is cut off ({error.msg})."
        ) from error


class _Limited:
    """The file for the parser, which may not ask for more than one record may have."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.used = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.used += len(data)
        if self.used > LARGEST:
            raise InputError(f"{self._name}: a record has more than {LARGEST >> 20:,} MB. Split the file, or take the record as a flat file.")  # fmt: skip
        return data


def _no_entities(element: Any, name: str) -> None:
    """Entities of a file's own can stand for anything, residues too; databases write none."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{name}: {_ENTITY}")


def _free(element: Any) -> None:
    """Forget an element that was read, and what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None and before.tag == element.tag:
        parent.remove(before)


def _text(element: Any, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _feature(element: Any, prefix: str) -> RawFeature:
    found = []
    for qualifier in element.iterfind(f"{prefix}Feature_quals/{prefix}Qualifier"):
        name = _text(qualifier, f"{prefix}Qualifier_name")
        value = qualifier.findtext(f"{prefix}Qualifier_value")
        if name:
            plain = None if value is None else _WHITE.sub("" if name == "translation" else " ", value).strip()
            found.append(RawQualifier(name, plain, qualifier.sourceline or 0))
    location = _WHITE.sub("", _text(element, f"{prefix}Feature_location")) or _intervals(element, prefix)
    return RawFeature(
        _text(element, f"{prefix}Feature_key") or "-", location, tuple(found), element.sourceline or 0
    )


def _intervals(element: Any, prefix: str) -> str:
    """The location of a feature that has only its intervals."""
    parts = []
    for interval in element.iterfind(f"{prefix}Feature_intervals/{prefix}Interval"):
        point, low, high = (_text(interval, f"{prefix}Interval_{end}") for end in ("point", "from", "to"))
        if point:
            parts.append(point)
        elif _LENGTH.fullmatch(low) and _LENGTH.fullmatch(high) and int(low) > int(high):
            # Written from high to low: on the other strand.
            parts.append(f"complement({high}..{low})")
        else:
            parts.append(f"{low}..{high}")
    operator = _text(element, f"{prefix}Feature_operator") or "join"
    return parts[0] if len(parts) == 1 else f"{operator}({','.join(parts)})" if parts else ""


def _record(element: Any, prefix: str, features: list[RawFeature], file: str) -> Record:
    def text(name: str) -> str:
        return _text(element, f"{prefix}Seq_{name}")

    remarks: list[tuple[str, str, int]] = []
    line = element.sourceline or 0
    written = element.findtext(f"{prefix}Seq_sequence") or ""
    molecule, topology = text("moltype"), text("topology")
    if topology and topology not in ("linear", "circular"):
        remarks.append(
            ("molecule type and topology do not fit; neither was taken", f"{molecule}, {topology}", line)
        )
        molecule = ""
    length = text("length")
    if not _LENGTH.fullmatch(length):
        remarks.append(("the record states no length", length, line))
    residues = written.encode("utf-8").translate(None, b" \t\r\n")
    del written
    return Record(
        file=file,
        line=line,
        name=text("accession-version") or text("primary-accession") or text("locus"),
        description=text("definition"),
        residues=[residues] if residues else [],
        molecule=molecule,
        circular=topology == "circular",
        organism=text("organism"),
        stated_length=int(length) if _LENGTH.fullmatch(length) else None,
        features=features,
        annotated=True,
        remarks=remarks,
        without="" if residues else _without(text("contig")),
    )


def _without(contig: str) -> str:
    if contig:
        return "it only points to other records (contig); download it with its sequence"
    return "it has no sequence element"


def _without_comments(text: bytes) -> bytes:
    parts, at = [], 0
    while (start := text.find(b"<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find(b"-->", start + 4)
        if end < 0:
            return b"".join(parts)
        at = end + 3
    return b"".join([*parts, text[at:]])


def _root(head: bytes) -> str:
    if head.lstrip()[:1] != b"<":
        return ""
    found = _ROOT.search(_without_comments(head))
    return "" if found is None else _ROOTS.get(found[1], "")


def _looks(which: str) -> Any:
    return lambda head: _root(head) == which


def _source(source: Source) -> Iterator[Record]:
    return read(source.file, source.name)


FORMATS = {
    "insdseq": Format(
        name="insdseq", title="INSDSeq XML", suffixes=(".xml",), looks=_looks("insdseq"), read=_source
    ),
    "gbseq": Format(
        name="gbseq", title="GBSeq XML", suffixes=(".xml", ".gbxml"), looks=_looks("gbseq"), read=_source
    ),
}
