"""From a fault of a value (:mod:`seqtool.spec.formats`) to the fault of a rule."""

from __future__ import annotations

from seqtool.rules.core import Edit, Fault, Fix, fault
from seqtool.spec.formats import FormatProblem

#: Left to others: white space around a value is a matter of texts, empty values have their own rules.
_ELSEWHERE = frozenset({"space", "empty", "unexpected"})
#: Doubtful forms of values whose other faults are errors: one rule for all of them.
DOUBTFUL = frozenset({"insdc-form", "notation"})


def form_fault(problem: FormatProblem | None, value: str, *, doubtful: bool = True) -> Fault | None:
    """The fault for a problem; without ``doubtful`` only where the value is plainly wrong."""
    if problem is None or problem.kind in _ELSEWHERE or (problem.kind in DOUBTFUL and not doubtful):
        return None
    return fault(value, at=problem.offset + 1, expected=problem.expected, fix=suggested(problem))


def suggested(problem: FormatProblem) -> Fix | None:
    """A fix where the checker knows what was meant; to be confirmed, since a value may be meant otherwise."""
    meant = problem.suggestion
    return Fix(f"Write {meant}", (Edit("value", meant),)) if meant else None
