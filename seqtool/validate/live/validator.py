"""Validation that keeps up with edits: findings of a project at all times, a few milliseconds of work at a time."""

from __future__ import annotations

import datetime
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import msgspec

from seqtool.model.changes import ChangeSet
from seqtool.model.document import GENERAL, SETTINGS, WAIVER, Document
from seqtool.model.draft import Draft
from seqtool.model.sequence import Feature, Sequence
from seqtool.rules import internal
from seqtool.rules.core import Fact, Fault, Rule, Severity, facts
from seqtool.rules.ledgers import ledger_classes
from seqtool.rules.profiles import profile
from seqtool.rules.values import Scope, named
from seqtool.spec import standard
from seqtool.validate.cell import Hit, RuleError
from seqtool.validate.collect import AFTER, Finding
from seqtool.validate.engine import Settings, ask_listing, listing_values
from seqtool.validate.live.cells import (
    LARGE,
    Asker,
    Large,
    Said,
    Small,
    Told,
    Verdict,
    counted,
    kept,
    only_moved,
)
from seqtool.validate.live.delta import Account, Delta, LiveFinding, Progress, marked
from seqtool.validate.live.facts import Unit
from seqtool.validate.live.gathers import Across, Gathers
from seqtool.validate.live.places import Places
from seqtool.validate.live.shown import Show
from seqtool.validate.live.statements import FoundFaults, Statements
from seqtool.validate.plan import Plan, scope_of

#: Seconds without an edit before a question is asked that looks at all sequences.
PATIENCE = 0.3


