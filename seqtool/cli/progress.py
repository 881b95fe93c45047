"""Progress on standard error: only where that is a terminal, and only for work of more than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from seqtool.task import Task

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: Nothing is shown before this many seconds.
PATIENCE = 1.0


class Bar:
    """A progress bar that comes late and leaves no trace; gives the :class:`Task` to work with."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._start = self._next = time.monotonic()
        self._progress: Progress | None = None
        self._id: TaskID | None = None
        self.task = Task(self._report if sys.stderr.isatty() else None)

    def label(self, text: str) -> None:
        """Name the file at work."""
        self._label = text
        if self._progress is not None and self._id is not None:
            self._progress.update(self._id, description=text)

    def pause(self) -> None:
        """Take the bar away, since something is about to be printed; further work brings it back."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = self._id = None
        self._start = self._next = time.monotonic()

    def _report(self, done: int, total: int, unit: str) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.1
        if now - self._start < PATIENCE:
            return
        if self._progress is None:
            self._progress = self._open(unit)
            self._id = self._progress.add_task(self._label, total=total or None)
        if self._id is not None:
            self._progress.update(self._id, completed=done, total=total or None)

    @staticmethod
    def _open(unit: str) -> Progress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bars

        amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            amount,
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        bars.start()
        return bars

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pause()
