"""Which rules are asked for what, worked out once: the compiled plan.

Rules of features and qualifiers fall into classes by what they read:

- *quals*: only molecule type, key and qualifier values. Remembered per exact set of these.
- *place*: only molecule type, key, location text and length. Remembered likewise.
- *direct*: anything else (residues, other features). Asked every time.
- *ids*: the id attribute. Asked only where an id is there.

A verdict remembered is what the rule said of the same values before, so naive
evaluation, plan and incremental checking agree; a naive engine in the tests holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from seqtool.errors import SeqtoolError
from seqtool.rules import ledgers
from seqtool.rules.core import Fact, Rule
from seqtool.rules.values import PLACE, QUALS, Scope, named


class Asked(NamedTuple):
    """A rule or fact bound to the way its arguments are fetched (a tuple per call)."""

    subject: Rule | Fact
    check: Callable[..., Any]
    fetch: Callable[[Any], tuple[Any, ...]]
    scope: Scope


class FeaturePlan(NamedTuple):
    """What is asked of features with one key in sequences of one molecule type, by class."""

    quals: tuple[Asked, ...]
    place: tuple[Asked, ...]
    direct: tuple[Asked, ...]
    ids: tuple[Asked, ...]


def fetcher(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that takes the named values from a context as a tuple."""
    if not names:
        return lambda _context: ()
    getter = attrgetter(*names)
    if len(names) == 1:
        return lambda context: (getter(context),)
    return getter


def scope_of(subject: Rule | Fact) -> Scope | None:
    """The innermost scope that a rule names; ``None`` for a gather rule (it names a ledger)."""
    known = ledgers.ledger_classes()
    scope = Scope.LISTING
    gathers = False
    for name in subject.reads:
        declared = named(name)
        if declared is not None:
            scope = max(scope, declared.scope)
        elif name in known:
            gathers = True
        else:
            raise SeqtoolError(f"{_label(subject)} names {name}, which is no value and no ledger.")
    if gathers and scope is not Scope.LISTING:
        raise SeqtoolError(f"{_label(subject)} names a ledger beside values of one sequence.")
    return None if gathers else scope


def _label(subject: Rule | Fact) -> str:
    return f"Rule {subject.code}" if isinstance(subject, Rule) else f"A fact of {subject.module}"


def primitives(subject: Rule | Fact) -> frozenset[str]:
    """Primitive inputs that a rule's verdict depends on."""
    reads: frozenset[str] = frozenset()
    for name in subject.reads:
        declared = named(name)
        if declared is not None:
            reads |= declared.reads
    return reads


class Plan:
    """Rules and facts sorted by scope and class, for one selection of rules."""

    def __init__(self, rules: Iterable[Rule], facts: Iterable[Fact]) -> None:
        self.rules = tuple(rules)
        self.listing: list[Asked] = []
        self.gather: list[Asked] = []
        self.sequence: list[Asked] = []
        self._inner: list[tuple[str, Asked]] = []
        self._by_shape: dict[tuple[str, str], FeaturePlan] = {}
        subjects: list[Rule | Fact] = [*self.rules, *facts]
        for subject in subjects:
            check = subject.check
            if check is None:
                continue  # the reader finds these
            scope = scope_of(subject)
            asked = Asked(subject, check, fetcher(subject.reads), scope or Scope.LISTING)
            if scope is None:
                self.gather.append(asked)
            elif scope is Scope.LISTING:
                self.listing.append(asked)
            elif scope is Scope.SEQUENCE:
                self.sequence.append(asked)
            else:
                self._inner.append((_tier(primitives(subject)), asked))

    def features(self, moltype: str, key: str) -> FeaturePlan:
        """The plan for features with this key meant; ``moltype`` is empty where unknown."""
        shape = (moltype, key)
        found = self._by_shape.get(shape)
        if found is None:
            if len(self._by_shape) > 4096:
                self._by_shape.clear()
            tiers: dict[str, list[Asked]] = {"quals": [], "place": [], "direct": [], "ids": []}
            for tier, asked in self._inner:
                subject = asked.subject
                if subject.moltypes and moltype not in subject.moltypes:
                    continue
                if subject.keys and key not in subject.keys:
                    continue
                tiers[tier].append(asked)
            found = FeaturePlan(**{tier: tuple(asked) for tier, asked in tiers.items()})
            self._by_shape[shape] = found
        return found


def _tier(reads: frozenset[str]) -> str:
    if "ids" in reads:
        return "ids"
    if reads <= QUALS:
        return "quals"
    return "place" if reads <= PLACE else "direct"
