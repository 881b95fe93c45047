"""What listings of ST.25 write and what it becomes: the editable table, and the standard's own replacements."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from seqtool.spec import Replacement, standard, tables


class Row(NamedTuple):
    """What stands for an old word, and why."""

    new: str
    why: str


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for kind, old, new, why in tables.read("kind old new why", "imports", "st25.tsv"):
        found.setdefault(kind, {})[old] = Row(new, why)
    return found


def is_stop(word: str) -> bool:
    """Whether a word of a protein is a stop."""
    return word.lower() in _rows()["stop"]


def molecule_type(text: str) -> str:
    """DNA, RNA or AA for the value of ``<212>``; empty where the table does not know it."""
    row = _rows()["moltype"].get(" ".join(text.split()).lower().strip(" .;"))
    return row.new if row else ""


def organism(text: str) -> Row | None:
    """What stands for the words of ST.25 that are no organism."""
    return _rows()["organism"].get(" ".join(text.split()).casefold().strip(" .;"))


@lru_cache(maxsize=1)
def _captions() -> dict[int, re.Pattern[str]]:
    words: dict[int, list[str]] = {}
    for caption, row in _rows()["caption"].items():
        words.setdefault(int(row.new), []).append(re.escape(caption).replace("\\ ", r"\s+"))
    return {tag: re.compile(rf"\s*(?:{'|'.join(found)})\s*:", re.IGNORECASE) for tag, found in words.items()}


def without_caption(tag: int, text: str) -> str:
    """The value of an identifier without the words that some offices print before it (``LENGTH: 20``)."""
    pattern = _captions().get(tag) if ":" in text else None
    found = pattern.match(text) if pattern else None
    return text[found.end() :] if found else text


def text_qualifier(key: str) -> str:
    """The qualifier that the description of a feature becomes instead of a note, or empty."""
    row = _rows()["text"].get(key)
    return row.new if row else ""


def _first(kind: str, text: str) -> Row | None:
    low = text.lower()
    for word, row in _rows()[kind].items():
        at = low.find(word)
        while at >= 0:
            before, after = low[at - 1 : at], low[at + len(word) : at + len(word) + 1]
            if not before.isalpha() and not after.isalpha():
                return row
            at = low.find(word, at + 1)
    return None


def xaa_key(text: str) -> Row | None:
    """The key that the description of an X asks for."""
    return _first("xaa", text)


def no_modified_base(text: str) -> Row | None:
    """The key for the description of a modified_base that speaks of no modified base."""
    return _first("n", text)


@lru_cache(maxsize=1)
def _protein_keys() -> dict[str, Replacement]:
    return {row.old.upper(): row for row in standard().replacements if row.kind == "key" and row.protein}


def protein_key(old: str) -> Replacement | None:
    """What stands for a key of ST.25 Table 6 that ST.26 lacks."""
    return _protein_keys().get(old.upper())


@lru_cache(maxsize=1)
def _modified() -> dict[str, str]:
    return dict(standard().modified_amino_acids)


def is_modified(word: str) -> bool:
    """Whether a word is an abbreviation of Annex I Table 4."""
    return word in _modified()


def modified_name(word: str) -> str:
    """The full name of a modified amino acid by its abbreviation in Table 4."""
    return _modified()[word]


_LEAD: Final = re.compile(
    r"^\s*(?:/?mod_base\s*[=:]?\s*)?(?:[nacgtu]\s*(?:is|=|:|represents|stands for|denotes)\s*)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    names = {name.lower(): short for short, name in standard().modified_nucleotides.items()}
    return {name: short for name, short in names.items() if short != "OTHER"}


@lru_cache(maxsize=1)
def _old_bases() -> dict[str, str]:
    return {row.old: row.new for row in standard().replacements if row.kind == "mod_base"}


def mod_base(text: str) -> tuple[str, bool]:
    """The abbreviation of Table 2 for a description, and whether it says all of it; empty where there is none.

    Abbreviations of ST.25 that are others now (``d``, ``t``) are replaced.
    """
    bare = text[_LEAD.match(text).end() :] if _LEAD.match(text) else text  # type: ignore[union-attr]
    bare = bare.strip(" .;\"'")
    if bare in _old_bases():
        return _old_bases()[bare], True
    if bare in standard().modified_nucleotides and bare != "OTHER":
        return bare, True
    if bare.lower() == "other":
        return "OTHER", False
    found = _bases().get(bare.lower())
    return (found, True) if found else ("", False)
