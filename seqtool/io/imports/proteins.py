"""Features of protein records as features of ST.26 (Annex I Section 7), each change told.

What a protein feature says beside its key goes into one note, as ST.26 gives it no
other qualifier; the tables ``protein.tsv`` and ``protein_qualifiers.tsv`` say how.
"""

from __future__ import annotations

import msgspec

from seqtool.insdc.location import Location, Position, Single, Span
from seqtool.io.imports.context import Here
from seqtool.io.imports.features import Made
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.protein_places import Places, places
from seqtool.io.imports.record import RawFeature
from seqtool.io.imports.tables import ProteinKey, protein_key, protein_qualifier, why_not
from seqtool.io.imports.values import clean
from seqtool.model import Qualifier
from seqtool.spec import standard

#: The key of single residues, and up to how many neighbours are taken for such.
_ONE_EACH, _NEIGHBOURS = "ACT_SITE", 10
_ANY = ProteinKey("SITE", "REGION")


def make_protein(raw: RawFeature, here: Here, length: int) -> list[Made]:
    """A feature (not source) of a protein as ST.26 has it: several where its location has parts.

    Nothing where it must be left out, which is told.
    """
    dialect = here.record.dialect
    row = protein_key(dialect, raw.key, [(q.name, q.value) for q in raw.qualifiers])
    if row is not None and not row.single:
        here.tell(Kind.LEFT_OUT, f"a feature that a protein of ST.26 does not have ({row.why})", feature=raw)
        return []
    where = places(raw.location, length, bond=row is not None and row.bond, circular=here.record.circular)
    if not where.parts:
        here.tell(
            Kind.LEFT_OUT,
            "the feature has no legal location",
            feature=raw,
            before=raw.location,
            after=where.why,
        )
        return []
    if row is not None and row.single == _ONE_EACH:
        where = _singles(where)
    first = where.parts[0]
    for change in where.changes:
        here.tell(
            Kind.CHANGED, change, feature=raw, qualifier="location", before=raw.location, after=first.text
        )
    keys = [_key(row or _ANY, where, part) for part in where.parts]
    _told_key(raw, here, row, keys[0])
    # Parts of one residue may have another key than longer ones: what one must have, all get.
    must = any("note" in standard().aa_keys[key].mandatory for key in keys)
    texts = _texts(raw, here, row, keys[0], must)
    texts += [] if len(where.parts) == 1 else [f"location in the source record: {raw.location}"]
    qualifiers = _notes(raw, here, texts, keys[0], length, must)
    return [
        Made(raw, key, part.text, part, list(qualifiers)) for key, part in zip(keys, where.parts, strict=True)
    ]


def _singles(where: Places) -> Places:
    """Neighbours that each take part in the work of an enzyme, one by one."""
    parts: list[Location] = []
    for part in where.parts:
        short = (
            isinstance(part, Span)
            and part.high - part.low < _NEIGHBOURS
            and part.text == f"{part.low}..{part.high}"
        )
        parts += [Single(Position(at)) for at in range(part.low, part.high + 1)] if short else [part]
    if len(parts) == len(where.parts):
        return where
    changes = dict.fromkeys((*where.changes, "each residue of an active site became a feature of its own"))
    return msgspec.structs.replace(where, parts=tuple(parts), changes=tuple(changes))


def _key(row: ProteinKey, where: Places, part: Location) -> str:
    # A link needs two residues; where three or more were named nothing says which are the pairs.
    if row.bond and len(where.parts) > 1:
        return "SITE"
    return row.single if where.between or isinstance(part, Single) else row.stretch


def _told_key(raw: RawFeature, here: Here, row: ProteinKey | None, key: str) -> None:
    if row is None:
        here.tell(
            Kind.CHANGED, "a key that ST.26 does not have; its name went into a note", feature=raw, after=key
        )
    elif key != raw.key:
        reason = "a key that ST.26 has under another name" + (f" ({row.why})" if row.why else "")
        here.tell(Kind.CHANGED, reason, feature=raw, before=raw.key, after=key)


def _texts(raw: RawFeature, here: Here, row: ProteinKey | None, key: str, must: bool) -> list[str]:
    """The parts of the note, in the order of the table."""
    dialect = here.record.dialect
    parts: list[tuple[int, str]] = []
    silent = ""
    for qualifier in raw.qualifiers:
        place, how = protein_qualifier(dialect, raw.key, qualifier.name)
        if not how and qualifier.name in here.choices.to_note:
            how = "label"
        value = qualifier.value
        if not how or not value:
            here.tell(
                Kind.LEFT_OUT,
                why_not(qualifier.name) if value else "it has no value",
                feature=raw,
                qualifier=qualifier.name,
                before=value,
                line=qualifier.line,
            )
            continue
        if row is not None and row.says and qualifier.name == row.qualifier:
            silent = value
            continue
        if qualifier.name != "note":
            here.tell(
                Kind.CHANGED,
                "a qualifier that a protein of ST.26 does not have; it became a part of the note",
                feature=raw,
                qualifier=qualifier.name,
                before=value,
                line=qualifier.line,
            )
        parts.append((place, value if how == "note" else f"{qualifier.name}: {value}"))
    texts = list(dict.fromkeys(text.strip() for _, text in sorted(parts, key=lambda part: part[0])))
    if row is None:
        return [raw.key, *texts]
    if row.note and row.note not in texts:
        texts.insert(0, row.note)
    if not texts and must:
        texts = [silent or raw.key]
        here.tell(
            Kind.ADDED,
            f"{key} must have a note in ST.26; the record has only the name of the feature",
            feature=raw,
            qualifier="note",
            after=texts[0],
        )
    return texts


def _notes(
    raw: RawFeature, here: Here, texts: list[str], key: str, length: int, must: bool
) -> list[Qualifier]:
    if not texts:
        return []
    text = "; ".join(part.rstrip(".;") if part is not texts[-1] else part for part in texts)
    cleaned = clean("note", text, key=key, length=length)
    for change in cleaned.changes:
        here.tell(
            Kind.CHANGED, change, feature=raw, qualifier="note", before=text, after=cleaned.values[0] if cleaned.values else None,
        )  # fmt: skip
    if cleaned.refused:
        here.tell(Kind.LEFT_OUT, cleaned.refused, feature=raw, qualifier="note", before=text)
        bare = "".join(sign for sign in raw.key if "!" <= sign <= "~")
        return [Qualifier("note", bare or "unnamed feature")] if must else []
    return [Qualifier("note", value) for value in cleaned.values]
