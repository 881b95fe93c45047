"""What the rules about characters and wording share: finding odd characters, showing and mending them."""

from __future__ import annotations

import re

from seqtool.spec.characters import basic_latin, outside, replace

#: White space that XML knows; other blanks (U+00A0, U+3000) are characters like any other.
BLANKS = " \t\n\r"
_BROKEN = re.compile(r"[ ]*[\t\n\r][ \t\n\r]*")
_CONTROLS = re.compile("[\x7f-\x9f]")
_ENTITY = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SHOWN = 5


def is_blank(text: str | None) -> bool:
    """Whether there is no value: absent, empty or white space only."""
    return text is None or not text.strip(BLANKS)


def trimmed(text: str) -> str:
    """The text without white space at its ends (that fault has its own finding)."""
    return text.strip(BLANKS)


def joined(text: str) -> str:
    """The text in one line: each line break or tab with the white space around it is one blank."""
    return _BROKEN.sub(" ", trimmed(text))


def odd_characters(text: str) -> list[str]:
    """Characters outside U+0020 to U+007E, each once; tabs and line breaks have their own finding."""
    return [c for c in outside(text) if c not in BLANKS]


def controls(text: str) -> list[str]:
    """Control characters U+007F to U+009F, each once."""
    return list(dict.fromkeys(_CONTROLS.findall(text)))


def shown(characters: list[str]) -> str:
    """The characters for a message: code points, with the character where it can be seen."""
    parts = [f"U+{ord(c):04X} {c}" if c.isprintable() else f"U+{ord(c):04X}" for c in characters[:_SHOWN]]
    more = len(characters) - _SHOWN
    return ", ".join(parts) + (f" and {more} more" if more > 0 else "")


def repaired(text: str) -> str | None:
    """The text read rightly where UTF-8 was once read as Windows-1252 or Latin-1; None where that is not so.

    Only a text whose bytes are UTF-8 through and through counts: "JOÃO" does not.
    """
    if text.isascii():
        return None
    for wrong in ("cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return None


def in_basic_latin(text: str) -> str | None:
    """The text with the table's replacements where that leaves nothing odd; None otherwise."""
    new = joined(replace(text)[0])
    return new if new and basic_latin(new) else None


def unescaped(text: str) -> str | None:
    """The text with the entities read that were escaped twice; None where there are none.

    ``5&apos;`` in a value as it is read means that the file says ``5&amp;apos;``.
    """
    if "&" not in text:
        return None
    # Imported late: most listings have no ampersand, and the table of names is large.
    import html
    from html.entities import html5

    if not any(e[1] == "#" or e[1:] in html5 for e in _ENTITY.findall(text)):
        return None
    new = html.unescape(text)
    return new if new != text else None
