"""What stands for keys and qualifiers that ST.26 lacks: the standard's table, then the one for GenBank files."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from seqtool.spec import standard, tables


class Instead(NamedTuple):
    """What stands for an old term; ``new`` empty: nothing. ``qualifier`` is to be added, with ``value`` if it has one."""

    new: str
    qualifier: str = ""
    value: str = ""
    why: str = ""


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str], Instead]:
    rows: dict[tuple[str, str], Instead] = {
        (row.kind, row.old): Instead(row.new, row.qualifier, row.value, row.comment)
        for row in standard().replacements
        if not row.protein
    }
    for kind, old, new, why in tables.read("kind old new why", "imports", "insdc.tsv"):
        rows.setdefault((kind, old or "-"), Instead(new, why=why))
    return rows


@lru_cache(maxsize=2048)
def key_instead(key: str) -> Instead | None:
    """What stands for a feature key; ``None`` where no table knows it."""
    found = _rows().get(("key", key))
    if found is None:
        # Old programs write keys in capitals.
        same = [name for name in standard().nucleotide_keys if name.lower() == key.lower()]
        return Instead(same[0], why="upper and lower case") if same else None
    return found


@lru_cache(maxsize=2048)
def qualifier_instead(name: str) -> Instead | None:
    """What stands for a qualifier; ``None`` where no table knows it."""
    found = _rows().get(("qualifier", name))
    if found is None:
        same = [known for known in standard().nucleotide_qualifiers if known.lower() == name.lower()]
        return Instead(same[0], why="upper and lower case") if same else None
    return found
