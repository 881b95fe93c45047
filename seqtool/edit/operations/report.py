"""What an operation changed, for windows and the command line to tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from seqtool.model.sequence import Feature


class Renumbered(msgspec.Struct, frozen=True, gc=False):
    """A sequence that has another SEQ ID NO than before; ``new`` is None where it was deleted."""

    key: int
    old: int
    new: int | None


class Reference(msgspec.Struct, frozen=True):
    """A value that names a SEQ ID NO and followed it, or cannot follow (``after`` is None: it is gone)."""

    #: Key of the sequence whose feature holds it.
    key: int
    #: 0-based, as they are after the operation.
    feature: int
    qualifier: int
    name: str
    before: str | None
    after: str | None
    #: Which text of the qualifier.
    field: Literal["value", "non_english"] = "value"


class Moved(msgspec.Struct, frozen=True):
    """A feature whose location (or a position in the value of one of its qualifiers) is another."""

    key: int
    #: 0-based index of the feature after the operation; before it where the feature was removed.
    feature: int
    name: str
    before: str
    #: None: it was removed.
    after: str | None
    #: The qualifier whose value it is; empty for the location of the feature.
    qualifier: str = ""
    #: Why it could not follow; empty where it did.
    why: str = ""


class Shifted(msgspec.Struct, frozen=True):
    """The features of a sequence before and after residues moved; those that moved are listed when asked for.

    A sequence may have 50,000 of them, and most who edit it look at none.
    """

    key: int
    before: tuple[Feature, ...]
    #: As many as before, in the same order; None was removed.
    after: tuple[Feature | None, ...]
    #: How many moved along as a whole.
    count: int

    def __iter__(self) -> Iterator[Moved]:
        """Every feature whose location is another, whether it moved, grew or shrank."""
        place = 0
        for old, new in zip(self.before, self.after, strict=True):
            if new is None:
                continue
            if new.location != old.location:
                yield Moved(self.key, place, old.key, old.location, new.location)
            place += 1


class Report(msgspec.Struct, frozen=True):
    """What one operation did; empty parts say that nothing of that kind changed."""

    #: Keys of sequences that came.
    created: tuple[int, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    references: tuple[Reference, ...] = ()
    #: Features that moved, of each sequence.
    shifted: tuple[Shifted, ...] = ()
    #: Features of which only a part is left, or that grew.
    resized: tuple[Moved, ...] = ()
    #: Features whose residues are gone, or whose location could not be read: kept as they were unless removed.
    invalid: tuple[Moved, ...] = ()
    #: Coding sequences (key, index of the feature) whose residues are others now: their translation is to be made anew.
    coding: tuple[tuple[int, int], ...] = ()
    #: What else there is to know, in plain words, a sentence each.
    notes: tuple[str, ...] = ()

    def __add__(self, other: Report) -> Report:
        """What two operations of one step did."""
        return Report(
            self.created + other.created,
            self.renumbered + other.renumbered,
            self.references + other.references,
            self.shifted + other.shifted,
            self.resized + other.resized,
            self.invalid + other.invalid,
            self.coding + other.coding,
            self.notes + other.notes,
        )
