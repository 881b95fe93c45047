"""The check of one sequence: verdicts of its own rules, and the facts it tells the ledgers."""

from __future__ import annotations

from typing import Any, NamedTuple

from seqtool.model import DeclaredSequence, Feature, Sequence
from seqtool.rules.core import Fault, Rule, as_faults
from seqtool.rules.values import ABSENT, Context, Scope, make
from seqtool.validate.plan import Asked, Gate, Plan, Tier

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


class Cell:
    """Checks sequences one by one under one plan; remembers verdicts within bounds."""

    def __init__(
        self, plan: Plan, listing: Context, ledgers: dict[str, Any], broken: list[RuleError]
    ) -> None:
        self._plan = plan
        self._listing = listing
        self._add = {name: ledger.add for name, ledger in ledgers.items()}
        self._shape: dict[tuple[Any, ...], _Said] = {}
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
        context = self.context(sequence, declared, position)
        hits: list[Hit] = []
        moltype = sequence.molecule_type
        if sequence.skipped or moltype not in _MOLTYPES:
            moltype = ""
        found: _Found = ([], [])
        plan = self._plan
        gates = plan.sequence(moltype)
        plain = plan.plain_sequence(context)
        self._ask(gates.rest if plain else gates.all, context, None, found, position)
        if found[0]:
            hits += [Hit(rule, f, position, f.feature, f.qualifier) for rule, f, _ in found[0]]
        for ledger, _, payload in found[1]:
            self._add[ledger](position, None, None, payload)
        if not sequence.skipped:
            self._check_features(context, sequence, moltype, position, hits)
        return hits

    def _check_features(
        self, context: Context, sequence: Sequence, moltype: str, position: int, hits: list[Hit]
    ) -> None:
        shapes, plain_place, plain_text = self._plan.shapes, self._plan.plain_place, self._plan.plain_text
        written = sequence.molecule_type
        length = sequence.residues.length
        shape_memory, single_memory, place_memory = self._shape, self._single, self._place
        said: _Said | None
        for index, feature in enumerate(sequence.features):
            key = feature.key
            quals = feature.qualifiers
            names = tuple([q.name for q in quals])
            plan = shapes.get((moltype, key, names))
            if plan is None:
                plan = self._plan.features(moltype, feature, names, context)
            inner: Context | None = None
            # Shape: everything that follows from molecule type, key and names.
            if plan.shape.some:
                memory_key: tuple[Any, ...] = (written, key, names)
                said = shape_memory.get(memory_key)
                if said is None:
                    inner = make(Scope.FEATURE, context, feature=feature, feature_index=index)
                    said = self._remember(shape_memory, memory_key, plan.shape, inner, position)
                if said is not _NOTHING:
                    self._take(said, position, index, None, hits)
            # Place: location text and length.
            location = feature.location
            if not (plan.place.screened and plain_place(location, length, moltype)):
                memory_key = (written, key, location, length)
                said = place_memory.get(memory_key)
                if said is None:
                    inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                    said = self._remember(place_memory, memory_key, plan.place, inner, position)
                if said is not _NOTHING:
                    self._take(said, position, index, None, hits)
            # Single: each qualifier alone.
            ids = False
            plain = True
            for at, (q, gates) in enumerate(zip(quals, plan.single, strict=True)):
                name, value, other, qid = q.name, q.value, q.non_english, q.id
                if qid is not None:
                    ids = True
                at_ease = plain_text(value, other)
                if not at_ease:
                    plain = False
                elif not gates.rest:
                    continue
                memory_key = (written, key, name, value, other, qid is None)
                said = single_memory.get(memory_key)
                if said is None:
                    inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                    found: _Found = ([], [])
                    one = make(Scope.QUALIFIER, inner, qualifier=q, qualifier_index=at)
                    self._ask(gates.rest if at_ease else gates.all, one, None, found, position)
                    said = _said(found)
                    if len(single_memory) >= MEMORY:
                        single_memory.clear()
                    single_memory[memory_key] = said
                if said is not _NOTHING:
                    self._take(said, position, index, at, hits)
            # The rest: several qualifiers together, residues, ids.
            if plan.quals.some and not (plain and plan.quals.screened):
                memory_key = (
                    written,
                    key,
                    tuple([(q.name, q.value, q.non_english, q.id is None) for q in quals]),
                )
                said = self._quals.get(memory_key)
                if said is None:
                    inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                    said = self._remember(self._quals, memory_key, plan.quals, inner, position)
                if said is not _NOTHING:
                    self._take(said, position, index, None, hits)
            if plan.direct.some:
                inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                self._take(self._said(plan.direct, inner, position), position, index, None, hits)
            if ids and plan.ids.some:
                inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                self._take(self._said(plan.ids, inner, position), position, index, None, hits)

    def _take(self, said: _Said, position: int, index: int, qualifier: int | None, hits: list[Hit]) -> None:
        if qualifier is None:
            hits.extend(Hit(rule, fault, position, index, at) for rule, fault, at in said[0])
            for ledger, at, payload in said[1]:
                self._add[ledger](position, index, at, payload)
        else:
            hits.extend(Hit(rule, fault, position, index, qualifier) for rule, fault, _ in said[0])
            for ledger, _, payload in said[1]:
                self._add[ledger](position, index, qualifier, payload)

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
                one = make(Scope.QUALIFIER, feature, qualifier=record.qualifiers[i], qualifier_index=i)
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
