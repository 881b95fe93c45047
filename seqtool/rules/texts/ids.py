"""The attribute id of qualifiers (paragraphs 76 and 87(d))."""

from __future__ import annotations

import re

from seqtool.model import Qualifier
from seqtool.rules.core import Edit, Fault, Fix, Severity, fact, fault, rule
from seqtool.rules.ledgers_texts import Ids
from seqtool.rules.values import screen
from seqtool.rules.vocabulary import canonical_qid
from seqtool.rules.vocabulary_texts import Text

_ZEROS = re.compile(r"q0+[1-9][0-9]*", re.ASCII)
#: Digits of a number that the ledger keeps as a number.
_DIGITS = 18
_REMOVE = Fix("Remove the id", (Edit("id", None),))


@rule(
    "T030",
    "id-malformed",
    Severity.ERROR,
    paragraph="87(d)",
    element="id",
    message="The id {value} is not the letter q and a positive integer.",
    mend="Write q and a number that no other qualifier has, or leave the id out.",
)
def id_malformed(odd_ids: tuple[Text, ...]) -> list[Fault]:
    """An id is q and a positive integer; gaps in the numbering are lawful."""
    return [
        fault(t.text, qualifier=t.qualifier, fix=_REMOVE) for t in odd_ids if not _ZEROS.fullmatch(t.text)
    ]


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
def id_leading_zeros(odd_ids: tuple[Text, ...]) -> list[Fault]:
    """A positive integer in an unusual form: q01."""
    found = []
    for t in odd_ids:
        if _ZEROS.fullmatch(t.text):
            plain = f"q{t.text[1:].lstrip('0')}"
            fix = Fix(f"Write {plain}", (Edit("id", plain),))
            found.append(fault(t.text, qualifier=t.qualifier, plain=plain, fix=fix))
    return found


@rule(
    "T032",
    "id-not-language-dependent",
    Severity.WARNING,
    paragraph="87(d)",
    element="id",
    message="{of} is not language-dependent and needs no id.",
    mend="Leave the id out.",
)
def id_not_language_dependent(misplaced_ids: tuple[Text, ...]) -> list[Fault]:
    """Ids are for the qualifiers of Tables 5 and 6."""
    return [fault(t.text, qualifier=t.qualifier, of=t.name, fix=_REMOVE) for t in misplaced_ids]


@screen("ids", "odd_ids", "misplaced_ids", tells=("ids",))
def plain_ids(
    qualifiers: tuple[Qualifier, ...], may_have: tuple[bool, ...]
) -> tuple[tuple[int, int | str], ...] | None:
    """What qualifiers tell whose ids are all sound and where they may be; ``may_have`` says it of each."""
    found: list[tuple[int, int | str]] = []
    for index, (qualifier, may) in enumerate(zip(qualifiers, may_have, strict=True)):
        qid = qualifier.id
        if qid is None:
            continue
        if not (may and canonical_qid(qid)) or len(qid) > _DIGITS:
            return None
        found.append((index, int(qid[1:])))
    return tuple(found)


@fact("ids")
def used_ids(given_ids: tuple[Text, ...]) -> tuple[tuple[int, int | str], ...]:
    """Index and id of the qualifiers whose id is well-formed but perhaps for its zeros.

    An id is told by its number, or by its text where it has zeros or more digits than the ledger's numbers.
    """
    found: list[tuple[int, int | str]] = []
    for given in given_ids:
        text = given.text
        if canonical_qid(text):
            found.append((given.qualifier, int(text[1:]) if len(text) <= _DIGITS else text))
        elif _ZEROS.fullmatch(text):
            found.append((given.qualifier, text))
    return tuple(found)


@rule(
    "T033",
    "id-repeated",
    Severity.ERROR,
    paragraph="76",
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
