"""Steps that can be undone and redone, within a budget of bytes."""

from __future__ import annotations

from collections import deque

import msgspec

from seqtool.model.changes import Change, ChangeSet, Features, Letters, Put, Shift, Splice
from seqtool.model.draft import Draft

#: Bytes that the steps may hold together; the oldest go first.
BUDGET = 256 << 20
#: Seconds within which steps with the same word become one.
TOGETHER = 2.0


class History:
    """Undo and redo. ``revision`` is a number that each state of the document has of its own."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._done: deque[tuple[ChangeSet, int]] = deque()
        self._undone: list[ChangeSet] = []
        self._size = 0
        self._last = float("-inf")
        self._open = False

    def joins(self, merge: str | None, now: float) -> bool:
        """Whether a step with this word becomes one with the last one."""
        close = self._open and now - self._last <= TOGETHER
        return close and merge is not None and bool(self._done) and self._done[-1][0].merge == merge

    def push(self, step: ChangeSet, now: float) -> bool:
        """Take a step that was done; what was undone before can no longer be redone.

        Returns:
            Whether it became one with the last one.
        """
        self._undone.clear()
        joined = self.joins(step.merge, now)
        if joined:
            before, size = self._done.pop()
            self._size -= size
            step = ChangeSet(before.label, before.changes + step.changes, step.merge)
        size = weight(step)
        self._done.append((step, size))
        self._size += size
        while self._size > self._budget and len(self._done) > 1:
            self._size -= self._done.popleft()[1]
        self._last = now
        self._open = True
        return joined

    def settle(self, changes: tuple[Change, ...]) -> None:
        """Put in place of the changes of the last step, which was typed, what they come to."""
        if not self._done:
            return
        step, size = self._done[-1]
        if len(changes) >= len(step.changes) or not changes:
            return
        step = ChangeSet(step.label, changes, step.merge)
        self._done[-1] = (step, weight(step))
        self._size += self._done[-1][1] - size

    def close(self) -> None:
        """Let the next step begin anew, whatever its word (the field was left)."""
        self._open = False

    def undo(self) -> ChangeSet | None:
        """The step to undo next, taken over to those that can be redone."""
        if not self._done:
            return None
        step, size = self._done.pop()
        self._size -= size
        self._undone.append(step)
        self._open = False
        return step

    def redo(self) -> ChangeSet | None:
        """The step to do again."""
        if not self._undone:
            return None
        step = self._undone.pop()
        size = weight(step)
        self._done.append((step, size))
        self._size += size
        self._open = False
        return step

    @property
    def undo_label(self) -> str | None:
        """What would be undone."""
        return self._done[-1][0].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What would be done again."""
        return self._undone[-1].label if self._undone else None

    @property
    def size(self) -> int:
        """About how many bytes the steps hold."""
        return self._size

    def clear(self) -> None:
        """Forget everything."""
        self._done.clear()
        self._undone.clear()
        self._size = 0
        self._open = False


def weight(step: ChangeSet) -> int:
    """About how many bytes a step holds."""
    return 100 + sum(map(_weight, step.changes))


def _weight(change: Change) -> int:
    if isinstance(change, Letters):
        return 120 + len(change.removed) + len(change.inserted)
    if isinstance(change, Splice):
        return 120 + 8 * (len(change.removed) + len(change.inserted))
    if isinstance(change, Features):
        return 120 + 400 * (len(change.removed) + len(change.inserted))
    if isinstance(change, Shift):
        return 120 + 8 * len(change.keep)
    assert isinstance(change, Put)
    return sum(_record(record) for record in (change.before, change.after))


def _record(record: object) -> int:
    if isinstance(record, Draft):
        return 300 + record.sequence.residues.length + 400 * len(record.sequence.features)
    if record is None:
        return 0
    try:
        return 200 + len(msgspec.json.encode(record))
    except UnicodeEncodeError:  # half a surrogate pair that was pasted; it is named when the project is saved
        return 200 + len(repr(record))
