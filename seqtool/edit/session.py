"""The one door for edits: every change of a document goes through ``Session.edit``.

Undo, validation that keeps up, the recovery journal and windows all follow the
change sets that a session tells its listeners.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from seqtool.edit.history import History
from seqtool.errors import SeqtoolError
from seqtool.model.changes import Change, ChangeSet, Key, Put, Splice, difference
from seqtool.model.document import Document
from seqtool.model.draft import Draft
from seqtool.model.sequence import Sequence

Listener = Callable[[ChangeSet], None]


class EditError(SeqtoolError):
    """An edit that cannot be done: the document is as it was, and the message says why and what to do."""


class Edit:
    """An edit under way: what it changes is seen at once and taken back if it fails."""

    def __init__(self, document: Document) -> None:
        self._document = document
        #: What was there before, by key, of everything that was touched, in order.
        self._before: dict[Key, Any] = {}
        self._splices: list[Splice] = []
        self._order: list[int] | None = None

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self._document

    def put(self, key: Key, record: Any) -> None:
        """Replace a record, or have it come."""
        records = self._document.records
        self._before.setdefault(key, records.get(key))
        records[key] = record

    def drop(self, key: Key) -> None:
        """Have a record go (a sequence must have left the order)."""
        records = self._document.records
        self._before.setdefault(key, records.get(key))
        records.pop(key, None)

    def sequence(self, key: int, sequence: Sequence) -> None:
        """Replace what a listing will hold of a sequence."""
        draft = self._document.draft(key)
        if sequence is not draft.sequence:
            self.put(key, replace(draft, sequence=sequence))

    def splice(self, at: int, remove: int, insert: Iterable[int] = ()) -> None:
        """Take ``remove`` keys out of the order at a 0-based place and put others there."""
        order = self._document.order
        change = Splice(at, tuple(order[at : at + remove]), tuple(insert))
        if change.removed == change.inserted:
            return
        if self._order is None:
            self._order = list(order)
        order[at : at + remove] = change.inserted
        self._splices.append(change)

    def add(self, draft: Draft, at: int | None = None) -> int:
        """A new sequence, at a 0-based place of the order or behind all; gives its key."""
        document = self._document
        key = document.next_key
        document.next_key = key + 1
        self.put(key, draft)
        self.splice(len(document.order) if at is None else at, 0, (key,))
        return key

    def extend(self, drafts: Iterable[Draft], at: int | None = None) -> list[int]:
        """Many new sequences at once."""
        document = self._document
        keys: list[int] = []
        for draft in drafts:
            keys.append(document.next_key)
            self.put(document.next_key, draft)
            document.next_key += 1
        self.splice(len(document.order) if at is None else at, 0, keys)
        return keys

    def remove(self, places: Iterable[int]) -> list[Draft]:
        """Take the sequences at these 0-based places out of the document; gives what they were, in order."""
        document = self._document
        gone: list[Draft] = []
        runs: list[list[int]] = []
        for place in sorted(set(places)):
            gone.append(document.draft(document.order[place]))
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        for run in reversed(runs):
            keys = document.order[run[0] : run[-1] + 1]
            self.splice(run[0], len(run))
            for key in keys:
                self.drop(key)
        return gone

    @property
    def before(self) -> dict[Key, Any] | None:
        """The records that were touched, as they were; None where the order changed, too."""
        return None if self._splices else self._before

    def changes(self) -> tuple[Change, ...]:
        """What was changed, at the smallest record."""
        comes, goes = _differences(self._before, self._document)
        # What went and came back is no change.
        splices = [] if self._order == self._document.order else self._splices
        # Records come before the order names them, and go after it has let them go.
        return (*comes, *splices, *goes)

    def roll_back(self) -> None:
        """Undo all of it."""
        document = self._document
        for splice in reversed(self._splices):
            document.order[splice.at : splice.at + len(splice.inserted)] = splice.removed
        for key, before in self._before.items():
            if before is None:
                document.records.pop(key, None)
            else:
                document.records[key] = before


def _differences(before: dict[Key, Any], document: Document) -> tuple[list[Change], list[Change]]:
    """The changes of records that are there now, and of those that went."""
    comes: list[Change] = []
    goes: list[Change] = []
    for key, old in before.items():
        new = document.records.get(key)
        if old is new:
            continue
        if isinstance(key, int) and old is not None and new is not None:
            comes += difference(key, old, new)
        elif old != new:
            (goes if new is None else comes).append(Put(key, old, new))
    return comes, goes


class Session:
    """A document under edit, with its history and those who follow it."""

    def __init__(
        self,
        document: Document | None = None,
        *,
        history: History | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # A document without sequences is one, too: its general information must not be lost.
        self.document = Document() if document is None else document
        self.history = History() if history is None else history
        self._clock = clock
        self._listeners: list[Listener] = []
        self._edit: Edit | None = None
        self._telling = False
        #: The records before the first of several steps that became one (typing), while it is the last one.
        self._typed: dict[Key, Any] | None = None
        #: Rises with each step, undo and redo.
        self.revision = 0
        #: Refuses all edits (a project opened for reading).
        self.read_only = ""

    def follow(self, listener: Listener) -> Callable[[], None]:
        """Call a function after each step; gives a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def edit(self, label: str, merge: str | None = None) -> Iterator[Edit]:
        """One step. Everything in it is done or nothing; an edit within an edit joins it.

        Raises:
            EditError: the document is read-only.
            RuntimeError: listeners are being told.
        """
        if self._edit is not None:
            yield self._edit
            return
        self._may_edit()
        if not self.history.joins(merge, self._clock()):
            self._settle()
        edit = self._edit = Edit(self.document)
        try:
            yield edit
            changes = edit.changes()
        except BaseException:
            edit.roll_back()
            raise
        finally:
            self._edit = None
        if changes:
            step = ChangeSet(label, changes, merge)
            joined = self.history.push(step, self._clock())
            before = None if merge is None else edit.before
            if joined and before is not None and self._typed is not None:
                self._typed = before | self._typed
            else:
                self._typed = None if joined or before is None else dict(before)
            self._tell(step)

    def _settle(self) -> None:
        """Make of what was typed one change: a thousand letters are undone like one."""
        before, self._typed = self._typed, None
        if before is not None:
            comes, goes = _differences(before, self.document)
            self.history.settle((*comes, *goes))

    def undo(self) -> ChangeSet | None:
        """Undo the last step; gives what was done (None: there is nothing to undo)."""
        self._may_edit()
        self._settle()
        step = self.history.undo()
        return None if step is None else self._done(step.reverse())

    def redo(self) -> ChangeSet | None:
        """Do the step again that was undone last."""
        self._may_edit()
        self._settle()
        step = self.history.redo()
        return None if step is None else self._done(step)

    def _done(self, step: ChangeSet) -> ChangeSet:
        self.document.apply(step)
        self._tell(step)
        return step

    def _may_edit(self) -> None:
        if self._telling:
            raise RuntimeError("an edit was begun while listeners are being told of another")
        if self._edit is not None:
            raise RuntimeError("undo within an edit")
        if self.read_only:
            raise EditError(self.read_only)

    def _tell(self, step: ChangeSet) -> None:
        self.revision += 1
        self._telling = True
        try:
            for listener in list(self._listeners):
                listener(step)
        finally:
            self._telling = False
