"""The date of collection (Annex I Section 6.12)."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from seqtool.spec.formats.problem import Context, FormatProblem, fault

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(T[0-9]{2}(?::[0-9]{2}(?::[0-9]{2})?)?Z)?)?)?"
)
_NAMED: Final = re.compile(rf"(?:([0-9]{{2}})-)?({'|'.join(_MONTHS)})-([0-9]{{4}})")
_TIME: Final = re.compile(r"T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){0,2}Z")
_EXPECTED: Final = "a date as 1952, 1952-10 or 1952-10-21"

Parts: TypeAlias = tuple[int, int, int]
"""Year, month and day; 0 where not given."""


def check_collection_date(value: str, _: Context) -> FormatProblem | None:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; forms of INSDC are told apart."""
    first, slash, second = value.partition("/")
    start, plain, problem = _read(first, value, 0)
    if problem is not None:
        return problem
    if slash:
        end, _plain, problem = _read(second, value, len(first) + 1)
        if problem is not None:
            return problem
        if _later(start, end):
            return fault("order", value, 0, "a first date that is not after the second")
        return fault("insdc-form", value, len(first), "one date, not a range")
    if plain:
        return None
    return fault("insdc-form", value, 0, _EXPECTED, _iso(start))


def _read(text: str, value: str, offset: int) -> tuple[Parts, bool, FormatProblem | None]:
    """The parts of one date and whether it has a form of the standard."""
    named = _NAMED.fullmatch(text)
    if named is not None:
        parts = (int(named[3]), _MONTHS.index(named[2]) + 1, int(named[1] or 0))
        return parts, False, _real(parts, bool(named[1]), value, offset)
    iso = _ISO.fullmatch(text)
    if iso is None or (iso[4] and not _TIME.fullmatch(iso[4])):
        return (0, 0, 0), False, fault("syntax", value, offset, _EXPECTED)
    parts = (int(iso[1]), int(iso[2] or 0), int(iso[3] or 0))
    problem = _real(parts, bool(iso[3]), value, offset)
    if iso[2] and problem is None and not parts[1]:
        problem = fault("no-such-date", value, offset, "a month from 01 to 12")
    return parts, not iso[4], problem


def _real(parts: Parts, has_day: bool, value: str, offset: int) -> FormatProblem | None:
    year, month, day = parts
    if not year:
        return fault("no-such-date", value, offset, "a year after 0000")
    if month > 12:
        return fault("no-such-date", value, offset, "a month from 01 to 12")
    if has_day:
        last = _DAYS[month - 1] if month else 31
        if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
            last = 28
        if not 1 <= day <= last:
            return fault("no-such-date", value, offset, f"a day from 01 to {last}")
    return None


def _later(first: Parts, second: Parts) -> bool:
    """Whether the first date lies after the second in what both give."""
    for one, other in zip(first, second, strict=True):
        if not one or not other:
            return False
        if one != other:
            return one > other
    return False


def _iso(parts: Parts) -> str:
    year, month, day = parts
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])
