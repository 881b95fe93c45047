"""Progress and cancellation in one call."""

from __future__ import annotations

from collections.abc import Callable

from seqtool.errors import CancelledError


class Task:
    """A piece of work that can tell how far it is and be asked to stop.

    ``report`` is called with (done, total, unit); total 0 is unknown. It is
    called often: it must be cheap or look at the clock itself.
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step (may be called from another thread)."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._cancelled

    def check(self) -> None:
        """Stop here if asked to.

        Raises:
            CancelledError: the work was asked to stop.
        """
        if self._cancelled:
            raise CancelledError("Cancelled.")

    def step(self, done: int, total: int = 0, unit: str = "bytes") -> None:
        """Tell how far the work is.

        Raises:
            CancelledError: the work was asked to stop.
        """
        if self._report is not None:
            self._report(done, total, unit)
        self.check()
