"""The check of one sequence, kept: what was said of it and what it told, so that an edit asks only what it must."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from msgspec.structs import replace

from seqtool.model import Feature, Residues, Sequence
from seqtool.rules.core import Fault, Rule
from seqtool.rules.values import Context, Scope, named
from seqtool.validate.cell import Cell, Hit, RuleError
from seqtool.validate.live.delta import LiveFinding
from seqtool.validate.live.statements import FoundFaults, Stated, Statements
from seqtool.validate.plan import Plan, primitives

#: Features from which on each one's verdict is kept apart.
LARGE = 100
#: Features asked in one slice.
PIECE = 200


class Told(NamedTuple):
    """A fact, with its place in the sequence."""

    ledger: str
    feature: int | None
    qualifier: int | None
    payload: Any


class Said(NamedTuple):
    """A fault of a rule, with its place in the sequence (``code`` instead of a rule: reading found it)."""

    rule: Rule | str
    fault: Fault
    feature: int | None
    qualifier: int | None


Verdict = tuple[tuple[Said, ...], tuple[Told, ...]]
_NOTHING: Verdict = ((), ())


class _Tap:
    """Stands for a ledger and notes what is told."""

    def __init__(self, name: str, told: list[Told]) -> None:
        self._name, self._told = name, told

    def add(self, _position: int, feature: int | None, qualifier: int | None, payload: Any) -> None:
        """Note one fact."""
        self._told.append(Told(self._name, feature, qualifier, payload))


class Asker(Cell):
    """Asks rules of sequences; position and SEQ ID NO are 1 for all, since nothing that is said depends on them."""

    def __init__(
        self, plan: Plan, listing: Context, ledgers: list[str], broken: list[RuleError], written: Statements
    ) -> None:
        self._told: list[Told] = []
        super().__init__(plan, listing, {name: _Tap(name, self._told) for name in ledgers}, broken)
        self.written = written
        self._sociable = _sociable(plan)

    def all_of(self, stated: Stated) -> Verdict:
        """Everything about a sequence."""
        self._told.clear()
        hits = self.check(stated.sequence, stated.declared, 1)
        return self._verdict(hits, stated.found)

    def whole(self, stated: Stated) -> Verdict:
        """What is said of a sequence beside its features."""
        self._told.clear()
        hits: list[Hit] = []
        self._check_whole(stated.sequence, stated.declared, 1, hits)
        return self._verdict(hits, stated.found)

    def features(self, stated: Stated, context: Context, features: tuple[Feature, ...]) -> list[Verdict]:
        """What is said of some features of a sequence whose values are at hand; places are within each feature."""
        self._told.clear()
        hits: list[Hit] = []
        sequence = stated.sequence
        moltype = context["moltype"]
        part = replace(sequence, features=features)
        self._check_features(
            context,
            part,
            stated.declared,
            moltype if isinstance(moltype, str) else "",
            1,
            hits,
            plain=False,
        )
        said: list[list[Said]] = [[] for _ in features]
        told: list[list[Told]] = [[] for _ in features]
        for hit in hits:
            assert hit.feature is not None
            said[hit.feature].append(Said(hit.rule, hit.fault, hit.feature, hit.qualifier))
        for fact in self._told:
            assert fact.feature is not None
            told[fact.feature].append(fact)
        return [
            (tuple(one), tuple(two)) if one or two else _NOTHING for one, two in zip(said, told, strict=True)
        ]

    def shared(self, context: Context) -> dict[str, Any]:
        """The values that rules of single features read of all features of the sequence."""
        return {name: context[name] for name in self._sociable}

    def concerned(self, name: str, feature: Feature) -> bool:
        """Whether what is said of a feature may depend on such a value."""
        keys = self._sociable[name]
        return keys is None or feature.key in keys

    def _verdict(self, hits: list[Hit], found: FoundFaults) -> Verdict:
        if found:
            hits = self.written.without_echoes(hits, found)
        said = [Said(hit.rule, hit.fault, hit.feature, hit.qualifier) for hit in hits]
        said += [Said(code, fault, fault.feature, fault.qualifier) for code, fault in found]
        return tuple(said), tuple(self._told)


def _sociable(plan: Plan) -> dict[str, frozenset[str] | None]:
    """Values of the sequence that read its features and that rules of features name → keys of these rules (None: all)."""
    found: dict[str, frozenset[str] | None] = {}
    for _, asked in plan.inner:
        subject = asked.subject
        if "features" not in primitives(subject):
            continue
        for name in subject.reads:
            declared = named(name)
            if declared is None or "features" not in declared.reads:
                continue
            # A value of the feature itself that reads its neighbours: the neighbours are what is shared.
            shared = name if declared.scope is Scope.SEQUENCE else "features"
            known = found.get(shared, frozenset())
            found[shared] = None if known is None or not subject.keys else known | subject.keys
    return found


class Small:
    """A sequence with few features: checked anew as a whole."""

    __slots__ = ("said", "source", "stated", "told")

    def __init__(self, source: Sequence, stated: Stated, verdict: Verdict) -> None:
        #: The record as the project has it; ``stated`` is what a reader of the file will have.
        self.source, self.stated = source, stated
        self.said, self.told = verdict

    @property
    def busy(self) -> int:
        """Features still to be asked."""
        return 0

    def findings(self) -> Iterator[Said]:
        """All faults."""
        return iter(self.said)

    def facts(self, ledger: str) -> Iterator[Told]:
        """What it tells a ledger."""
        return (fact for fact in self.told if fact.ledger == ledger)

    def all_facts(self) -> Iterator[Told]:
        """What it tells."""
        return iter(self.told)


class Large:
    """A sequence with many features: each one's verdict is kept, and asked again where something it reads changed."""

    def __init__(self, source: Sequence, stated: Stated) -> None:
        self.source, self.stated = source, stated
        self.own: Verdict = _NOTHING
        #: The findings of the sequence itself, as they were when it was asked.
        self.shown: list[LiveFinding] = []
        #: Verdicts by feature; None: never asked.
        self.verdicts: list[Verdict | None] = [None] * len(stated.sequence.features)
        #: Indices of features to be asked (again).
        self.waiting: dict[int, None] = dict.fromkeys(range(len(self.verdicts)))
        #: The sequence as a whole is to be asked.
        self.stale = True
        self.shared: dict[str, Any] | None = None
        self._context: Context | None = None

    @property
    def busy(self) -> int:
        """Features still to be asked, and one more for the sequence as a whole."""
        return len(self.waiting) + self.stale

    def findings(self) -> Iterator[Said]:
        """The faults of its features that are known."""
        for index, verdict in enumerate(self.verdicts):
            if verdict is not None and verdict[0]:
                for said in verdict[0]:
                    yield said._replace(feature=index)

    def facts(self, ledger: str) -> Iterator[Told]:
        """What it tells a ledger."""
        return (fact for fact in self.all_facts() if fact.ledger == ledger)

    def all_facts(self) -> Iterator[Told]:
        """What it tells."""
        yield from self.own[1]
        for index, verdict in enumerate(self.verdicts):
            if verdict is not None and verdict[1]:
                for fact in verdict[1]:
                    yield fact._replace(feature=index)

    def take(self, source: Sequence, stated: Stated, first: int, last: int) -> list[tuple[Feature, Verdict]]:
        """Follow an edit that left ``first`` and ``last`` features as they were; gives what is gone.

        ``stated`` has the features of ``source``: none of them is odd.
        """
        old, new = self.source, source
        self.source, self.stated, self.stale, self._context = source, stated, True, None
        middle = slice(first, len(old.features) - last)
        gone = [
            (feature, verdict)
            for feature, verdict in zip(old.features[middle], self.verdicts[middle], strict=True)
            if verdict is not None
        ]
        inserted = len(new.features) - last - first
        self.verdicts[middle] = [None] * inserted
        shift = inserted - (middle.stop - first)
        if self.waiting:
            self.waiting = {
                (index if index < first else index + shift): None
                for index in self.waiting
                if not first <= index < middle.stop
            }
        self.waiting = dict.fromkeys(range(first, first + inserted)) | self.waiting
        if not _same(old, new):
            self.waiting = dict.fromkeys(range(len(new.features)))
        return gone

    def again(self) -> None:
        """Other rules are on: everything is to be asked again."""
        self.stale, self.shared, self._context = True, None, None
        self.waiting = dict.fromkeys(range(len(self.verdicts)))

    def context(self, asker: Asker) -> Context:
        """The values of the sequence, made once for each state."""
        if self._context is None:
            self._context = asker.context(self.stated.sequence, self.stated.declared, 1)
        return self._context

    def ask(self, asker: Asker) -> list[tuple[int, Verdict, Verdict]]:
        """Ask some features; gives index, verdict before and new verdict of those where they differ."""
        chosen = sorted(islice(self.waiting, PIECE))
        features = self.stated.sequence.features
        verdicts = asker.features(
            self.stated, self.context(asker), tuple([features[index] for index in chosen])
        )
        found: list[tuple[int, Verdict, Verdict]] = []
        for index, verdict in zip(chosen, verdicts, strict=True):
            del self.waiting[index]
            before = self.verdicts[index] or _NOTHING
            self.verdicts[index] = verdict
            if before != verdict:
                found.append((index, before, verdict))
        return found

    def ask_whole(self, asker: Asker) -> tuple[Verdict, Verdict]:
        """Ask the rules of the sequence itself; gives the verdict before and the new one.

        Features whose verdict depends on what other features are get asked again where that changed.
        """
        before = self.own
        self.own = asker.whole(self.stated)
        self.stale = False
        features = self.stated.sequence.features
        shared = asker.shared(self.context(asker))
        if self.shared is not None:
            for name, value in shared.items():
                if value != self.shared.get(name):
                    again = [i for i, feature in enumerate(features) if asker.concerned(name, feature)]
                    self.waiting |= dict.fromkeys(again)
        self.shared = shared
        return before, self.own


def counted(residues: Residues) -> None:
    """Count what is unknown among many plain nucleotides, once: what edits make of them is then known at once."""
    if residues.unknown is None and len(residues.chunks) > 1:
        unknown = 0
        for chunk in residues.chunks:
            if not chunk.isascii() or chunk.encode("ascii").translate(None, b"acgtn"):
                return
            unknown += chunk.count("n")
        residues.unknown = unknown


def _same(old: Sequence, new: Sequence) -> bool:
    """Whether features read the same of both sequences."""
    return (
        old.molecule_type == new.molecule_type
        and old.skipped == new.skipped
        and _equal(old.residues, new.residues)
    )


def _equal(old: Residues, new: Residues) -> bool:
    return old is new or (old.length == new.length and old.chunks == new.chunks)


def kept(old: tuple[Feature, ...], new: tuple[Feature, ...]) -> tuple[int, int]:
    """How many features at the beginning and at the end are the same."""
    shared = min(len(old), len(new))
    first = _common(old, new, shared)
    last = _common(old[::-1], new[::-1], shared - first)
    return first, last


def _common(one: tuple[Feature, ...], other: tuple[Feature, ...], most: int) -> int:
    """Halved until it is found: comparing tuples of the same objects is quick, stepping is not."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
