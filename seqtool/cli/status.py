"""Exit statuses, and the one place that turns what happened into one of them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """What the caller of the program is told."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    CANCELLED = 130
