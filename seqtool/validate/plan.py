"""Which rules are asked for what, worked out once: the compiled plan.

Rules of features and qualifiers fall into tiers by what they read (the
primitive inputs of the values they name):

- *shape*: molecule type, key and names of the qualifiers. Remembered per shape.
- *single*: one qualifier's values. Remembered per qualifier content.
- *quals*: values of several qualifiers. Remembered per content of all of them.
- *place*: molecule type, key, location text and length. Remembered likewise.
- *direct*: anything else (residues, other features). Asked every time.
- *ids*: the id attribute. Asked only where an id is there.

A verdict remembered is what the rule said of the same values before, so naive
evaluation, plan and incremental checking agree; a naive engine in the tests
holds it to that. Within a tier, rules that name the same *rare* value (absent
in nearly every case) stand behind one gate and are passed over together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any, Final, NamedTuple

from seqtool.errors import SeqtoolError
from seqtool.model import Feature
from seqtool.rules import ledgers
from seqtool.rules.core import Fact, QuickFact, QuickFactAmong, QuickRule, Rule
from seqtool.rules.values import (
    ABSENT,
    PLACE,
    QUALS,
    SHAPE,
    SINGLE,
    Context,
    Scope,
    Screen,
    make,
    named,
    screens,
)

#: The rare value that a qualifier with a non-English value never has.
UNTRANSLATED: Final = "untranslated"
#: Plans remembered before the memory is emptied.
_SHAPES: Final = 4096


class Asked(NamedTuple):
    """A rule or fact bound to the way its arguments are fetched (a tuple per call)."""

    subject: Rule | Fact
    check: Callable[..., Any]
    fetch: Callable[[Any], tuple[Any, ...]]
    scope: Scope


class Gate(NamedTuple):
    """Rules asked only where a rare value is there (``None``: always)."""

    value: str | None
    asked: tuple[Asked, ...]


class Tier(NamedTuple):
    """What is asked of a feature, and of each of its qualifiers."""

    feature: tuple[Gate, ...]
    #: One tuple of gates per qualifier of the shape.
    qualifiers: tuple[tuple[Gate, ...], ...]
    #: Anything at all.
    some: bool
    #: Nothing but what the tier's quick look covers and what ``among`` tells.
    screened: bool
    #: Where the quick look says that nothing is odd: index of a qualifier, ledger, and what it is told.
    among: tuple[tuple[int, str, QuickFactAmong], ...] = ()
    #: Rare values that follow from the qualifiers alone: where all are absent, nothing is asked. Empty: no such rule.
    only_with: tuple[str, ...] = ()


class Gates(NamedTuple):
    """What is asked of one subject."""

    all: tuple[Gate, ...]
    #: What remains where the quick look says that nothing is odd.
    rest: tuple[Gate, ...]
    #: What remains of that where the quick forms of rules and facts answer.
    slow: tuple[Gate, ...] = ()
    #: What remains of that for a qualifier that has a non-English value.
    translated: tuple[Gate, ...] = ()
    rules: tuple[QuickRule, ...] = ()
    facts: tuple[tuple[str, QuickFact], ...] = ()


class ShapePlan(NamedTuple):
    """What is asked of features of one shape: molecule type, key meant, names meant."""

    shape: Tier
    #: Per qualifier: the tier *single*.
    single: tuple[Gates, ...]
    quals: Tier
    place: Tier
    direct: Tier
    ids: Tier
    #: Of each qualifier, whether it may have an id as far as is known.
    may_have_id: tuple[bool, ...]


def fetcher(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that takes the named values from a context as a tuple."""
    if not names:
        return lambda _context: ()
    getter = itemgetter(*names)
    if len(names) == 1:
        name = names[0]
        return lambda context: (context[name],)
    return getter


