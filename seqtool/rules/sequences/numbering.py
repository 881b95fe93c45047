"""SEQ ID NOs: 1, 2, 3 … without gap (paragraphs 10 and 51), and their total (paragraph 45)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from seqtool.model import DeclaredListing
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.ledgers_sequences import Entries
from seqtool.rules.numbers import Numbers, Run
from seqtool.rules.vocabulary_sequences import INTEGER, meant_number

#: So many breaks of one kind are told; a listing with more is numbered at random.
MOST_BREAKS = 10_000


@rule(
    "S001",
    "number-unreadable",
    Severity.ERROR,
    paragraph="51",
    element="sequenceIDNumber",
    message="The SEQ ID NO {value} is not a positive integer.",
    mend="Number the sequences 1, 2, 3 and so on.",
)
def number_unreadable(odd_number: str) -> Fault | None:
    """SequenceIDNumber is a positive integer."""
    return None if meant_number(odd_number) else fault(odd_number or "(empty)")


@rule(
    "S002",
    "number-oddly-written",
    Severity.WARNING,
    paragraph="51",
    basis="inferred",
    element="sequenceIDNumber",
    message="The SEQ ID NO {value} is written with leading zeros or white space.",
    mend="Write {meant}.",
)
def number_oddly_written(odd_number: str) -> Fault | None:
    """Digits only, without leading zeros."""
    meant = meant_number(odd_number)
    if not meant:
        return None
    fix = Fix(f"Write {meant}", (Edit("number", str(meant)),), safe=True)
    return fault(odd_number, meant=meant, fix=fix)


class _Break(NamedTuple):
    """Where the numbers do not go on as they should."""

    kind: Literal["start", "repeated", "gap", "order"]
    position: int
    number: int
    expected: int
    #: How many numbers are repeated or missing here.
    amount: int


class _Marks:
    """A set of numbers: a byte for each that a listing of this size may well have, a set for absurd ones."""

    def __init__(self, size: int) -> None:
        self._limit = 4 * size + 1_000_000
        self._bytes = bytearray(self._limit)
        self._beyond: set[int] = set()

    def mark(self, run: Run) -> None:
        end = run.first + run.size
        if end <= self._limit:
            self._bytes[run.first : end] = b"\1" * run.size
        else:
            self._beyond.update(range(run.first, end))

    def among(self, run: Run) -> tuple[int, int]:
        """How many numbers of a run are marked, and the first of them."""
        end = run.first + run.size
        if end <= self._limit:
            count = self._bytes.count(1, run.first, end)
            return count, self._bytes.find(1, run.first, end) if count else 0
        marked = [n for n in range(run.first, end) if n in self._beyond]
        return len(marked), marked[0] if marked else 0

    def missing(self, low: int, end: int) -> int:
        """How many numbers from ``low`` to before ``end`` are not marked."""
        count = self._bytes.count(0, low, min(end, self._limit))
        return count + max(0, end - max(low, self._limit)) if end > self._limit else count


def _breaks(numbers: Numbers, wanted: str) -> list[_Break]:
    """The breaks of one kind. Numbers that cannot be read have their own finding and count as right."""
    runs = list(numbers.runs())
    if not runs or (len(runs) == 1 and runs[0].first == 1):
        return []
    everywhere, seen = _Marks(numbers.count), _Marks(numbers.count)
    for run in runs:
        if run.first:
            everywhere.mark(run)
    found: list[_Break] = []
    expected, slack, just_repeated = 1, 0, 0
    for index, run in enumerate(runs):
        if not run.first:
            expected += run.size
            slack += run.size
            continue
        repeated, first_repeated = seen.among(run)
        if run.first > expected:
            missing = everywhere.missing(expected, run.first)
            # 1, 2, 3, 3, 5: the second 3 should be 4; that is one fault.
            if missing and missing != just_repeated:
                kind: Literal["start", "gap"] = "gap" if index else "start"
                found.append(_Break(kind, run.start, run.first, expected, missing))
        elif run.first < expected - slack and first_repeated != run.first:
            found.append(_Break("order", run.start, run.first, expected, run.size))
        if repeated:
            position = run.start + first_repeated - run.first
            found.append(_Break("repeated", position, first_repeated, expected, repeated))
        seen.mark(run)
        just_repeated = repeated if repeated == run.size else 0
        expected, slack = run.first + run.size, 0
    return [b for b in found if b.kind == wanted][:MOST_BREAKS]


def _faults(breaks: list[_Break]) -> list[Fault] | None:
    return [
        fault(str(b.number), position=b.position, number=b.number, expected=b.expected, count=b.amount)
        for b in breaks
    ] or None


@rule(
    "S003",
    "numbers-do-not-start-at-1",
    Severity.ERROR,
    paragraph="10",
    element="sequenceIDNumber",
    message="The first sequence has the SEQ ID NO {number}; numbers begin with 1.",
    mend="Number the sequences from 1, or add the missing ones (skipped on purpose: 000).",
)
def start_at_one(entries: Entries) -> list[Fault] | None:
    """The first number is 1."""
    return _faults(_breaks(entries.numbers, "start"))


@rule(
    "S004",
    "number-repeated",
    Severity.ERROR,
    paragraph="10",
    element="sequenceIDNumber",
    message="The SEQ ID NO {number} was used before; numbers repeated from here on: {count}.",
    mend="Give every sequence a number of its own.",
)
def number_repeated(entries: Entries) -> list[Fault] | None:
    """Every number once; one finding for numbers repeated in a row."""
    return _faults(_breaks(entries.numbers, "repeated"))


@rule(
    "S005",
    "numbers-missing",
    Severity.ERROR,
    paragraph="10",
    element="sequenceIDNumber",
    message="The SEQ ID NO is {number} where {expected} should follow; numbers missing here: {count}.",
    mend="Add the missing sequences (000 where they are skipped on purpose), or number without gaps.",
)
def numbers_missing(entries: Entries) -> list[Fault] | None:
    """No gaps; one finding for each."""
    return _faults(_breaks(entries.numbers, "gap"))


@rule(
    "S006",
    "numbers-out-of-order",
    Severity.ERROR,
    paragraph="10",
    element="sequenceIDNumber",
    message="The SEQ ID NO {number} stands where {expected} should follow.",
    mend="Put the sequences in the order of their numbers.",
)
def numbers_out_of_order(entries: Entries) -> list[Fault] | None:
    """Numbers go up; one finding for each step back."""
    return _faults(_breaks(entries.numbers, "order"))


@rule(
    "S007",
    "total-unreadable",
    Severity.ERROR,
    paragraph="45",
    element="SequenceTotalQuantity",
    message="The total quantity {value} is not a positive integer.",
    mend="Write the number of sequences, skipped ones included, in digits.",
)
def total_unreadable(declared_listing: DeclaredListing) -> Fault | None:
    """SequenceTotalQuantity is a number."""
    written = declared_listing.total
    return None if written is None or meant_number(written) else fault(written or "(empty)")


@rule(
    "S008",
    "total-oddly-written",
    Severity.WARNING,
    paragraph="45",
    basis="inferred",
    element="SequenceTotalQuantity",
    message="The total quantity {value} is written with leading zeros or white space.",
    mend="Write {meant}.",
)
def total_oddly_written(declared_listing: DeclaredListing) -> Fault | None:
    """Digits only, without leading zeros."""
    written = declared_listing.total
    meant = meant_number(written)
    if written is None or not meant or INTEGER.fullmatch(written):
        return None
    return fault(written, meant=meant, fix=Fix(f"Write {meant}", (Edit("total", str(meant)),), safe=True))


@rule(
    "S009",
    "total-differs",
    Severity.ERROR,
    paragraph="45",
    element="SequenceTotalQuantity",
    message="The total quantity is given as {value}, but the listing has {count} sequences.",
    mend="If no sequences were lost, set the total to {count} (skipped ones count too).",
)
def total_differs(entries: Entries, sequence_count: int, declared_listing: DeclaredListing) -> Fault | None:
    """SequenceTotalQuantity counts all sequences, those too that could not be read."""
    meant = meant_number(declared_listing.total)
    count = max(sequence_count, len(entries))
    if not meant or not count or meant == count:
        return None
    # Not safe: the total is one of the file's only checksums. If it is right, sequences were lost.
    fix = Fix(f"Set the total to {count}", (Edit("total", str(count)),))
    return fault(declared_listing.total, count=count, fix=fix)
