"""One rule for each structured value format of Annex I Section 6 (paragraphs 72 and 73).

The formats themselves are in :mod:`seqtool.spec.formats`; here stands which of them are judged, and how severely.
Formats of coding sequences (translation, protein_id, transl_table, transl_except) are judged in area C.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from seqtool.rules import vocabulary_features  # noqa: F401  declares judged
from seqtool.rules.core import Basis, Check, Fault, Severity, rule
from seqtool.rules.listed_keys import keys_with
from seqtool.rules.qualifiers.problems import DOUBTFUL, form_fault
from seqtool.spec import Standard
from seqtool.spec.formats import check_format

_NUCLEOTIDES = ("DNA", "RNA")
_MESSAGE = "The {name} value {{value}} is wrong from character {{at}} on: expected {{expected}}."


def _declare(
    code: str,
    name: str,
    severity: Severity,
    meant: str,
    basis: Basis,
    *,
    paragraph: str = "Annex I.6",
    bounded: bool = False,
) -> Callable[[Check], Check]:
    """The rule of one qualifier; ``bounded`` where positions in the value are held against the length."""
    return rule(
        code,
        f"{name.replace('_', '-').lower()}-value",
        severity,
        paragraph=paragraph,
        basis=basis,
        element="INSDQualifier_value",
        # What reads the length is asked anew for each sequence: narrowed as far as it goes.
        keys=keys_with(name) if bounded else (),
        qualifiers=(name,),
        moltypes=_NUCLEOTIDES,
        message=_MESSAGE.format(name=name),
        mend=f"Write {meant}.",
    )


def _plain(name: str, *, doubtful: bool) -> Check:
    def check(judged: str, key: str, std: Standard) -> Fault | None:
        return form_fault(check_format(name, judged, key=key, version=std), judged, doubtful=doubtful)

    return check


def _bounded(name: str) -> Check:
    def check(judged: str, key: str, length: int, std: Standard) -> Fault | None:
        problem = check_format(name, judged, key=key, length=length, version=std)
        return form_fault(problem, judged, doubtful=False)

    return check


_E, _W = Severity.ERROR, Severity.WARNING

for _code, _name, _meant in (
    (
        "Q101",
        "anticodon",
        "(pos:LOCATION,aa:AMINO_ACID,seq:NUCLEOTIDES), such as (pos:34..36,aa:Phe,seq:aaa)",
    ),
    ("Q120", "rpt_unit_range", "the first and last position of one repeat unit, such as 202..245"),
    ("Q124", "tag_peptide", "the first and last position of the tag, such as 90..122"),
):
    _declare(_code, _name, _E, _meant, "insdc", bounded=True)(_bounded(_name))

for _code, _name, _meant in (
    ("Q104", "compare", "accession and version of a public entry, such as AJ634337.1"),
    ("Q106", "EC_number", "four numbers, the last ones may be hyphens, such as 1.1.2.4 or 1.1.2.-"),
    ("Q107", "lat_lon", "degrees of latitude and longitude, such as 47.94 N 28.12 W"),
    ("Q112", "number", "one word of letters and digits, such as 4 or 6B"),
    ("Q114", "PCR_primers", "the primers in order, such as fwd_seq: acgtacgtac, rev_seq: ttgacctgaa"),
):
    _declare(_code, _name, _E, _meant, "insdc")(_plain(_name, doubtful=False))

_declare("Q103", "collection_date", _W, "the date as 1952, 1952-10 or 1952-10-21", "recalled")(
    _plain("collection_date", doubtful=True)
)
_declare("Q121", "rpt_unit_seq", _W, "the nucleotides of one unit, also with counts as ag(5)tg(8)", "insdc")(
    _plain("rpt_unit_seq", doubtful=True)
)
_declare(
    "Q118",
    "replace",
    _E,
    "symbols of Table 1 in lower case, or nothing for a deletion",
    "confirmed",
    paragraph="97",
)(_plain("replace", doubtful=False))

#: Their faults are errors, so that their doubtful forms need a rule that warns.
_STRICT = ("PCR_primers", "compare", "number", "tag_peptide")


@rule(
    "Q160",
    "value-form-doubtful",
    Severity.WARNING,
    paragraph="73",
    basis="insdc",
    element="INSDQualifier_value",
    qualifiers=_STRICT,
    moltypes=_NUCLEOTIDES,
    message="The {name} value {value} is doubtful from character {at} on: expected {expected}.",
    mend="Use the form that Annex I gives, if the value can be written so.",
)
def value_form_doubtful(judged: str, name: str, key: str, std: Standard) -> Fault | None:
    """Forms that INSDC has and the standard has not, or that are not the usual notation."""
    problem = check_format(name, judged, key=key, version=std)
    if problem is None or problem.kind not in DOUBTFUL:
        return None
    made = form_fault(problem, judged)
    return None if made is None else msgspec.structs.replace(made, args={**made.args, "name": name})
