"""The check of one sequence: verdicts of its own rules, and the facts it tells the ledgers."""

from __future__ import annotations

from typing import Any, NamedTuple

from seqtool.model import DeclaredSequence, Feature, Sequence
from seqtool.rules.core import Fault, Rule, as_faults
from seqtool.rules.values import ABSENT, Context, Scope, make
from seqtool.rules.vocabulary import canonical_name
from seqtool.validate.plan import Asked, Plan

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


class Cell:
    """Checks sequences one by one under one plan; remembers verdicts within bounds."""

    def __init__(self, plan: Plan, listing: Context, ledgers: dict[str, Any]) -> None:
        self._plan = plan
        self._listing = listing
        self._add = {name: ledger.add for name, ledger in ledgers.items()}
        self._quals: dict[tuple[Any, ...], _Said] = {}
        self._place: dict[tuple[Any, ...], _Said] = {}
        #: Rules that raised; whoever runs the cell reports and empties it.
        self.broken: list[RuleError] = []

    def context(self, sequence: Sequence, declared: DeclaredSequence | None, position: int) -> Context:
        """The sequence's values."""
        context = Context()
        known = context.__dict__
        known["scope"] = Scope.SEQUENCE
        known["parent"] = self._listing
        known["sequence"] = sequence
        known["position"] = position
        known["declared"] = ABSENT if declared is None else declared
        if sequence.skipped:
            known["skipped"] = sequence
            return context
        written = sequence.molecule_type
        known["skipped"] = ABSENT
        known["molecule_type"] = written
        protein = _MOLTYPES.get(written, ABSENT)
        known["protein"] = protein
        known["moltype"] = ABSENT if protein is ABSENT else written
        known["residues"] = sequence.residues
        known["length"] = sequence.residues.length
        known["features"] = sequence.features
        return context

    def check(self, sequence: Sequence, declared: DeclaredSequence | None, position: int) -> list[Hit]:
        """All hits of the rules of this sequence, in no particular order; its facts go to the ledgers."""
        context = self.context(sequence, declared, position)
        hits: list[Hit] = []
        moltype = "" if sequence.skipped or context.moltype is ABSENT else context.moltype
        # One iterator for the whole loop: after a rule that raised, the next one goes on.
        pending = iter(self._plan.sequence)
        asked: Asked | None = None
        while True:
            try:
                for asked in pending:
                    args = asked.fetch(context)
                    if ABSENT in args:
                        continue
                    subject = asked.subject
                    if subject.moltypes and moltype not in subject.moltypes:
                        continue
                    verdict = asked.check(*args)
                    if verdict is None:
                        continue
                    if isinstance(subject, Rule):
                        hits += [
                            Hit(subject, f, position, f.feature, f.qualifier) for f in as_faults(verdict)
                        ]
                    else:
                        self._add[subject.ledger](position, None, None, verdict)
                break
            except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
                self.broken.append(RuleError(asked, position, cause))
        if not sequence.skipped:
            self._check_features(context, sequence, moltype, position, hits)
        return hits

    def _check_features(
        self, context: Context, sequence: Sequence, moltype: str, position: int, hits: list[Hit]
    ) -> None:
        plan = self._plan
        protein = moltype == "AA"
        length = sequence.residues.length
        quals_memory, place_memory = self._quals, self._place
        for index, feature in enumerate(sequence.features):
            key = feature.key
            if key == "SOURCE" and protein:
                key = "source"
            shape = plan.features(moltype, key)
            inner: Context | None = None
            ids = False
            content = []
            for q in feature.qualifiers:
                has_id = q.id is not None
                ids = ids or has_id
                content.append((q.name, q.value, q.non_english, has_id))
            memory_key = (moltype, feature.key, tuple(content))
            said = quals_memory.get(memory_key)
            if said is None:
                inner = make(Scope.FEATURE, context, feature=feature, feature_index=index)
                said = self._ask(shape.quals, inner, position)
                if len(quals_memory) >= MEMORY:
                    quals_memory.clear()
                quals_memory[memory_key] = said
            if said is not _NOTHING:
                self._take(said, position, index, hits)
            place_key = (moltype, feature.key, feature.location, length)
            said = place_memory.get(place_key)
            if said is None:
                inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                said = self._ask(shape.place, inner, position)
                if len(place_memory) >= MEMORY:
                    place_memory.clear()
                place_memory[place_key] = said
            if said is not _NOTHING:
                self._take(said, position, index, hits)
            if shape.direct:
                inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                said = self._ask(shape.direct, inner, position)
                if said is not _NOTHING:
                    self._take(said, position, index, hits)
            if ids and shape.ids:
                inner = inner or make(Scope.FEATURE, context, feature=feature, feature_index=index)
                said = self._ask(shape.ids, inner, position)
                if said is not _NOTHING:
                    self._take(said, position, index, hits)

    def _take(self, said: _Said, position: int, index: int, hits: list[Hit]) -> None:
        hits.extend(Hit(rule, fault, position, index, qualifier) for rule, fault, qualifier in said[0])
        for ledger, qualifier, payload in said[1]:
            self._add[ledger](position, index, qualifier, payload)

    def _ask(self, asked_all: tuple[Asked, ...], feature: Context, position: int) -> _Said:
        hits: list[tuple[Rule, Fault, int | None]] = []
        facts: list[tuple[str, int | None, Any]] = []
        inner: list[Context] | None = None
        record: Feature = feature.feature
        protein = feature.protein is True
        pending = iter(asked_all)
        asked: Asked | None = None
        while True:
            try:
                for asked in pending:
                    wanted = asked.subject.qualifiers
                    if asked.scope is Scope.FEATURE:
                        if not wanted or not wanted.isdisjoint(feature.names):
                            _one(asked, feature, None, hits, facts)
                        continue
                    if inner is None:
                        inner = [
                            make(Scope.QUALIFIER, feature, qualifier=q, qualifier_index=i)
                            for i, q in enumerate(record.qualifiers)
                        ]
                    for i, context in enumerate(inner):
                        if not wanted or canonical_name(context.qualifier.name, protein=protein) in wanted:
                            _one(asked, context, i, hits, facts)
                break
            except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
                self.broken.append(RuleError(asked, position, cause))
        return (tuple(hits), tuple(facts)) if hits or facts else _NOTHING


def _one(
    asked: Asked,
    context: Context,
    qualifier: int | None,
    hits: list[tuple[Rule, Fault, int | None]],
    facts: list[tuple[str, int | None, Any]],
) -> None:
    args = asked.fetch(context)
    if ABSENT in args:
        return
    verdict = asked.check(*args)
    if verdict is None:
        return
    subject = asked.subject
    if isinstance(subject, Rule):
        hits.extend(
            (subject, fault, qualifier if fault.qualifier is None else fault.qualifier)
            for fault in as_faults(verdict)
        )
    else:
        facts.append((subject.ledger, qualifier, verdict))
