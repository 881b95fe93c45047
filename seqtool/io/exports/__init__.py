"""Exports: a listing in other forms. Each format is one module with a ``FORMAT``.

A writer takes the sequences as they come, holds one at a time, and tells the
notes whatever its format cannot say: nothing is dropped in silence.
"""

from seqtool.io.exports.formats import Format, Item, Job, Options, form, forms, names, of_suffix

__all__ = ["Format", "Item", "Job", "Options", "form", "forms", "names", "of_suffix"]
