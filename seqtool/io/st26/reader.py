"""Streaming reader of ST.26 listings."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lxml import etree

from seqtool.model import (
    SKIPPED,
    ApplicationIdentification,
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.rules.core import Fault


class Found(NamedTuple):
    """A fault that reading itself found: rule code and fault (with its line and column, 1-based)."""

    code: str
    fault: Fault


class Head(NamedTuple):
    """The general information part."""

    general: GeneralInformation
    declared: DeclaredListing
    found: tuple[Found, ...]


class Block(NamedTuple):
    """One SequenceData. ``entry`` is None where it cannot be read."""

    entry: Entry | None
    found: tuple[Found, ...]
    line: int
    raw: bytes


class ListingReader:
    """PROVISIONAL reader (whole tree in memory); the streaming one replaces it with the same interface."""

    def __init__(self, source: Path | BinaryIO | bytes) -> None:
        data = (
            source
            if isinstance(source, bytes)
            else (source.read_bytes() if isinstance(source, Path) else source.read())
        )
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
        self._tree = etree.parse(io.BytesIO(data), parser)
        root = self._tree.getroot()
        self._blocks = root.findall("SequenceData")
        info = self._tree.docinfo

        def app(tag: str) -> ApplicationIdentification | None:
            e = root.find(tag)
            return (
                None
                if e is None
                else ApplicationIdentification(
                    _text(e, "IPOfficeCode"), _text(e, "ApplicationNumberText"), _text(e, "FilingDate")
                )
            )

        def name(tag: str) -> Name | None:
            e = root.find(tag)
            return (
                None if e is None else Name(e.text or "", e.get("languageCode"), _text(root, tag + "Latin"))
            )

        a = root.get
        self.head = Head(
            GeneralInformation(
                app("ApplicationIdentification"),
                _text(root, "ApplicantFileReference"),
                app("EarliestPriorityApplicationIdentification"),
                name("ApplicantName"),
                name("InventorName"),
                tuple(Title(t.text or "", t.get("languageCode")) for t in root.findall("InventionTitle")),
                a("fileName"),
                a("softwareName"),
                a("softwareVersion"),
                a("productionDate"),
                a("originalFreeTextLanguageCode"),
                a("nonEnglishFreeTextLanguageCode"),
            ),
            DeclaredListing(
                a("dtdVersion"), _text(root, "SequenceTotalQuantity"), info.public_id, info.system_url
            ),
            (),
        )
        self.tail: tuple[Found, ...] = ()

    def __enter__(self) -> ListingReader:
        return self

    def __exit__(self, *_exc: object) -> None:
        return None

    def __iter__(self) -> Iterator[Block]:
        for data in self._blocks:
            seq = data.find("INSDSeq")
            residues = _text(seq, "INSDSeq_sequence") or ""
            table = seq.find("INSDSeq_feature-table")
            features = tuple(
                Feature(
                    _text(f, "INSDFeature_key") or "",
                    _text(f, "INSDFeature_location") or "",
                    tuple(
                        Qualifier(
                            _text(q, "INSDQualifier_name") or "",
                            _text(q, "INSDQualifier_value"),
                            _text(q, "NonEnglishQualifier_value"),
                            q.get("id"),
                        )
                        for q in f.iterfind("INSDFeature_quals/INSDQualifier")
                    ),
                )
                for f in (() if table is None else table.findall("INSDFeature"))
            )
            other = seq.find("INSDSeq_other-seqids")
            skipped = residues == SKIPPED
            yield Block(
                Entry(
                    Sequence(
                        _text(seq, "INSDSeq_moltype") or "",
                        Residues("" if skipped else residues),
                        features,
                        skipped,
                    ),
                    DeclaredSequence(
                        data.get("sequenceIDNumber"),
                        _text(seq, "INSDSeq_length"),
                        _text(seq, "INSDSeq_division"),
                        None if other is None else tuple(i.text or "" for i in other),
                        table is not None,
                    ),
                ),
                (),
                data.sourceline or 0,
                etree.tostring(data),
            )

    def locate(
        self, block: Block, feature: int | None, qualifier: int | None, element: str | None
    ) -> tuple[int, int]:
        """Line and column (1-based) of a target in a block."""
        return block.line, 1

    def locate_position(
        self, position: int, feature: int | None, qualifier: int | None, element: str | None
    ) -> tuple[int, int]:
        """The same for the n-th sequence, after reading."""
        return self._blocks[position - 1].sourceline or 0, 1

    def locate_head(self, element: str | None) -> tuple[int, int]:
        """Line and column of an element or attribute of the general information part."""
        return 1, 1


def _text(parent: etree._Element, tag: str) -> str | None:
    e = parent.find(tag)
    return None if e is None else (e.text or "")
