"""The source of an entry: ``<213>``, ``<223>`` without a location, and the mol_type that ST.25 did not have."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.origin import origin
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.entries import Value, join
from seqtool.io.imports.st25.tables import organism as known_words
from seqtool.model import Feature, Qualifier
from seqtool.spec import standard
from seqtool.spec.organisms import SYNTHETIC_CONSTRUCT


def source_of(value: Value | None, pieces: list[Piece25], moltype: str, length: int, at: At) -> Feature:
    """The source feature; what has no location is said of the whole sequence and goes into its note."""
    written = join(value.lines) if value else ""
    line = value.line if value else at.line
    name = written
    row = known_words(written) if written else None
    if row is not None:
        name = row.new
        why = f" ({row.why})" if row.why else ""
        at.tell(Kind.CHANGED, f"what ST.25 writes for no organism has another name in ST.26{why} (paragraphs 81 and 83)", line=line, feature="source", qualifier="organism", before=written, after=name)  # fmt: skip
    elif written:
        at.tell(Kind.TAKEN, "organism from <213>", line=line, feature="source", qualifier="organism", before=written)  # fmt: skip
    choices = at.choices
    if written and choices.organism:
        if choices.organism != name:
            at.tell(Kind.QUESTION, "--organism was not used: it stands in only where <213> is missing", line=line, feature="source", qualifier="organism", before=choices.organism, after=name)  # fmt: skip
        choices = replace(choices, organism=None)
    if at.parts is not None:
        if name != SYNTHETIC_CONSTRUCT:
            at.tell(Kind.CHANGED, "the organism of a molecule of DNA and RNA (paragraph 55)", line=line, feature="source", qualifier="organism", before=name or None, after=SYNTHETIC_CONSTRUCT)  # fmt: skip
        name = SYNTHETIC_CONSTRUCT
        choices = replace(choices, organism=None, mol_type="other DNA")
    if moltype == "AA":
        choices = replace(choices, mol_type=None)
    here = at.here(line, molecule=moltype, organism=name, choices=choices)
    made = origin(here, moltype, length)
    at.asked = at.asked or here.asked
    qualifiers = list(made.table())
    if moltype == "AA":
        qualifiers = [_of_protein(qualifier, line, at) for qualifier in qualifiers]
    for piece in pieces:
        label = piece.name or "source"
        if piece.name and piece.name.lower() != "source":
            at.tell(Kind.CHANGED, "a feature without a location: what it says went into a note of the source", line=piece.key.line if piece.key else piece.line, feature=piece.name, before=piece.written)  # fmt: skip
            at.notes.features["read"] += 1
            at.notes.features["taken"] += 1
        for text_value in piece.texts:
            for text in at.notes_of(text_value, label):
                note = f"{piece.name}: {text}" if label.lower() != "source" and len(text) < 900 else text
                if Qualifier("note", note) in qualifiers:
                    continue
                qualifiers.append(Qualifier("note", note))
                at.tell(Kind.TAKEN, "note of the source from <223>", line=text_value.line, feature="source", qualifier="note", before=join(text_value.lines), after=note)  # fmt: skip
        if not piece.texts and piece.name and piece.name.lower() != "source":
            qualifiers.append(Qualifier("note", piece.name))
    return Feature("source", f"1..{length}" if length > 1 else "1", tuple(qualifiers))


def _of_protein(qualifier: Qualifier, line: int, at: At) -> Qualifier:
    """A source of a protein has organism, mol_type and note alone: what else its name says goes into a note."""
    if qualifier.name in standard().aa_keys["source"].allowed:
        return qualifier
    made = Qualifier("note", f"{qualifier.name}: {qualifier.value}")
    at.tell(Kind.CHANGED, f"ST.26 allows no {qualifier.name} with the source of a protein; it went into a note", line=line, feature="source", qualifier=qualifier.name, before=qualifier.value, after=made.value)  # fmt: skip
    return made
