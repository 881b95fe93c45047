"""FT lines of UniProtKB, in the style of today and in the columns used until 2019, as features of ST.26."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawFeature, RawQualifier
from seqtool.spec import tables

Tell = Callable[[Kind, str, RawFeature, str, str | None, str | None], None]

_END: Final = r"[<>?]?[0-9]{1,9}|\?"
_COLUMNS: Final = re.compile(rf"FT   ([A-Za-z_]+)\s+({_END})\s+({_END})(?:\s+(.*))?", re.ASCII)
_NEW: Final = re.compile(r"FT   ([A-Za-z_]+)\s+(\S+)\s*", re.ASCII)
_QUALIFIER: Final = re.compile(r"/([A-Za-z_]{1,40})(?:=(.*))?", re.DOTALL)
_IDENTIFIER: Final = re.compile(r"(?:^| )/FTId=([A-Za-z0-9_-]{1,40})\.?$", re.ASCII)
_EVIDENCE: Final = re.compile(r" ?\{ECO:[^{}]{0,4000}\}\.?")
_RANGE: Final = re.compile(r"[<>?]?([0-9]{1,9})\.\.[<>?]?([0-9]{1,9})", re.ASCII)
_LETTERS: Final = re.compile(r"[A-Z]+", re.ASCII)
#: Keys whose text quotes residues, which are wrapped at the end of a line without a blank.
_QUOTES: Final = frozenset({"VAR_SEQ", "VARSPLIC", "VARIANT", "MUTAGEN", "CONFLICT"})
#: At least one side of a wrapped run of residues is as long as this.
_RUN: Final = 7


class Unread(msgspec.Struct):
    """A feature while its lines come in."""

    key: str
    location: str
    line: int
    #: Name, lines of the value, line number; the old style has a single one, ``note``.
    parts: list[tuple[str, list[str], int]]
    #: In the columns used until 2019.
    columns: bool = False


class Table:
    """Takes the FT lines of one record; ``features`` gives what they say."""

    def __init__(self) -> None:
        self._found: list[Unread] = []
        self._open = False
        #: Lines that could not be understood: (text, line).
        self.odd: list[tuple[str, int]] = []

    def add(self, text: str, line: int) -> None:
        """Take a line that begins with ``FT``."""
        content = text[5:].strip()
        if not content:
            return
        if text[5:6] != " " and not self._open_at(text):
            self._begin(text, content, line)
            return
        if not self._found:
            self.odd.append((content, line))
            return
        feature = self._found[-1]
        match = None if self._open else _QUALIFIER.fullmatch(content)
        if match is not None and match[1] != "FTId":
            value = match[2] or ""
            feature.parts.append((match[1], [value], line))
            self._open = value.count('"') % 2 == 1
        elif match is not None:
            feature.parts.append(("id", [match[2] or ""], line))
        elif feature.parts:
            name, values, _ = feature.parts[-1]
            if name == "id":
                self.odd.append((content, line))
                return
            values.append(content)
            if self._open:
                self._open = content.count('"') % 2 == 0
        else:
            feature.parts.append(("note", [content], line))

    def _open_at(self, text: str) -> bool:
        """Whether a quoted value goes on although the line begins where keys do: a forgotten quotation mark ends here."""
        if self._open and (_COLUMNS.fullmatch(text) or _NEW.fullmatch(text)):
            self._open = False
        return self._open

    def _begin(self, text: str, content: str, line: int) -> None:
        self._open = False
        old = _COLUMNS.fullmatch(text)
        if old is not None:
            low, high = old[2], old[3]
            parts = [("note", [old[4].strip()], line)] if old[4] and old[4].strip() else []
            self._found.append(Unread(old[1], low if low == high else f"{low}..{high}", line, parts, True))
            return
        new = _NEW.fullmatch(text)
        if new is None:
            self.odd.append((content, line))
            return
        self._found.append(Unread(new[1], new[2], line, []))

    def features(self, tell: Tell) -> list[RawFeature]:
        """The features with keys of ST.26 where UniProtKB has others, each change told."""
        return [_feature(unread, tell) for unread in self._found]


def _feature(unread: Unread, tell: Tell) -> RawFeature:
    qualifiers: list[RawQualifier] = []
    removed = False
    for name, values, line in unread.parts:
        value = _joined(values, unread.key in _QUOTES)
        if value.startswith('"'):
            value = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
            value = value.replace('""', '"')
        if name == "id":
            value = value.rstrip(".")
        if name == "note":
            identifier = _IDENTIFIER.search(value)
            if identifier is not None:
                qualifiers.append(RawQualifier("id", identifier[1], line))
                value = value[: identifier.start()]
            bare = _EVIDENCE.sub("", value)
            removed = removed or bare != value
            value = bare.strip()
            if unread.columns and not value.endswith(".."):
                value = value.removesuffix(".")  # it ends the line of the old style, not the text
            if not value:
                continue
        qualifiers.append(RawQualifier(name, value, line))
    raw = RawFeature(unread.key, unread.location, tuple(qualifiers), unread.line)
    if removed:
        tell(Kind.LEFT_OUT, "evidence tags in the text of a feature", raw, "evidence", None, None)
    return _noted(_bound(raw, tell), tell)


def _joined(values: list[str], quotes: bool) -> str:
    """The lines of a value: a blank between them, save where a word or a run of residues was broken."""
    parts = values[:1]
    for last, more in pairwise(values):
        before, after = last.rpartition(" ")[2].strip('"('), more.partition(" ")[0]
        broken = last.endswith("-") and not last.endswith((" -", ">-"))
        run = _LETTERS.match(after)
        if quotes and run is not None and _LETTERS.fullmatch(before):
            broken = broken or len(before) >= _RUN or len(run.group()) >= _RUN
        parts.append(more if broken else f" {more}")
    return "".join(parts)


@lru_cache(maxsize=1)
def _ligands() -> dict[tuple[str, str], tuple[str, str]]:
    rows = tables.read("what name single stretch", "imports", "uniprot_ligands.tsv")
    return {(what, name): (single, stretch) for what, name, single, stretch in rows}


@lru_cache(maxsize=1)
def _default_notes() -> dict[str, str]:
    return {key: note for key, note in tables.read("key note", "imports", "uniprot.tsv")}  # noqa: C416  rows are lists


def _bound(raw: RawFeature, tell: Tell) -> RawFeature:
    """A binding site with a ligand: the key that the ligand calls for, and one note of all that names it."""
    said = {q.name: q.value or "" for q in raw.qualifiers}
    ligand = said.get("ligand", "")
    if raw.key != "BINDING" or not ligand:
        return raw
    part = said.get("ligand_part", "")
    span = _RANGE.fullmatch(raw.location)
    stretch = span is not None and span[1] != span[2]
    keys = _ligands().get(("part", part)) or _ligands().get(("ligand", ligand)) or ("BINDING", "BINDING")
    key = keys[stretch]
    text = f"{part} of {ligand}" if part else ligand
    text += f" {said['ligand_label']}" if said.get("ligand_label") else ""
    text += f" ({said['ligand_note']})" if said.get("ligand_note") else ""
    text = "; ".join(filter(None, (text, said.get("note", ""))))
    line = next(q.line for q in raw.qualifiers if q.name == "ligand")
    rest = [
        q
        for q in raw.qualifiers
        if q.name not in ("ligand", "ligand_label", "ligand_part", "ligand_note", "note")
    ]
    if key != raw.key:
        tell(Kind.CHANGED, "a binding site has the key of ST.26 for its ligand", raw, "ligand", raw.key, key)
    tell(Kind.CHANGED, "the ligand became a note", raw, "ligand", ligand, text)
    return RawFeature(key, raw.location, (RawQualifier("note", text, line), *rest), raw.line)


def _noted(raw: RawFeature, tell: Tell) -> RawFeature:
    """A feature that must have a note and has none: the note says what the key says."""
    default = _default_notes().get(raw.key, "")
    if not default or any(q.name == "note" for q in raw.qualifiers):
        return raw
    tell(
        Kind.ADDED,
        f"ST.26 wants a note with {raw.key}; it says no more than the key",
        raw,
        "note",
        None,
        default,
    )
    return msgspec.structs.replace(raw, qualifiers=(RawQualifier("note", default, raw.line), *raw.qualifiers))
