"""What a rule is: a pure function, its declaration, the faults it returns and the fixes it offers.

A rule's parameter list says what it reads (see :mod:`seqtool.rules.values` for
the names). The engine hands it exactly those values; where one of them is
absent, the rule is not asked. A rule returns ``None``, one :class:`Fault` or a
list of them; it never yields and never raises.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal

import msgspec

from seqtool.errors import SeqtoolError
from seqtool.model import Qualifier


class Severity(StrEnum):
    """error = the standard says must; warning = should, or an office would ask; info = worth a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


#: How sure we are of the paragraph a rule stands on. ``recalled`` never gives an error.
Basis = Literal["confirmed", "insdc", "inferred", "recalled", "office", "ours"]

#: The areas of rule codes (first letter).
AREAS: Mapping[str, str] = {
    "X": "file and structure",
    "G": "general information",
    "S": "sequence",
    "R": "residues",
    "F": "feature",
    "L": "location",
    "Q": "qualifier",
    "C": "coding sequence",
    "O": "organism",
    "T": "free text and languages",
    "D": "duplicates and links across sequences",
}


class Edit(msgspec.Struct, frozen=True):
    """One change of one field, relative to the fault's target unless told otherwise.

    ``field`` is one of
    - qualifier: ``name``, ``value``, ``non_english``, ``id``, ``qualifier`` (value ``None`` removes it);
    - feature: ``key``, ``location``, ``feature`` (value ``None`` removes it), ``add_qualifier`` (value is
      ``name=value``);
    - sequence: ``molecule_type``, ``residues``, ``number``, ``length``, ``division``, ``other_seqids`` (``None``),
      ``features`` (``None``: the whole feature table);
    - general information: ``general.<field>`` or dotted, ``general.applicant.latin``, ``general.titles.0.text``;
    - the file: ``file`` (writing the listing anew mends it), ``total``, ``dtd_version``.
    ``value`` ``None`` removes the element. ``feature`` and ``qualifier`` are 0-based.
    """

    field: str
    value: str | None
    feature: int | None = None
    qualifier: int | None = None


class Fix(msgspec.Struct, frozen=True):
    """A mend that a rule offers: *safe* (changes nothing that is disclosed) or to be confirmed."""

    label: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule found. The engine adds rule and target; only narrower places are said here.

    ``feature`` and ``qualifier`` are 0-based indices; ``position`` is the 1-based
    position of a sequence in the listing (gather rules only). ``element`` is the
    XML element or attribute at fault where it is not the rule's own.
    """

    value: str | None = None
    args: Mapping[str, str | int] = {}
    element: str | None = None
    feature: int | None = None
    qualifier: int | None = None
    position: int | None = None
    line: int | None = None
    column: int | None = None
    fix: Fix | None = None


def fault(
    value: str | None = None,
    *,
    element: str | None = None,
    feature: int | None = None,
    qualifier: int | None = None,
    position: int | None = None,
    fix: Fix | None = None,
    **args: str | int,
) -> Fault:
    """A fault; further keywords are arguments of the rule's message."""
    return Fault(
        value=value,
        args=args,
        element=element,
        feature=feature,
        qualifier=qualifier,
        position=position,
        fix=fix,
    )


def nth(element: str, index: int) -> str:
    """The name of a repeated element of the general information part, so that its line is found: ``InventionTitle[2]``.

    ``index`` is 0-based; reports show the name without the number.
    """
    return f"{element}[{index + 1}]" if index else element


Verdict = Fault | list[Fault] | None
Check = Callable[..., Verdict]
#: Of a qualifier's name, value and non-English value: whether a rule surely has nothing to say.
QuickRule = Callable[[str, str, str | None], bool]
#: Of the same: what a fact tells, or None.
QuickFact = Callable[[str, str, str | None], Any]
#: Of the qualifiers of a feature and the index of one: what a fact tells, or None.
QuickFactAmong = Callable[[tuple[Qualifier, ...], int], Any]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """The declaration of one rule, all in one place."""

    code: str
    name: str
    severity: Severity
    paragraph: str | None
    basis: Basis
    #: Template with ``{value}`` and the fault's arguments: what is wrong, where, the limit.
    message: str
    #: Template: what to do.
    mend: str
    #: The XML element or attribute that the rule is about.
    element: str | None
    keys: frozenset[str]
    qualifiers: frozenset[str]
    moltypes: frozenset[str]
    #: Off unless a profile turns it on (office rules).
    optional: bool
    #: Part of the level *formality* (file, XML, DTD).
    formality: bool
    #: Names of the values it reads, in the order of its parameters.
    reads: tuple[str, ...]
    check: Check | None
    module: str
    #: See :func:`rule`.
    quick: QuickRule | None = None

    @property
    def area(self) -> str:
        """The area's name, from the letter of the code."""
        return AREAS[self.code[0]]


