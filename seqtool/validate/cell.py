"""The check of one sequence: verdicts of its own rules, and the facts it tells the ledgers."""

from __future__ import annotations

from typing import Any, NamedTuple

from seqtool.model import (
    DeclaredSequence,
    Feature,
    IdentifiedQualifiers,
    Qualifier,
    Sequence,
    SharedQualifiers,
)
from seqtool.rules.core import Fault, QuickRule, Rule, as_faults
from seqtool.rules.values import ABSENT, Context, Scope, make
from seqtool.validate.plan import Asked, Gate, Gates, Plan, ShapePlan, Tier

#: Verdicts remembered before the memory is emptied: bounded for listings of any size.
MEMORY = 20_000

_MOLTYPES = {"DNA": False, "RNA": False, "AA": True}


class Hit(NamedTuple):
    """A rule's fault with its target: sequence position (0 = none), feature and qualifier index (0-based)."""

    rule: Rule
    fault: Fault
    position: int
    feature: int | None
    qualifier: int | None


class RuleError(Exception):
    """A rule raised: an internal error that names the rule and the place."""

    def __init__(self, asked: Asked | None, position: int, cause: BaseException) -> None:
        self.what = asked.subject.code if asked and isinstance(asked.subject, Rule) else "a fact"
        self.position = position
        super().__init__(f"{self.what} failed at sequence {position}: {type(cause).__name__}: {cause}")


#: What a class of rules said: hits (rule, fault, qualifier) and facts (ledger, qualifier, payload).
_Said = tuple[tuple[tuple[Rule, Fault, int | None], ...], tuple[tuple[str, int | None, Any], ...]]
_NOTHING: _Said = ((), ())
#: The same under construction.
_Found = tuple[list[tuple[Rule, Fault, int | None]], list[tuple[str, int | None, Any]]]


class _Annotation(NamedTuple):
    """What is said of a key with one and the same list of qualifiers; holds the list, so that its id stays its own."""

    quals: tuple[Qualifier, ...]
    plan: ShapePlan
    said: _Said
    #: Whether any rule of the tier *direct* can have something to say.
    direct: bool


class _Form(NamedTuple):
    """What is known of features with these qualifier names, of which the same ones are in other languages."""

    plan: ShapePlan
    said: _Said
    #: Name and gates of each qualifier, and what is asked where its texts are plain.
    checks: tuple[tuple[str, Gates, tuple[Gate, ...]], ...]


class _Lazy:
    """The contexts of a sequence and of the feature at hand, made when a rule is to be asked."""

    __slots__ = ("_cell", "_given", "_inner", "_outer", "feature")

    def __init__(
        self, cell: Cell, outer: Context | None, given: tuple[Sequence, DeclaredSequence | None, int]
    ) -> None:
        self._cell = cell
        self._outer = outer
        self._given = given
        self._inner: Context | None = None
        self.feature: Feature | None = None

    def of(self, feature: Feature) -> Context:
        """The context of a feature of the sequence."""
        inner = self._inner
        if inner is None or self.feature is not feature:
            outer = self._outer
            if outer is None:
                outer = self._outer = self._cell.context(*self._given)
            inner = self._inner = make(Scope.FEATURE, outer, feature=feature)
            self.feature = feature
        return inner


