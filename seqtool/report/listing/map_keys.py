"""How each feature key is shown in a map: group, colour, arrow, and the text of its label."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec

from seqtool.messages import clean
from seqtool.model import Feature
from seqtool.spec import standard
from seqtool.spec.tables import read

#: Longest label in characters.
LONGEST: Final = 40
#: Qualifiers that name a feature, the best first.
_NAMES: Final = (
    "standard_name",
    "gene",
    "product",
    "mod_base",
    "regulatory_class",
    "ncRNA_class",
    "bound_moiety",
    "mobile_element_type",
    "rpt_family",
    "allele",
    "note",
)


class Look(msgspec.Struct, frozen=True):
    """How a key is shown."""

    group: str
    arrow: bool
    link: bool
    """x..y names two linked residues."""


class Group(msgspec.Struct, frozen=True):
    """A group of keys: its name in the legend, and the colours of its boxes (``#rrggbb``)."""

    name: str
    title: str
    paper: str
    dark: str


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """The groups by name, in the order of the legend."""
    rows = read("name title paper dark", "feature_groups.tsv")
    return {name: Group(name, title, f"#{paper}", f"#{dark}") for name, title, paper, dark in rows}


@lru_cache(maxsize=1)
def _looks() -> dict[tuple[bool, str], Look]:
    found = {}
    std = standard()
    for key, protein, group, arrow in read("key protein group arrow", "feature_key_groups.tsv"):
        spec = std.keys(protein == "yes").get(key)
        link = spec is not None and spec.location == "link"
        found[protein == "yes", key] = Look(group, arrow == "yes", link)
    return found


def look(key: str, *, protein: bool) -> Look:
    """How a key is shown; unknown ones belong to the group ``other``."""
    return _looks().get((protein, key)) or Look("other", arrow=False, link=False)


def label_of(feature: Feature, *, protein: bool) -> str:
    """What stands at a feature in a map: its name where a qualifier gives one, else its key."""
    values = {q.name.lower() if protein else q.name: q.value or "" for q in reversed(feature.qualifiers)}
    if "replace" in values and feature.key in {"variation", "misc_difference"}:
        new = values["replace"].strip()
        return _short(f"→ {new}" if new else "deleted")
    for name in _NAMES:
        text = values.get(name, "").strip()
        if text and text not in {"OTHER", "other"}:
            return _short(text)
    return _short(feature.key) or "?"


def _short(text: str) -> str:
    text = clean(" ".join(text[:400].split()))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
