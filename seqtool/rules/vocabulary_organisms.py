"""Values that the rules on organisms name."""

from __future__ import annotations

import re
from typing import Any, Final, Literal, NamedTuple

from seqtool.rules.values import ABSENT, Context, Scope, value
from seqtool.spec import organisms
from seqtool.spec.organisms import Kind, Match

#: What may stand between two names. Hybrids are written with x and are one organism.
_BETWEEN: Final = re.compile(r"\s*[/;,&+|]\s*|\s+(?:and|or|with)\s+", re.IGNORECASE)
_MOST_PARTS: Final = 6
_LONGEST: Final = 200
_ONE_NAME: Final = frozenset({Kind.EXACT, Kind.CASE, Kind.GENUS_SP, Kind.COMMON_NAME, Kind.SPECIAL})
_LIKE_SEVERAL: Final = frozenset({Kind.STRAIN_LEVEL, Kind.UNKNOWN, Kind.ARTIFICIAL})
#: Names of virus species are made by rule, and more of them every year than any list has: a known genus
#: with its epithet (since 2021) or with "virus" and a name (before).
_OF_VIRUS: Final = re.compile(
    r"([A-Z][a-z]{2,40}(?:virus|viroid)) [a-z][a-z0-9-]{2,60}|([A-Z][a-z]{2,40}) (?:virus|phage) [A-Za-z0-9-]{1,40}"
)
_RIGHT: Final = frozenset({Kind.EXACT, Kind.SPECIAL, Kind.GENUS_SP, Kind.GENUS})

#: The words of ST.25 for what is not an organism, in lower case.
OLD_WORDS: Final = frozenset(
    {"artificial sequence", "artificial", "artificial organism", "unknown", "unknown organism", "synthetic"}
)


class OddOrganism(NamedTuple):
    """An organism that is not simply a known name, and what is known of it."""

    kind: Literal[
        "several", "old-word", "case", "common-name", "longer", "artificial", "environmental", "unknown"
    ]
    text: str
    name: str = ""
    rest: str = ""


@value(Scope.QUALIFIER, "key", "own", "name", "moltype", rare=True)
def odd_organism(c: Context) -> Any:
    """OddOrganism for the organism of a source that is not simply a known name; absent in all other cases.

    The index of names is not asked for "synthetic construct" and "unidentified". Absent also for an empty
    value and for one with other characters than Basic Latin, which has a finding of its own.
    """
    if c.key != "source" or c.name != "organism" or c.text is ABSENT:
        return ABSENT
    # White space around and between the words has a finding of its own.
    text = " ".join(c.text.split())
    if not text or text in organisms.SPECIAL or not text.isascii():
        return ABSENT
    return _odd(text) or ABSENT


def _odd(text: str) -> OddOrganism | None:
    found = organisms.lookup(text)
    if found.kind in _RIGHT:
        return None
    if found.kind in _LIKE_SEVERAL and _several(text, found):
        return OddOrganism("several", text)
    if text.lower() in OLD_WORDS:
        return OddOrganism("old-word", text, found.name)
    match found.kind:
        case Kind.CASE:
            return OddOrganism("case", text, found.name)
        case Kind.COMMON_NAME:
            return OddOrganism("common-name", text, found.name)
        case Kind.ARTIFICIAL:
            return OddOrganism("artificial", text, found.name)
        case Kind.ENVIRONMENTAL:
            return OddOrganism("environmental", text, found.name)
        case Kind.STRAIN_LEVEL:
            return _longer(text, found)
        case _:
            return None if _is_virus(text) else OddOrganism("unknown", text)


def _is_virus(text: str) -> bool:
    found = _OF_VIRUS.fullmatch(text)
    return found is not None and organisms.lookup(found[1] or found[2]).kind is Kind.GENUS


def _longer(text: str, found: Match) -> OddOrganism:
    inner = found.rest.strip("() ")
    common = organisms.lookup(inner)
    if common.kind is Kind.COMMON_NAME and common.name == found.name:
        return OddOrganism("common-name", text, found.name, inner)
    return OddOrganism("longer", text, found.name, found.rest)


def _several(text: str, found: Match) -> bool:
    """Whether the text is made of two or more names, each known by itself."""
    if len(text) > _LONGEST:
        return False
    if found.kind is Kind.STRAIN_LEVEL and " " in found.rest and _is_name(found.rest):
        return True
    parts = [part for part in _BETWEEN.split(text, maxsplit=_MOST_PARTS) if part]
    return len(parts) > 1 and all(map(_is_name, parts))


def _is_name(text: str) -> bool:
    return organisms.lookup(text).kind in _ONE_NAME
