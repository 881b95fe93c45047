"""The first lines of a listing: XML declaration, document type, comments and instructions before the root."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from seqtool.io.st26.cut import doctype_end
from seqtool.io.st26.found import REWRITE, Found, Places
from seqtool.io.st26.grammar import ROOT
from seqtool.rules.core import Edit, Fix
from seqtool.rules.file import content, prolog
from seqtool.spec import dtd_versions

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
NEWEST: Final = "V1_3"
#: Each DTD allows all that the older ones did.
_RENEW: Final = Fix(f"Declare the DTD {NEWEST}", (Edit("dtd_version", NEWEST),), safe=True)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECLARATION: Final = re.compile(r"<\?xml(?=[\s?])[^<>]{0,400}?\?>")
_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE\s+([^\s<>\[\"']{1,200})\s*"
    r"(?:PUBLIC\s*(?:\"([^\"]*)\"|'([^']*)')\s*(?:\"([^\"]*)\"|'([^']*)')?|SYSTEM\s*(?:\"([^\"]*)\"|'([^']*)'))?"
    r"\s*(\[|>)"
)


class Prolog(NamedTuple):
    """What stands before the root element."""

    #: Where the root element begins.
    end: int
    public_id: str | None
    system_id: str | None
    #: DTD version by the identifiers; None where they name none.
    version: str | None
    found: list[Found]
    #: Something is wrong that ends the reading.
    fatal: bool


def expected() -> str:
    """The document type declaration of the newest DTD."""
    dtd = dtd_versions()[NEWEST]
    return f'<!DOCTYPE {ROOT} PUBLIC "{dtd.public_id}" "{dtd.system_id}">'


class _Reader:
    def __init__(self, text: str, places: Places) -> None:
        self.text, self.places, self.at = text, places, 0
        self.found: list[Found] = []
        self.public: str | None = None
        self.system: str | None = None
        self.version: str | None = None
        self.declared = self.doctype = False

    def tell(self, code: str, offset: int, value: str | None = None, **args: str | int) -> None:
        fix = {content.NOT_WELL_FORMED: None, prolog.OLDER_DTD: _RENEW}.get(code, REWRITE)
        self.found.append(self.places.found(code, offset, value, fix=fix, args=args))

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def run(self) -> Prolog:
        text = self.text
        self.space()
        first = self.at
        self.declaration(first)
        while True:
            self.space()
            if text.startswith("<!--", self.at):
                if not self.section("-->", "comment"):
                    break
            elif text.startswith("<?", self.at):
                start = self.at
                if not self.section("?>", "processing instruction"):
                    break
                written = text[start : self.at]
                if _DECLARATION.match(written):
                    self.tell(prolog.DECLARATION_NOT_FIRST, start)
                    if not self.declared:
                        self.declared = True
                else:
                    self.tell(prolog.INSTRUCTION, start, written[:200])
            elif text.startswith("<!DOCTYPE", self.at):
                if not self.read_doctype():
                    break
            else:
                return self.done(fatal=False)
        return self.done(fatal=True)

    def done(self, *, fatal: bool) -> Prolog:
        if not fatal and not self.doctype and self.text.startswith("<", self.at):
            self.tell(prolog.DOCTYPE_MISSING, self.at, expected=expected())
        if not self.declared and not any(f.code == prolog.DECLARATION_NOT_FIRST for f in self.found):
            self.found.insert(0, self.places.found(prolog.DECLARATION_MISSING, 0, fix=REWRITE))
        return Prolog(self.at, self.public, self.system, self.version, self.found, fatal)

    def declaration(self, first: int) -> None:
        found = _DECLARATION.match(self.text, self.at)
        if found is None:
            return
        self.declared = True
        self.at = found.end()
        if first:
            self.tell(prolog.DECLARATION_NOT_FIRST, first)
        elif found[0] != DECLARATION and not re.search(
            r"encoding\s*=\s*[\"'](?![uU][tT][fF]-?8[\"'])", found[0]
        ):
            self.tell(prolog.DECLARATION_FORM, 0, found[0][:200])

    def section(self, closer: str, name: str) -> bool:
        end = self.text.find(closer, self.at + 2)
        if end < 0:
            self.tell(content.NOT_WELL_FORMED, self.at, problem=f"the {name} that begins here never ends")
            return False
        self.at = end + len(closer)
        return True

    def read_doctype(self) -> bool:
        start = self.at
        end = doctype_end(self.text[start:].encode("utf-8", "replace"), 0)
        found = _DOCTYPE.match(self.text, start)
        if end < 0 or found is None or self.doctype:
            problem = (
                "there is a second document type declaration"
                if self.doctype
                else "the document type declaration is not complete"
            )
            self.tell(content.NOT_WELL_FORMED, start, problem=problem)
            return False
        self.doctype = True
        self.at = start + len(self.text[start:].encode("utf-8", "replace")[:end].decode("utf-8", "replace"))
        name, *ids, bracket = found.groups()
        self.public = ids[0] if ids[0] is not None else ids[1]
        self.system = next((i for i in ids[2:] if i is not None), None)
        if bracket == "[":
            self.tell(prolog.INTERNAL_SUBSET, start)
        self.identify(name, start, self.text[start : self.at], bracket)
        return True

    def identify(self, name: str, start: int, written: str, bracket: str) -> None:
        shown = " ".join(written.split("[", maxsplit=1)[0].split())[:200]
        for number, dtd in dtd_versions().items():
            capitals = self.public == dtd.also
            if self.public not in (dtd.public_id, dtd.also):
                continue
            right = (self.system or "").rpartition("/")[2] == dtd.system_id
            if number != NEWEST and right and name == ROOT:
                self.version = number
                self.tell(prolog.OLDER_DTD, start, version=number)
                return
            if name == ROOT and self.system == dtd.system_id:
                self.version = number
                problem = self.form(start, written, bracket, capitals=capitals)
                if problem:
                    self.tell(prolog.DOCTYPE_FORM, start, problem=problem, expected=expected())
                return
            if right:
                self.version = number
        self.tell(prolog.DOCTYPE_IDENTIFIERS, start, shown, expected=expected())

    def form(self, start: int, written: str, bracket: str, *, capitals: bool) -> str | None:
        if capitals:
            return "its public identifier is written in capitals"
        line = self.text.count("\n", 0, start) + 1
        late = any(f.code in (prolog.DECLARATION_NOT_FIRST, prolog.INSTRUCTION) for f in self.found)
        if self.declared and line != 2 and not late:
            return f"it stands on line {line}, not on line 2"
        if bracket == ">" and written != expected():
            return "it is not written exactly as required"
        return None


def read_prolog(text: str, places: Places) -> Prolog:
    """Read what stands before the root element."""
    return _Reader(text, places).run()
