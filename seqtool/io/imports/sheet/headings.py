"""Headings of columns: which of the known ones a text is (``resources/imports/headings.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache

import msgspec

from seqtool import assets
from seqtool.errors import SeqtoolError
from seqtool.spec import standard

#: A heading longer than this is none.
LONGEST = 120
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]{0,80}[)\]}]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_BACKWARDS = re.compile(
    r"(?<![0-9])3['\u2019\u2032\u00b4]?\s?(?:-{1,3}>?|\u2192|\u2013|to)\s?5['\u2019\u2032\u00b4]?(?![0-9])"
)
_GROUP = re.compile(r"[0-9]{1,3}", re.ASCII)


class Part(msgspec.Struct, frozen=True):
    """One part of antibodies and constructs."""

    id: str
    headings: tuple[str, ...]
    note: str
    within: tuple[str, ...]


class Meaning(msgspec.Struct, frozen=True):
    """What a column holds.

    ``role`` is a name of the table's ``[columns]`` or ``qualifier``; ``detail`` the name of a
    qualifier of the source or the id of a part; ``moltype`` what the heading says of the
    molecule (``nucleotide`` where it may be DNA or RNA); ``group`` tells feature 1 from feature 2.
    """

    role: str
    detail: str = ""
    moltype: str = ""
    group: int = 0
    backwards: bool = False


class _File(msgspec.Struct, frozen=True):
    columns: dict[str, tuple[str, ...]]
    heading_types: dict[str, tuple[str, ...]]
    moltype_values: dict[str, tuple[str, ...]]
    part: tuple[Part, ...]


class _Known(msgspec.Struct, frozen=True):
    exact: dict[str, str]
    roles: dict[str, str]
    types: list[tuple[str, str]]
    moltypes: dict[str, str]
    parts: dict[str, str]
    order: dict[str, int]
    by_id: dict[str, Part]


def bare(text: str) -> str:
    """A heading without case, accents, punctuation and blanks: as headings are compared."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1)
def _known() -> _Known:
    try:
        file = msgspec.convert(tomllib.loads(assets.text("imports", "headings.toml")), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise SeqtoolError(f"The table resources/imports/headings.toml is wrong: {error}.") from error
    except OSError as error:
        raise SeqtoolError(
            f"This installation of seqtool is incomplete: {error}. Install it again."
        ) from error
    types = [(bare(word), kind) for kind, words in file.heading_types.items() for word in words]
    words = [(word, role) for role, known in file.columns.items() for word in known]
    return _Known(
        exact={word.casefold(): role for word, role in reversed(words)},
        roles={bare(word): role for word, role in reversed(words)},
        # Longer words first: "amino acids" before "amino acid".
        types=sorted(types, key=lambda item: -len(item[0])),
        moltypes={bare(word): kind for kind, words in file.moltype_values.items() for word in words},
        parts={bare(word): part.id for part in file.part for word in (*part.headings, part.id)},
        order={part.id: index for index, part in enumerate(file.part)},
        by_id={part.id: part for part in file.part},
    )


def part(name: str) -> Part:
    """A part by its id."""
    return _known().by_id[name]


def part_order(name: str) -> int:
    """Where a part stands among those of its row."""
    return _known().order[name]


def moltype_value(text: str) -> str | None:
    """DNA, RNA or AA for a cell of the molecule type; ``None`` where the word is not known."""
    return _known().moltypes.get(bare(text))


@lru_cache(maxsize=4096)
def meaning(text: str) -> Meaning | None:
    """What a heading says; ``None`` where it is not known."""
    if not text or len(text) > LONGEST:
        return None
    known = _known()
    if (role := known.exact.get(text.casefold())) is not None:
        # As written first: mol_type and moltype are two things.
        return Meaning(role)
    bracketed = " ".join(_BRACKETS.findall(text))
    backwards = _BACKWARDS.search(text) is not None
    core = bare(_BRACKETS.sub(" ", text)) or bare(text)
    core = re.sub(r"[35]{2}$", "", core) if "'" in text or "\u2032" in text or "\u2019" in text else core
    aside = _kind(bare(bracketed))[0] if bracketed else ""
    if (role := known.roles.get(core)) is not None:
        return Meaning(role, moltype=aside if role == "sequence" else "", backwards=backwards)
    if (found := known.parts.get(core)) is not None:
        return Meaning("part", found, aside, backwards=backwards)
    if (column := _feature(core)) is not None:
        return column
    kind, rest = _kind(core)
    if kind:
        if not rest or known.roles.get(rest) == "sequence":
            # "Protein" alone is a sequence only where "sequence" stands beside it.
            return Meaning("sequence", moltype=kind, backwards=backwards) if rest else None
        stem = _without_sequence(rest)
        if stem in known.parts:
            return Meaning("part", known.parts[stem], kind, backwards=backwards)
    stem = _without_sequence(core)
    if stem != core:
        kind, rest = _kind(stem)
        if (found := known.parts.get(rest)) is not None:
            return Meaning("part", found, kind or aside, backwards=backwards)
    return _qualifier(text)


def _without_sequence(core: str) -> str:
    for word in ("sequence", "sequenz", "seq", "secuencia", "配列", "序列", "서열"):
        core = core.removesuffix(word).removeprefix(word)
    return core


def _kind(core: str) -> tuple[str, str]:
    """The molecule that a heading names at its beginning or end, and what is left of it."""
    for word, kind in _known().types:
        for rest in ([core[len(word) :]] if core.startswith(word) else []) + (
            [core[: -len(word)]] if core.endswith(word) else []
        ):
            stem = _without_sequence(rest)
            if not rest or _known().roles.get(rest) == "sequence" or stem in _known().parts or not stem:
                said = "nucleotide" if kind == "DNA" and word not in ("dna", "adn") else kind
                return said, rest
    return "", core


def _feature(core: str) -> Meaning | None:
    """``feature 1 key``, ``key 2``, ``feature location 3``."""
    number = _GROUP.search(core)
    if number is None:
        return None
    role = _known().roles.get(core[: number.start()] + core[number.end() :])
    if role is None or not role.startswith("feature_"):
        return None
    return Meaning(role, group=int(number[0]))


def _qualifier(text: str) -> Meaning | None:
    name = text.strip().removeprefix("/").casefold().replace(" ", "_")
    for known in standard().nucleotide_keys["source"].allowed:
        if known.casefold() == name:
            return Meaning("qualifier", known)
    return None
