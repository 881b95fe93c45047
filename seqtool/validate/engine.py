"""The engine: rules of the listing, of each sequence, and of all sequences together."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from seqtool.model import DeclaredListing, DeclaredSequence, GeneralInformation, Sequence
from seqtool.rules import ledgers as ledger_rooms
from seqtool.rules.core import Rule, as_faults, facts
from seqtool.rules.values import ABSENT, Context, listing_context
from seqtool.spec import Standard
from seqtool.validate.cell import Cell, Hit, RuleError
from seqtool.validate.plan import Plan


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller knows beside the listing; ``None`` is unknown and asks no rule."""

    today: datetime.date
    path_name: str | None = None
    file_size: int | None = None
    expect_application: str | None = None
    expect_reference: str | None = None
    filing_date: datetime.date | None = None


def _known(value: Any) -> Any:
    return ABSENT if value is None else value


def listing_values(
    settings: Settings, std: Standard, general: GeneralInformation, declared: DeclaredListing | None
) -> Context:
    """The values of a listing as a whole."""
    return listing_context(
        std=std,
        today=settings.today,
        path_name=_known(settings.path_name),
        file_size=_known(settings.file_size),
        expect_application=_known(settings.expect_application),
        expect_reference=_known(settings.expect_reference),
        filing_date=_known(settings.filing_date),
        general=general,
        declared_listing=_known(declared),
    )


def ask_listing(plan: Plan, listing: Context, broken: list[RuleError]) -> list[Hit]:
    """Ask the rules of the listing itself."""
    hits: list[Hit] = []
    for asked in plan.listing:
        args = asked.fetch(listing)
        if ABSENT in args or not isinstance(asked.subject, Rule):
            continue
        try:
            verdict = asked.check(*args)
        except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
            broken.append(RuleError(asked, 0, cause))
            continue
        hits += [Hit(asked.subject, f, 0, None, None) for f in as_faults(verdict)]
    return hits


class Engine:
    """Checks one listing, sequence by sequence, under one selection of rules.

    Two engines that checked neighbouring parts of a listing join by
    :meth:`merge`; :meth:`finish` then runs the rules that span sequences.
    """

    def __init__(self, rules: Iterable[Rule], settings: Settings, std: Standard) -> None:
        self.settings = settings
        self.std = std
        self.count = 0
        self.ledgers: dict[str, Any] = {name: made() for name, made in ledger_rooms.ledger_classes().items()}
        #: Rules that raised so far.
        self.broken: list[RuleError] = []
        self._rules = tuple(rules)
        self._prepare(GeneralInformation(), None)

    def _prepare(self, general: GeneralInformation, declared: DeclaredListing | None) -> None:
        self._listing: Context = listing_values(self.settings, self.std, general, declared)
        self.plan = Plan(self._rules, facts(), self._listing)
        self._cell = Cell(self.plan, self._listing, self.ledgers, self.broken)
        self._alone: Cell | None = None

    def begin(self, general: GeneralInformation, declared: DeclaredListing | None) -> list[Hit]:
        """Take the general information part and check it."""
        self._prepare(general, declared)
        return ask_listing(self.plan, self._listing, self.broken)

    def check(self, sequence: Sequence, declared: DeclaredSequence | None = None) -> list[Hit]:
        """Check the next sequence."""
        self.count += 1
        return self._cell.check(sequence, declared, self.count)

    def checker(self) -> Callable[[Sequence, DeclaredSequence | None, int], list[Hit]]:
        """:meth:`check` for a loop that counts by itself: takes the position, too, and leaves ``count`` to the caller."""
        return self._cell.check

    def recheck(self, sequence: Sequence, declared: DeclaredSequence | None, position: int) -> list[Hit]:
        """Check a sequence on its own: nothing is told to the ledgers (for previews and fixes)."""
        if self._alone is None:
            self._alone = Cell(self.plan, self._listing, dict.fromkeys(self.ledgers, _Deaf()), self.broken)
        return self._alone.check(sequence, declared, position)

    def skip(self) -> None:
        """Pass over a sequence that could not be read: it keeps its place in the count."""
        self.count += 1

    def merge(self, ledgers: dict[str, Any], count: int) -> None:
        """Take the facts of the following part of the listing, which has ``count`` sequences."""
        for name, ledger in self.ledgers.items():
            ledger.merge(ledgers[name], self.count)
        self.count += count

    def finish(self) -> list[Hit]:
        """Run the rules that span sequences."""
        hits: list[Hit] = []
        known: dict[str, Any] = {**self.ledgers, "sequence_count": self.count}
        for asked in self.plan.gather:
            args = tuple(known[n] if n in known else self._listing[n] for n in asked.subject.reads)
            if ABSENT in args or not isinstance(asked.subject, Rule):
                continue
            try:
                verdict = asked.check(*args)
            except Exception as cause:  # noqa: BLE001  a rule that raises is reported, the others go on
                self.broken.append(RuleError(asked, 0, cause))
                continue
            hits += [
                Hit(asked.subject, f, f.position or 0, f.feature, f.qualifier) for f in as_faults(verdict)
            ]
        return hits


class _Deaf:
    """A ledger that keeps nothing."""

    def add(self, *_fact: object) -> None:
        """Take a fact and forget it."""
