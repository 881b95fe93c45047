"""Use case: look rules up, by code, name, area, paragraph or word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

import msgspec

from seqtool.errors import UsageError
from seqtool.rules import RETIRED, Rule, catalogue
from seqtool.rules.core import AREAS
from seqtool.rules.profiles import names, profile
from seqtool.spec import standard, tables

#: What the bases of a rule mean, for people.
BASES = {
    "confirmed": "a source that restates the standard says so",
    "insdc": "from the feature table of INSDC, which Annex I takes up",
    "inferred": "follows from other paragraphs",
    "recalled": "not confirmed by a source, therefore never an error",
    "office": "a demand of offices, beyond the standard",
    "ours": "a check of seqtool, beyond the standard",
}


class RuleRow(msgspec.Struct, frozen=True):
    """One line of the table of rules."""

    code: str
    name: str
    area: str
    severity: str
    paragraph: str | None
    basis: str
    on: bool
    formality: bool
    message: str
    mend: str


def rows(profile_name: str = "wipo", area: str | None = None, search: str | None = None) -> list[RuleRow]:
    """The rules as a profile sees them, by code.

    ``area`` is the letter or a part of the name of an area; ``search`` is a word
    of code, name, message or mend.

    Raises:
        UsageError: there is no such profile or area.
    """
    chosen = profile(profile_name)
    active = {rule.code for rule in chosen.rules()}
    letters = area_letters(area)
    word = (search or "").casefold()
    return [
        RuleRow(
            code=rule.code,
            name=rule.name,
            area=rule.area,
            severity=str(chosen.severity_of(rule)),
            paragraph=rule.paragraph,
            basis=rule.basis,
            on=rule.code in active,
            formality=rule.formality,
            message=rule.message,
            mend=rule.mend,
        )
        for rule in catalogue().values()
        if rule.code[0] in letters and word in _searched(rule)
    ]


def area_letters(area: str | None) -> frozenset[str]:
    """The first letters of the codes of an area; all where none is named."""
    if area is None:
        return frozenset(AREAS)
    found = {k for k, name in AREAS.items() if area.upper() == k}
    found = found or {k for k, name in AREAS.items() if area.casefold() in name.casefold()}
    if not found:
        listed = "; ".join(f"{letter} {name}" for letter, name in AREAS.items())
        raise UsageError(f"There is no area {area!r}. Areas: {listed}.")
    return frozenset(found)


def _searched(rule: Rule) -> str:
    return " ".join((rule.code, rule.name, rule.message, rule.mend, rule.element or "")).casefold()


def find(word: str) -> Rule:
    """The rule of this code or name.

    Raises:
        UsageError: there is none; the text names the nearest.
    """
    known = catalogue()
    if word.upper() in known:
        return known[word.upper()]
    by_name = {rule.name: rule for rule in known.values()}
    if word.lower() in by_name:
        return by_name[word.lower()]
    if word.upper() in RETIRED:
        raise UsageError(f"The code {word.upper()} is no longer used: {RETIRED[word.upper()]}")
    near = get_close_matches(word.lower(), by_name, n=3, cutoff=0.5) if len(word) <= 60 else []
    near_codes = [by_name[name].code for name in near] or get_close_matches(
        word.upper()[:8], known, n=3, cutoff=0.5
    )
    hint = f" Nearest: {', '.join(f'{c} {known[c].name}' for c in near_codes)}." if near_codes else ""
    raise UsageError(f"There is no rule {word!r}.{hint} “seqtool rules” lists all.")


_PART = re.compile(r"(Annex [IVX]+(?:\.[0-9]+)?|[0-9]+(?:\([a-z]\))?)", re.ASCII)


def paragraphs_of(rule: Rule) -> list[str]:
    """The paragraphs that a rule names, as the table of paragraphs numbers them."""
    return _PART.findall(rule.paragraph or "")


@lru_cache(maxsize=1)
def also_checked() -> Mapping[str, tuple[str, ...]]:
    """Paragraph → codes of the rules that serve it besides those that name it."""
    return {row[0]: tuple(row[1].split(" ")) for row in tables.read("paragraph rules", "also_checked.tsv")}


def within(part: str, number: str) -> bool:
    """Whether a paragraph is this one or a part of it: 66(c) is within 66, Annex I.6 within Annex I."""
    return part == number or part.startswith((f"{number}(", f"{number}."))


def of_paragraph(number: str) -> list[Rule]:
    """The rules of a paragraph and its parts, by code.

    Raises:
        UsageError: the standard has no such paragraph.
    """
    number = canonical_paragraph(number)
    also = {code for part, codes in also_checked().items() if within(part, number) for code in codes}
    return [
        rule
        for code, rule in catalogue().items()
        if code in also or any(within(part, number) for part in paragraphs_of(rule))
    ]


def canonical_paragraph(number: str) -> str:
    """The number as the table of paragraphs writes it (``annex i.6`` is ``Annex I.6``).

    Raises:
        UsageError: the standard has no such paragraph.
    """
    known = {n.casefold(): n for n in standard().paragraphs}
    found = known.get(" ".join(number.split()).casefold())
    if found is None:
        raise UsageError(
            f"The standard has no paragraph {number!r}. Paragraphs run from 1 to 100, with parts such as "
            "40(b), and the annexes are written Annex I.6."
        )
    return found


def profile_changes(rule: Rule) -> Iterator[tuple[str, str]]:
    """Profiles under which a rule differs from its own declaration: (profile, what it is there)."""
    usual = "off" if rule.optional else str(rule.severity)
    for name in names():
        chosen = profile(name)
        off = rule.code in chosen.off or (rule.optional and rule.code not in chosen.on)
        here = "off" if off else str(chosen.severity_of(rule))
        if here != usual:
            yield name, here