def scope_of(subject: Rule | Fact) -> Scope | None:
    """The innermost scope that a rule names; ``None`` for a gather rule (it names a ledger).

    Raises:
        SeqtoolError: it names what is no value and no ledger, or mixes both kinds.
    """
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
    """Rules and facts sorted by scope and tier, for one selection of rules and one listing."""

    def __init__(self, rules: Iterable[Rule], facts: Iterable[Fact], listing: Context) -> None:
        self.listing: list[Asked] = []
        self.gather: list[Asked] = []
        self._sequence: list[Asked] = []
        self.inner: list[tuple[str, Asked]] = []
        #: By molecule type, key and names as written.
        self.shapes: dict[tuple[str, str, tuple[str, ...]], ShapePlan] = {}
        subjects: list[Rule | Fact] = [*rules, *facts]
        for subject in subjects:
            check = subject.check
            if check is None:
                continue  # the reader finds these
            scope = scope_of(subject)
            asked = Asked(subject, check, fetcher(subject.reads), scope or Scope.LISTING)
            if _idle(subject, listing, Scope.LISTING):
                continue  # a value that the whole listing has not
            if scope is None:
                self.gather.append(asked)
            elif scope is Scope.LISTING:
                self.listing.append(asked)
            elif scope is Scope.SEQUENCE:
                self._sequence.append(asked)
            else:
                self.inner.append((_tier(primitives(subject), scope), asked))
        self._by_moltype: dict[str, Gates] = {}
        nothing = Screen(frozenset(), _never)
        self._screens = {
            tier: screens().get(tier, nothing)
            for tier in ("sequence", "place", "text", "texts", "coding", "ids")
        }
        self.plain_sequence = self._screens["sequence"].passes
        self.plain_place = self._screens["place"].passes
        self.plain_text = self._screens["text"].passes
        self.plain_coding = self._screens["coding"].passes
        self.plain_ids = self._screens["ids"].passes

    def sequence(self, moltype: str) -> Gates:
        """What is asked of a sequence of this molecule type (empty where unknown or skipped)."""
        found = self._by_moltype.get(moltype)
        if found is None:
            asked = [a for a in self._sequence if not a.subject.moltypes or moltype in a.subject.moltypes]
            found = self._split(_gates(asked), "sequence")
            self._by_moltype[moltype] = found
        return found

    def features(
        self, moltype: str, feature: Feature, written: tuple[str, ...], context: Context
    ) -> ShapePlan:
        """The plan for features of this one's shape: its key and its qualifier names as written.

        ``context`` is that of the feature's sequence; ``moltype`` is empty where unknown.
        """
        shape = (moltype, feature.key, written)
        found = self.shapes.get(shape)
        if found is None:
            if len(self.shapes) >= _SHAPES:
                self.shapes.clear()
            found = self._made(moltype, make(Scope.FEATURE, context, feature=feature))
            self.shapes[shape] = found
        return found

    def _made(self, moltype: str, sample: Context) -> ShapePlan:
        key, names = sample.key, sample.names
        written = tuple(q.name for q in sample.feature.qualifiers)
        specs = {} if sample.moltype is ABSENT else sample.std.qualifiers(sample.protein)
        have = frozenset(names)
        tiers: dict[str, list[Asked]] = {
            t: [] for t in ("shape", "single", "quals", "place", "direct", "ids")
        }
        for tier, asked in self.inner:
            subject = asked.subject
            if subject.moltypes and moltype not in subject.moltypes:
                continue
            if subject.keys and key not in subject.keys:
                continue
            if subject.qualifiers and subject.qualifiers.isdisjoint(have):
                continue
            if tier != "shape" and _idle(subject, sample, Scope.FEATURE):
                continue  # a value that no feature of this shape has
            tiers[tier].append(asked)

        def of(tier: str, quick: str = "") -> Tier:
            asked = tiers[tier]
            inner = [a for a in asked if a.scope is Scope.QUALIFIER]
            feature = _gates(a for a in asked if a.scope is Scope.FEATURE)
            qualifiers = tuple(
                _gates(a for a in inner if not a.subject.qualifiers or name in a.subject.qualifiers)
                for name in names
            )
            some = bool(feature) or any(qualifiers)
            among: list[tuple[int, str, QuickFactAmong]] = []
            screened = not self._split(feature, quick).rest
            for at, one in enumerate(qualifiers):
                for gate in self._split(one, quick).rest:
                    for subject in (a.subject for a in gate.asked):
                        if isinstance(subject, Fact) and subject.among is not None and names == written:
                            among.append((at, subject.ledger, subject.among))
                        else:
                            screened = False
            return Tier(feature, qualifiers, some, screened, tuple(among), _only_with(feature, qualifiers))

        return ShapePlan(
            of("shape"),
            tuple(self._quickened(gates) for gates in of("single").qualifiers),
            of("quals", "texts"),
            of("place", "place"),
            of("direct", "coding"),
            of("ids", "ids"),
            tuple([(spec := specs.get(name)) is None or spec.language_dependent for name in names]),
        )

    def _split(self, gates: tuple[Gate, ...], quick: str) -> Gates:
        if not quick:
            return Gates(gates, gates)
        look = self._screens[quick]
        rest: list[Gate] = []
        for gate in gates:
            if gate.value in look.covers:
                continue
            asked = tuple(
                a for a in gate.asked if isinstance(a.subject, Rule) or a.subject.ledger not in look.tells
            )
            if asked:
                rest.append(Gate(gate.value, asked))
        return Gates(gates, tuple(rest))

    def _quickened(self, gates: tuple[Gate, ...]) -> Gates:
        """The gates of one qualifier alone, with the quick forms of what can be asked so."""
        _, rest, *_ = self._split(gates, "text")
        slow: list[Gate] = []
        rules: list[QuickRule] = []
        told: list[tuple[str, QuickFact]] = []
        for gate in rest:
            left: list[Asked] = []
            for asked in gate.asked:
                subject = asked.subject
                if subject.quick is None:
                    left.append(asked)
                elif isinstance(subject, Rule):
                    rules.append(subject.quick)
                else:
                    told.append((subject.ledger, subject.quick))
            if left:
                slow.append(Gate(gate.value, tuple(left)))
        translated = tuple(gate for gate in slow if gate.value != UNTRANSLATED)
        return Gates(gates, rest, tuple(slow), translated, tuple(rules), tuple(told))


