"""Worker processes that can be cancelled: spawned, never forked; silent on Ctrl-C."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from seqtool.errors import SeqtoolError
from seqtool.task import Task

P = ParamSpec("P")
R = TypeVar("R")

_stop: Any = None


def _begin(stop: Any) -> None:
    global _stop  # noqa: PLW0603  the one thing a worker is told at its start
    _stop = stop
    # Ctrl-C reaches the whole group: the parent alone decides, and tells by the event.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Watch:
    """Looks at the event now and then, since looking costs a system call."""

    def __init__(self) -> None:
        self.task = Task(self._look)
        self._next = 0.0

    def _look(self, _done: int, _total: int, _unit: str) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + 0.1
            if _stop is not None and _stop.is_set():
                self.task.cancel()


def _run(work: Callable[..., R], given: tuple[Any, ...]) -> R:
    return work(*given, _Watch().task)


class Pool:
    """Processes for pieces of work that end with a :class:`Task` parameter. A context manager."""

    def __init__(self, jobs: int, task: Task) -> None:
        self.jobs = jobs
        self._task = task
        context = multiprocessing.get_context("spawn")
        self._stop = context.Event()
        self._executor = ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(self._stop,)
        )

    def submit(self, work: Callable[Concatenate[Any, P], R], *given: Any) -> Future[R]:
        """Start a piece of work; the worker's task is added as its last argument."""
        return self._executor.submit(_run, work, given)

    def result(self, future: Future[R]) -> R:
        """Wait for a result, and for the wish to stop.

        Raises:
            CancelledError: the task was cancelled.
            SeqtoolError: the process died.
        """
        while True:
            self._task.check()
            try:
                return future.result(timeout=0.1)
            except NotYet:
                continue
            except BrokenProcessPool as error:
                raise SeqtoolError(
                    "A worker process died (out of memory?). Try again with --jobs 1."
                ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._stop.set()
        self._executor.shutdown(wait=True, cancel_futures=True)
