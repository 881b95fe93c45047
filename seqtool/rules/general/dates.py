"""Dates as the standard writes them, and what months mean for a priority."""

from __future__ import annotations

import datetime
import re

from seqtool.rules.wording import trimmed

_FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)


def read_date(written: str | None) -> datetime.date | None:
    """The day of CCYY-MM-DD (white space around it has its own finding); None for anything else."""
    match = _FORM.fullmatch(trimmed(written)) if written else None
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, datetime.MAXYEAR)
    for number in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, number)
        except ValueError:
            continue
    return day
