"""Use case: validate several inputs, in order, with one or more processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from seqtool.app.validate import Options, validate
from seqtool.errors import InputError, SeqtoolError
from seqtool.report.result import Result
from seqtool.task import Task

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
        raise InputError(f"{name} is a folder. Name the listing inside it, for instance {name.rstrip('/')}/*.xml.")
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file.") from error
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise InputError(f"{name} cannot be read: {reason}.") from error
    return path


def validate_one(name: str, options: Options, task: Task | None = None) -> Result | InputError:
    """Validate one input; one that cannot be read is an answer too, so that the next goes on."""
    try:
        if name == "-":
            return validate(sys.stdin.buffer, options, file=name, task=task)
        return validate(open_input(name), options, file=name, task=task)
    except InputError as error:
        return error
    except OSError as error:
        return InputError(f"{name} cannot be read: {error.strerror or error}.")


def validate_many(names: tuple[str, ...], options: Options, jobs: int, watcher: Watcher) -> Iterator[Result | InputError]:
    """Validate inputs; results come in the order of the names whatever the number of processes.

    ``jobs`` 0 chooses by size.

    Raises:
        CancelledError: the watcher's task was cancelled.
    """
    for name in names:
        watcher.label(name)
        yield validate_one(name, options, watcher.task)


__all__ = ["SeqtoolError", "open_input", "validate_many", "validate_one"]
