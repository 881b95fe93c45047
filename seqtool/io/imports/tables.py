"""What stands for keys and qualifiers that ST.26 lacks: the tables of imports, then the standard's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from seqtool.spec import standard, tables


class Instead(NamedTuple):
    """What stands for an old term; ``new`` empty: nothing.

    ``qualifier`` is to be added, with ``value`` if it has one; ``label``: the new value
    reads "old name: value".
    """

    new: str
    qualifier: str = ""
    value: str = ""
    why: str = ""
    label: bool = False


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str], Instead]:
    rows: dict[tuple[str, str], Instead] = {
        (row.kind, row.old): Instead(row.new, row.qualifier, row.value, row.comment)
        for row in standard().replacements
        if not row.protein
    }
    for kind, old, new, label, why in tables.read("kind old new label why", "imports", "insdc.tsv"):
        rows[kind, old or "-"] = Instead(new, why=why, label=label == "yes")
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


def why_not(name: str) -> str:
    """Why there is no qualifier of this name, in words for a note."""
    found = _rows().get(("qualifier", name))
    return "a qualifier that ST.26 does not have" + (
        f" ({found.why})" if found is not None and found.why else ""
    )


class ProteinKey(NamedTuple):
    """What stands for a key of a protein record: ``single`` for one residue, ``stretch`` for more; empty: nothing.

    ``qualifier`` is the one whose value decided, ``says`` that the key says what that
    value says, ``bond`` that two numbers are linked residues, ``note`` a text to be added.
    """

    single: str
    stretch: str
    qualifier: str = ""
    says: bool = False
    bond: bool = False
    note: str = ""
    why: str = ""


@lru_cache(maxsize=1)
def _protein_rows() -> dict[tuple[str, str, str, str], ProteinKey]:
    rows: dict[tuple[str, str, str, str], ProteinKey] = {}
    for row in tables.read("dialect key qualifier value new says bond why", "imports", "protein.tsv"):
        dialect, key, qualifier, value, new, says, bond, why = row
        single, _, stretch = new.partition("/")
        rows[dialect, key, qualifier, value.lower()] = ProteinKey(
            single, stretch or single, qualifier, says == "yes", bond == "yes", "", why
        )
    for old in standard().replacements:
        if old.protein and old.kind == "key":
            note = old.value if old.qualifier == "note" else ""
            found = ProteinKey(old.new, old.new, "", False, False, note, old.comment)
            if old.new == "REGION":
                found = found._replace(single="SITE")
            rows.setdefault(("", old.old, "", ""), found)
    return rows


def protein_key(dialect: str, key: str, qualifiers: Iterable[tuple[str, str | None]]) -> ProteinKey | None:
    """What stands for the key of a feature of a protein record; ``None`` where no table knows it.

    Args:
        dialect: ``insdc`` or ``uniprot``: the first column of ``protein.tsv``.
        key: as written.
        qualifiers: names and values of the feature, as written.
    """
    rows = _protein_rows()
    for name, value in qualifiers:
        found = rows.get((dialect, key, name, (value or "").strip().lower()))
        if found is not None:
            return found
    plain = rows.get((dialect, key, "", ""))
    if plain is not None:
        return plain
    known = standard().aa_keys
    if key in known:
        return ProteinKey(key, key, bond=known[key].location == "link")
    plain = rows.get(("", key, "", ""))
    if plain is not None:
        return plain
    same = next((name for name in known if name.lower() == key.lower()), None)
    return (
        None
        if same is None
        else ProteinKey(same, same, bond=known[same].location == "link", why="upper and lower case")
    )


@lru_cache(maxsize=1)
def _protein_qualifiers() -> dict[tuple[str, str, str], tuple[int, str]]:
    rows = tables.read("dialect key qualifier how", "imports", "protein_qualifiers.tsv")
    return {(dialect, key, name): (place, how) for place, (dialect, key, name, how) in enumerate(rows)}


def protein_qualifier(dialect: str, key: str, name: str) -> tuple[int, str]:
    """Where in the note a qualifier of a protein feature goes, and how: ``note``, ``label`` or empty (left out)."""
    rows = _protein_qualifiers()
    return rows.get((dialect, key, name)) or rows.get((dialect, "", name)) or (len(rows), "")
