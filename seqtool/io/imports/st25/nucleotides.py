"""Features of nucleotides: keys of ST.25 Table 5 with their descriptions as qualifiers of ST.26."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from seqtool.io.imports.features import Made, make
from seqtool.io.imports.locations import convert
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawQualifier
from seqtool.io.imports.st25.context import PART, At, Piece25, part_of
from seqtool.io.imports.st25.places import place
from seqtool.io.imports.st25.tables import mod_base, no_modified_base, text_qualifier
from seqtool.model import Residues
from seqtool.spec import standard

_OTHER_CLASS = {"ncRNA_class", "regulatory_class"}
OTHER = "OTHER"
_ALTERNATIVES = re.compile(r"(?<![a-z])[acgtu](?:\s*[,/]\s*[acgtu])+(?![a-z])", re.IGNORECASE)


def nucleotide_features(pieces: list[Piece25], residues: Residues, at: At) -> Iterator[tuple[Piece25, Made]]:
    """The features with a location, as ST.26 has them; what has no legal location is told and left out."""
    for piece in pieces:
        found = place(piece.place)
        line = piece.location.line if piece.location else piece.line
        label = f"{piece.name} {piece.place}"
        parts = found.parts
        if len(parts) > 1 and piece.name.upper() in ("CDS", "MRNA"):
            parts = (f"join({','.join(parts)})",)
            at.tell(Kind.CHANGED, "a list of places was written as join", line=line, feature=label, before=piece.place, after=parts[0])  # fmt: skip
        elif len(parts) > 1:
            at.tell(Kind.CHANGED, "a list of places: each became a feature of its own", line=line, feature=label, before=piece.place, after=", ".join(parts))  # fmt: skip
        for change in found.changes:
            at.tell(
                Kind.CHANGED, change, line=line, feature=label, before=piece.place, after=", ".join(parts)
            )
        if found.why:
            _lost(piece, line, found.why, at)
        for part in parts:
            where = convert(part, residues.length)
            if where.tree is None:
                _lost(piece, line, where.changes[0], at)
                continue
            made = _made(piece, part, residues.length, at)
            if made is None:
                at.notes.features["read"] += 1
                at.notes.features["left_out"] += 1
            else:
                yield piece, made


def _lost(piece: Piece25, line: int, why: str, at: At) -> None:
    at.notes.features["read"] += 1
    at.notes.features["left_out"] += 1
    at.tell(Kind.LEFT_OUT, f"the feature has no legal location: {why}", line=line, feature=f"{piece.name} {piece.place}", before=piece.written)  # fmt: skip


def _made(piece: Piece25, location: str, length: int, at: At) -> Made | None:
    key, qualifiers = _qualifiers(piece, at)
    raw = replace(at.raw(piece, key, location), qualifiers=tuple(qualifiers))
    return make(raw, at.here(raw.line), length)


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    return {name.lower(): name for name in standard().nucleotide_keys}


def _qualifiers(piece: Piece25, at: At) -> tuple[str, list[RawQualifier]]:
    """The key and the qualifiers that the descriptions become."""
    key = piece.name or "misc_feature"
    line = piece.key.line if piece.key else piece.line
    label = f"{key} {piece.place}"
    if not piece.name:
        at.tell(Kind.CHANGED, "the feature has no key", line=line, feature=label, after=key)
    texts = [(text, value.line) for value in piece.texts for text in at.notes_of(value, label)]
    if key.lower() == "source":
        at.tell(Kind.CHANGED, PART, line=line, feature=label, after="misc_feature")
        return "misc_feature", [
            RawQualifier("note", part_of(text), where) for text, where in texts or [("", line)]
        ]
    key = _spelled().get(key.lower(), key)
    if piece.name and key != piece.name and key in standard().nucleotide_keys:
        at.tell(Kind.CHANGED, "a key in the spelling of the standard", line=line, feature=label, before=piece.name, after=key)  # fmt: skip
    if key == "modified_base":
        return _modified_base(key, texts, label, line, at)
    target = text_qualifier(key)
    made: list[RawQualifier] = []
    for text, where in texts:
        if target and not made and _fits(target, text):
            at.tell(Kind.CHANGED, f"the description became {target}, which {key} must have", line=where, feature=label, qualifier=target, before=text, after=text)  # fmt: skip
            made.append(RawQualifier(target, text, where))
        else:
            made.append(RawQualifier("note", text, where))
    if target in _OTHER_CLASS and not any(q.name == target for q in made) and made:
        made.insert(0, RawQualifier(target, "other", line))
        at.tell(Kind.ADDED, f"{key} must have {target}, which the description does not name", line=line, feature=label, qualifier=target, after="other")  # fmt: skip
    return key, made


def _fits(name: str, text: str) -> bool:
    values = standard().nucleotide_qualifiers[name].values
    return len(text) <= 200 and (not values or text in values)


def _modified_base(
    key: str, texts: list[tuple[str, int]], label: str, line: int, at: At
) -> tuple[str, list[RawQualifier]]:
    """``mod_base`` from the description: ST.25 Table 2 is not that of ST.26."""
    made: list[RawQualifier] = []
    for text, where in texts:
        short, whole = mod_base(text)
        bare = text.strip(" .;\"'").upper() == OTHER
        if bare:
            at.tell(Kind.CHANGED, "the word OTHER is the abbreviation of Annex I Table 2 and no description: it is not taken for a note", line=where, feature=label, qualifier="note", before=text, after="mod_base: OTHER")  # fmt: skip
        if short and not any(q.name == "mod_base" for q in made):
            made.insert(0, RawQualifier("mod_base", short, where))
            if short != text.strip() and not bare:
                at.tell(Kind.CHANGED, "the description as abbreviation of Annex I Table 2", line=where, feature=label, qualifier="mod_base", before=text, after=short)  # fmt: skip
            if whole:
                continue
        if not bare:
            made.append(RawQualifier("note", text, where))
    if any(q.name == "mod_base" for q in made):
        if [q.value for q in made] == [OTHER]:
            # As for keys of proteins whose note is missing.
            made.append(RawQualifier("note", "modified base, not described in the ST.25 listing", line))
            at.tell(Kind.ADDED, "mod_base OTHER must have a note that names the modified base, and the feature has no description: please write one (paragraph 17)", line=line, feature=label, qualifier="note", after=made[-1].value)  # fmt: skip
        return key, made
    told = " ".join(text for text, _ in texts)
    row = no_modified_base(told)
    if row is not None or _ALTERNATIVES.search(told):
        new = row.new if row else "misc_difference"
        why = row.why if row else "bases to choose from are no modified base"
        at.tell(Kind.CHANGED, why, line=line, feature=label, before=told, after=new)
        return new, made
    if not texts:
        return key, made
    at.tell(Kind.ADDED, "mod_base OTHER: the description is none of Annex I Table 2 and stands as the note (paragraph 17)", line=line, feature=label, qualifier="mod_base", before=told, after="OTHER")  # fmt: skip
    return key, [RawQualifier("mod_base", "OTHER", line), *made]