def _only_with(feature: tuple[Gate, ...], qualifiers: tuple[tuple[Gate, ...], ...]) -> tuple[str, ...]:
    """The rare values of all gates, where each follows from key and qualifiers; else nothing."""
    found: list[str] = []
    for gate in feature:
        declared = None if gate.value is None else named(gate.value)
        if declared is None or not declared.reads <= QUALS:
            return ()
        found.append(declared.name)
    return () if any(qualifiers) else tuple(found)


def _never(*_given: object) -> None:
    return None


def _gates(asked_all: Iterable[Asked]) -> tuple[Gate, ...]:
    gates: dict[str | None, list[Asked]] = {}
    for asked in asked_all:
        rare = [v for n in asked.subject.reads if (v := named(n)) is not None and v.rare]
        # A value of the whole listing that is absent has no rule here; one that is there parts nothing.
        rare.sort(key=lambda v: v.scope is Scope.LISTING)
        gates.setdefault(rare[0].name if rare else None, []).append(asked)
    return tuple(Gate(name, tuple(asked)) for name, asked in gates.items())


def _idle(subject: Rule | Fact, context: Context, scope: Scope) -> bool:
    """Whether the subject names a rare value of this scope that is absent and stays so for all that it is asked of."""
    for name in subject.reads:
        declared = named(name)
        if declared is None or not declared.rare or declared.scope is not scope:
            continue
        if (scope is Scope.LISTING or declared.reads <= SHAPE - {"mask"}) and context[name] is ABSENT:
            return True
    return False


def _tier(reads: frozenset[str], scope: Scope) -> str:
    if "ids" in reads:
        return "ids"
    if reads <= SHAPE:
        return "shape"
    if scope is Scope.QUALIFIER and reads <= SINGLE:
        return "single"
    if reads <= QUALS:
        return "quals"
    return "place" if reads <= PLACE else "direct"
