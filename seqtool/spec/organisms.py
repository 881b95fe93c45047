"""Organism names (paragraphs 77 to 83): is a name known, how is it spelled, what was meant.

Names come from the shipped index of the NCBI taxonomy (``docs/organisms.md``)
and from three short tables of our own: common names, older names that the
taxonomy has replaced, and the organisms met most often in patents. The index
is mapped into memory when first asked, and only the pages that answer are read.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import msgspec

from seqtool import assets
from seqtool.errors import SeqtoolError
from seqtool.spec import tables
from seqtool.spec.organism_index import MAX_NAME, Corrector, completions, encode, plain, spellings

ROOM: Final = "organisms"
SYNTHETIC_CONSTRUCT: Final = "synthetic construct"
UNIDENTIFIED: Final = "unidentified"
SPECIAL: Final = (SYNTHETIC_CONSTRUCT, UNIDENTIFIED)

_SCAN: Final = 150  # keys looked at for one completion: keeps it well under a millisecond
_FEW: Final = 4000  # questions to the index for the last, least promising try
_OUTER: Final = " \t\r\n"


class Kind(StrEnum):
    """What a text in the qualifier ``organism`` is."""

    EXACT = "exact"
    """A known name, spelled right."""
    SPECIAL = "special"
    """"synthetic construct" (paragraph 83) or "unidentified" (81)."""
    GENUS_SP = "genus-sp"
    """A known genus and "sp." or "sp" (80)."""
    GENUS = "genus"
    """A known genus alone."""
    CASE = "case"
    """Known but for upper and lower case."""
    STRAIN_LEVEL = "strain-level"
    """A known species (or known virus, or "Genus sp.") and more behind it (78)."""
    ARTIFICIAL = "artificial"
    """A vector, a construct or the like: not natural, so "synthetic construct" (83)."""
    ENVIRONMENTAL = "environmental"
    """Metagenome, uncultured, unknown …: natural, not known, so "unidentified" (81)."""
    COMMON_NAME = "common-name"
    """A common name, which belongs into a note (78)."""
    UNKNOWN = "unknown"


class Match(msgspec.Struct, frozen=True):
    """What ``lookup`` found."""

    kind: Kind
    name: str
    """The name to write: the given one where it is right, empty where nothing is known."""
    rest: str = ""
    """``strain-level`` only: what follows the name (strain, isolate, a common name in brackets)."""
    current: str = ""
    """``exact`` only: the name that the taxonomy uses now, where it is another one."""


class _Data(msgspec.Struct, frozen=True):
    genera: Any
    names: Any
    older: Any
    """A trie of the special names and the names of ``older.tsv``."""
    current: dict[str, str]
    common: dict[str, str]
    frequent: dict[str, int]
    frequent_genera: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    from marisa_trie import LABEL_ORDER, Trie

    older = dict(tables.read("name current", ROOM, "older.tsv"))
    common = {name.lower(): latin for name, latin in tables.read("common name", ROOM, "common.tsv")}
    frequent = [name for (name,) in tables.read("name", ROOM, "frequent.tsv")]
    try:
        genera = Trie().mmap(str(assets.path(tables.ROOM, ROOM, "genera.marisa")))
        names = Trie().mmap(str(assets.path(tables.ROOM, ROOM, "names.marisa")))
    except OSError as error:
        raise SeqtoolError(
            f"This installation of seqtool is incomplete: {error}. Install it again."
        ) from error
    return _Data(
        genera=genera,
        names=names,
        older=Trie([encode(name) for name in (*SPECIAL, *older)], order=LABEL_ORDER),
        current=older,
        common=common,
        frequent={name: place for place, name in enumerate(frequent)},
        frequent_genera=frozenset(name.partition(" ")[0] for name in frequent),
    )


_GENUS_SP = re.compile(r"([^ ]+|Candidatus [^ ]+) sp(\.?)", re.IGNORECASE)
_SP_WORDS = re.compile(r"([^ ]+) (?:n\. ?|nov\. ?)?(?:sp|spp|spec|species|ssp|cf|aff)(?:\.| |$).*")
_ARTIFICIAL = re.compile(
    r"\b(?:synthetic|artificial|artificielle|vectors?|constructs?|recombinant|engineered|chimeric|chimera|bacmid|phagemid|"
    r"cosmid|fosmid|oligonucleotides?|oligos?|primers?|aptamers?)\b|^(?:plasmid|transposon)\b"
)
_ENVIRONMENTAL = re.compile(
    r"\b(?:metagenomes?|metatranscriptomes?|environmental samples?|enrichment culture)\b|"
    r"^(?:uncultured|uncultivated|unclassified|unidentified|unknown|environmental|undetermined)\b"
)
# Virus names other than the Latin binomials: usage differs in the first letter and in "type".
_VIRUS = re.compile(
    r" [a-z-]*(?:virus|viroid|phage|satellite|viruses)\b|"
    r"^[a-z]*(?:virus|phage) (?:[a-z]|[0-9]+)$|^(?:bacterio|coli|cyano)?phage "
)
_END = re.compile(r"[ ,;(\[]")
_TYPED = re.compile(r"(.*virus)(?:-| type | )([0-9]+[a-z]?|[a-z])")


def lookup(name: str) -> Match:
    """What the given name is; white space around it is ignored.

    Args:
        name: the value of the qualifier ``organism``, any text.
    """
    # Listings repeat few organisms very often; only texts of a name's length are worth remembering.
    return _remembered(name) if len(name) <= 2 * MAX_NAME else _lookup(name)


def _lookup(name: str) -> Match:
    text = name.strip(_OUTER)
    if plain(text):
        found = _known(text) or _genus_sp(text)
        if found is not None:
            return found
    folded = text[: 2 * MAX_NAME].lower()
    if _ARTIFICIAL.search(folded):
        return Match(Kind.ARTIFICIAL, SYNTHETIC_CONSTRUCT)
    if _ENVIRONMENTAL.search(folded):
        return Match(Kind.ENVIRONMENTAL, UNIDENTIFIED)
    if latin := _data().common.get(folded):
        return Match(Kind.COMMON_NAME, latin)
    return _longer(text) or Match(Kind.UNKNOWN, "")


_remembered = lru_cache(maxsize=1024)(_lookup)


def _known(text: str) -> Match | None:
    """A match for a ``plain`` text that is a known name, whatever its case."""
    data, folded = _data(), text.lower()
    listed = spellings(data.older, folded)
    genera = spellings(data.genera, folded)
    names = spellings(data.names, folded)
    if text in SPECIAL:
        return Match(Kind.SPECIAL, text)
    if text in names:
        return Match(Kind.EXACT, text)
    if text in listed:
        return Match(Kind.EXACT, text, current=data.current[text])
    if text in genera:
        return Match(Kind.GENUS, text)
    known = names + listed + genera
    if _VIRUS.search(folded):
        if any(other[1:] == text[1:] for other in known):
            return Match(Kind.EXACT, text)
        if not known and (current := _other_type(text)):
            return Match(Kind.EXACT, text, current=current)
    return Match(Kind.CASE, known[0]) if known else None


def _other_type(text: str) -> str:
    """The known name that differs in "type" alone: "Canine adenovirus type 2", "Canine adenovirus 2"."""
    match = _TYPED.fullmatch(text.lower())
    if match is None:
        return ""
    data = _data()
    for joint in (" ", " type ", "-"):
        for trie in (data.names, data.older):
            for name in spellings(trie, match[1] + joint + match[2]):
                if name[1 : len(match[1])] == text[1 : len(match[1])]:
                    return name
    return ""


def _genus_sp(text: str) -> Match | None:
    match = _GENUS_SP.fullmatch(text)
    if match is None:
        return None
    genera = spellings(_data().genera, match[1].lower())
    if not genera:
        return None
    if match[1] in genera and " sp" in text:
        return Match(Kind.GENUS_SP, text)
    return Match(Kind.CASE, f"{genera[0]} sp{match[2]}")


def _longer(text: str) -> Match | None:
    """A match for a text that begins with a known name of two words or more; the longest such name counts."""
    ends = [place.start() for place in _END.finditer(text[: MAX_NAME + 1])]  # no name is longer

    for end in reversed(ends):
        head = text[:end].rstrip(" ,;")
        if " " not in head or not plain(head):
            continue
        found = _known(head) or _genus_sp(head)
        if found is not None and found.kind in (Kind.EXACT, Kind.CASE, Kind.GENUS_SP):
            return Match(Kind.STRAIN_LEVEL, found.name, rest=text[end:].strip(" ,;"))
    return None


def suggest(prefix: str, limit: int = 20) -> list[str]:
    """Names that start with ``prefix``: frequent organisms first, then genera, then short names.

    Args:
        prefix: beginning of a name in any case; empty for the most frequent organisms.
        limit: how many names at most.
    """
    data, folded = _data(), prefix.lstrip(_OUTER).lower()
    found = [name for name in data.frequent if name.lower().startswith(folded)]
    if plain(folded) and len(found) < limit:
        genera = completions(data.genera, folded, _SCAN)
        genera.sort(key=lambda genus: genus not in data.frequent_genera)
        found += genera[: max(1, limit // 3)]
        found += completions(data.names, folded, _SCAN)
        found += completions(data.older, folded, _SCAN) + genera
    return list(dict.fromkeys(found))[: max(limit, 0)]


def nearest(name: str, limit: int = 3) -> list[str]:
    """Known names that the given one may be a misspelling of, the likeliest first; often none.

    Args:
        name: any text.
        limit: how many names at most.
    """
    folded = " ".join(name[: 4 * MAX_NAME].replace("\u00d7", "x").lower().split())[:MAX_NAME]
    return list(_nearest(folded, limit)) if folded and limit > 0 else []


@lru_cache(maxsize=256)
def _nearest(folded: str, limit: int) -> tuple[str, ...]:
    data = _data()
    if latin := data.common.get(folded):
        return (latin,)
    if match := _SP_WORDS.fullmatch(folded):
        return tuple(f"{genus} sp." for genus in _genera_near(match[1])[:limit])
    found = _candidates(folded, 4 * limit)
    last = len(data.frequent)
    found = list(dict.fromkeys(found))
    found.sort(key=lambda name: (data.frequent.get(name, last), abs(len(name) - len(folded)), name))
    return tuple(found[:limit])


def _candidates(folded: str, wanted: int) -> list[str]:
    """Names near to a text: within one edit, then word by word, then within two; the first that gives any."""
    data = _data()
    tries = (data.older, data.names, data.genera)
    edits = 1 if len(folded) > 3 else 0  # any short text is near to some name
    if found := [name for trie in tries for name in Corrector(trie).names("", folded, edits, wanted)]:
        return found
    genus, _, rest = folded.partition(" ")
    if not rest:
        return list(_genera_near(genus)) if len(genus) > 5 else []
    for other in _genera_near(genus)[:4]:
        edits = 2 if other.lower() == genus else 1
        found += Corrector(data.names).names(other.lower() + " ", rest, edits, wanted)
    if not found and " " in rest:  # a strain behind a misspelled species
        return _candidates(genus + " " + rest.partition(" ")[0], wanted)
    return found or Corrector(data.names, _FEW).names("", folded, 2, wanted)


@lru_cache(maxsize=64)
def _genera_near(folded: str) -> tuple[str, ...]:
    """Known genera within two edits of a word; nearer ones hide those farther off."""
    trie = _data().genera
    for edits in (0, 1, 2):
        if found := Corrector(trie).names("", folded, edits, 48):
            size = len(folded)
            found.sort(key=lambda name: (name[:1].lower() != folded[:1], abs(len(name) - size), name))
            return tuple(found[:12])
    return ()
