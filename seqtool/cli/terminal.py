"""What the terminal can do."""

from __future__ import annotations

import os
import shutil
import sys

from seqtool.report import Style


def colour(target: str | None) -> bool:
    """Whether output goes to a terminal that wants colour (``NO_COLOR`` is honoured)."""
    return (
        target in (None, "-")
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def style(target: str | None) -> Style:
    """Colour and width of a report for people: those of the terminal, or plain 100 columns."""
    if target in (None, "-") and sys.stdout.isatty():
        return Style(colour=colour(target), width=min(shutil.get_terminal_size().columns, 120))
    return Style()
