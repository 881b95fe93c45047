"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from seqtool.errors import OutputError, UsageError
from seqtool.io.atomic import replacing


@contextlib.contextmanager
def text_output(target: str | None) -> Iterator[TextIO]:
    r"""A text file (UTF-8, ``\\n``) for a report; ``None`` and ``-`` are standard output.

    Raises:
        OutputError: the target cannot be written.
    """
    if target in (None, "-"):
        # Reports are UTF-8 whatever the terminal's locale says; a pipe must get the same bytes.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    assert target is not None
    try:
        with replacing(Path(target)) as file:
            wrapped = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
            yield wrapped
            wrapped.flush()
            wrapped.detach()
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({os.strerror(error.errno) if error.errno else error}). "
            "Nothing was left half-written; give another place with -o."
        ) from error


def keep_apart(target: str | None, others: Iterable[str | None], what: str) -> None:
    """See that a file to be written is none of the others named on the command line.

    Raises:
        UsageError: it is one; ``what`` says what was to be written.
    """
    if target in (None, "-"):
        return
    assert target is not None
    place = os.path.realpath(target)
    for other in others:
        if other not in (None, "-") and os.path.realpath(str(other)) == place and not _special(place):
            raise UsageError(f"{target} is named twice on the command line; give {what} another name.")


def _special(place: str) -> bool:
    """A device or a pipe, which may well be named twice."""
    return Path(place).exists() and not Path(place).is_file()


def note(text: str) -> None:
    """A note for the person at the terminal (standard error)."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
