"""Use case: validate several inputs, in order, with one or more processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from seqtool.app.validate import Options, validate
from seqtool.errors import InputError
from seqtool.report.result import Result
from seqtool.task import Task

if TYPE_CHECKING:
    from seqtool.app.pool import Pool

#: Below this size in bytes one process is quicker than starting others.
ALONE = 20_000_000


class Watcher(Protocol):
    """Who is told which input is at work (the command line's progress bar)."""

    @property
    def task(self) -> Task:
        """Progress and cancellation."""

    def label(self, text: str) -> None:
        """Name the input at work."""


def open_input(name: str) -> Path:
    """The path of an input that can be read.

    Raises:
        InputError: it is missing, a folder, or may not be read.
    """
    path = Path(name)
    if path.is_dir():
        raise InputError(
            f"{name} is a folder. Name the listing inside it, for instance {name.rstrip('/')}/*.xml."
        )
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file.") from error
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise InputError(f"{name} cannot be read: {reason}.") from error
    return path


def naming(error: InputError, name: str) -> InputError:
    """The error with the name of the input: the reader knows what a file is, not what it is called."""
    return error if name in str(error) else InputError(f"{name}: {error}")


def validate_one(name: str, options: Options, task: Task | None = None) -> Result | InputError:
    """Validate one input; one that cannot be read is an answer too, so that the next goes on."""
    try:
        if name == "-":
            return validate(sys.stdin.buffer, options, file=name, task=task)
        return validate(open_input(name), options, file=name, task=task)
    except InputError as error:
        return naming(error, name)
    except OSError as error:
        return InputError(f"{name} cannot be read: {error.strerror or error}.")


def validate_many(
    names: tuple[str, ...], options: Options, jobs: int, watcher: Watcher
) -> Iterator[Result | InputError]:
    """Validate inputs; results come in the order of the names whatever the number of processes.

    ``jobs`` 0 chooses by size: one process where all inputs together are small.

    Raises:
        CancelledError: the watcher's task was cancelled.
    """
    sizes = [_size(name) for name in names]
    if jobs == 0:
        jobs = 1 if sum(sizes) < ALONE else available()
    if jobs == 1:
        for name in names:
            watcher.label(name)
            yield validate_one(name, options, watcher.task)
        return
    from seqtool.app.pool import Pool

    # With a single input this process works too.
    with Pool(jobs - 1 if len(names) == 1 else jobs, watcher.task) as pool:
        waiting: list[tuple[str, Future[Result | InputError] | None]] = []
        for name, size in zip(names, sizes, strict=True):
            # Large inputs are split between the processes, small ones take one each.
            alone = name == "-" or size >= ALONE
            waiting.append((name, None if alone else pool.submit(validate_one, name, options)))
            if len(waiting) > 4 * jobs:
                yield _outcome(*waiting.pop(0), options, pool, watcher)
        for name, future in waiting:
            yield _outcome(name, future, options, pool, watcher)


def _outcome(
    name: str, future: Future[Result | InputError] | None, options: Options, pool: Pool, watcher: Watcher
) -> Result | InputError:
    watcher.label(name)
    if future is not None:
        return pool.result(future)
    if name != "-":
        from seqtool.app.parallel import validate_split

        try:
            split = validate_split(open_input(name), options, pool, file=name, task=watcher.task)
        except InputError as error:
            return error
        if split is not None:
            return split
    return validate_one(name, options, watcher.task)


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        return 0


def available() -> int:
    """Processors that this program may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:
        return max(1, os.cpu_count() or 1)
