"""Values from a list (Annex I Section 6; paragraph 72(b))."""

from __future__ import annotations

import re
from typing import Final

from seqtool.spec.formats.problem import Context, FormatProblem, ProblemKind, fault

# What an unlisted value of an open list must look like to be doubtful rather than wrong.
_WELL_FORMED: Final = {
    "exception": re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*+"),
    "organelle": re.compile(r"[a-z]+(?::[a-z]+)?"),
    "transl_table": re.compile(r"[1-9][0-9]?"),
}
_WORD: Final = re.compile(r"[A-Za-z0-9]\w*", re.ASCII)
_LONGEST: Final = 100
_LOOSE: Final = str.maketrans("", "", " _-")


def check_list(value: str, context: Context) -> FormatProblem | None:
    """A whole value from the list of its qualifier."""
    spec = context.spec
    if value in spec.values:
        return _of_key(value, context)
    meant = _meant(value, context)
    if meant is not None and meant.lower() == value.lower():
        return fault("case", value, 0, meant, meant)
    kind: ProblemKind = "not-listed"
    if spec.open and len(value) <= _LONGEST and _WELL_FORMED.get(spec.name, _WORD).fullmatch(value):
        kind = "unlisted"
    return fault(kind, value, 0, f"one of the values of {spec.name}", meant)


def check_mobile_element_type(value: str, context: Context) -> FormatProblem | None:
    """``TYPE[:NAME]``, where ``other`` needs a name (Annex I Section 6.37)."""
    first, colon, name = value.partition(":")
    problem = _check_first(first, value, context)
    if problem is not None:
        return problem
    if (colon or first == "other") and not name.strip():
        return fault("missing-name", value, len(value), "a colon and the name of the element")
    return None


def check_satellite(value: str, context: Context) -> FormatProblem | None:
    """``TYPE[:CLASS][ IDENTIFIER]`` (Annex I Section 6.64)."""
    end = min((at for at in (value.find(":"), value.find(" ")) if at >= 0), default=len(value))
    problem = _check_first(value[:end], value, context)
    if problem is not None:
        return problem
    if end < len(value) and not value[end + 1 :].strip():
        return fault("missing-name", value, len(value), "the class or the identifier of the satellite")
    return None


def _check_first(first: str, value: str, context: Context) -> FormatProblem | None:
    if first in context.spec.values:
        return None
    meant = _meant(first, context)
    suggestion = None if meant is None else meant + value[len(first) :]
    if meant is not None and meant.lower() == first.lower():
        return fault("case", value, 0, meant, suggestion)
    return fault("not-listed", value, 0, f"one of the values of {context.spec.name}", suggestion)


def _of_key(value: str, context: Context) -> FormatProblem | None:
    """A listed value may still not stand with this key (``direction`` of oriT)."""
    for row in context.standard.dependencies if context.key else ():
        if row.kind == "not-value" and (row.key, row.qualifier, row.value) == (
            context.key,
            context.spec.name,
            value,
        ):
            return fault("key", value, 0, " or ".join(row.needs))
    return None


def _meant(value: str, context: Context) -> str | None:
    """The listed value that this one differs from by case, blanks, hyphens, or an old abbreviation."""
    if len(value) > _LONGEST:
        return None
    loose = value.translate(_LOOSE).lower()
    close = sorted(
        listed
        for listed in context.spec.values
        if loose in (listed.translate(_LOOSE).lower(), listed.rpartition(":")[2])
    )
    if len(close) == 1:
        return close[0]
    for row in context.standard.replacements:
        if row.old == value and row.value and row.qualifier == context.spec.name:
            return row.value
        if row.old == value and row.kind == context.spec.name:  # mod_base of ST.25
            return row.new
    return None
