"""Free text over 1,000 characters (paragraph 86): parted at sentences, never cut."""

from __future__ import annotations

import re

from seqtool.io.imports.values import LONGEST

_END = re.compile(r"[.;!?]['\")\]]?(?= )")


def parted(text: str) -> list[str]:
    """The text in parts of at most 1,000 characters, each of whole sentences.

    Nothing where a sentence is longer than that: then a person must shorten it.
    """
    text = " ".join(text.split())
    parts: list[str] = []
    while len(text) > LONGEST:
        ends = [match.end() for match in _END.finditer(text, 0, LONGEST + 1) if match.end() <= LONGEST]
        if not ends:
            return []
        parts.append(text[: ends[-1]])
        text = text[ends[-1] :].strip()
    return [*parts, text] if text else parts