class Followed(Protocol):
    """What is followed: a session."""

    document: Document

    def follow(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Have a function told of each step; gives a function that ends it."""


class LiveValidator:
    """Follows a session. An edit only notes what is to be asked; :meth:`step` asks, within a budget of time.

    ``findings`` are those of validating the file that would be written now, once
    nothing is left to ask; until then what was found before stands for what was
    not asked again yet (:meth:`stale` tells which sequences these are).
    """

    def __init__(
        self,
        session: Followed,
        written: Statements,
        *,
        profile_name: str | None = None,
        today: datetime.date | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._document = session.document
        self._session = session
        self._written = written
        self._chosen = profile_name
        self._today = today or datetime.date.today()  # noqa: DTZ011  the user's own calendar day
        self._clock = clock
        self._std = standard()
        self._broken: list[RuleError] = []
        self._places = Places()
        self._cells: dict[int, Small | Large] = {}
        self._gathers = Gathers(self._places, self._cells)
        self._account = Account()
        self._listeners: list[Callable[[Delta], None]] = []
        #: Findings across sequences by the question that gave them, and the questions that speak at a key.
        self._across: dict[Unit, list[tuple[Across, LiveFinding]]] = {}
        self._speaking: dict[int, dict[Unit, None]] = {}
        self._general: list[LiveFinding] = []
        self._behind: list[LiveFinding] = []
        self._inner: dict[str, Any] | None = None
        self._show = Show(profile_name or session.document.settings.profile, self._cells)
        self._asker: Asker | None = None
        self._stale: set[int] = set()
        self._soon: deque[int] = deque()
        self._later: deque[int] = deque()
        self._seen: deque[int] = deque()
        #: Sequences that were deleted, with what is still to be forgotten of them.
        self._leaving: list[tuple[int, Small | Large]] = []
        self._touched: set[int] = set()
        self._reordered = self._general_stale = True
        self._last_edit = float("-inf")
        self._end = session.follow(self._changed)

    # What others ask -------------------------------------------------------------------------------

    def close(self) -> None:
        """Follow no longer."""
        self._end()

    def follow(self, listener: Callable[[Delta], None]) -> Callable[[], None]:
        """Have a function told what came and went, at the end of a step; gives a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def visible(self, keys: Iterable[int]) -> None:
        """These sequences are looked at: they are asked first."""
        self._seen = deque(keys)

    def stale(self, key: int) -> bool:
        """Whether the findings of a sequence (0: the general information) are those of an earlier state."""
        if not key:
            return self._general_stale
        return key in self._stale or key in self._touched or key not in self._cells

    @property
    def findings(self) -> list[Finding]:
        """All findings, in the order of the file."""
        found = [one.finding for one in self._general]
        found += [msgspec.structs.replace(one.finding, position=AFTER) for one in self._behind]
        for key in self._places.order:
            cell = self._cells.get(key)
            if cell is not None:
                number = self._places.of(key)
                found += [one.at(number) for one in self._show.cell(key, cell)]
        for some in self._across.values():
            found += [self._located(one) for _, one in some if not one.key or one.key in self._places]
        return sorted(found, key=lambda f: (f.order, marked(f)))

    def of(self, key: int) -> list[Finding]:
        """The findings of one sequence (0: the general information)."""
        if not key:
            alone = self._general + self._behind
            alone += [one for some in self._across.values() for _, one in some if not one.key]
            return [one.finding for one in alone]
        cell = self._cells.get(key)
        if cell is None or key not in self._places:
            return []
        found = [*self._show.cell(key, cell)]
        for unit in self._speaking.get(key, ()):
            found += [one for _, one in self._across[unit] if one.key == key]
        number = self._places.of(key)
        return sorted((one.at(number) for one in found), key=lambda f: f.order)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {str(severity): self._account.by_severity[severity] for severity in Severity}

    @property
    def by_code(self) -> dict[str, int]:
        """How many findings there are of each rule."""
        return dict(self._account.by_code)

    def waived(self, one: LiveFinding) -> bool:
        """Whether the author has acknowledged a finding."""
        return WAIVER + one.identity in self._document.records

    def progress(self) -> Progress:
        """What is left to ask."""
        features = sum(cell.busy for key in self._stale if isinstance(cell := self._cells.get(key), Large))
        unread = len(self._document.order) if self._reordered and not self._places.order else 0
        return Progress(
            unchecked=len(self._stale | self._touched) + unread,
            features=features,
            gathers=len(self._gathers.waiting) + len(self._gathers.slow) + len(self._leaving),
            general=self._general_stale or self._reordered,
        )

    @property
    def busy(self) -> bool:
        """Whether the next step has something to ask: ``False`` also where it only waits for edits to rest."""
        return not self.done and (
            bool(self._gathers.waiting or self._stale or self._leaving or self._touched)
            or self._general_stale
            or self._reordered
            or self._clock() - self._last_edit >= PATIENCE
        )

    @property
    def done(self) -> bool:
        """Nothing is left to ask."""
        return not (
            self._general_stale
            or self._reordered
            or self._touched
            or self._stale
            or self._leaving
            or self._gathers.waiting
            or self._gathers.slow
        )

    def step(self, budget: float | None = 0.008) -> bool:
        """Ask for so many seconds (``None``: until nothing is left), then tell what changed; gives ``done``."""
        end = float("inf") if budget is None else self._clock() + budget
        self._catch_up()
        while self._one(patient=budget is not None):
            if self._clock() >= end:
                break
        delta = self._account.told()
        if delta:
            for listener in list(self._listeners):
                listener(delta)
        return self.done

    # What an edit notes ----------------------------------------------------------------------------

    def _changed(self, changes: ChangeSet) -> None:
        self._last_edit = self._clock()
        for key in changes.keys:
            if isinstance(key, int):
                self._touched.add(key)
            elif key in (GENERAL, SETTINGS):
                self._general_stale = True
        if changes.reordered:
            self._reordered = True

    def _catch_up(self) -> None:
        if self._reordered:
            self._reorder()
        records = self._document.records
        for key in self._touched:
            if key not in self._places:
                continue
            draft = records[key]
            cell = self._cells.get(key)
            if cell is None or cell.source is not draft.sequence:
                self._stale.add(key)
                self._soon.append(key)
        self._touched.clear()
        if self._general_stale:
            self._ask_general()

    def _reorder(self) -> None:
        empty = not self._places.order
        first, last, gone, come = self._places.take(self._document.order)
        self._reordered = False
        if empty is not (not self._places.order):
            self._general_stale = True
        for key in gone:
            self._stale.discard(key)
            cell = self._cells.pop(key, None)
            if cell is not None:
                self._leaving.append((key, cell))
        self._gathers.moved(first, last)
        self._stale.update(come)
        (self._soon if len(come) < 100 else self._later).extend(come)

    # What a step asks ------------------------------------------------------------------------------

    def _one(self, *, patient: bool) -> bool:
        """Ask one thing; whether anything was there to ask."""
        key = self._next()
        if key is not None:
            self._ask_sequence(key)
            return True
        if self._leaving:
            key, cell = self._leaving.pop()
            self._account.exchange(self._show.cell(key, cell), ())
            self._gathers.take(key, cell.all_facts(), ())
            return True
        gathers = self._gathers
        if gathers.waiting:
            unit, _ = gathers.waiting.popitem()
        elif gathers.slow and not (patient and self._clock() - self._last_edit < PATIENCE):
            unit, _ = gathers.slow.popitem()
        else:
            return False
        self._ask_across(unit)
        return True

    def _next(self) -> int | None:
        if not self._stale:
            for queue in (self._seen, self._soon, self._later):
                queue.clear()
            return None
        for queue in (self._soon, self._seen, self._later):
            while queue:
                if queue[0] in self._stale:
                    return queue[0]
                queue.popleft()
        return next(iter(self._stale))

    def _ask_general(self) -> None:
        self._general_stale = False
        document = self._document
        stated = self._written.general(document.general.stated(), empty=not document.order)
        name = self._chosen or document.settings.profile
        listing = listing_values(Settings(today=self._today), self._std, stated.general, stated.declared)
        rules = profile(name).rules()
        plan = Plan(rules, facts(), listing)
        hits = ask_listing(plan, listing, self._broken)
        found = [Said(hit.rule, hit.fault, None, None) for hit in self._echoless(hits, stated.found)]
        found += [Said(code, fault, None, None) for code, fault in stated.found]
        found += self._broken_rules()
        inner = {one: listing[one] for one in _listing_names(rules)}
        if name != self._show.name or inner != self._inner or self._asker is None:
            self._replan(name, plan, inner)
        before = self._general + self._behind
        self._general = [one for said in found if (one := self._show.said(said)) is not None]
        behind = (Said(code, fault, None, None) for code, fault in stated.behind)
        self._behind = [one for said in behind if (one := self._show.said(said)) is not None]
        self._account.exchange(before, self._general + self._behind)
        self._gathers.plan(plan, listing, self._broken)
        self._gathers.general(listing)

    def _echoless(self, hits: list[Hit], found: FoundFaults) -> list[Hit]:
        return self._written.without_echoes(hits, found) if found else hits

    def _replan(self, name: str, plan: Plan, inner: dict[str, Any]) -> None:
        """Other rules, or another value of the listing that they read: everything is asked again, what is seen first."""
        if name != self._show.name:
            self._rename(name)
        self._inner = inner
        listing = listing_values(
            Settings(today=self._today), self._std, self._document.general.stated(), None
        )
        dict.update(listing, inner)
        self._asker = Asker(plan, listing, list(ledger_classes()), self._broken, self._written)
        for cell in self._cells.values():
            if isinstance(cell, Large):
                cell.again()
        if self._places.order:
            self._stale = set(self._places.order)
            self._later = deque(self._places.order)

    def _rename(self, name: str) -> None:
        """Another profile: findings may have another severity, so they are counted anew as they are asked again."""
        for key, cell in self._leaving:
            self._account.exchange(self._show.cell(key, cell), ())
            self._gathers.take(key, cell.all_facts(), ())
        self._leaving.clear()
        before = [one for key, cell in self._cells.items() for one in self._show.cell(key, cell)]
        before += [one for some in self._across.values() for _, one in some]
        self._show = Show(name, self._cells)
        for key, cell in self._cells.items():
            if isinstance(cell, Large):
                cell.shown = self._show.verdict(key, cell, cell.own)
        for some in self._across.values():
            some[:] = [(across, one) for across, _ in some if (one := self._show.across(across)) is not None]
        after = [one for key, cell in self._cells.items() for one in self._show.cell(key, cell)]
        after += [one for some in self._across.values() for _, one in some]
        self._account.exchange(before, after)
        if self._asker is not None:
            self._gathers.again()

    def _ask_sequence(self, key: int) -> None:
        record = self._document.records[key]
        assert isinstance(record, Draft)
        source = record.sequence
        cell = self._cells.get(key)
        if cell is None or cell.source is not source:
            counted(source.residues)
            follows = isinstance(cell, Large) and self._follow_large(key, cell, source)
            if not follows:
                cell = self._fresh(key, cell, source)
        elif isinstance(cell, Small):
            cell = self._fresh(key, cell, source)
        if isinstance(cell, Large) and cell.busy:
            self._ask_large(key, cell)
        if not isinstance(cell, Large) or not cell.busy:
            self._stale.discard(key)

    def _fresh(self, key: int, old: Small | Large | None, source: Sequence) -> Small | Large:
        assert self._asker is not None
        made: Small | Large
        stated = self._written.sequence(source, 1)
        before = [] if old is None else list(self._show.cell(key, old))
        gone = () if old is None else tuple(old.all_facts())
        if len(source.features) > LARGE and not source.skipped and stated.sequence is source:
            made = Large(source, stated)
        else:
            said, told = self._asker.all_of(stated)
            made = Small(source, stated, (*said, *self._broken_rules()), told)
        self._cells[key] = made
        self._account.exchange(before, self._show.cell(key, made))
        self._gathers.take(key, gone, made.all_facts())
        self._respeak(key)
        return made

    def _follow_large(self, key: int, cell: Large, source: Sequence) -> bool:
        """Have a large sequence follow an edit; False: it has to be begun anew."""
        moltype = source.molecule_type
        if len(source.features) <= LARGE or source.skipped or moltype != cell.source.molecule_type:
            return False
        first, last = kept(cell.source.features, source.features)
        gone = cell.source.features[first : len(cell.source.features) - last]
        come = source.features[first : len(source.features) - last]
        if self._any_odd(gone, come):
            return False
        stated = self._written.sequence(source, 1, ())
        if stated.sequence is not source:
            return False
        for left in cell.take(source, stated, first, last):
            before = self._show.feature(key, left.feature, moltype, left.verdict)
            if left.moved is None:
                self._account.exchange(before, ())
                self._gathers.take(key, left.verdict[1], ())
            elif before:
                after = self._show.feature(key, left.moved, moltype, left.verdict, left.index)
                self._account.exchange(before, after)
        if len(gone) != len(come):
            self._gathers.shifted(key)
        self._respeak(key)
        return True

    def _any_odd(self, gone: tuple[Feature, ...], come: tuple[Feature, ...]) -> bool:
        """Whether one of the features that came is odd; what only moved can be so in its location alone."""
        odd = self._written.odd
        if len(gone) != len(come):
            return any(map(odd, come))
        for old, new in zip(gone, come, strict=True):
            location = new.location
            plainly = location and location.isascii() and location.isprintable() and only_moved(old, new)
            if not plainly and odd(new):
                return True
        return False

    def _ask_large(self, key: int, cell: Large) -> None:
        assert self._asker is not None
        if cell.waiting:
            features = cell.stated.sequence.features
            moltype = cell.stated.sequence.molecule_type
            for index, before, after in cell.ask(self._asker):
                shown = [
                    self._show.feature(key, features[index], moltype, verdict, index)
                    for verdict in (before, after)
                ]
                self._account.exchange(*shown)
                self._gathers.take(key, _placed(before, index), _placed(after, index))
            return
        before_own, own = cell.ask_whole(self._asker)
        cell.own = own = ((*own[0], *self._broken_rules()), own[1])
        known, cell.shown = cell.shown, self._show.verdict(key, cell, own)
        self._account.exchange(known, cell.shown)
        self._gathers.take(key, before_own[1], own[1])

    def _ask_across(self, unit: Unit) -> None:
        before = self._across.pop(unit, [])
        for _, one in before:
            speaking = self._speaking.get(one.key)
            if speaking is not None:
                speaking.pop(unit, None)
                if not speaking:
                    del self._speaking[one.key]
        found = self._gathers.run(unit)
        found += [
            Across(self._show.active[internal.CODE], said.fault, 0, None, None)
            for said in self._broken_rules()
        ]
        after = [(a, shown) for a in found if (shown := self._show.across(a)) is not None]
        if after:
            self._across[unit] = after
            for _, one in after:
                self._speaking.setdefault(one.key, {})[unit] = None
        self._account.exchange((one for _, one in before), (one for _, one in after))

    def _respeak(self, key: int) -> None:
        """A sequence is another: what is said across sequences at it names its features as they are now."""
        for unit in self._speaking.get(key, ()):
            some = self._across[unit]
            for index, (across, old) in enumerate(some):
                if old.key == key:
                    new = self._show.across(across)
                    if new is not None and new != old:
                        some[index] = (across, new)
                        self._account.exchange((old,), (new,))

    # How it is shown -------------------------------------------------------------------------------

    def _broken_rules(self) -> tuple[Said, ...]:
        """Rules that raised since this was asked last."""
        broken = tuple(
            Said(internal.CODE, Fault(value=one.what, args={"rule": one.what, "cause": str(one)}), None, None)
            for one in self._broken
        )
        self._broken.clear()
        return broken

    def _located(self, one: LiveFinding) -> Finding:
        return one.at(self._places.of(one.key)) if one.key else one.finding


def _placed(verdict: Verdict, index: int) -> Iterator[Told]:
    """The facts of a feature, at the index that it has."""
    return (fact.on(index) for fact in verdict[1])


def _listing_names(rules: Iterable[Rule]) -> set[str]:
    """Values of the listing that rules and facts of sequences name."""
    found: set[str] = set()
    subjects: list[Rule | Fact] = [rule for rule in rules if rule.check is not None]
    for subject in subjects + list(facts()):
        if scope_of(subject) not in (None, Scope.LISTING):
            found |= {n for n in subject.reads if (v := named(n)) is not None and v.scope is Scope.LISTING}
    return found - {"std"}