class Cell:
    """Checks sequences one by one under one plan; remembers verdicts within bounds."""

    def __init__(
        self, plan: Plan, listing: Context, ledgers: dict[str, Any], broken: list[RuleError]
    ) -> None:
        self._plan = plan
        self._listing = listing
        self._add = {name: ledger.add for name, ledger in ledgers.items()}
        self._same: dict[tuple[int, str, str], _Annotation] = {}
        self._forms: dict[tuple[Any, ...], _Form] = {}
        self._single: dict[tuple[Any, ...], _Said] = {}
        self._quals: dict[tuple[Any, ...], _Said] = {}
        self._place: dict[tuple[Any, ...], _Said] = {}
        #: Rules that raised; whoever runs the cell reports and empties it.
        self.broken = broken

    def context(self, sequence: Sequence, declared: DeclaredSequence | None, position: int) -> Context:
        """The sequence's values."""
        context = Context()
        context["scope"] = Scope.SEQUENCE
        context["parent"] = self._listing
        context["std"] = self._listing["std"]
        context["sequence"] = sequence
        context["position"] = position
        context["declared"] = ABSENT if declared is None else declared
        if sequence.skipped:
            context["skipped"] = sequence
            return context
        written = sequence.molecule_type
        context["skipped"] = ABSENT
        context["molecule_type"] = written
        protein = _MOLTYPES.get(written, ABSENT)
        context["protein"] = protein
        context["moltype"] = ABSENT if protein is ABSENT else written
        context["residues"] = sequence.residues
        context["length"] = sequence.residues.length
        context["features"] = sequence.features
        return context

    def check(self, sequence: Sequence, declared: DeclaredSequence | None, position: int) -> list[Hit]:
        """All hits of the rules of this sequence, in no particular order; its facts go to the ledgers."""
        hits: list[Hit] = []
        plan = self._plan
        told = plan.plain_sequence(sequence, declared)
        moltype = sequence.molecule_type
        if told is not None and not plan.sequence(moltype).rest:
            # Nearly every sequence.
            add = self._add
            for ledger, payload in told:
                add[ledger](position, None, None, payload)
            self._check_features(None, sequence, declared, moltype, position, hits, plain=True)
            return hits
        moltype, context, plain = self._whole(sequence, declared, position, hits, told)
        if not sequence.skipped:
            self._check_features(context, sequence, declared, moltype, position, hits, plain=plain)
        return hits

    def _whole(
        self,
        sequence: Sequence,
        declared: DeclaredSequence | None,
        position: int,
        hits: list[Hit],
        told: Any,
        context: Context | None = None,
    ) -> tuple[str, Context | None, bool]:
        """Ask the rules of the sequence as a whole; gives its molecule type, its values if made, whether it is plain."""
        moltype = sequence.molecule_type
        if sequence.skipped or moltype not in _MOLTYPES:
            moltype = ""
        gates = self._plan.sequence(moltype)
        if told is None or gates.rest:
            context = context or self.context(sequence, declared, position)
            found: _Found = ([], [])
            self._ask(gates.all if told is None else gates.rest, context, None, found, position)
            if found[0]:
                hits += [Hit(rule, f, position, f.feature, f.qualifier) for rule, f, _ in found[0]]
            for ledger, _, payload in found[1]:
                self._add[ledger](position, None, None, payload)
        if told is not None:
            for ledger, payload in told:
                self._add[ledger](position, None, None, payload)
        return moltype, context, told is not None

    def _check_features(
        self,
        outer: Context | None,
        sequence: Sequence,
        declared: DeclaredSequence | None,
        moltype: str,
        position: int,
        hits: list[Hit],
        *,
        plain: bool,
    ) -> None:
        plain_place, plain_coding = self._plan.plain_place, self._plan.plain_coding
        written = sequence.molecule_type
        length = sequence.residues.length
        same, place_memory = self._same, self._place
        lazy: _Lazy | None = None
        add = self._add
        for index, feature in enumerate(sequence.features):
            key, location, quals = feature.key, feature.location, feature.qualifiers
            # The reader hands out one and the same object for lists of qualifiers that are written alike,
            # and for those that have ids, the same base.
            shared = quals.base if type(quals) is IdentifiedQualifiers else quals
            known = same.get((id(shared), key, written))
            if known is not None and known.quals is shared:
                _, plan, said, direct = known
                ids = shared is not quals and plan.ids.some
            else:
                if lazy is None:
                    lazy = _Lazy(self, outer, (sequence, declared, position))
                plan, said, direct, ids = self._annotation(feature, written, moltype, lazy, position)
            if said is not _NOTHING:
                if said[0]:
                    hits.extend([Hit(rule, fault, position, index, at) for rule, fault, at in said[0]])
                for ledger, at, payload in said[1]:
                    add[ledger](position, index, at, payload)
            # The source of a plain sequence lies over all of it.
            placed = not (
                plan.place.screened and ((plain and not index) or plain_place(location, length, moltype))
            )
            direct = direct and not (plan.direct.screened and plain_coding(feature, sequence))
            if (
                ids
                and plan.ids.screened
                and (used := self._plan.plain_ids(quals, plan.may_have_id)) is not None
            ):
                add["ids"](position, index, None, used)
                ids = False
            if not (placed or direct or ids):
                continue
            if lazy is None:
                lazy = _Lazy(self, outer, (sequence, declared, position))
            if placed:
                memory_key = (written, key, location, length)
                there = place_memory.get(memory_key)
                if there is None:
                    there = self._remember(place_memory, memory_key, plan.place, lazy.of(feature), position)
                if there is not _NOTHING:
                    self._take(there, position, index, hits)
            if direct:
                self._take(self._said(plan.direct, lazy.of(feature), position), position, index, hits)
            if ids:
                self._take(self._said(plan.ids, lazy.of(feature), position), position, index, hits)

    def _form(
        self, memory_key: tuple[Any, ...], feature: Feature, moltype: str, lazy: _Lazy, position: int
    ) -> _Form:
        names, mask = memory_key[2], memory_key[3]
        plan = self._plan.features(moltype, feature, names, lazy.of(feature))
        said = self._said(plan.shape, lazy.of(feature), position)
        checks = tuple(
            (name, gates, gates.slow if alone else gates.translated)
            for name, alone, gates in zip(names, mask, plan.single, strict=True)
        )
        if len(self._forms) >= MEMORY:
            self._forms.clear()
        form = self._forms[memory_key] = _Form(plan, said, checks)
        return form

    def _annotation(
        self, feature: Feature, written: str, moltype: str, lazy: _Lazy, position: int
    ) -> tuple[ShapePlan, _Said, bool, bool]:
        """The plan of a feature, what is said of its key and qualifiers alone, whether *direct* is asked, and *ids*."""
        quals, key = feature.qualifiers, feature.key
        plain_text = self._plan.plain_text
        # Shape: everything that follows from molecule type, key, names, and where there are other languages.
        memory_key: tuple[Any, ...] = (
            written,
            key,
            tuple([q.name for q in quals]),
            tuple([q.non_english is None for q in quals]),
        )
        form = self._forms.get(memory_key) or self._form(memory_key, feature, moltype, lazy, position)
        plan, said, checks = form
        parts: list[_Said] = [] if said is _NOTHING else [said]
        # Single: each qualifier alone.
        plain, ids = True, False
        for at, (q, (name, gates, slow)) in enumerate(zip(quals, checks, strict=True)):
            value, other = q.value, q.non_english
            if q.id is not None:
                ids = True
            at_ease = value is not None and plain_text(name, value, other)
            if value is None or not at_ease:
                plain = at_ease = False
            elif not slow and _silent(gates.rules, name, value, other):
                for ledger, tell in gates.facts:
                    payload = tell(name, value, other)
                    if payload is not None:
                        parts.append(((), ((ledger, at, payload),)))
                continue
            said = self._alone(key, q, written, gates.rest if at_ease else gates.all, lazy, feature, position)
            if said is not _NOTHING:
                parts.append(_at(said, at))
        # All qualifiers together.
        together = plan.quals
        if together.some:
            if plain and together.screened:
                for at, ledger, tell_among in together.among:
                    payload = tell_among(quals, at)
                    if payload is not None:
                        parts.append(((), ((ledger, at, payload),)))
            else:
                memory_key = (
                    written,
                    key,
                    tuple([(q.name, q.value, q.non_english, q.id is None) for q in quals]),
                )
                known = self._quals.get(memory_key)
                if known is None:
                    known = self._remember(self._quals, memory_key, together, lazy.of(feature), position)
                if known is not _NOTHING:
                    parts.append(known)
        direct = plan.direct.some
        if direct and plan.direct.only_with:
            context = lazy.of(feature)
            direct = any(context[name] is not ABSENT for name in plan.direct.only_with)
        whole = _joined(parts)
        shared = quals.base if type(quals) is IdentifiedQualifiers else None if ids else quals
        if type(shared) is SharedQualifiers:
            if len(self._same) >= MEMORY:
                self._same.clear()
            self._same[id(shared), key, written] = _Annotation(shared, plan, whole, direct)
        return plan, whole, direct, ids and plan.ids.some

    def _alone(
        self,
        key: str,
        q: Qualifier,
        written: str,
        gates: tuple[Gate, ...],
        lazy: _Lazy,
        feature: Feature,
        position: int,
    ) -> _Said:
        """What is said of a qualifier by itself."""
        memory_key = (written, key, q.name, q.value, q.non_english, q.id is None)
        said = self._single.get(memory_key)
        if said is None:
            found: _Found = ([], [])
            self._ask(gates, make(Scope.QUALIFIER, lazy.of(feature), qualifier=q), None, found, position)
            said = _said(found)
            if len(self._single) >= MEMORY:
                self._single.clear()
            self._single[memory_key] = said
        return said

    def _take(self, said: _Said, position: int, index: int, hits: list[Hit]) -> None:
        hits.extend([Hit(rule, fault, position, index, at) for rule, fault, at in said[0]])
        for ledger, at, payload in said[1]:
            self._add[ledger](position, index, at, payload)

    def _remember(
        self,
        memory: dict[tuple[Any, ...], _Said],
        key: tuple[Any, ...],
        tier: Tier,
        feature: Context,
        position: int,
    ) -> _Said:
        said = self._said(tier, feature, position)
        if len(memory) >= MEMORY:
            memory.clear()
        memory[key] = said
        return said

    def _said(self, tier: Tier, feature: Context, position: int) -> _Said:
        found: _Found = ([], [])
        self._ask(tier.feature, feature, None, found, position)
        record: Feature = feature.feature
        for i, gates in enumerate(tier.qualifiers):
            if gates:
                one = make(Scope.QUALIFIER, feature, qualifier=record.qualifiers[i])
                self._ask(gates, one, i, found, position)
        return _said(found)

    def _ask(
        self, gates: tuple[Gate, ...], context: Context, qualifier: int | None, found: _Found, position: int
    ) -> None:
        for gate in gates:
            if gate.value is not None and context[gate.value] is ABSENT:
                continue
            # One iterator for the whole loop: after a rule that raised, the next one goes on.
            pending = iter(gate.asked)
            asked: Asked | None = None
            while True:
                try:
                    for asked in pending:
                        args = asked.fetch(context)
                        if ABSENT in args:
                            continue
                        verdict = asked.check(*args)
                        if verdict is None:
                            continue
                        subject = asked.subject
                        if isinstance(subject, Rule):
                            found[0].extend(
                                (subject, f, qualifier if f.qualifier is None else f.qualifier)
                                for f in as_faults(verdict)
                            )
                        else:
                            found[1].append((subject.ledger, qualifier, verdict))
                    break
                except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
                    self.broken.append(RuleError(asked, position, cause))


def _said(found: _Found) -> _Said:
    return (tuple(found[0]), tuple(found[1])) if found[0] or found[1] else _NOTHING


def _silent(rules: tuple[QuickRule, ...], name: str, value: str, other: str | None) -> bool:
    for quick in rules:  # noqa: SIM110  a generator costs more than the rules, which are none nearly always
        if not quick(name, value, other):
            return False
    return True


def _at(said: _Said, qualifier: int) -> _Said:
    """The same verdict of the qualifier at this index."""
    return (
        tuple([(rule, fault, qualifier) for rule, fault, _ in said[0]]),
        tuple([(ledger, qualifier, payload) for ledger, _, payload in said[1]]),
    )


def _joined(parts: list[_Said]) -> _Said:
    if not parts:
        return _NOTHING
    if len(parts) == 1:
        return parts[0]
    return tuple(hit for part in parts for hit in part[0]), tuple(told for part in parts for told in part[1])
