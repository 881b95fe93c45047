"""The little Markdown that rule pages use, as safe HTML: paragraphs, lists, ``code``, bold and code blocks."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

_CODE = re.compile(r"(`[^`\n]+`)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


def to_html(markdown: str) -> str:
    """HTML of a piece of Markdown; every character that is not markup is escaped."""
    out: list[str] = []
    for i, piece in enumerate(re.split(r"^```.*$", markdown, flags=re.MULTILINE)):
        if i % 2:
            out.append(f"<pre>{escape(piece.strip(chr(10)))}</pre>")
        else:
            out += [_block(block) for block in re.split(r"\n\s*\n", piece) if block.strip()]
    return "\n".join(out)


def _block(block: str) -> str:
    made: list[str] = []
    for is_item, lines in groupby(_joined(block), key=lambda line: line.startswith("- ")):
        if is_item:
            made.append("<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>")
        else:
            made.append(f"<p>{_inline(' '.join(lines))}</p>")
    return "".join(made)


def _joined(block: str) -> list[str]:
    """The lines, with those that go on with a list item joined to it."""
    lines: list[str] = []
    for line in block.strip().splitlines():
        if lines and lines[-1].startswith("- ") and not line.startswith("- "):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    return lines


def _inline(text: str) -> str:
    parts = _CODE.split(text)
    return "".join(
        f"<code>{escape(p[1:-1])}</code>" if i % 2 else _BOLD.sub(r"<strong>\1</strong>", escape(p))
        for i, p in enumerate(parts)
    )
