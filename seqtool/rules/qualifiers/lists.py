"""One rule for each qualifier with a list of values (Annex I Section 6, paragraph 72(b)).

Lists of which we know that they grew over the years are open: an unlisted value is a warning, never an error.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from seqtool.rules import vocabulary_features  # noqa: F401  declares judged
from seqtool.rules.core import Basis, Check, Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.nearest import nearest
from seqtool.spec import Standard
from seqtool.spec.formats import FormatProblem, check_format

#: A list that is longer is cut.
_SHOWN = 10


def _of_list(name: str) -> Check:
    def check(judged: str, key: str, std: Standard) -> Fault | None:
        problem = check_format(name, judged, key=key, version=std)
        if problem is None or problem.kind == "space":
            return None
        if name == "mod_base" and problem.suggestion is None:
            problem = replace(problem, suggestion=_abbreviation(judged, std))
        return _fault(problem, judged, std.qualifiers(protein=False)[name].values)

    return check


def _abbreviation(name: str, std: Standard) -> str | None:
    """The abbreviation of Table 2 for a name that stands in its place."""
    wanted = name.strip().lower()
    return next((a for a, full in std.modified_nucleotides.items() if full.lower() == wanted), None)


def _listed(values: frozenset[str]) -> str:
    """The values, or the first of them and how many there are more."""
    shown = sorted(values, key=lambda v: (v == "other", v.lower()))
    more = len(shown) - _SHOWN
    return ", ".join(shown) if more <= 2 else ", ".join(shown[:_SHOWN]) + f" and {more} more"


def _fault(problem: FormatProblem, value: str, values: frozenset[str]) -> Fault:
    meant = problem.suggestion
    if problem.kind in ("case", "unlisted", "not-listed"):
        near = meant or nearest(value, values, "")
        expected = near or _listed(values)
    else:
        expected = problem.expected
    # Case tells nothing in a list of words; any other suggestion is a guess.
    fix = Fix(f"Write {meant}", (Edit("value", meant),), safe=problem.kind == "case") if meant else None
    return fault(value, expected=expected, fix=fix)


def _declare(code: str, name: str, kind: Literal["closed", "open"], *, paragraph: str, basis: Basis) -> None:
    closed = kind == "closed"
    rule(
        code,
        f"{name.replace('_', '-').lower()}-value",
        Severity.ERROR if closed else Severity.WARNING,
        paragraph=paragraph,
        basis=basis,
        element="INSDQualifier_value",
        qualifiers=(name,),
        moltypes=("DNA", "RNA"),
        message=f"{{value}} is no value of {name} here; expected: {{expected}}."
        if closed
        else f"{{value}} is not among the known values of {name}, such as {{expected}}.",
        mend=f"Use a value that Annex I lists for {name}."
        if closed
        else f"Use a value that Annex I lists for {name}, if this one is not in its current version.",
    )(_of_list(name))


for _code, _name in (
    ("Q102", "codon_start"),
    ("Q105", "direction"),
    ("Q108", "mobile_element_type"),
    ("Q115", "pseudogene"),
    ("Q116", "recombination_class"),
    ("Q122", "satellite"),
):
    _declare(_code, _name, "closed", paragraph="Annex I.6", basis="insdc")

_declare("Q109", "mod_base", "closed", paragraph="17", basis="confirmed")

for _code, _name in (
    ("Q111", "ncRNA_class"),
    ("Q113", "organelle"),
    ("Q117", "regulatory_class"),
    ("Q119", "rpt_type"),
    ("Q125", "exception"),
):
    _declare(_code, _name, "open", paragraph="Annex I.6", basis="insdc")
