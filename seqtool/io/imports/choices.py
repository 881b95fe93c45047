"""What the user decided: everything that an import must not guess."""

from __future__ import annotations

from typing import Literal

import msgspec

Moltype = Literal["DNA", "RNA", "AA"]


class Choices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Choices of one run; ``None`` means not decided, so that it is asked where it matters."""

    #: Molecule type of records that do not state theirs (FASTA).
    moltype: Moltype | None = None
    mol_type: str | None = None
    organism: str | None = None
    #: Mixed case in short sequences: ``fold`` where case says nothing.
    case: Literal["fold"] | None = None
    #: ``-`` and ``.``: no residue, an unknown stretch between two sequences, or one unknown residue each.
    gaps: Literal["close", "split", "unknown-n"] | None = None
    #: ``*`` inside a protein.
    stops: Literal["split"] | None = None
    #: Gaps of unknown length, shown by runs of n or by features.
    gap_runs: Literal["keep", "split"] | None = None
    #: ``u`` in a sequence that is DNA: a t, or a uracil to be described.
    uracil: Literal["t", "modified"] | None = None
    direction: Literal["reverse", "as-written"] | None = None
    three_letter: bool | None = None
    #: RNA records of GenBank, which are written with t.
    rna: Literal["dna", "rna"] | None = None
    #: Sequences below the minimum of paragraph 8.
    short: Literal["omit", "skip"] = "omit"
    proteins: Literal["after", "end", "none"] = "after"
    same_protein: Literal["each", "one"] = "each"
    #: Records that cannot be taken: refuse the run, or leave them out with a note.
    refused: Literal["stop", "omit"] = "stop"
    #: Stated length and residues differ.
    length: Literal["accept"] | None = None
    #: Qualifiers that ST.26 lacks and that go into a note.
    to_note: tuple[str, ...] = ()
    note_name: bool = False
    #: Write what is there, also without an organism.
    draft: bool = False
