"""The feature table of GenBank and EMBL files: the same columns, line by line, tolerant of dialects.

A scanner of our own, because the line of each qualifier, the location as written
and the dialects are needed and no library gives all three (``docs/import.md`` has
the comparison).
"""

from __future__ import annotations

import re

from seqtool.io.imports.record import RawFeature, RawQualifier, Record

_QUALIFIER = re.compile(r"/([A-Za-z0-9_*'-]+)(?:[ \t]*=[ \t]*(.*))?", re.DOTALL)
_LOCATION = re.compile(r"[<>a-z(]*[0-9(<].*")
#: Content of the feature table begins in column 22; what begins left of this column is a key.
_CONTENT = 12
_ODD = "a line of the feature table could not be understood"

#: Qualifiers whose values have no blanks of their own: lines are joined without one.
_SOLID = frozenset(
    {"translation", "transl_except", "anticodon", "rpt_unit_range", "tag_peptide", "replace", "rpt_unit_seq"}
)


class FeatureTable:
    """The feature table of one record, fed in blocks of lines; the features come together in ``found``."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.found: list[RawFeature] = []
        self._key, self._start = "", 0
        self._location: list[str] = []
        self._qualifiers: list[tuple[str, list[str] | None, int]] = []
        self._open = False

    def feed(self, texts: list[str], number: int) -> None:
        """Take the next lines, the first of which has this number."""
        number -= 1
        for text in texts:
            number += 1
            content = text.strip()
            if not content:
                continue
            if self._open and self._goes_on(text, content, number):
                continue
            if content[0] == "/" and self._key:
                self._qualifier(content, number)
            elif _indent(text) < _CONTENT:
                self.close()
                self._key, *rest = content.split(None, 1)
                self._start = number
                self._location, self._qualifiers = rest, []
            elif self._qualifiers:
                values = self._qualifiers[-1][1]
                if values is None:
                    self._odd(content, number)
                else:
                    values.append(content)
            elif self._key:
                self._location.append(content)
            else:
                self._odd(content, number)

    def close(self) -> None:
        """The last feature is complete."""
        if not self._key:
            return
        qualifiers = tuple(RawQualifier(n, _value(n, v), at) for n, v, at in self._qualifiers)
        location = "".join("".join(self._location).split())
        self.found.append(RawFeature(self._key, location, qualifiers, self._start))
        self._key, self._open = "", False

    def _goes_on(self, text: str, content: str, number: int) -> bool:
        """Whether a line belongs to the quoted value that is open."""
        if _indent(text) < _CONTENT and _starts_feature(content):
            self._record.remarks.append(
                ("a quotation mark is not closed before the next feature", content, number)
            )
            self._open = False
            return False
        values = self._qualifiers[-1][1]
        if values is not None:
            values.append(content)
        if '"' in content:
            # An even number of marks in this line leaves the value as open as it was.
            self._open = content.count('"') % 2 == 0
        return True

    def _qualifier(self, content: str, number: int) -> None:
        match = _QUALIFIER.fullmatch(content)
        if match is None:
            self._odd(content, number)
            return
        value = match[2]
        self._qualifiers.append((match[1], None if value is None else [value], number))
        # Whether a quoted value goes on in the next line.
        self._open = value is not None and value[:1] == '"' and value.count('"') % 2 == 1

    def _odd(self, content: str, number: int) -> None:
        self._record.remarks.append((_ODD, content, number))


def _indent(text: str) -> int:
    if "\t" in text:
        text = text.expandtabs()
    # An editor may have taken the indent of qualifiers away.
    return _CONTENT if text[:1] == "/" else len(text) - len(text.lstrip())


def _starts_feature(content: str) -> bool:
    """Whether a line can be key and location, so that the quotation mark before it was forgotten."""
    parts = content.split()
    return len(parts) == 2 and _LOCATION.fullmatch(parts[1]) is not None


def _value(name: str, values: list[str] | None) -> str | None:
    if values is None:
        return None
    solid = name in _SOLID
    text = values[0] if len(values) == 1 else ("" if solid else " ").join(values)
    if text.startswith('"'):
        text = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
        if '"' in text:
            text = text.replace('""', '"')
    return "".join(text.split()) if solid else text.strip()
