"""What every reader gives: a record as it stands in the file, nothing decided yet."""

from __future__ import annotations

import msgspec


class RawQualifier(msgspec.Struct, frozen=True, gc=False):
    """A qualifier as written, quotation marks taken off; ``None`` is a flag without a value."""

    name: str
    value: str | None
    line: int


class RawFeature(msgspec.Struct, frozen=True, gc=False):
    """A feature as written; the location without the line breaks of the file."""

    key: str
    location: str
    qualifiers: tuple[RawQualifier, ...]
    line: int


class Record(msgspec.Struct, kw_only=True):
    """One record of an input.

    ``residues`` are pieces of the residues as written, without white space (FASTA) and
    without the numbering of the lines (GenBank). ``molecule`` is the type that the
    record states (``mRNA``, ``ss-DNA``, ``aa``), empty where it states none.
    """

    file: str
    line: int
    name: str
    description: str = ""
    residues: list[bytes]
    molecule: str = ""
    circular: bool = False
    organism: str = ""
    #: The mol_type that a heading states; features say it themselves.
    mol_type: str = ""
    stated_length: int | None = None
    features: list[RawFeature] = []
    annotated: bool = False
    #: Whose keys and qualifiers the features of a protein have (``protein.tsv``): ``insdc`` or ``uniprot``.
    dialect: str = "insdc"
    #: What the reader had to put right or could not understand: (reason, as written, line).
    remarks: list[tuple[str, str, int]] = []
    #: Why there are no residues to take, in the record's own terms (a contig of other records).
    without: str = ""
    #: Where it stands, where that is not a line: the cell of a table, the item of a document.
    place: str = ""

    @property
    def length(self) -> int:
        """How many characters the residues have."""
        return sum(map(len, self.residues))

    @property
    def label(self) -> str:
        """Name and line (or cell), for messages."""
        return f"{self.name or '(no name)'} ({self.place or f'line {self.line:,}'})"
