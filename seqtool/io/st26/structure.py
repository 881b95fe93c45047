"""Checks elements against the grammar and tells each fault once, in our own words."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from seqtool.io.st26.grammar import (
    ATTRIBUTES,
    CHILDREN,
    ELEMENTS,
    EMPTY_QUALIFIERS_ALLOWED,
    NEEDS,
    NEW_IN_V1_3,
    ROOT,
)
from seqtool.rules.file import structure as codes

#: Structural faults of one part that are told one by one.
_TOLD = 1000
_INNER = "INSDSeq_sequence"


class Flaw(NamedTuple):
    """One fault of the structure, at an element."""

    code: str
    element: etree._Element
    #: The element or attribute at fault, which the message calls ``value``.
    value: str
    args: dict[str, str]


def _tag(element: etree._Element) -> str:
    name = element.tag
    return str(name).rpartition("}")[2]


class Checker:
    """Checks the structure of parts of one listing, which is declared to have one DTD version."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.flaws: list[Flaw] = []

    def tell(self, code: str, element: etree._Element, value: str, **args: str) -> None:
        """Note a fault."""
        if len(self.flaws) < _TOLD:
            self.flaws.append(Flaw(code, element, value, args))

    def check(self, top: etree._Element) -> None:
        """Check an element and all below it (no deeper than the grammar goes)."""
        stack = [top]
        while stack:
            element = stack.pop()
            name = _tag(element)
            self.attributes(element, name)
            slots = CHILDREN.get(name)
            if slots is None:
                for child in element:
                    self.foreign(child, name, f"{name} holds text only")
                continue
            self.text(element, name)
            if (
                name == "SequenceData"
                and element.find("INSDSeq") is None
                and element.find(_INNER) is not None
            ):
                # the contents of INSDSeq stand here without it: one fault, and they are read all the same
                self.tell(codes.MISSING, element, "INSDSeq", parent=name, place="around its contents")
                name, slots = "INSDSeq", CHILDREN["INSDSeq"]
            self.children(element, name)
            known = {slot.name for slot in slots}
            stack += [child for child in reversed(element) if _tag(child) in known]

    def attributes(self, element: etree._Element, name: str) -> None:
        """Check the attributes of one element."""
        allowed = {a.name: a.required for a in ATTRIBUTES.get(name, ())}
        given = element.attrib
        if element.nsmap:
            parent = element.getparent()
            if parent is None or not parent.nsmap:
                self.tell(codes.NAMESPACE, element, name)
        for written in given:
            if str(written).startswith("{"):
                self.tell(codes.NAMESPACE, element, str(written).rpartition("}")[2])
            elif written not in allowed:
                self.tell(codes.UNKNOWN_ATTRIBUTE, element, str(written), parent=name)
            elif (name, written) in NEW_IN_V1_3 and self.version != "V1_3":
                self.tell(codes.NOT_IN_VERSION, element, str(written), version=self.version)
        for required, must in allowed.items():
            if must and required not in given:
                self.tell(codes.MISSING_ATTRIBUTE, element, required, parent=name)

    def text(self, element: etree._Element, name: str) -> None:
        """Tell text where only elements belong."""
        for text in (element.text, *(child.tail for child in element)):
            if text and (found := text.strip(" \t\r\n")):
                self.tell(codes.STRAY_TEXT, element, found[:200], parent=name)
                return

    def foreign(self, child: etree._Element, parent: str, place: str) -> None:
        """Tell a child that must not be there."""
        name = _tag(child)
        if name in ELEMENTS:
            self.tell(codes.MISPLACED, child, name, place=place)
        else:
            self.tell(codes.UNKNOWN_ELEMENT, child, name, parent=parent)

    def children(self, element: etree._Element, name: str, *, partial: bool = False) -> None:
        """Check which children an element has and in which order.

        ``partial`` is for a root of which only a part is at hand: nothing is called missing then.
        """
        slots = CHILDREN[name]
        order = {slot.name: number for number, slot in enumerate(slots)}
        reached, seen = -1, set[str]()
        for child in element:
            tag = _tag(child)
            number = order.get(tag)
            if number is None:
                self.foreign(child, name, f"it does not belong in {name}")
                continue
            slot = slots[number]
            if tag in seen and not slot.several:
                self.tell(codes.REPEATED, child, tag, parent=name)
            elif number < reached:
                self.tell(codes.MISPLACED, child, tag, place=f"it belongs before {slots[reached].name}")
            else:
                reached = number
            if tag in NEEDS and NEEDS[tag] not in seen and element.find(NEEDS[tag]) is None:
                self.tell(codes.LATIN_WITHOUT_NAME, child, tag, name=NEEDS[tag])
            if (name, tag) in NEW_IN_V1_3 and self.version != "V1_3":
                self.tell(codes.NOT_IN_VERSION, child, tag, version=self.version)
            seen.add(tag)
        if not partial:
            self.missing(element, name, seen)

    def missing(self, element: etree._Element, name: str, seen: set[str]) -> None:
        """Tell what an element lacks."""
        if name == "INSDSeq_feature-table":
            if not len(element):
                self.tell(codes.EMPTY_TABLE, element, "INSDFeature")
            return
        if name == "INSDFeature_quals":
            if not len(element) and self.version not in EMPTY_QUALIFIERS_ALLOWED:
                self.tell(codes.EMPTY_QUALIFIERS, element, "INSDQualifier")
            return
        before = ""
        for slot in CHILDREN[name]:
            if slot.required and slot.name not in seen:
                after = f"after {before}" if before else f"at the beginning of {name}"
                self.tell(codes.MISSING, element, slot.name, parent=name, place=after)
            if slot.required or slot.name in seen:
                before = slot.name


__all__ = ["ROOT", "Checker", "Flaw"]
