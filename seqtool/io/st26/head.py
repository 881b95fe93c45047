"""The general information part: from the first byte to the first sequence."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from seqtool.io.st26.cut import Cut
from seqtool.io.st26.found import Found, Places
from seqtool.io.st26.grammar import ROOT
from seqtool.io.st26.prolog import NEWEST, Prolog, read_prolog
from seqtool.io.st26.runs import Runs
from seqtool.io.st26.structure import Checker
from seqtool.io.st26.tree import Part, content_text, decode, flaws_found, read_part
from seqtool.model import ApplicationIdentification, DeclaredListing, GeneralInformation, Name, Title
from seqtool.rules.file import content, structure
from seqtool.spec import dtd_versions


class Head(NamedTuple):
    """The general information part."""

    general: GeneralInformation
    declared: DeclaredListing
    found: tuple[Found, ...]
    #: DTD version whose structure the listing is held to.
    version: str
    #: The rest of the file can be read.
    readable: bool
    root_name: str = ROOT
    #: The general information could be read at all; rules about it are asked only then.
    known: bool = True

    @classmethod
    def unreadable(cls, found: list[Found]) -> Head:
        """Nothing can be read but what is wrong."""
        return cls(GeneralInformation(), DeclaredListing(), tuple(found), NEWEST, readable=False, known=False)


_ROOT_TAG: Final = re.compile(r"<([^\s<>/=\"'&!?]+)(?=[\s/>])")
_CLOSE: Final = re.compile(rf"</{ROOT}\s*>\s*$|/>\s*$")


def read_head(cut: Cut, *, has_sequences: bool, extra: list[Found]) -> Head:
    """Read everything before the first sequence (or the whole file where there is none)."""
    text, _ = decode(cut.raw)
    places = Places(text, cut.line, cut.column, cut.runs)
    if not text.strip():
        return Head.unreadable([*extra, places.found(content.EMPTY_FILE, 0)])
    before = read_prolog(text, places)
    found = extra + before.found
    root = _ROOT_TAG.match(text, before.end)
    if before.fatal:
        return Head.unreadable(found)
    if root is None or (root[1] != ROOT and not has_sequences and root[1].rpartition(":")[2] != ROOT):
        return _no_listing(text, before, root, places, extra, has_sequences=has_sequences)
    name = root[1]
    complete = has_sequences or _closed(text, name)
    part = read_part(
        cut.raw,
        cut.line,
        cut.column,
        cut.runs,
        before="",
        after=f"</{name.rpartition(':')[2]}>" if has_sequences else "",
        skip=before.end,
        ended=complete,
    )
    found += part.found
    if part.root is None:
        return Head(
            GeneralInformation(),
            DeclaredListing(public_id=before.public_id, system_id=before.system_id),
            tuple(found),
            before.version or NEWEST,
            readable=True,
            root_name=name.rpartition(":")[2],
            known=False,
        )
    return _read(part, before, found, cut.runs, has_sequences=has_sequences)


def _closed(text: str, name: str) -> bool:
    return f"</{name}" in text or _CLOSE.search(text) is not None


def _no_listing(
    text: str,
    before: Prolog,
    root: re.Match[str] | None,
    places: Places,
    extra: list[Found],
    *,
    has_sequences: bool,
) -> Head:
    at = before.end
    if root is None and not text[at:].strip() and has_sequences:
        name = "SequenceData"
        return Head.unreadable([*extra, places.found(structure.WRONG_ROOT, at, name, element=name)])
    if root is None:
        begin = text[at:].strip()[:40] or text.strip()[:40]
        return Head.unreadable([*extra, places.found(content.NOT_XML, at, begin)])
    return Head.unreadable(
        [*extra, places.found(structure.WRONG_ROOT, at, root[1][:200], element=root[1][:200])]
    )


def _read(part: Part, before: Prolog, found: list[Found], runs: Runs | None, *, has_sequences: bool) -> Head:
    root = part.root
    assert root is not None
    stated = root.get("dtdVersion")
    version = before.version or (stated if stated in dtd_versions() else NEWEST) or NEWEST
    checker = Checker(version)
    name = etree.QName(root).localname
    if name != ROOT:
        checker.tell(structure.WRONG_ROOT, root, name)
    if root.nsmap:
        checker.tell(structure.NAMESPACE, root, next(iter(root.nsmap.values())) or "xmlns")
    else:
        checker.attributes(root, ROOT)
    if name == ROOT and not root.nsmap:
        _check(checker, root, has_sequences=has_sequences)
    found = found + flaws_found(checker.flaws, part, offset=0)
    general = _general(root, runs)
    declared = DeclaredListing(
        stated, content_text(root, "SequenceTotalQuantity"), before.public_id, before.system_id
    )
    return Head(general, declared, tuple(found), version, readable=True, root_name=name)


def _check(checker: Checker, root: etree._Element, *, has_sequences: bool) -> None:
    checker.text(root, ROOT)
    checker.children(root, ROOT, partial=True)
    for child in root:
        if checker_knows(child):
            checker.check(child)
    if root.find("ApplicationIdentification") is None and root.find("ApplicantFileReference") is None:
        checker.tell(structure.NO_IDENTIFICATION, root, ROOT)
    before = "ApplicantName"
    for needed in ("InventionTitle", "SequenceTotalQuantity"):
        if root.find(needed) is None:
            checker.tell(structure.MISSING, root, needed, parent=ROOT, place=f"after {before}")
        before = needed
    if not has_sequences:
        checker.tell(structure.NO_SEQUENCES, root, "SequenceData")


def checker_knows(child: etree._Element) -> bool:
    """Whether a child of the root is one of those that may stand there."""
    from seqtool.io.st26.grammar import CHILDREN

    return any(slot.name == child.tag for slot in CHILDREN[ROOT])


def _general(root: etree._Element, runs: Runs | None) -> GeneralInformation:
    restore = runs.restore_optional if runs else lambda text: text

    def text(parent: etree._Element | None, tag: str) -> str | None:
        return restore(content_text(parent, tag))

    def application(tag: str) -> ApplicationIdentification | None:
        e = root.find(tag)
        if e is None:
            return None
        return ApplicationIdentification(
            text(e, "IPOfficeCode"), text(e, "ApplicationNumberText"), text(e, "FilingDate")
        )

    def name(tag: str) -> Name | None:
        e = root.find(tag)
        if e is None:
            return None
        return Name(text(root, tag) or "", restore(e.get("languageCode")), text(root, f"{tag}Latin"))

    def attribute(key: str) -> str | None:
        return restore(root.get(key))

    return GeneralInformation(
        application("ApplicationIdentification"),
        text(root, "ApplicantFileReference"),
        application("EarliestPriorityApplicationIdentification"),
        name("ApplicantName"),
        name("InventorName"),
        tuple(
            Title(restore("".join(str(p) for p in t.itertext())) or "", restore(t.get("languageCode")))
            for t in root.iterfind("InventionTitle")
        ),
        attribute("fileName"),
        attribute("softwareName"),
        attribute("softwareVersion"),
        attribute("productionDate"),
        attribute("originalFreeTextLanguageCode"),
        attribute("nonEnglishFreeTextLanguageCode"),
    )
