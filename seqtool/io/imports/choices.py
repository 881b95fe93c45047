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
    #: Lines of a bare text: of one sequence, or one sequence each.
    lines: Literal["join", "each"] | None = None
    #: ``u`` in a sequence that is DNA: a t, a uracil to be described, or (ST.25) a segment of RNA.
    uracil: Literal["t", "modified", "rna-parts"] | None = None
    direction: Literal["reverse", "as-written"] | None = None
    three_letter: bool | None = None
    #: RNA records of GenBank, which are written with t.
    rna: Literal["dna", "rna"] | None = None
    #: Sequences below the minimum of paragraph 8.
    short: Literal["omit", "skip"] = "omit"
    proteins: Literal["after", "end", "none"] = "after"
    same_protein: Literal["each", "one"] = "each"
    #: Translate coding sequences that have no translation.
    translate: bool = False
    #: Records that cannot be taken: refuse the run, or leave them out with a note.
    refused: Literal["stop", "omit"] = "stop"
    #: Stated length and residues differ.
    length: Literal["accept"] | None = None
    #: FASTA file with the sequences that a GFF3 file annotates.
    sequences: str | None = None
    #: Sheet of a workbook: its name, its number (several: ``1,3``), or ``all``.
    sheet: str | None = None
    #: Encoding of a table that is not in UTF-8.
    encoding: Literal["cp1252", "shift_jis", "gb18030", "cp949", "utf-16"] | None = None
    #: SEQ ID NOs of a table or an ST.25 listing that do not run on: count anew, or (listing) a skipped sequence for each missing one.
    numbers: Literal["ignore", "skip"] | None = None
    #: Parts (CDRs …) that do not stand exactly once in the chain of their row.
    regions: Literal["unique"] | None = None
    #: Which candidates of a Word document: ``1,3,5-8`` in that order, or ``all``.
    select_items: str | None = None
    #: Qualifiers that ST.26 lacks and that go into a note.
    to_note: tuple[str, ...] = ()
    note_name: bool = False
    #: Compact notation: a table of symbols of the user's own, added to ours.
    symbols: str | None = None
    #: Small letters of an oligonucleotide: deoxynucleotides, or 2'-O-methyl ones (``case="fold"``: nothing).
    lower_nt: Literal["dna", "2-o-methyl"] | None = None
    #: Capitals without a mark in an oligonucleotide.
    upper_nt: Literal["dna", "rna", "lna"] | None = None
    #: Marks of an oligonucleotide: ``mA``, ``Af``, or base, sugar and bond (``Aes``).
    marks: Literal["before", "after", "each"] | None = None
    #: T beside U: a deoxythymidine, or thymine in RNA.
    thymine: Literal["deoxy", "modified"] | None = None
    #: Small letters of a peptide: D-amino acids.
    lower_aa: Literal["d"] | None = None
    #: A leading ``H-`` of a peptide: its free end, or histidine.
    leading_h: Literal["terminus", "his"] | None = None
    #: Modified amino acids are said to be post-translational (MOD_RES and the like instead of SITE).
    post_translational: bool = False
    #: Formulas: also list every member.
    members: Literal["all"] | None = None
    #: Write what is there, also without an organism.
    draft: bool = False
