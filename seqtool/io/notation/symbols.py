"""The table of symbols: ours, and rows of the user's own on top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from seqtool import assets
from seqtool.errors import InputError
from seqtool.insdc.alphabet import AMINO_ACIDS, NUCLEOTIDES
from seqtool.spec import standard

COLUMNS: Final = ["molecule", "kind", "symbols", "letter", "class", "key", "name", "styles", "why"]
STYLES: Final = ("before", "after", "each")
#: Kinds by molecule, in groups that do not shut each other out.
_KINDS: Final = {
    "oligo": ("residue", "base", "link", "whole", "five", "three", "end", "spacer"),
    "peptide": ("residue", "nterm", "cterm", "side", "linker"),
}
_CLASSES: Final = ("DNA", "RNA", "any", "same")
_KEYS: Final = ("", "MOD_RES", "CARBOHYD", "LIPID")
_MOST_BYTES: Final = 4_000_000
_PLACE: Final = re.compile(r"\{([a-zA-Z]{1,20})\}", re.ASCII)
_NUCLEOSIDES: Final = {
    "a": "adenosine", "c": "cytidine", "g": "guanosine", "t": "5-methyluridine", "u": "uridine",
}  # fmt: skip
_BASES: Final = {"a": "adenine", "c": "cytosine", "g": "guanine", "t": "thymine", "u": "uracil"}


class Symbol(msgspec.Struct, frozen=True):
    """One spelling of one thing. ``letter`` keeps u apart from t."""

    molecule: str
    kind: str
    text: str
    letter: str
    sugar: str  # DNA, RNA, any or same; empty for peptides
    key: str
    name: str  # complete; empty: plain
    styles: tuple[str, ...]
    why: str

    @property
    def deoxy_name(self) -> str:
        """The name where the sugar is deoxyribose, for symbols that go with the unmarked letters."""
        for word in _NUCLEOSIDES.values():
            if self.name.endswith(word):
                head = self.name.removesuffix(word)
                return f"{head}2'-deoxy{word}" if head.endswith("-") else f"2'-deoxy-{head}{word}"
        return f"{self.name} (2'-deoxy)"


class SymbolTable:
    """Symbols by molecule and spelling."""

    def __init__(self, symbols: Iterator[Symbol]) -> None:
        self.oligo: dict[str, list[Symbol]] = {}
        self.peptide: dict[str, list[Symbol]] = {}
        for symbol in symbols:
            kept = getattr(self, symbol.molecule).setdefault(symbol.text, [])
            # A later row of the same sort stands for an earlier one.
            same = [s for s in kept if _group(s) == _group(symbol) and _meet(s, symbol)]
            for old in same:
                kept.remove(old)
            kept.append(symbol)
        self._by_style: dict[str, dict[str, Symbol]] = {}
        #: What readers work out from the table once: bounded by the styles and molecules there are.
        self.prepared: dict[str, object] = {}

    def find(self, molecule: str, text: str, *kinds: str) -> list[Symbol]:
        """The symbols of a spelling, of these kinds only where any are named."""
        table = self.oligo if molecule == "oligo" else self.peptide
        found = table.get(text) or table.get(text.replace(" ", "")) or []
        return [s for s in found if not kinds or s.kind in kinds]

    def style(self, style: str) -> dict[str, Symbol]:
        """The symbols of oligonucleotides that may stand without brackets in one style."""
        made = self._by_style.get(style)
        if made is None:
            made = {}
            for text, symbols in self.oligo.items():
                for symbol in symbols:
                    if style in symbol.styles:
                        made[text] = symbol
            self._by_style[style] = made
        return made


def _group(symbol: Symbol) -> tuple[str, str]:
    if symbol.molecule == "oligo":
        return "", ""
    # What stands beside a peptide is told by its place; for side chains the amino acid belongs to the spelling.
    return symbol.kind, symbol.letter if symbol.kind == "side" else ""


def _meet(one: Symbol, other: Symbol) -> bool:
    return set(one.styles) == set(other.styles) or bool(set(one.styles) & set(other.styles))


def _named(name: str, base: str) -> str:
    """A name with its place-holders filled; a locant is set off with a hyphen."""

    def put(match: re.Match[str]) -> str:
        word = {"nucleoside": _NUCLEOSIDES, "base": _BASES}.get(match[1], {}).get(base)
        if word is None:
            return match[0]
        before = match.string[match.start() - 1 : match.start()]
        return f"-{word}" if word[0].isdigit() and before not in ("", "-", " ") else word

    return _PLACE.sub(put, name)


def _rows(text: str, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    names: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
        if not names:
            if cells != COLUMNS:
                raise InputError(
                    f"{where}, line {number}: the first line must name the columns, parted by tabs: {' '.join(COLUMNS)}."
                )
            names = cells
            continue
        if len(cells) != len(names):
            raise InputError(
                f"{where}, line {number}: {len(cells)} cells instead of {len(names)}; they are parted by tabs, "
                "and an empty cell is a hyphen."
            )
        yield number, dict(zip(names, ("" if cell == "-" else cell for cell in cells), strict=True))


def _check(row: dict[str, str], where: str) -> None:
    kinds = _KINDS.get(row["molecule"])
    if kinds is None:
        raise InputError(f"{where}: the molecule {row['molecule']!r} is neither oligo nor peptide.")
    if row["kind"] not in kinds:
        raise InputError(
            f"{where}: the kind {row['kind']!r} of {row['molecule']} is none of {', '.join(kinds)}."
        )
    if not row["symbols"]:
        raise InputError(f"{where}: there is no symbol.")
    if row["kind"] == "residue":
        legal = NUCLEOTIDES + "u" if row["molecule"] == "oligo" else AMINO_ACIDS
        if not row["letter"] or any(letter not in legal for letter in row["letter"]):
            raise InputError(f"{where}: the letter {row['letter']!r} must be one of {legal}.")
        if row["molecule"] == "oligo" and row["class"] not in _CLASSES:
            raise InputError(f"{where}: the class {row['class']!r} is none of {', '.join(_CLASSES)}.")
        if "{N}" not in row["symbols"] and len(row["letter"]) != 1:
            raise InputError(f"{where}: one letter stands for a symbol; several go with {{N}} only.")
    if row["molecule"] == "peptide" and row["key"] not in _KEYS:
        raise InputError(f"{where}: the key {row['key']!r} is none of {', '.join(_KEYS[1:])}.")
    bad = next((c for c in row["name"] if not " " <= c <= "~"), "")
    if bad or len(row["name"]) > 500:
        raise InputError(
            f"{where}: the name must have Basic Latin characters only, at most 500"
            + (f"; it has {bad!r}." if bad else ".")
        )
    for style in row["styles"].split("|"):
        if style not in (*STYLES, "any", "inside"):
            raise InputError(f"{where}: the style {style!r} is none of {', '.join(STYLES)}, any, inside.")


def _symbols(text: str, where: str) -> Iterator[Symbol]:
    for number, row in _rows(text, where):
        _check(row, f"{where}, line {number}")
        styles = tuple(STYLES) if "any" in row["styles"] else tuple(row["styles"].split("|"))
        for spelling in row["symbols"].split(" "):
            if not spelling:
                continue
            bases = row["letter"] if "{N}" in spelling else row["letter"] or " "
            for base in bases if "{N}" in spelling else [row["letter"]]:
                yield Symbol(
                    row["molecule"],
                    row["kind"],
                    spelling.replace("{N}", base.upper()),
                    base,
                    row["class"],
                    row["key"],
                    _named(row["name"], base),
                    styles,
                    row["why"],
                )


@lru_cache(maxsize=1)
def _ours() -> tuple[Symbol, ...]:
    return tuple(_symbols(assets.text("notation", "symbols.tsv"), "symbols.tsv"))


@lru_cache(maxsize=8)
def _read(path: str, _changed: float) -> SymbolTable:
    data = Path(path).read_bytes()
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path} has more than {_MOST_BYTES:,} bytes; a table of symbols is small.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start:,}); save it as UTF-8.") from error
    return SymbolTable(iter((*_ours(), *_symbols(text, path))))


@lru_cache(maxsize=1)
def _default() -> SymbolTable:
    return SymbolTable(iter(_ours()))


def symbol_table(path: str | None = None) -> SymbolTable:
    """Our symbols, with those of a file on top.

    Raises:
        InputError: the file cannot be read; with its line.
    """
    if path is None:
        return _default()
    try:
        changed = Path(path).stat().st_mtime
        return _read(path, changed)
    except OSError as error:
        raise InputError(
            f"{path}: the table of symbols cannot be read ({error.strerror or error})."
        ) from error


@lru_cache(maxsize=2)
def listed(protein: bool) -> dict[str, str]:
    """Names of Table 4 (protein) or 2, in small letters, and the abbreviations themselves → abbreviation."""
    std = standard()
    table = std.modified_amino_acids if protein else std.modified_nucleotides
    found = {}
    for short, name in table.items():
        if short != "OTHER":
            found[name.lower()] = short
            if protein:
                found[short.lower()] = short
    return found
