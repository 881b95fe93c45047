"""What types and attributes of GFF3 are in INSDC: ``gff_types.tsv`` and ``gff_attributes.tsv``."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from seqtool.spec import tables


class Type(NamedTuple):
    """What stands for a type; ``how`` says what part it plays (see the table)."""

    key: str
    qualifier: str = ""
    value: str = ""
    how: str = ""
    why: str = ""


class Attribute(NamedTuple):
    """What stands for an attribute, and how."""

    new: str
    how: str = ""
    several: bool = False


@lru_cache(maxsize=1)
def _types() -> dict[str, Type]:
    found: dict[str, Type] = {}
    for name, number, key, qualifier, value, how, why in tables.read(
        "type id key qualifier value how why", "imports", "gff_types.tsv"
    ):
        found[name] = Type(key, qualifier, value, how, why)
        if number:
            found.setdefault(number, found[name])
    return found


@lru_cache(maxsize=1)
def _attributes() -> dict[str, Attribute]:
    rows = tables.read("attribute new how several", "imports", "gff_attributes.tsv")
    return {name: Attribute(new, how, several == "yes") for name, new, how, several in rows}


def known_type(name: str) -> Type | None:
    """What stands for a type of the Sequence Ontology; ``None`` where the table does not have it."""
    return _types().get(name)


def attribute(name: str) -> Attribute:
    """What stands for an attribute; its own name where the table does not have it."""
    return _attributes().get(name) or Attribute(name.replace("-", "_"))
