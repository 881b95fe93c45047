"""Values that hold sequences (Annex I Section 6; paragraphs 72(c), 90 and 97)."""

from __future__ import annotations

import re
from typing import Final

from seqtool.insdc.alphabet import NUCLEOTIDES, find_bad_symbols
from seqtool.spec.formats.numbers import check_range
from seqtool.spec.formats.problem import Context, FormatProblem, fault

_LOOKS_LIKE_RANGE: Final = re.compile(r"[0-9.]+")
_UNIT: Final = re.compile(
    rf"(?:[{NUCLEOTIDES}]++(?:\([0-9]++\))?|\([{NUCLEOTIDES}]++\)[0-9]*+)++",
)
_PRIMER: Final = re.compile(r"(?:\A|, ?)(fwd|rev)_(name|seq): ?")
_MODIFIED: Final = re.compile(r"<([^<>]{1,20})>")
_PIECE: Final = re.compile(r"<[^<>]*>|[^<>]+|[<>]")
_PRIMER_FORM: Final = "[fwd_name: NAME, ]fwd_seq: SEQUENCE, [rev_name: NAME, ]rev_seq: SEQUENCE"


def check_replace(value: str, _: Context) -> FormatProblem | None:
    """Symbols of Table 1, or nothing for a deletion (Annex I Section 6.58, paragraph 97)."""
    return _symbols(value, "symbols of Table 1 in lower case, or nothing for a deletion", protein=False)


def check_translation(value: str, _: Context) -> FormatProblem | None:
    """Symbols of Table 3 without the stop (Annex I Section 6.80)."""
    expected = "symbols of Table 3 in upper case, without the stop"
    problem = _symbols(value, expected, protein=True)
    if (
        problem is not None
        and problem.found.startswith("*")
        and problem.offset == len(value) - 1
        and problem.offset
    ):
        return fault("symbol", value, problem.offset, expected, value[:-1])
    return problem


def check_rpt_unit_seq(value: str, context: Context) -> FormatProblem | None:
    """Nucleotides, also with counts as ``ag(5)tg(8)``, or a base range (Annex I Section 6.63)."""
    if _UNIT.fullmatch(value):
        return None
    if _LOOKS_LIKE_RANGE.fullmatch(value):
        return check_range(value, context)
    lower = value.lower()
    if value.isascii() and _UNIT.fullmatch(lower):
        return fault("notation", value, 0, "nucleotides in lower case", lower)
    match = _UNIT.match(value)
    at = match.end() if match else 0
    return fault("notation", value, at, "nucleotides in lower case, with counts as in ag(5)tg(8)")


def check_pcr_primers(value: str, context: Context) -> FormatProblem | None:
    """Forward and then reverse primers, each with its sequence (Annex I Section 6.46)."""
    heads = list(_PRIMER.finditer(value))
    if not heads or heads[0].start():
        return fault("syntax", value, 0, _PRIMER_FORM)
    seen: set[str] = set()
    odd_order = named = None
    for at, head in enumerate(heads):
        side, part = head[1], head[2]
        end = heads[at + 1].start() if at + 1 < len(heads) else len(value)
        body = value[head.end() : end]
        if not body.strip():
            return fault(
                "syntax", value, head.end(), f"the {'name' if part == 'name' else 'sequence'} of a primer"
            )
        if named is not None and (side, part) != (named, "seq"):
            return fault("syntax", value, head.start(), f"{named}_seq: and the sequence of the primer")
        named = side if part == "name" else None
        if part == "seq":
            problem = _primer(body, value, head.end(), context)
            if problem is not None and problem.kind == "case":
                return fault("case", value, problem.offset, problem.expected, _lowered(value, heads))
            if problem is not None:
                return problem
            seen.add(side)
        if side == "fwd" and "rev" in seen:
            odd_order = odd_order or head
    if named is not None:
        return fault("syntax", value, len(value), f"{named}_seq: and the sequence of the primer")
    for side in ("fwd", "rev"):
        if side not in seen:
            return fault("syntax", value, len(value), f"{side}_seq: and the sequence of the primer")
    if odd_order is not None:
        return fault("insdc-form", value, odd_order.start(), "all forward primers before the reverse ones")
    return None


def _primer(body: str, value: str, offset: int, context: Context) -> FormatProblem | None:
    """Symbols of Table 1, modified nucleotides as ``<i>``."""
    end = 0
    for match in _MODIFIED.finditer(body):
        problem = _primer_piece(body[end : match.start()], value, offset + end)
        if problem is not None:
            return problem
        if match[1] not in context.standard.modified_nucleotides:
            return fault(
                "symbol", value, offset + match.start(), "an abbreviation of Table 2 in angle brackets"
            )
        end = match.end()
    return _primer_piece(body[end:], value, offset + end)


def _primer_piece(piece: str, value: str, offset: int) -> FormatProblem | None:
    problem = _symbols(piece, "symbols of Table 1 in lower case", protein=False)
    if problem is None:
        return None
    at = offset + problem.offset
    return fault(problem.kind, value, at, problem.expected, end=at + len(problem.found))


def _lowered(value: str, heads: list[re.Match[str]]) -> str:
    """The value with its sequences in lower case; names and modified nucleotides stay."""
    parts: list[str] = []
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(value)
        body = value[head.end() : end]
        parts += [head[0], _PIECE.sub(_lower, body) if head[2] == "seq" else body]
    return "".join(parts)


def _lower(piece: re.Match[str]) -> str:
    return piece[0] if piece[0].startswith("<") else piece[0].lower()


def _symbols(value: str, expected: str, *, protein: bool) -> FormatProblem | None:
    bad = find_bad_symbols(value, protein)
    if bad is None:
        return None
    meant = value.upper() if protein else value.lower()
    at = bad.first - 1
    # Only ASCII letters change case one by one; ``ſ`` would become S.
    if value.isascii() and find_bad_symbols(meant, protein) is None:
        return fault("case", value, at, expected, meant)
    return fault("symbol", value, at, expected, end=at + 1)
