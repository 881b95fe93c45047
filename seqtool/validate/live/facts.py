"""What sequences tell, counted so that it can also be forgotten: it says which questions across sequences wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Final

from seqtool.model.residues import Residues
from seqtool.rules.ledgers_mentions import BUDGET
from seqtool.rules.ledgers_sequences import KNOWN, SKIPPED
from seqtool.rules.values import Context
from seqtool.validate.cell import RuleError
from seqtool.validate.live.cells import Large, Small, Told
from seqtool.validate.live.index import Index
from seqtool.validate.live.places import Places
from seqtool.validate.plan import Asked

#: Which question a gather rule asks. SEQ ID NOs and the total are computed, so nothing can be wrong with them ("").
FAMILIES: Final = {
    "C031": "links", "C032": "links", "C033": "links", "C034": "links", "C035": "links", "C036": "links",
    "C037": "links", "D001": "same", "D002": "reverse", "D003": "contained", "D010": "cited", "D011": "cited",
    "D012": "cited", "D020": "embedded", "D021": "embedded", "G023": "languages", "G024": "languages",
    "T023": "languages", "O001": "strangers", "T033": "ids", "S034": "skipped",
    "S003": "", "S004": "", "S005": "", "S006": "", "S009": "",
}  # fmt: skip
#: A rule that nobody put into a family: asked of the whole listing.
WHOLE: Final = "whole"
#: Units that look at all sequences that tell something; they wait until nothing else does.
SLOW: Final = frozenset({WHOLE, "contained"})
#: As many unknown organisms are compared with known names (:mod:`seqtool.rules.organisms.strangers`).
_SOUGHT = 150
_WIDEST = 1_000
#: Sequences that moved one by one; more, and everything that knows a number is asked again.
_FEW_MOVED = 1_000

Unit = tuple[str, Hashable]


class Facts:
    """What the sequences of a session tell, counted, and the units that wait because of it."""

    def __init__(self, places: Places, cells: dict[int, Small | Large]) -> None:
        self._places, self._cells = places, cells
        self._rules: dict[str, list[Asked]] = {}
        self._listing: Context = Context()
        self._broken: list[RuleError] = []
        #: Units to be asked, in the order in which they came up.
        self.waiting: dict[Unit, None] = {}
        self.slow: dict[Unit, None] = {}
        self._same, self._reverse, self._ids = Index(), Index(), Index()
        #: Sequences whose texts name a SEQ ID NO: by protein_id, and by citing it.
        self._linking, self._citing = Index(), Index()
        self._embedding = Index()
        self._tellers: dict[str, Counter[int]] = {
            name: Counter() for name in ("links", "cited", "embedded", "strangers", "lacking", "contained")
        }
        self._strangers: Counter[str] = Counter()
        self._languages = [0, 0, 0]
        self._first_lacking: int | None = None
        #: The highest id; None where it has to be looked for.
        self._highest: int | None = 0
        self._contained = 0
        self._skipped = 0
        self._each_stranger = True
        self._takers: dict[str, Callable[[int, Any, int], None]] = {
            "entries": self._entry,
            "links": self._link,
            "cited": self._cited,
            "embedded": self._embedded,
            "strangers": self._stranger,
            "ids": self._id,
            "languages": self._language,
            "contained": self._contain,
        }

    def _wait(self, family: str, item: Hashable) -> None:
        if family in self._rules:
            (self.slow if family in SLOW else self.waiting)[family, item] = None

    def take(self, key: int, gone: Iterable[Told], come: Iterable[Told]) -> None:
        """Facts of one sequence that are told no more, and new ones."""
        left: dict[Hashable, list[Told]] = {}
        for fact in gone:
            left.setdefault(_same_as(fact), []).append(fact)
        for fact in come:
            # What is told as before changes nothing, but perhaps it stands elsewhere in the sequence.
            known = left.get(_same_as(fact))
            if known:
                self._moved_inside(key, fact, known.pop(0))
            else:
                self._told(key, fact, 1)
        for known in left.values():
            for fact in known:
                self._told(key, fact, -1)

    def _told(self, key: int, fact: Told, sign: int) -> None:
        taker = self._takers.get(fact.ledger)
        if taker is not None:
            taker(key, fact.payload, sign)
        self._wait(WHOLE, None)

    def _moved_inside(self, key: int, fact: Told, old: Told) -> None:
        """A fact stands at another feature or qualifier: its units say so."""
        if fact.feature == old.feature and fact.qualifier == old.qualifier:
            return
        name = fact.ledger
        if name in ("links", "cited", "embedded"):
            self._wait(name, key)
        elif name == "strangers":
            self._wait(name, key if self._each_stranger else None)
        elif name == "languages" or (name == "ids" and self._ids.repetitions):
            self._wait(name, None)
        self._wait(WHOLE, None)

    # One taker for each ledger; ``sign`` is 1 for a fact that comes and -1 for one that goes.

    def _entry(self, key: int, payload: Any, sign: int) -> None:
        _, kind, digest, reverse, _ = payload
        change = _change(sign)
        if digest:
            change(self._same, digest, key)
            self._wait("same", digest)
            for holder in self._embedding.keys(digest):
                self._wait("embedded", holder)
        if reverse and reverse != digest:
            change(self._reverse, min(digest, reverse), key)
            self._wait("reverse", min(digest, reverse))
        if kind == KNOWN | SKIPPED:
            self._skipped += sign
        self._wait("skipped", None)
        if key in self._places:
            self._named(self._places.of(key))
        if self._tellers["links"][key]:
            self._wait("links", key)

    def _named(self, number: int) -> None:
        """What a SEQ ID NO names is another sequence, or no longer what it was."""
        for holder in self._linking.keys(number):
            self._wait("links", holder)
        for holder in self._citing.keys(number):
            self._wait("cited", holder)

    def _holder(self, family: str, key: int, sign: int) -> None:
        self._tellers[family][key] += sign
        if not self._tellers[family][key]:
            del self._tellers[family][key]
        self._wait(family, key)

    def _link(self, key: int, payload: Any, sign: int) -> None:
        _change(sign)(self._linking, payload.number, key)
        self._holder("links", key, sign)

    def _cited(self, key: int, payload: Any, sign: int) -> None:
        change = _change(sign)
        for number in numbers_of(payload):
            change(self._citing, number, key)
        self._holder("cited", key, sign)

    def _embedded(self, key: int, payload: Any, sign: int) -> None:
        change = _change(sign)
        for digest, _ in payload:
            change(self._embedding, digest, key)
        self._holder("embedded", key, sign)

    def _id(self, key: int, payload: Any, sign: int) -> None:
        ids, change = self._ids, _change(sign)
        asked = bool(ids.repetitions)
        for _, told in payload:
            change(ids, told, key)
            if isinstance(told, int) and self._highest is not None:
                if sign > 0:
                    self._highest = max(self._highest, told)
                elif told == self._highest and told not in ids:
                    self._highest = None
        if asked or ids.repetitions:
            self._wait("ids", None)

    def _stranger(self, key: int, payload: Any, sign: int) -> None:
        self._strangers[payload] += sign
        if not self._strangers[payload]:
            del self._strangers[payload]
        self._tellers["strangers"][key] += sign
        if not self._tellers["strangers"][key]:
            del self._tellers["strangers"][key]
        each = len(self._strangers) <= _SOUGHT
        if each is not self._each_stranger:
            # With so many names the rule compares the first ones only: one question about all of them.
            self._each_stranger = each
            for other in [key, *self._tellers["strangers"]]:
                self._wait("strangers", other)
            self._wait("strangers", None)
        self._wait("strangers", key if each else None)

    def _language(self, key: int, payload: Any, sign: int) -> None:
        for index, count in enumerate(payload):
            self._languages[index] += sign * count
        if payload[1]:
            lacking = self._tellers["lacking"]
            lacking[key] += sign
            if not lacking[key]:
                del lacking[key]
                if key == self._first_lacking:
                    self._first_lacking = None
            elif (
                self._first_lacking is not None
                and key in self._places
                and self._places.of(key) < self._places.of(self._first_lacking)
            ):
                self._first_lacking = key
        self._wait("languages", None)

    def _contain(self, key: int, payload: Any, sign: int) -> None:
        short = self._contained <= BUDGET
        self._contained += sign * payload.length
        tellers = self._tellers["contained"]
        tellers[key] += sign
        if not tellers[key]:
            del tellers[key]
        if short or self._contained <= BUDGET:
            self._wait("contained", None)

    def moved(self, first: int, last: int) -> None:
        """SEQ ID NOs from ``first`` to ``last`` name other sequences now."""
        places = self._places
        numbers: Iterable[int] = range(first, last + 1)
        if last - first < _FEW_MOVED:
            for number in numbers:
                self._named(number)
                key = places.at(number)
                if key is not None:
                    self._moved(key)
        else:
            self._all("links", "cited")
        if not self._each_stranger:
            self._wait("strangers", None)
        self._first_lacking = None
        for family in ("languages", "skipped", WHOLE, "contained"):
            self._wait(family, None)
        if self._ids.repetitions:
            self._wait("ids", None)

    def shifted(self, key: int) -> None:
        """Features of a large sequence stand at other indices: questions at them are asked again."""
        for family in ("links", "cited", "embedded", "strangers"):
            if self._tellers[family][key]:
                self._wait(family, None if family == "strangers" and not self._each_stranger else key)
        self._wait("languages", None)
        if self._ids.repetitions:
            self._wait("ids", None)

    def _all(self, *families: str) -> None:
        for family in families:
            for key in self._tellers[family]:
                self._wait(family, key)
        for family, index in (("same", self._same), ("reverse", self._reverse)):
            for item in index.repeated():
                self._wait(family, item)

    def again(self) -> None:
        """Ask everything again: other rules are on."""
        self._all("links", "cited", "embedded", "strangers")
        for family in ("strangers", "languages", "skipped", "ids", WHOLE, "contained"):
            self._wait(family, None)

    def _moved(self, key: int) -> None:
        """A sequence has another number."""
        for family in ("links", "cited"):
            if self._tellers[family][key]:
                self._wait(family, key)
        cell = self._cells.get(key)
        if cell is None:
            return
        for fact in cell.all_facts():
            if fact.ledger == "entries":
                _, _, digest, reverse, _ = fact.payload
                if self._same.often(digest):
                    self._wait("same", digest)
                if self._reverse.often(min(digest, reverse)):
                    self._wait("reverse", min(digest, reverse))


def _change(sign: int) -> Callable[[Index, Hashable, int], None]:
    return Index.add if sign > 0 else Index.drop


def _same_as(fact: Told) -> Hashable:
    payload = fact.payload
    # Long residues are compared by identity: they are no part of another sequence anyway.
    return fact.ledger, id(payload) if isinstance(payload, Residues) and payload.length > BUDGET else payload


def numbers_of(payload: tuple[tuple[int, int], ...]) -> Iterator[int]:
    """The SEQ ID NOs that a text cites; of a long range the first thousand, as the rules look them up."""
    for first, last in payload:
        yield from range(first, min(last, first + _WIDEST) + 1)
