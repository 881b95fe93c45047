"""Imports: each format is one module that turns bytes into records or finished sequences.

``formats`` is the registry, ``sniff`` says which format by content. ``importer`` turns
records as written into sequences of a listing, and says everything that it took,
changed, added or left out (``notes``) and everything that it will not decide by itself
(questions, each with the option that answers it).
"""

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.formats import Format, Item, Ready, Source
from seqtool.io.imports.importer import Importer
from seqtool.io.imports.notes import Kind, Note, Notes, Question, QuestionsError
from seqtool.io.imports.record import Record
from seqtool.io.imports.selection import Selection
from seqtool.io.imports.sniff import items, sniff, source_of

__all__ = [
    "Choices",
    "Format",
    "Importer",
    "Item",
    "Kind",
    "Note",
    "Notes",
    "Question",
    "QuestionsError",
    "Ready",
    "Record",
    "Selection",
    "Source",
    "items",
    "sniff",
    "source_of",
]
