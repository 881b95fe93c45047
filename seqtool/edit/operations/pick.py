"""Which sequences an operation is for: keys, or SEQ ID NOs as a person writes them ("1-20,33")."""

from __future__ import annotations

from collections.abc import Iterable

from seqtool.edit.session import EditError
from seqtool.errors import UsageError
from seqtool.model.document import Document
from seqtool.model.selection import Selection

#: Keys of sequences, or their SEQ ID NOs as text.
Pick = str | Selection | Iterable[int]


def pick(document: Document, what: Pick) -> list[int]:
    """The keys meant, each once, in the order of the document.

    Raises:
        EditError: there is no such sequence, or nothing is meant.
    """
    order = document.order
    if isinstance(what, str | Selection):
        try:
            selection = Selection(what) if isinstance(what, str) else what
        except UsageError as error:
            raise EditError(str(error)) from error
        if not selection.everything and selection.last != float("inf") and selection.last > len(order):
            raise EditError(
                f"There is no SEQ ID NO: {int(selection.last)}: the project has {len(order):,} sequences."
            )
        keys = [order[number - 1] for number in selection.within(len(order))]
    else:
        wanted = set(what)
        keys = [key for _, key in places(document, wanted)]
        if len(keys) != len(wanted):
            raise EditError(
                "A sequence that is meant is no longer in the project. Select the sequences anew."
            )
    if not keys:
        raise EditError("No sequence is meant. Name SEQ ID NOs such as 1-20,33, or select sequences.")
    return keys


def places(document: Document, keys: set[int]) -> list[tuple[int, int]]:
    """The 0-based places of keys with the keys, in order; keys that are not in the order are left out."""
    order = document.order
    if len(keys) <= 3:
        records = document.records
        return sorted((order.index(key), key) for key in keys if key in records)
    return [(place, key) for place, key in enumerate(order) if key in keys]


def number(document: Document, key: int) -> int:
    """The SEQ ID NO of a sequence.

    Raises:
        EditError: it is not in the project.
    """
    if key not in document.records:
        raise EditError("The sequence is no longer in the project.")
    return document.order.index(key) + 1
