"""What reading itself finds, and where in a text it stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from seqtool.io.st26.runs import Runs
from seqtool.rules.core import Edit, Fault, Fix

#: Mends whatever is a matter of writing: the listing is written anew from what was read.
REWRITE = Fix("Write the file anew", (Edit("file", None),), safe=True)


class Found(NamedTuple):
    """A fault that reading itself found: rule code and fault (with its line and column, 1-based)."""

    code: str
    fault: Fault


class Places:
    """Lines and columns of a text that begins somewhere in a file."""

    def __init__(self, text: str, line: int, column: int, runs: Runs | None = None) -> None:
        self._text, self._line, self._column, self._runs = text, line, column, runs
        self._newlines: array[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column (1-based, in characters) of an offset in the text."""
        if self._newlines is None:
            self._newlines, at = array("L"), self._text.find("\n")
            while at >= 0:
                self._newlines.append(at)
                at = self._text.find("\n", at + 1)
        before = bisect_right(self._newlines, offset - 1)
        start = self._newlines[before - 1] + 1 if before else 0
        part = self._text[start:offset]
        width = self._runs.width(part) if self._runs else len(part)
        return self._line + before, width + 1 + (0 if before else self._column)

    def found(
        self,
        code: str,
        offset: int,
        value: str | None = None,
        *,
        element: str | None = None,
        feature: int | None = None,
        qualifier: int | None = None,
        fix: Fix | None = None,
        args: Mapping[str, str | int] | None = None,
        **more: str | int,
    ) -> Found:
        """A fault at an offset of the text."""
        line, column = self.at(offset)
        fault = Fault(
            value=value,
            args={**({} if value is None else {"value": value}), **(args or {}), **more},
            element=element,
            feature=feature,
            qualifier=qualifier,
            line=line,
            column=column,
            fix=fix,
        )
        return Found(code, fault)
