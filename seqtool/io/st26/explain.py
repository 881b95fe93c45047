"""Why a part is not well-formed XML, in words that help."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.st26.mend import Tag

_ATTRIBUTES: Final = re.compile(
    r"<[^\s<>/=\"']+(?:\s+[^\s=\"'<>/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*/?>", re.ASCII
)
_ATTRIBUTE: Final = re.compile(r"\s([^\s=\"'<>/]+)\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')", re.ASCII)


def explain(text: str, tags: list[Tag], *, open_at_end: int = 0) -> tuple[int, str] | None:
    """The offset of the first fault of the markup and a clause that says what it is; None if none is seen.

    ``open_at_end`` elements may still be open where the text ends.
    """
    stack: list[Tag] = []
    for tag in tags:
        if tag.closing:
            if not stack:
                return tag.offset, f"</{tag.name}> closes an element that was not opened"
            opened = stack.pop()
            if opened.name != tag.name:
                return tag.offset, f"</{tag.name}> stands where {opened.name} must be closed first"
            continue
        written = text[tag.offset : tag.end]
        if len(written) > len(tag.name) + 3:
            if not _ATTRIBUTES.fullmatch(written):
                return tag.offset, f'the attributes of {tag.name} are not written as name="value"'
            names = [m[1] for m in _ATTRIBUTE.finditer(written)]
            for name in names:
                if names.count(name) > 1:
                    return tag.offset, f"{tag.name} has the attribute {name} twice"
        if not tag.empty:
            stack.append(tag)
    if len(stack) > open_at_end:
        return stack[-1].offset, f"{stack[-1].name} is opened here and never closed"
    return None
