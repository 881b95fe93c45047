"""The check of one sequence, kept: what was said of it and what it told, so that an edit asks only what it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace

from seqtool.model import Feature, Residues, Sequence
from seqtool.rules.core import Fault, Rule
from seqtool.rules.screens import OF_QUIET, quiet
from seqtool.rules.values import ABSENT, Context, Scope, named
from seqtool.validate.cell import Cell, Hit, RuleError
from seqtool.validate.live.delta import LiveFinding
from seqtool.validate.live.statements import FoundFaults, Stated, Statements
from seqtool.validate.plan import Plan, primitives

#: Features from which on each one's verdict is kept apart.
LARGE = 100
#: Features asked in one slice.
PIECE = 200


class Told(msgspec.Struct, frozen=True, gc=False):
    """A fact, with its place in the sequence."""

    ledger: str
    feature: int | None
    qualifier: int | None
    payload: Any

    def on(self, feature: int) -> Told:
        """The same at another feature."""
        return Told(self.ledger, feature, self.qualifier, self.payload)


class Said(msgspec.Struct, frozen=True, gc=False):
    """A fault of a rule, with its place in the sequence (``code`` instead of a rule: reading found it)."""

    rule: Rule | str
    fault: Fault
    feature: int | None
    qualifier: int | None

    def on(self, feature: int) -> Said:
        """The same at another feature."""
        return Said(self.rule, self.fault, feature, self.qualifier)


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

    def whole(self, stated: Stated, context: Context) -> Verdict:
        """What is said of a sequence beside its features; its values are at hand."""
        self._told.clear()
        hits: list[Hit] = []
        self._whole(stated.sequence, stated.declared, 1, hits, None, context)
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

    def reads_residues(self, moltype: str, feature: Feature) -> bool:
        """Whether a rule may read residues, or other features, where it judges this one."""
        names = tuple([q.name for q in feature.qualifiers])
        plan = self._plan.shapes.get((moltype, feature.key, names))
        return plan is None or plan.direct.some

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


class Small(msgspec.Struct, gc=False):
    """A sequence with few features: checked anew as a whole."""

    #: The record as the project has it; ``stated`` is what a reader of the file will have.
    source: Sequence
    stated: Stated
    said: tuple[Said, ...]
    told: tuple[Told, ...]

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


class Left(msgspec.Struct, frozen=True):
    """The verdict of a feature that is gone, or (``moved``) only stands elsewhere in the residues now."""

    feature: Feature
    verdict: Verdict
    moved: Feature | None
    index: int


def only_moved(old: Feature, new: Feature) -> bool:
    """Whether nothing but the location differs."""
    return old.qualifiers is new.qualifiers and old.key == new.key


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
        #: Features of which a rule may read residues.
        self._direct = [True] * len(self.verdicts)
        self._features = _Tally()
        self._features.change((), source.features)

    @property
    def busy(self) -> int:
        """Features still to be asked, and one more for the sequence as a whole."""
        return len(self.waiting) + self.stale

    def findings(self) -> Iterator[Said]:
        """The faults of its features that are known."""
        for index, verdict in enumerate(self.verdicts):
            if verdict is not None and verdict[0]:
                for said in verdict[0]:
                    yield said.on(index)

    def facts(self, ledger: str) -> Iterator[Told]:
        """What it tells a ledger."""
        return (fact for fact in self.all_facts() if fact.ledger == ledger)

    def all_facts(self) -> Iterator[Told]:
        """What it tells."""
        yield from self.own[1]
        for index, verdict in enumerate(self.verdicts):
            if verdict is not None and verdict[1]:
                for fact in verdict[1]:
                    yield fact.on(index)

    def take(self, source: Sequence, stated: Stated, first: int, last: int) -> list[Left]:
        """Follow an edit that left ``first`` and ``last`` features as they were; gives verdicts of what is no more.

        ``stated`` has the features of ``source``: none of them is odd. A feature that
        only moved keeps its verdict until it is asked again.
        """
        old, new = self.source, source
        self.source, self.stated, self.stale, self._context = source, stated, True, None
        middle = slice(first, len(old.features) - last)
        inserted = len(new.features) - last - first
        before, after = old.features[middle], new.features[first : first + inserted]
        verdicts = self.verdicts[middle]
        self.verdicts[middle] = [None] * inserted
        left: list[Left] = []
        for at, (feature, verdict) in enumerate(zip(before, verdicts, strict=True)):
            moved = after[at] if len(before) == inserted and only_moved(feature, after[at]) else None
            if moved is not None:
                self.verdicts[first + at] = verdict
            if verdict is not None and verdict is not _NOTHING:
                left.append(Left(feature, verdict, moved, first + at))
        self._direct[middle] = [True] * inserted
        self._features.change(before, after)
        shift = inserted - (middle.stop - first)
        if self.waiting:
            self.waiting = {
                (index if index < first else index + shift): None
                for index in self.waiting
                if not first <= index < middle.stop
            }
        self.waiting = dict.fromkeys(range(first, first + inserted)) | self.waiting
        if old.residues.length != new.residues.length:
            self.waiting = dict.fromkeys(range(len(new.features)))
        elif not _equal(old.residues, new.residues):
            self.waiting |= {index: None for index, direct in enumerate(self._direct) if direct}
        return left

    def again(self) -> None:
        """Other rules are on: everything is to be asked again."""
        self.stale, self.shared, self._context = True, None, None
        self.waiting = dict.fromkeys(range(len(self.verdicts)))

    def context(self, asker: Asker) -> Context:
        """The values of the sequence, made once for each state."""
        if self._context is None:
            self._context = asker.context(self.stated.sequence, self.stated.declared, 1)
            dict.update(self._context, self._features.values())
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
            self._direct[index] = asker.reads_residues(self.stated.sequence.molecule_type, features[index])
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
        self.own = asker.whole(self.stated, self.context(asker))
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


class _Tally:
    """What follows from all features of a sequence, kept up to date feature by feature."""

    def __init__(self) -> None:
        self._places: Counter[tuple[str, str]] = Counter()
        self._repeated = 0
        self._loud = 0

    def change(self, gone: Iterable[Feature], come: Iterable[Feature]) -> None:
        """Features went and came."""
        places = self._places
        for feature in gone:
            place = (feature.key, feature.location)
            places[place] -= 1
            if places[place]:
                self._repeated -= 1
            else:
                del places[place]
            self._loud -= not quiet(feature)
        for feature in come:
            place = (feature.key, feature.location)
            self._repeated += bool(places[place])
            places[place] += 1
            self._loud += not quiet(feature)

    def values(self) -> dict[str, Any]:
        """Values of the sequence that are known without going through its features."""
        known: dict[str, Any] = {} if self._loud else dict(OF_QUIET)
        if not self._repeated:
            known["twins"] = ABSENT
        return known


def counted(residues: Residues) -> None:
    """Count what is unknown among many plain nucleotides, once: what edits make of them is then known at once."""
    if residues.unknown is None and len(residues.chunks) > 1:
        unknown = 0
        for chunk in residues.chunks:
            if not chunk.isascii() or chunk.encode("ascii").translate(None, b"acgtn"):
                return
            unknown += chunk.count("n")
        residues.unknown = unknown


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
