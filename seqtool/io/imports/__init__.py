"""Imports: FASTA and GenBank now; each further format is one more reader of :class:`Record`.

A reader (``fasta``, ``genbank``) turns bytes into records as written. ``sniff`` says
which reader by content. ``importer`` turns records into sequences of a listing, and
says everything that it took, changed, added or left out (``notes``) and everything
that it will not decide by itself (questions, each with the option that answers it).
"""

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.importer import Importer
from seqtool.io.imports.notes import Kind, Note, Notes, Question, QuestionsError
from seqtool.io.imports.record import Record
from seqtool.io.imports.sniff import FORMATS, records, sniff

__all__ = [
    "FORMATS",
    "Choices",
    "Importer",
    "Kind",
    "Note",
    "Notes",
    "Question",
    "QuestionsError",
    "Record",
    "records",
    "sniff",
]
