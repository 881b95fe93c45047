"""Rules across sequences, kept up to date: each is run on the few sequences that its verdict can depend on.

A *unit* is a rule's question about one thing: sequences with the same residues,
the links of one coding sequence, one id. Counted indexes say which sequences a
unit is about. They are put into fresh ledgers, as a listing of their own that
keeps their SEQ ID NOs, and the rule is asked as at the end of a file: what a
rule says is said by the rule alone. A unit waits only where a fact that it
depends on came, went or moved.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

from seqtool.rules.core import Fault, Rule, as_faults
from seqtool.rules.ledgers import ledger_classes
from seqtool.rules.ledgers_mentions import BUDGET
from seqtool.rules.values import ABSENT, Context
from seqtool.validate.cell import RuleError
from seqtool.validate.live.cells import Told
from seqtool.validate.live.facts import FAMILIES, WHOLE, Facts, Unit, numbers_of
from seqtool.validate.plan import Asked, Plan


class Across(NamedTuple):
    """A fault across sequences: ``key`` is the sequence at which it stands, 0 for none."""

    rule: Rule
    fault: Fault
    key: int
    feature: int | None
    qualifier: int | None


class Gathers(Facts):
    """The questions across sequences of one session."""

    def plan(self, plan: Plan, listing: Context, broken: list[RuleError]) -> None:
        """Take the rules that are on, and the values of the listing that they may name."""
        rules: dict[str, list[Asked]] = {}
        for asked in plan.gather:
            if isinstance(asked.subject, Rule):
                rules.setdefault(FAMILIES.get(asked.subject.code, WHOLE), []).append(asked)
        self._rules, self._listing, self._broken = rules, listing, broken

    def general(self, listing: Context) -> None:
        """The general information is another."""
        self._listing = listing
        self._wait("languages", None)
        self._wait(WHOLE, None)

    def run(self, unit: Unit) -> list[Across]:
        """Ask one unit's rules."""
        family, item = unit
        members, facts = self._about(family, item)
        members = [key for key in members if key in self._places and key in self._cells]
        members.sort(key=self._places.of)
        needed = {
            name for asked in self._rules[family] for name in asked.subject.reads if name in ledger_classes()
        }
        ledgers = {name: ledger_classes()[name]() for name in needed}
        if members or family in ("languages", "skipped", WHOLE):
            self._tell(ledgers, members, facts)
            return self._ask(family, ledgers, members)
        return []

    def _about(
        self, family: str, item: Hashable
    ) -> tuple[list[int], Callable[[int, Told], Told | None] | None]:
        """The sequences that a unit is about, and which of their facts (None: all)."""
        if family in ("same", "reverse"):
            index = self._same if family == "same" else self._reverse
            return (list(index.keys(item)) if index.often(item) else []), None
        if family == "ids":
            return self._repeated_ids()
        if family == "languages":
            return self._lacking(), self._one_lacking()
        if family == "skipped":
            return (list(self._places.order) if self._skipped == len(self._places) else []), None
        if family == "contained":
            return (list(self._tellers["contained"]) if self._contained <= BUDGET else []), None
        if family == WHOLE:
            return list(self._places.order), None
        if family == "strangers" and item is None:
            return ([] if self._each_stranger else list(self._tellers["strangers"])), None
        assert isinstance(item, int)
        if family == "strangers":
            return ([item] if self._each_stranger else []), None
        cell = self._cells.get(item)
        if cell is None or not self._tellers[family][item]:
            return [], None
        about = {item: None}
        for fact in cell.facts(family):
            if family == "embedded":
                for digest, _ in fact.payload:
                    about.update(dict.fromkeys(self._same.keys(digest)[:1]))
            else:
                named = [fact.payload.number] if family == "links" else numbers_of(fact.payload)
                about.update({key: None for number in named if (key := self._places.at(number)) is not None})
        return list(about), _only_of(item)

    def _lacking(self) -> list[int]:
        lacking = self._tellers["lacking"]
        if not lacking:
            return []
        if self._first_lacking is None:
            known = [key for key in lacking if key in self._places]
            self._first_lacking = min(known, key=self._places.of, default=None)
        return [] if self._first_lacking is None else [self._first_lacking]

    def _repeated_ids(self) -> tuple[list[int], Callable[[int, Told], Told | None]]:
        """All holders of ids that are there twice, and the one of the highest, above which ids are free."""
        ids = self._ids
        wanted = set(ids.repeated())
        if wanted and self._highest is None:
            self._highest = max((told for told in ids if isinstance(told, int)), default=0)
        if wanted and self._highest in ids:
            wanted.add(self._highest)
        holders = {key: None for told in wanted for key in ids.keys(told)}

        def choose(_key: int, fact: Told) -> Told | None:
            kept = tuple(one for one in fact.payload if one[1] in wanted)
            return Told(fact.ledger, fact.feature, fact.qualifier, kept) if kept else None

        return list(holders), choose

    def _one_lacking(self) -> Callable[[int, Told], Told | None]:
        """One fact stands for all: the first place that lacks a translation, with the sums of the listing."""
        seen = False

        def choose(_key: int, fact: Told) -> Told | None:
            nonlocal seen
            if seen or fact.ledger != "languages" or not fact.payload[1]:
                return None
            seen = True
            return Told(fact.ledger, fact.feature, fact.qualifier, tuple(self._languages))

        return choose

    def _tell(
        self,
        ledgers: dict[str, Any],
        members: list[int],
        choose: Callable[[int, Told], Told | None] | None,
    ) -> None:
        if "languages" in ledgers and not members:
            given, _, elements = self._languages
            ledgers["languages"].add(1, None, None, (given, 0, elements))
        for local, key in enumerate(members, 1):
            number = self._places.of(key)
            for fact in self._cells[key].all_facts():
                ledger = ledgers.get(fact.ledger)
                if ledger is None:
                    continue
                if fact.ledger == "entries":
                    ledger.add(local, None, None, (number, *fact.payload[1:]))
                    continue
                chosen = fact if choose is None else choose(key, fact)
                if chosen is not None:
                    ledger.add(local, chosen.feature, chosen.qualifier, chosen.payload)

    def _ask(self, family: str, ledgers: dict[str, Any], members: list[int]) -> list[Across]:
        known: dict[str, Any] = {**ledgers, "sequence_count": len(self._places)}
        found: list[Across] = []
        for asked in self._rules[family]:
            args = tuple(
                [known[name] if name in known else self._listing[name] for name in asked.subject.reads]
            )
            if ABSENT in args:
                continue
            assert isinstance(asked.subject, Rule)
            try:
                verdict = asked.check(*args)
            except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
                self._broken.append(RuleError(asked, 0, cause))
                continue
            for fault in as_faults(verdict):
                key = members[fault.position - 1] if fault.position else 0
                found.append(Across(asked.subject, fault, key, fault.feature, fault.qualifier))
        return found


def _only_of(key: int) -> Callable[[int, Told], Told | None]:
    return lambda teller, fact: fact if teller == key else None
