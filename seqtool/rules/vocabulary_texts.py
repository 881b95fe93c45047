"""Values for the rules about free text: absent wherever a text is plain, so that those rules cost nothing.

They are values of the feature, not of each qualifier: one look at a feature is enough to say that none of
the rules need be asked.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from seqtool.rules.values import ABSENT, Context, Scope, value
from seqtool.rules.vocabulary import canonical_qid
from seqtool.rules.wording import is_blank
from seqtool.spec import QualifierSpec

#: Longest free text in characters (paragraph 86).
LONGEST = 1000


class Text(NamedTuple):
    """A text of a qualifier: 0-based index, name meant, text, and the entry of Annex I (None: it has none)."""

    qualifier: int
    name: str
    text: str
    spec: QualifierSpec | None = None


def plain(text: str) -> bool:
    """Whether no rule about wording has anything to say of an English value."""
    return (
        len(text) <= LONGEST
        and text.isascii()
        and text.isprintable()
        and text[:1] != " "
        and text[-1:] != " "
        and "  " not in text
        and "???" not in text
        and "&" not in text
    )


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def odd_texts(c: Context) -> Any:
    """Each INSDQualifier_value that is long or has a blank or character worth a look; absent without any."""
    for q in c.feature.qualifiers:
        if q.value is not None and not plain(q.value):
            break
    else:
        return ABSENT
    found = tuple(
        Text(index, name, q.value)
        for index, (name, q) in enumerate(zip(c.names, c.feature.qualifiers, strict=True))
        if q.value is not None and not plain(q.value) and not is_blank(q.value)
    )
    return found or ABSENT


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def other_texts(c: Context) -> Any:
    """Each NonEnglishQualifier_value that is there, blank or not; absent without any."""
    for q in c.feature.qualifiers:
        if q.non_english is not None:
            break
    else:
        return ABSENT
    specs = {} if c.moltype is ABSENT else c.std.qualifiers(c.protein)
    return tuple(
        Text(index, name, q.non_english, specs.get(name))
        for index, (name, q) in enumerate(zip(c.names, c.feature.qualifiers, strict=True))
        if q.non_english is not None
    )


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def translations(c: Context) -> Any:
    """The ``other_texts`` that hold something; absent without any."""
    if c.other_texts is ABSENT:
        return ABSENT
    return tuple(other for other in c.other_texts if not is_blank(other.text)) or ABSENT


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def odd_translations(c: Context) -> Any:
    """The ``translations`` that are not plain Basic Latin; absent without any."""
    if c.translations is ABSENT:
        return ABSENT
    return tuple(other for other in c.translations if not plain(other.text)) or ABSENT


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def blank_translations(c: Context) -> Any:
    """The ``other_texts`` that are blank; absent without any."""
    if c.other_texts is ABSENT:
        return ABSENT
    return tuple(other for other in c.other_texts if is_blank(other.text)) or ABSENT


@value(Scope.FEATURE, "names", "mask", "moltype", rare=True)
def spoken_names(c: Context) -> Any:
    """Index, name meant and QualifierSpec (or None) of each qualifier with NonEnglishQualifier_value; absent without."""
    specs = {} if c.moltype is ABSENT else c.std.qualifiers(c.protein)
    found = tuple(
        (index, name, specs.get(name))
        for index, (name, q) in enumerate(zip(c.names, c.feature.qualifiers, strict=True))
        if q.non_english is not None
    )
    return found or ABSENT


@value(Scope.QUALIFIER, "own", rare=True)
def untranslated(c: Context) -> Any:
    """INSDQualifier_value without a non-English one beside it; absent otherwise."""
    q = c.qualifier
    return ABSENT if q.value is None or q.non_english is not None else q.value


#: A run of nucleotides in prose: long enough to be no word.
IN_PROSE = re.compile(r"(?<![A-Za-z])(?:[acgtu]{12,}|[ACGTU]{12,})(?![A-Za-z])")


@value(Scope.QUALIFIER, "own", rare=True)
def spelled(c: Context) -> Any:
    """Runs of nucleotides in INSDQualifier_value; absent without any."""
    text = c.qualifier.value
    return ABSENT if text is None or len(text) < 12 else tuple(IN_PROSE.findall(text)) or ABSENT


def may_cite(text: str | None) -> bool:
    """Whether a text could name a SEQ ID NO."""
    return text is not None and len(text) > 6 and ("seq" in text or "SEQ" in text or "Seq" in text)


@value(Scope.QUALIFIER, "own", rare=True)
def citing(c: Context) -> Any:
    """The qualifier where one of its values could name a SEQ ID NO; absent otherwise."""
    q = c.qualifier
    return q if may_cite(q.value) or may_cite(q.non_english) else ABSENT


@value(Scope.FEATURE, "ids", "qualifiers", "moltype")
def given_ids(c: Context) -> Any:
    """Each attribute id that is there; absent without any."""
    specs = {} if c.moltype is ABSENT else c.std.qualifiers(c.protein)
    found = tuple(
        Text(index, name, q.id, specs.get(name))
        for index, (name, q) in enumerate(zip(c.names, c.feature.qualifiers, strict=True))
        if q.id is not None
    )
    return found or ABSENT


@value(Scope.FEATURE, "ids", "qualifiers", "moltype", rare=True)
def misplaced_ids(c: Context) -> Any:
    """The ``given_ids`` of qualifiers that are not language-dependent; absent without any."""
    if c.given_ids is ABSENT:
        return ABSENT
    return tuple(g for g in c.given_ids if g.spec is not None and not g.spec.language_dependent) or ABSENT


@value(Scope.FEATURE, "ids", "qualifiers", "moltype", rare=True)
def odd_ids(c: Context) -> Any:
    """The ``given_ids`` that are not q and a positive integer without leading zeros; absent without any."""
    if c.given_ids is ABSENT:
        return ABSENT
    return tuple(given for given in c.given_ids if not canonical_qid(given.text)) or ABSENT
