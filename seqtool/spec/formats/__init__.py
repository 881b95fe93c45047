"""One pure checker for each value format of Annex I (paragraphs 72 and 73).

A checker says the first fault of a value. How grave it is, is for the rules to
say; ``soft`` tells doubtful from wrong. The limit of 1000 characters (paragraph
86), character sets (40) and whatever needs the residues are rules of their own.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from seqtool.spec.formats.dates import check_collection_date
from seqtool.spec.formats.lists import check_list, check_mobile_element_type, check_satellite
from seqtool.spec.formats.numbers import (
    check_compare,
    check_ec_number,
    check_lat_lon,
    check_number,
    check_protein_id,
    check_range,
    check_transl_table,
)
from seqtool.spec.formats.positions import check_anticodon, check_transl_except
from seqtool.spec.formats.problem import KINDS, SOFT, Checker, Context, FormatProblem, ProblemKind, fault
from seqtool.spec.formats.residues import (
    check_pcr_primers,
    check_replace,
    check_rpt_unit_seq,
    check_translation,
)
from seqtool.spec.standard import Standard, standard

__all__ = ["CHECKERS", "KINDS", "SOFT", "Context", "FormatProblem", "ProblemKind", "check_format"]

CHECKERS: Final[dict[str, Checker]] = {
    "EC_number": check_ec_number,
    "PCR_primers": check_pcr_primers,
    "anticodon": check_anticodon,
    "collection_date": check_collection_date,
    "compare": check_compare,
    "lat_lon": check_lat_lon,
    "mobile_element_type": check_mobile_element_type,
    "number": check_number,
    "protein_id": check_protein_id,
    "replace": check_replace,
    "rpt_unit_range": check_range,
    "rpt_unit_seq": check_rpt_unit_seq,
    "satellite": check_satellite,
    "tag_peptide": check_range,
    "transl_except": check_transl_except,
    "transl_table": check_transl_table,
    "translation": check_translation,
}
"""By qualifier; those with a plain list and no entry here are checked against the list."""

_WHITE: Final = " \t\r\n"


def check_format(
    name: str,
    value: str,
    *,
    protein: bool = False,
    key: str = "",
    length: int | None = None,
    version: Standard | None = None,
) -> FormatProblem | None:
    """The first fault of a qualifier's value, or None.

    Args:
        name: the qualifier; one that the standard does not have gives None.
        value: its value as written, entities resolved; empty for an empty element.
        protein: whether the sequence is of amino acids.
        key: the feature key, for values that not every key may have.
        length: residues in the sequence, to bound the positions in the value.
        version: the standard to go by; the newest when not given.
    """
    version = version or standard()
    spec = version.qualifiers(protein).get(name)
    if spec is None:
        return None
    if spec.format == "none":
        return fault("unexpected", value, 0, "no value") if value else None
    if not value:
        return None if name == "replace" else fault("empty", value, 0, spec.pattern or "a value")
    checker = CHECKERS.get(name) or (check_list if spec.values else None)
    if checker is None:
        return None
    context = Context(spec, version, key, length)
    problem = checker(value, context)
    if problem is None:
        return None
    bare = value.strip(_WHITE)
    if bare and len(bare) < len(value) and checker(bare, context) is None:
        offset = 0 if value[0] in _WHITE else len(bare)
        return fault("space", value, offset, "no white space around the value", bare)
    return _sound(problem, checker, context)


def _sound(problem: FormatProblem, checker: Checker, context: Context) -> FormatProblem:
    """The problem; without its suggestion where that is wrong too."""
    if problem.suggestion is None:
        return problem
    again = checker(problem.suggestion, context)
    return problem if again is None or again.soft else replace(problem, suggestion=None)
