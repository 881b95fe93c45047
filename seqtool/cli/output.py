"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

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
    with binary_output(target) as file:
        wrapped = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n")
        yield wrapped
        wrapped.flush()
        wrapped.detach()


@contextlib.contextmanager
def binary_output(target: str | None) -> Iterator[BinaryIO]:
    """A binary file that appears whole or not at all; ``None`` and ``-`` are standard output.

    Raises:
        OutputError: the target cannot be written.
    """
    if target is None or target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with replacing(Path(target)) as file:
            yield file
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({os.strerror(error.errno) if error.errno else error}). "
            "Nothing was left half-written; give another place."
        ) from error


@contextlib.contextmanager
def page_folder(folder: Path) -> Iterator[Callable[[str], contextlib.AbstractContextManager[TextIO]]]:
    """A folder of pages that appears whole or not at all; gives the function that opens a page by its name.

    A folder of that name that holds nothing but pages of an earlier run is replaced.

    Raises:
        OutputError: the folder cannot be written, or holds something else.
    """
    if folder.exists() and (
        not folder.is_dir()
        or any(not re.fullmatch(r"page-[0-9]{5,}\.html", p.name) for p in folder.iterdir())
    ):
        raise OutputError(
            f"{folder} is wanted for the pages, but holds something else; give the document another name with -o."
        )
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:80]}.", suffix=".part", dir=folder.parent))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error}).") from error

    def open_page(name: str) -> TextIO:
        return (beside / name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    try:
        yield open_page
        beside.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        beside.replace(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


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
