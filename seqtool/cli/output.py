"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from seqtool.errors import OutputError
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


def note(text: str) -> None:
    """A note for the person at the terminal (standard error)."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
