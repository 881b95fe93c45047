"""One pass over the markup of a part: what parsing would hide or stumble over is found and put right.

After it the XML parser sees only the five entities, no CDATA trouble, no bare
``&`` or ``<`` and no character that XML does not have.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Final, NamedTuple

from seqtool.io.st26.found import REWRITE, Found, Places
from seqtool.rules.file import content, prolog, structure

#: Deepest nesting that is read; a listing has seven levels.
DEPTH: Final = 64
#: Most tags of one part that does not go the quick way; 50,000 features have 800,000.
TAGS: Final = 1_000_000
#: Most characters and references of one part that must be told or put right.
SIGNS: Final = 500_000
#: Faults of one kind that are told one by one in one part.
_TOLD: Final = 1000

#: What a name begins with: letters, _, : and all characters beyond ASCII (said by what is not, which compiles quickly).
_FIRST: Final = r"[^\x00-9;-@\[-\^`{-\x7f]"
_NAME: Final = rf"{_FIRST}[^\s<>/=\"'&\x00-\x20]*+"
_REFERENCE: Final = (
    rf"(?P<reference>&(?:#[0-9]{{1,10}}|#x[0-9A-Fa-f]{{1,8}}|{_FIRST}[^\s<>/=\"'&;\x00-\x20]{{0,99}});)"
)
_ILLEGAL: Final = "(?:[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff])+"
_TOKEN: Final = re.compile(
    r"(?P<comment><!--)|(?P<cdata><!\[CDATA\[)|(?P<pi><\?)"
    rf"|(?P<tag><(?P<close>/?)(?P<name>{_NAME})(?P<rest>(?>[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>)"
    rf"|{_REFERENCE}"
    rf"|(?P<ampersand>&)|(?P<broken><(?=[/!]|{_FIRST}))|(?P<less><)|(?P<special>>|[\"']++)"
    rf"|(?P<illegal>{_ILLEGAL})",
    re.ASCII,
)
_INSIDE: Final = re.compile(rf"{_REFERENCE}|(?P<ampersand>&)|(?P<illegal>{_ILLEGAL})", re.ASCII)
_INSIDE_ILLEGAL: Final = re.compile(_ILLEGAL)
_TARGET: Final = re.compile(rf"(?![xX][mM][lL](?:\s|$)){_FIRST}[^\s<>]*(?:\s|$)")
_ATTRIBUTE: Final = re.compile(r"[^\s=\"'<>]+\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')", re.ASCII)
_PREFIX: Final = re.compile(r"([A-Za-z_][\w.-]*):(.+)", re.DOTALL)
_FIVE: Final = frozenset({"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"})


class Tag(NamedTuple):
    """One tag of the markup."""

    offset: int
    end: int
    name: str
    closing: bool
    empty: bool


class Mended(NamedTuple):
    """A part made ready for the XML parser."""

    text: str
    tags: list[Tag]
    found: list[Found]
    #: Nothing more can be read from it: too deep, or markup that never ends.
    fatal: bool


class _Mender:
    def __init__(self, text: str, places: Places) -> None:
        self.text, self.places = text, places
        self.out: list[str] = []
        self.copied = 0
        self.tags: list[Tag] = []
        self.found: list[Found] = []
        self.told: dict[str, int] = {}
        self.specials = 0
        self.signs = 0
        self.first_special = (0, "")
        self.depth = 0

    def tell(self, code: str, offset: int, value: str | None = None, **args: str | int) -> None:
        count = self.told[code] = self.told.get(code, 0) + 1
        if count <= _TOLD:
            fix = REWRITE if code in _WRITTEN_ANEW else None
            self.found.append(self.places.found(code, offset, value, fix=fix, args=args))

    def replace(self, start: int, end: int, by: str) -> None:
        self.out += (self.text[self.copied : start], by)
        self.copied = end

    def special(self, offset: int, sign: str) -> None:
        self.signs += 1
        if not self.specials:
            self.first_special = (offset, sign[0])
        self.specials += len(sign)

    def small(self, kind: str, offset: int, written: str) -> None:
        """A reference, a bare ampersand or an illegal character."""
        if kind == "reference":
            if written in _FIVE:
                return
            self.signs += 1
            if not written.startswith("&#"):
                self.tell(content.UNKNOWN_ENTITY, offset, written)
                self.replace(offset, offset + len(written), "")
                return
            self.tell(content.NUMERIC_REFERENCE, offset, written)
            number = int(written[3:-1], 16) if written[2] == "x" else int(written[2:-1])
            if not _legal(number):
                self.replace(offset, offset + len(written), "")
        elif kind == "ampersand":
            self.signs += 1
            self.tell(content.BARE_AMPERSAND, offset)
            self.replace(offset, offset + 1, "&amp;")
        else:
            self.signs += 1
            self.tell(content.CONTROL_CHARACTER, offset, f"U+{ord(written[0]):04X}")
            self.replace(offset, offset + len(written), "")

    def tag(self, token: re.Match[str]) -> None:
        name, rest, start = token["name"], token["rest"], token.start()
        closing, empty = bool(token["close"]), rest.endswith("/")
        prefixed = _PREFIX.fullmatch(name) if ":" in name else None
        if prefixed:
            if structure.NAMESPACE not in self.told:  # once is enough, the whole part will have it
                self.tell(structure.NAMESPACE, start, name)
            at = token.start("name")
            self.replace(at, at + len(prefixed[1]) + 1, "")
            name = prefixed[2]
        self.tags.append(Tag(start, token.end(), intern(name) if len(name) < 40 else name, closing, empty))
        self.depth += -1 if closing else 0 if empty else 1
        if rest and rest != "/":
            self.attributes(rest, token.start("rest"))

    def attributes(self, rest: str, base: int) -> None:
        for inside in _INSIDE.finditer(rest):
            self.small(inside.lastgroup or "", base + inside.start(), inside[0])
            if self.signs > SIGNS:
                return
        if ">" in rest or "'" in rest:
            for attribute in _ATTRIBUTE.finditer(rest):
                group = 1 if attribute[1] is not None else 2
                for sign in re.finditer("[>\"']", attribute[group]):
                    self.special(base + attribute.start(group) + sign.start(), sign[0])

    def skip(self, opener: re.Match[str], closer: str, name: str) -> int:
        """Behind a comment, CDATA section or instruction; -1 where it never ends."""
        at = self.text.find(closer, opener.end())
        if at < 0:
            self.tell(
                content.NOT_WELL_FORMED, opener.start(), problem=f"the {name} that begins here never ends"
            )
            return -1
        inner = self.text[opener.end() : at]
        if name == "CDATA section":
            self.tell(content.CDATA, opener.start(), inner[:200])
            mended = inner.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            self.replace(opener.start(), at + 3, _INSIDE_ILLEGAL.sub("", mended))
        else:
            if name == "comment" and ("--" in inner or inner.endswith("-")):
                self.tell(
                    content.NOT_WELL_FORMED, opener.start(), problem="the comment holds two hyphens in a row"
                )
            if name == "processing instruction" and not _TARGET.match(inner):
                self.tell(
                    content.NOT_WELL_FORMED,
                    opener.start(),
                    problem="an XML declaration or a nameless instruction stands in the middle",
                )
            elif name == "processing instruction":
                self.tell(prolog.INSTRUCTION, opener.start(), "<?" + inner[:200] + "?>")
            if (bad := _INSIDE_ILLEGAL.search(inner)) is not None:
                self.small("illegal", opener.end() + bad.start(), bad[0])
            self.replace(opener.start(), at + len(closer), "")
        return at + len(closer)

    def run(self) -> Mended:
        text, pos, fatal = self.text, 0, False
        match = _TOKEN.search
        while (token := match(text, pos)) is not None:
            kind, start = token.lastgroup, token.start()
            pos = token.end()
            if token["tag"] is not None:
                self.tag(token)
                if self.depth > DEPTH or len(self.tags) > TAGS:
                    deep = self.depth > DEPTH
                    what = "The nesting of elements" if deep else "The number of tags"
                    self.tell(content.TOO_LARGE, start, what=what, limit=f"{DEPTH if deep else TAGS}")
                    fatal = True
                    break
            elif kind == "special":
                if token[0] == ">" and text.endswith("]]", 0, start):
                    self.tell(content.NOT_WELL_FORMED, start, problem="]]> must not stand in text")
                self.special(start, token[0])
                if token[0] == ">":
                    self.replace(start, pos, "&gt;")
            elif kind == "broken":
                self.tell(content.NOT_WELL_FORMED, start, problem="the tag that begins here is not complete")
                fatal = True
                break
            elif kind == "less":
                self.signs += 1
                self.tell(content.BARE_LESS_THAN, start)
                self.replace(start, pos, "&lt;")
            elif kind in _SECTIONS:
                pos = self.skip(token, *_SECTIONS[kind])
                if pos < 0:
                    fatal = True
                    break
            else:
                self.small(kind or "", start, token[0])
            if self.signs > SIGNS:
                what = "The number of characters to put right"
                self.tell(content.TOO_LARGE, start, what=what, limit=f"{SIGNS:,}")
                fatal = True
                break
        if self.specials:
            offset, sign = self.first_special
            self.tell(content.UNESCAPED, offset, sign, count=self.specials)
        if self.copied:
            self.out.append(text[self.copied :])
            text = "".join(self.out)
        return Mended(text, self.tags, self.found, fatal)


_SECTIONS: Final = {
    "comment": ("-->", "comment"),
    "cdata": ("]]>", "CDATA section"),
    "pi": ("?>", "processing instruction"),
}
_WRITTEN_ANEW: Final = frozenset(
    {
        content.UNESCAPED,
        content.CDATA,
        content.BARE_AMPERSAND,
        content.BARE_LESS_THAN,
        content.NUMERIC_REFERENCE,
        prolog.INSTRUCTION,
    }
)


def _legal(number: int) -> bool:
    return (
        number in (9, 10, 13)
        or 0x20 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0x10000 <= number < 0x110000
    )


#: Element content with one of the three in it, in a text whose tags have none but around attributes.
_LOOSE: Final = re.compile(r">([^<>\"']*+[>\"'][^<]*+)<")
_SPECIAL: Final = re.compile("[>\"']")
_COMMENT: Final = re.compile(rb"<!--(?:[^-]++|-(?!-))*+-->")
_COMMENTS: Final = re.compile(rb">[ \t\r\n]*+(?:<!--(?:[^-]++|-(?!-))*+-->[ \t\r\n]*+)++")


def tell_loose(text: str, places: Places) -> Found:
    """The finding of a block in plain form in which a quotation mark, apostrophe or > stands as such."""
    first, count = None, 0
    for found in _LOOSE.finditer(text):
        if first is None:
            first = _SPECIAL.search(text, found.start(1))
        count += sum(map(found[1].count, ">\"'"))
    assert first is not None
    return places.found(content.UNESCAPED, first.start(), first[0], fix=REWRITE, count=count)


def without_comments(raw: bytes) -> bytes:
    """The bytes without the comments that directly follow a tag or another comment."""
    return _COMMENTS.sub(lambda found: _COMMENT.sub(b"", found[0]), raw) if raw.isascii() else raw


def mend(text: str, places: Places) -> Mended:
    """Find what parsing would hide in the text of a part, and give the text without it."""
    return _Mender(text, places).run()
