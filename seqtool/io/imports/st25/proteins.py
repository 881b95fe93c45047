"""Features of proteins: keys of ST.25 Table 6 and of PatentIn as keys of Annex I Section 7."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.protein_places import places
from seqtool.io.imports.st25.context import PART, At, Piece25, part_of
from seqtool.io.imports.st25.places import place
from seqtool.io.imports.st25.tables import modified_name, protein_key, xaa_key
from seqtool.model import Feature, Qualifier
from seqtool.spec import standard

#: Keys whose two numbers are the linked residues (paragraph 66(c)).
_LINKS = frozenset({"CROSSLNK", "DISULFID"})
#: What PatentIn writes for any feature of a protein, and what says no more.
_ANY = frozenset({"MISC_FEATURE", "MISC_DIFFERENCE", "MISC_SIGNAL", "FEATURE", "MISC", "OTHER"})


def protein_features(
    pieces: list[Piece25], symbols: str, negative: int | None, at: At
) -> Iterator[tuple[Piece25, Feature]]:
    """The features with a location, as ST.26 has them; what has no legal location is told and left out."""
    for piece in pieces:
        found = place(piece.place, negative=negative)
        reasons, why = list(found.changes), found.why
        spans: list[tuple[int, int, str]] = []
        for part in found.parts:
            made = places(part, len(symbols), bond=_link(piece.name))
            why = why or made.why
            reasons += made.changes
            spans += [(one.low, one.high, one.text) for one in made.parts]
        line = piece.location.line if piece.location else piece.line
        if why or not spans:
            at.notes.features["read"] += 1
            at.notes.features["left_out"] += 1
            at.tell(Kind.LEFT_OUT, f"the feature has no legal location: {why}", line=line, feature=f"{piece.name} {piece.place}", before=piece.written)  # fmt: skip
            continue
        if len(found.parts) > 1:
            reasons.append("a list of places in a protein: each became a feature of its own (paragraph 66)")
        for reason in dict.fromkeys(reasons):
            at.tell(Kind.CHANGED, reason, line=line, feature=f"{piece.name} {piece.place}", before=piece.place, after=", ".join(text for _, _, text in spans))  # fmt: skip
        for low, high, text in spans:
            yield piece, _feature(piece, low, high, text, symbols, at)


def _link(name: str) -> bool:
    row = protein_key(name)
    return name.upper() in _LINKS or (row is not None and row.new in _LINKS)


def _feature(piece: Piece25, low: int, high: int, location: str, symbols: str, at: At) -> Feature:
    key, added, why = _key(piece, low, high, symbols)
    label = f"{key} {location}"
    texts = [text for value in piece.texts for text in at.notes_of(value, label)]
    line = piece.key.line if piece.key else piece.line
    if why == PART:
        texts = [part_of(text) for text in texts or [""]]
    if why:
        at.tell(Kind.CHANGED, why, line=line, feature=label, before=piece.name or None, after=key)
    if added and added.lower() not in " ".join(texts).lower():
        texts.insert(0, added)
        at.tell(Kind.CHANGED, "what the old key said went into a note", line=line, feature=label, qualifier="note", before=piece.name, after=added)  # fmt: skip
    if not texts and "note" in standard().aa_keys[key].mandatory:
        texts.append(f"{piece.name or key}: not described in the ST.25 listing")
        at.tell(Kind.ADDED, f"{key} must have a note, and the feature has no description: please write one", line=line, feature=label, qualifier="note", after=texts[0])  # fmt: skip
    if not texts and key == "DISULFID":
        # The standard's own examples name the bond, and some readers ask for a note.
        texts.append("disulfide bond")
        at.tell(Kind.ADDED, "a note on a disulfide bond that the listing does not describe", line=line, feature=label, qualifier="note", after=texts[0])  # fmt: skip
    allowed = "note" in standard().aa_keys[key].allowed
    if texts and not allowed:
        at.tell(Kind.LEFT_OUT, f"ST.26 allows no note with {key}", line=line, feature=label, qualifier="note", before=piece.text)  # fmt: skip
    qualifiers = tuple(Qualifier("note", text) for text in texts) if allowed else ()
    return Feature(key, location, qualifiers)


def _key(piece: Piece25, low: int, high: int, symbols: str) -> tuple[str, str, str]:
    """The key, what must go into a note for it, and why it is another than written."""
    name = piece.name.upper().replace("-", "_") if piece.name.upper() not in _ANY else "MISC_FEATURE"
    keys = standard().aa_keys
    if name in keys and name != "SOURCE":
        return name, "", "" if name == piece.name else "a key in the spelling of the standard"
    if name == "SOURCE":
        return "REGION", "", PART
    usual = "SITE" if low == high else "REGION"
    row = protein_key(piece.name)
    described = xaa_key(piece.text) if not symbols[low - 1 : high].strip("X") else None
    if name in ("MISC_FEATURE", "") or (row is not None and row.new == "REGION" and not row.value):
        if name in {"", "MISC_FEATURE"}:
            if described is not None:
                return described.new, "", f"the description of X decides the key: {described.why}"
            return usual, "", "misc_feature is no key of proteins: SITE for one residue, REGION for a stretch"
        return "REGION", piece.name.lower(), "a key of ST.25 that ST.26 lacks (Annex VII)"
    if row is not None and row.new in keys:
        return row.new, row.value or ("" if row.old == row.new else piece.name), "a key of ST.25 that ST.26 lacks (Annex VII)"  # fmt: skip
    if row is not None:
        return usual, piece.name, f"{row.comment or 'a key of ST.25 that ST.26 lacks'}; please look at it"
    if described is not None:
        return described.new, piece.name, f"a key of its own; the description of X decides: {described.why}"
    return usual, piece.name, "a key that the standard never had: SITE for one residue, REGION for a stretch (Annex VII)"  # fmt: skip


def modified_residues(modified: list[tuple[int, str, int]], at: At) -> Iterator[Feature]:
    """Modified amino acids that were written in the sequence itself (Table 4): X and a SITE."""
    for number, word, line in modified:
        name = modified_name(word)
        at.tell(Kind.CHANGED, "an abbreviation of a modified amino acid stood in the sequence; it is X, described by a SITE (paragraphs 29 and 30)", line=line, feature=f"SITE {number}", before=word, after=f"X: {name}")  # fmt: skip
        yield Feature("SITE", str(number), (Qualifier("note", name),))
