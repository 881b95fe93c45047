"""The attribute id of qualifiers (paragraphs 76 and 87(d))."""

from __future__ import annotations

import re

from seqtool.rules.core import Edit, Fault, Fix, Severity, fact, fault, rule
from seqtool.rules.ledgers_texts import Ids
from seqtool.rules.vocabulary import canonical_qid
from seqtool.spec import QualifierSpec

_ZEROS = re.compile(r"q0+[1-9][0-9]*", re.ASCII)
#: Digits of a number that the ledger keeps as a number.
_DIGITS = 18


@rule(
    "T030",
    "id-malformed",
    Severity.ERROR,
    paragraph="87(d)",
    element="id",
    message="The id {value} is not the letter q and a positive integer.",
    mend="Write q and a number that no other qualifier has, or leave the id out.",
)
def id_malformed(odd_qid: str) -> Fault | None:
    """An id is q and a positive integer; gaps in the numbering are lawful."""
    if _ZEROS.fullmatch(odd_qid):
        return None
    return fault(odd_qid, fix=Fix("Remove the id", (Edit("id", None),)))


@rule(
    "T031",
    "id-leading-zeros",
    Severity.WARNING,
    paragraph="87(d)",
    basis="inferred",
    element="id",
    message="The number of the id {value} begins with a zero.",
    mend="Write {plain} if no other qualifier has that id.",
)
def id_leading_zeros(odd_qid: str) -> Fault | None:
    """Q01 is a positive integer in an unusual form."""
    if not _ZEROS.fullmatch(odd_qid):
        return None
    plain = f"q{odd_qid[1:].lstrip('0')}"
    return fault(odd_qid, plain=plain, fix=Fix(f"Write {plain}", (Edit("id", plain),)))


@rule(
    "T032",
    "id-not-language-dependent",
    Severity.WARNING,
    paragraph="87(d)",
    element="id",
    message="{of} is not language-dependent and needs no id.",
    mend="Leave the id out.",
)
def id_not_language_dependent(qid: str, qualifier_spec: QualifierSpec) -> Fault | None:
    """Ids are for the qualifiers of Tables 5 and 6."""
    if qualifier_spec.language_dependent:
        return None
    return fault(qid, of=qualifier_spec.name, fix=Fix("Remove the id", (Edit("id", None),)))


@fact("ids")
def used_id(qid: str) -> int | str | None:
    """The number of a well-formed id; the text of one that is well-formed but for its length or zeros."""
    if canonical_qid(qid):
        return int(qid[1:]) if len(qid) <= _DIGITS else qid
    return qid if _ZEROS.fullmatch(qid) else None


@rule(
    "T033",
    "id-repeated",
    Severity.ERROR,
    paragraph="87(d)",
    element="id",
    message="The id {value} was used before.",
    mend="Give this qualifier an id of its own, for instance {free}; leave the first one as it is.",
)
def id_repeated(ids: Ids) -> list[Fault]:
    """An id is unique in the file; only the later one is to be changed, for ids tell versions apart."""
    repeated = ids.repeated()
    if not repeated:
        return []
    return [
        fault(
            text,
            position=spot.position,
            feature=spot.feature,
            qualifier=spot.qualifier,
            free=f"q{number}",
            fix=Fix(f"Give it the id q{number}", (Edit("id", f"q{number}"),)),
        )
        for number, (text, spot) in enumerate(repeated, ids.highest + 1)
    ]
