"""Runs the program in a process of its own, as users do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from notation import parse

VALID = "1 DNA acgtacgtacgtacgtacgt\n2 AA MKWVTFISLL\n3 skipped\n"
#: One error (wrong length) and one warning (no priority).
FAULTY = "@priority.office = -\n@priority.application = -\n@priority.date = -\n1 DNA acgtacgtacgt length=13\n"
WARNED = "@priority.office = -\n@priority.application = -\n@priority.date = -\n1 DNA acgtacgtacgt\n"
TIMEOUT = 120


def listing(folder: Path, text: str = VALID, name: str = "example.xml") -> str:
    """A file in the short notation; gives its path."""
    path = folder / name
    path.write_text(parse(text).xml(), encoding="utf-8")
    return str(path)


def environment(**more: str) -> dict[str, str]:
    """A plain environment: no colours, no debugging."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SEQTOOL_", "FORCE_COLOR", "COV"))}
    return kept | {"NO_COLOR": "1", "COLUMNS": "100"} | more


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "seqtool", *arguments]


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """The process, running; its streams are pipes unless told otherwise."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command(*arguments), env=environment(), **(pipes | options))


class Done:
    """How a process ended."""

    def __init__(self, status: int, out: bytes, err: bytes) -> None:
        self.status = status
        self.bytes = out
        self.out = out.decode("utf-8")
        self.err = err.decode("utf-8")


def seqtool(*arguments: str, stdin: bytes = b"", **options: Any) -> Done:
    """Run to the end."""
    with start(*arguments, **options) as process:
        try:
            out, err = process.communicate(stdin, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        done = Done(process.returncode, out or b"", err or b"")
    assert "Traceback" not in done.err
    return done