_RULES: dict[str, Rule] = {}
#: Codes that were used once and never mean anything else: code → what became of it.
RETIRED: dict[str, str] = {}


def _register(rule: Rule) -> None:
    if rule.code in _RULES and _RULES[rule.code].module != rule.module:
        raise SeqtoolError(
            f"Two rules have the code {rule.code}: {_RULES[rule.code].module} and {rule.module}."
        )
    clash = next((r for r in _RULES.values() if r.name == rule.name and r.code != rule.code), None)
    if clash:
        raise SeqtoolError(f"Two rules have the name {rule.name}: {clash.code} and {rule.code}.")
    if rule.code[0] not in AREAS or not (rule.code[1:].isdigit() and len(rule.code) == 4):
        raise SeqtoolError(f"{rule.code} is no rule code: one letter of the area and three digits.")
    if rule.basis == "recalled" and rule.severity is Severity.ERROR:
        raise SeqtoolError(f"{rule.code} rests on a recalled paragraph and may be a warning at most.")
    _RULES[rule.code] = rule


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    paragraph: str | None,
    message: str,
    mend: str,
    basis: Basis = "confirmed",
    element: str | None = None,
    keys: Iterable[str] = (),
    qualifiers: Iterable[str] = (),
    moltypes: Iterable[str] = (),
    optional: bool = False,
    formality: bool = False,
    quick: QuickRule | None = None,
) -> Callable[[Check], Check]:
    """Declare the function below as a rule.

    ``keys``, ``qualifiers`` and ``moltypes`` narrow where it is asked: features
    with one of these keys, (in a qualifier rule) qualifiers with one of these
    names, (in a feature rule) features having at least one of them, sequences of
    these molecule types. ``quick`` spares a rule that is asked for each qualifier
    alone: where the value is plain text and it says True, the rule has nothing to say.
    """

    def declare(check: Check) -> Check:
        _register(
            Rule(
                code=code,
                name=name,
                severity=severity,
                paragraph=paragraph,
                basis=basis,
                message=message,
                mend=mend,
                element=element,
                keys=frozenset(keys),
                qualifiers=frozenset(qualifiers),
                moltypes=frozenset(moltypes),
                optional=optional,
                formality=formality,
                reads=tuple(inspect.signature(check).parameters),
                check=check,
                module=check.__module__,
                quick=quick,
            )
        )
        return check

    return declare


def detected(
    code: str,
    name: str,
    severity: Severity,
    *,
    paragraph: str | None,
    message: str,
    mend: str,
    basis: Basis = "confirmed",
    element: str | None = None,
    optional: bool = False,
    formality: bool = True,
) -> str:
    """Declare a rule whose faults the reader itself finds (bytes and structure); gives the code back."""
    _register(
        Rule(
            code=code,
            name=name,
            severity=severity,
            paragraph=paragraph,
            basis=basis,
            message=message,
            mend=mend,
            element=element,
            keys=frozenset(),
            qualifiers=frozenset(),
            moltypes=frozenset(),
            optional=optional,
            formality=formality,
            reads=(),
            check=None,
            module=name,
        )
    )
    return code


def registered() -> Mapping[str, Rule]:
    """All rules registered so far, by code (see :func:`seqtool.rules.catalogue` for all)."""
    return _RULES


def as_faults(verdict: Any) -> tuple[Fault, ...]:
    """A rule's verdict as a tuple of faults."""
    if verdict is None:
        return ()
    if isinstance(verdict, Fault):
        return (verdict,)
    return tuple(verdict)


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The declaration of a fact: what one sequence, feature or qualifier tells a ledger."""

    ledger: str
    keys: frozenset[str]
    qualifiers: frozenset[str]
    moltypes: frozenset[str]
    reads: tuple[str, ...]
    check: Callable[..., Any]
    module: str
    #: See :func:`fact`.
    quick: QuickFact | None = None
    among: QuickFactAmong | None = None


_FACTS: list[Fact] = []


def fact(
    ledger: str,
    *,
    keys: Iterable[str] = (),
    qualifiers: Iterable[str] = (),
    moltypes: Iterable[str] = (),
    quick: QuickFact | None = None,
    among: QuickFactAmong | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the function below as a source of facts for a ledger.

    It reads named values like a rule and gives ``None`` or one payload: small,
    immutable, picklable. ``quick`` (for a fact of each qualifier alone) and
    ``among`` (of a qualifier among the others) give the same without a context,
    where all values are plain text.
    """

    def declare(check: Callable[..., Any]) -> Callable[..., Any]:
        _FACTS.append(
            Fact(
                ledger=ledger,
                keys=frozenset(keys),
                qualifiers=frozenset(qualifiers),
                moltypes=frozenset(moltypes),
                reads=tuple(inspect.signature(check).parameters),
                check=check,
                module=check.__module__,
                quick=quick,
                among=among,
            )
        )
        return check

    return declare


def facts() -> list[Fact]:
    """All facts registered so far."""
    return _FACTS
