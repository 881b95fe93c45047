"""Finds the line and column of a feature, qualifier, element or attribute in a part of the file."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from typing import Final

from seqtool.io.st26.cut import Cut
from seqtool.io.st26.found import Places
from seqtool.io.st26.tree import decode

_ATTRIBUTES: Final = frozenset({"sequenceIDNumber", "id", "languageCode"})
_NUMBERED: Final = re.compile(r"([^\[\]]+)\[([1-9][0-9]{0,5})\]")
_START: Final = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<([A-Za-z_][A-Za-z0-9_.-]*)", re.DOTALL)


class Index:
    """The start tags of one part."""

    def __init__(self, cut: Cut) -> None:
        self._text, _ = decode(cut.raw)
        self._places = Places(self._text, cut.line, cut.column, cut.runs)
        self._offsets = array("L")
        self._names: list[str] = []
        for found in _START.finditer(self._text):
            if found[1]:
                self._offsets.append(found.start())
                self._names.append(sys.intern(found[1]) if len(found[1]) < 40 else found[1])
        self._asked = -1
        self._marks: list[int] = []
        self._features = [i for i, name in enumerate(self._names) if name == "INSDFeature"]

    def locate(self, feature: int | None, qualifier: int | None, element: str | None) -> tuple[int, int]:
        """Line and column of an element or attribute within a feature or qualifier of the part."""
        names = self._names
        first, last = 0, len(names)
        if feature is None:
            first = next((i for i, name in enumerate(names) if name == "SequenceData"), 0)
        elif feature < len(self._features):
            first = self._features[feature]
            last = self._features[feature + 1] if feature + 1 < len(self._features) else last
            if qualifier is not None:
                marks = self._qualifiers(first, last)
                if qualifier < len(marks):
                    first = marks[qualifier]
                    last = marks[qualifier + 1] if qualifier + 1 < len(marks) else last
        if not names:
            return self._places.at(0)
        return self._places.at(self._within(first, last, element))

    def _qualifiers(self, first: int, last: int) -> list[int]:
        """Where the qualifiers of a feature begin (kept for the next question: one may have very many)."""
        if self._asked != first:
            self._asked = first
            self._marks = [i for i in range(first, last) if self._names[i] == "INSDQualifier"]
        return self._marks

    def _within(self, first: int, last: int, element: str | None) -> int:
        offset = self._offsets[first]
        if element is None:
            return offset
        for i in range(first, last):
            if self._names[i] == element:
                return self._offsets[i]
        end = self._offsets[last] if last < len(self._offsets) else len(self._text)
        attribute = re.compile(rf"\s{re.escape(element)}\s*=").search(self._text, offset, end)
        if attribute and (element in _ATTRIBUTES or self._in_tag(attribute.start())):
            return attribute.start() + 1
        return offset

    def _in_tag(self, offset: int) -> bool:
        i = bisect_left(self._offsets, offset) - 1
        return i >= 0 and ">" not in self._text[self._offsets[i] : offset]

    def locate_general(self, element: str | None) -> tuple[int, int]:
        """Line and column of an element or attribute of the general information part.

        An element inside another is named with it: ``ApplicationIdentification/FilingDate``; one of several
        with its number: ``InventionTitle[2]``.
        """
        names = self._names
        root = next((i for i, name in enumerate(names) if name == "ST26SequenceListing"), 0)
        if not names:
            return self._places.at(0)
        first = root
        *steps, wanted = (element or "").split("/")
        for step in steps:
            first = next((i for i in range(first, len(names)) if names[i] == step), first)
        numbered = _NUMBERED.fullmatch(wanted)
        if numbered:
            wanted = numbered[1]
            alike = [i for i in range(first, len(names)) if names[i] == wanted]
            first = alike[min(int(numbered[2]), len(alike)) - 1] if alike else first
        return self._places.at(self._within(first, len(names), wanted or None))
