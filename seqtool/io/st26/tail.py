"""What follows the last sequence: the end tag of the root, and what should not be there."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from seqtool.io.st26.cut import Cut, root_end
from seqtool.io.st26.found import Found
from seqtool.io.st26.grammar import ROOT
from seqtool.io.st26.structure import Checker
from seqtool.io.st26.tree import flaws_found, parser, read_part
from seqtool.rules.file import content, structure

_USUAL: Final = re.compile(rb"[ \t\r\n]*</ST26SequenceListing>[ \t\r\n]*")
_LAWFUL: Final = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)


def read_tail(cut: Cut, version: str, root_name: str) -> list[Found]:
    """Findings in what follows the last sequence."""
    if _USUAL.fullmatch(cut.raw):
        return []
    end = root_end(cut.raw) if root_name == ROOT else -1
    inner = cut.raw if end < 0 else cut.raw[:end]
    part = read_part(inner, cut.line, cut.column, cut.runs, before=f"<{root_name}>", after="", parse=False)
    found, mended = part.found, part.mended
    if end > 0 and (behind := _LAWFUL.sub(b"", cut.raw[end:]).strip()):
        shown = behind[:80].decode("utf-8", "replace")
        found.append(part.places.found(content.AFTER_END, part.size, shown))
    if mended.fatal:
        return found
    close = re.search(rf"</{re.escape(root_name)}\s*>", mended.text)
    if close is None:
        return [*found, part.places.found(content.TRUNCATED, part.size, missing=f"</{root_name}>")]
    try:
        root = etree.fromstring(f"<{root_name}>{mended.text[: close.end()]}".encode(), parser())
    except etree.XMLSyntaxError:
        problem = "the tags after the last sequence do not fit together"
        return [*found, part.places.found(content.NOT_WELL_FORMED, 0, problem=problem)]
    checker = Checker(version)
    checker.text(root, ROOT)
    for child in root:
        checker.tell(structure.AFTER_LAST, child, etree.QName(child).localname)
    return found + flaws_found(checker.flaws, part._replace(root=root))
