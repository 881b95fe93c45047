"""Writer of ST.26 listings: streamed, byte-for-byte stable, in the layout of WIPO Sequence.

XML declaration and DOCTYPE on the first two lines (paragraph 39), elements and
attributes in the order of the DTD, indented by tabs, empty elements
self-closing, the five reserved characters as entities (paragraph 41).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from seqtool.errors import OutputError
from seqtool.model import (
    SKIPPED,
    ApplicationIdentification,
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Residues,
    Sequence,
)
from seqtool.spec import standard

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

_RESERVED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
_NEEDS_CARE = re.compile("[&<>\"'\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = re.compile(r"[\t\n]")

_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Bytes gathered before they are handed to the file.
_BUFFER = 1 << 18


def escape(text: str) -> str:
    """The text with the five reserved characters as entities (paragraph 41).

    Raises:
        OutputError: it holds a character that XML 1.0 cannot hold, or a carriage return,
            which a reader would turn into something else.
    """
    if _NEEDS_CARE.search(text) is None:
        return text
    bad = _IMPOSSIBLE.search(text)
    if bad:
        raise OutputError(
            f"The character U+{ord(bad[0]):04X} at place {bad.start() + 1} of {text[:60]!r} cannot be written in XML. "
            "Take it out of the value."
        )
    return text.translate(_RESERVED)


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return ""
    if _LINE.search(value):
        raise OutputError(
            f"The attribute {name} holds a tab or line break, which XML does not keep: {value[:60]!r}."
        )
    return f' {name}="{escape(value)}"'


def _element(indent: str, tag: str, value: str | None, attributes: str = "") -> str:
    if value is None:
        return ""
    if not value:
        return f"{indent}<{tag}{attributes}/>\n"
    return f"{indent}<{tag}{attributes}>{escape(value)}</{tag}>\n"


def doctype(declared: DeclaredListing | None = None) -> str:
    """The DOCTYPE line (paragraph 39(b)) for what is declared, by default the newest DTD."""
    dtd = standard().dtd
    public = declared.public_id if declared and declared.public_id else dtd.public_id
    system = declared.system_id if declared and declared.system_id else dtd.system_id
    return f'<!DOCTYPE ST26SequenceListing PUBLIC "{public}" "{system}">'


class ListingWriter:
    """Writes one listing to a binary file, sequence by sequence.

    ``total`` is the number of sequences to come (SequenceTotalQuantity), ``None``
    where it is not known yet and whoever writes puts it right afterwards. What a
    file declared is written back as it was; without it, it is computed.
    """

    def __init__(
        self,
        out: BinaryIO,
        general: GeneralInformation,
        *,
        total: int | None,
        declared: DeclaredListing | None = None,
    ) -> None:
        self._out = out
        self._total = total
        self._count = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._quals: dict[object, str] = {}
        self._put(f"{DECLARATION}\n{doctype(declared)}\n")
        self._put(_root(general, declared))
        stated = str(total) if declared is None else declared.total
        self._put(_general(general) + _element("\t", "SequenceTotalQuantity", stated))

    def _put(self, text: str) -> None:
        self._put_bytes(text.encode("utf-8"))

    def _put_bytes(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _BUFFER:
            self._flush()

    def _flush(self) -> None:
        self._out.write(b"".join(self._parts))
        self._parts.clear()
        self._size = 0

    def write(self, sequence: Sequence, declared: DeclaredSequence | None = None) -> None:
        """Write the next sequence.

        Raises:
            OutputError: a value holds what XML cannot hold.
        """
        self._count += 1
        if declared is None:
            empty = sequence.skipped
            declared = DeclaredSequence(
                number=str(self._count),
                length="" if empty else str(sequence.residues.length),
                division="" if empty else "PAT",
                has_feature_table=bool(sequence.features) or not empty,
            )
        other = declared.other_seqids
        head = [
            f"\t<SequenceData{_attribute('sequenceIDNumber', declared.number)}>\n\t\t<INSDSeq>\n",
            _element("\t\t\t", "INSDSeq_length", declared.length),
            _element("\t\t\t", "INSDSeq_moltype", sequence.molecule_type),
            _element("\t\t\t", "INSDSeq_division", declared.division),
        ]
        if other is not None:
            ids = "".join(_element("\t\t\t\t", "INSDSeqid", one) for one in other)
            head.append(
                f"\t\t\t<INSDSeq_other-seqids>\n{ids}\t\t\t</INSDSeq_other-seqids>\n"
                if ids
                else "\t\t\t<INSDSeq_other-seqids/>\n"
            )
        self._put("".join(head))
        if sequence.features:
            self._put("\t\t\t<INSDSeq_feature-table>\n")
            for feature in sequence.features:
                self._put(self._feature(feature))
            self._put("\t\t\t</INSDSeq_feature-table>\n")
        elif declared.has_feature_table:
            self._put("\t\t\t<INSDSeq_feature-table/>\n")
        self._residues(sequence.residues, skipped=sequence.skipped)
        self._put("\t\t</INSDSeq>\n\t</SequenceData>\n")

    def _residues(self, residues: Residues, *, skipped: bool) -> None:
        if skipped:
            self._put(f"\t\t\t<INSDSeq_sequence>{SKIPPED}</INSDSeq_sequence>\n")
        elif not residues.length:
            self._put("\t\t\t<INSDSeq_sequence/>\n")
        else:
            self._put("\t\t\t<INSDSeq_sequence>")
            for chunk in residues.chunks:
                # Residues are letters: to see that is ten times quicker than to look for what needs care.
                data = chunk.encode("utf-8", "surrogatepass")
                if data.translate(None, _LETTERS):
                    self._put(escape(chunk))
                else:
                    self._put_bytes(data)
            self._put("</INSDSeq_sequence>\n")

    def _feature(self, feature: Feature) -> str:
        quals = feature.qualifiers
        key = (
            "\t\t\t\t\t<INSDFeature_key/>\n"
            if not feature.key
            else _element("\t" * 5, "INSDFeature_key", feature.key)
        )
        location = (
            "\t\t\t\t\t<INSDFeature_location/>\n"
            if not feature.location
            else _element("\t" * 5, "INSDFeature_location", feature.location)
        )
        if not quals:
            return f"\t\t\t\t<INSDFeature>\n{key}{location}\t\t\t\t</INSDFeature>\n"
        table = self._quals.get(quals)
        if table is None:
            table = "".join(
                f"\t\t\t\t\t\t<INSDQualifier{_attribute('id', q.id)}>\n"
                f"\t\t\t\t\t\t\t<INSDQualifier_name>{escape(q.name)}</INSDQualifier_name>\n"
                f"{_element(_DEEP, 'INSDQualifier_value', q.value)}"
                f"{_element(_DEEP, 'NonEnglishQualifier_value', q.non_english)}"
                "\t\t\t\t\t\t</INSDQualifier>\n"
                for q in quals
            )
            # Most sequences of a listing share their source's qualifiers; ids make them all different.
            if len(self._quals) >= 4096:
                self._quals.clear()
            self._quals[quals] = table
        return (
            f"\t\t\t\t<INSDFeature>\n{key}{location}\t\t\t\t\t<INSDFeature_quals>\n{table}"
            "\t\t\t\t\t</INSDFeature_quals>\n\t\t\t\t</INSDFeature>\n"
        )

    def close(self) -> None:
        """Write the end of the listing; the file itself stays open.

        Raises:
            OutputError: another number of sequences came than was announced.
        """
        if self._total is not None and self._count != self._total:
            raise OutputError(f"{self._total} sequences were announced, but {self._count} came.")
        self._put("</ST26SequenceListing>\n")
        self._flush()


_DEEP = "\t" * 7


def _root(general: GeneralInformation, declared: DeclaredListing | None) -> str:
    version = standard().dtd.number if declared is None else declared.dtd_version
    attributes = (
        ("dtdVersion", version),
        ("fileName", general.file_name),
        ("softwareName", general.software_name),
        ("softwareVersion", general.software_version),
        ("productionDate", general.production_date),
        ("originalFreeTextLanguageCode", general.original_language),
        ("nonEnglishFreeTextLanguageCode", general.non_english_language),
    )
    return f"<ST26SequenceListing{''.join(_attribute(n, v) for n, v in attributes)}>\n"


def _application(tag: str, record: ApplicationIdentification | None) -> str:
    if record is None:
        return ""
    return (
        f"\t<{tag}>\n"
        + _element("\t\t", "IPOfficeCode", record.office)
        + _element("\t\t", "ApplicationNumberText", record.number)
        + _element("\t\t", "FilingDate", record.filing_date)
        + f"\t</{tag}>\n"
    )


def _name(tag: str, record: Name | None) -> str:
    if record is None:
        return ""
    language = _attribute("languageCode", record.language)
    return _element("\t", tag, record.name, language) + _element("\t", f"{tag}Latin", record.latin)


def _general(general: GeneralInformation) -> str:
    return (
        _application("ApplicationIdentification", general.application)
        + _element("\t", "ApplicantFileReference", general.file_reference)
        + _application("EarliestPriorityApplicationIdentification", general.priority)
        + _name("ApplicantName", general.applicant)
        + _name("InventorName", general.inventor)
        + "".join(
            _element("\t", "InventionTitle", title.text, _attribute("languageCode", title.language))
            for title in general.titles
        )
    )


def write_listing(
    out: BinaryIO,
    general: GeneralInformation,
    entries: Iterable[Entry],
    *,
    total: int,
    declared: DeclaredListing | None = None,
) -> None:
    """Write a whole listing.

    Raises:
        OutputError: a value holds what XML cannot hold, or ``total`` is not the number of entries.
    """
    writer = ListingWriter(out, general, total=total, declared=declared)
    for entry in entries:
        writer.write(entry.sequence, entry.declared)
    writer.close()
