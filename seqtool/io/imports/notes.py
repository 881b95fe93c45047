"""What an import says about itself: notes, and questions that stop it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from seqtool.errors import UsageError

#: Notes of one sort that are kept in full; the rest is counted.
KEPT = 1_000
#: Sorts that are told apart, and notes of all sorts that are kept: a hostile file makes each note another sort.
SORTS = 10_000
KEPT_OF_ALL = 200_000
#: A note whose ``before`` is the heading: summaries name it.
UNREAD_COLUMN = "a column whose heading is not known was not read"
#: Records that a question names.
NAMED = 5


class Kind(StrEnum):
    """What became of something."""

    TAKEN = "taken"
    CHANGED = "changed"
    ADDED = "added"
    LEFT_OUT = "left-out"
    QUESTION = "question"
    """Taken as it stands, but a person should look at it."""


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One import note. ``line`` is that of the input; ``sequence`` the SEQ ID NO it led to."""

    kind: Kind
    reason: str
    file: str = ""
    record: str = ""
    line: int | None = None
    sequence: int | None = None
    feature: str | None = None
    qualifier: str | None = None
    before: str | None = None
    after: str | None = None


class Sort(msgspec.Struct):
    """How often notes of one sort came up."""

    kind: Kind
    reason: str
    feature: str | None
    qualifier: str | None
    count: int = 0


class Question(msgspec.Struct, frozen=True):
    """Something that changes the molecule and that only a person can decide."""

    option: str
    text: str


class Asked(msgspec.Struct, frozen=True):
    """A question with the records it concerns: the first few by name, and how many in all."""

    option: str
    text: str
    places: tuple[str, ...]
    count: int


class QuestionsError(UsageError):
    """The questions of a run, all at once (exit status 2)."""

    def __init__(self, asked: list[Asked], notes: Notes | None = None) -> None:
        self.asked = asked
        #: What the run had noted by then, for its report.
        self.notes = notes
        many = "a question" if len(asked) == 1 else f"{len(asked)} questions"
        parts = [f"Nothing was written: {many} that only you can answer."]
        for number, one in enumerate(asked, 1):
            more = one.count - len(one.places)
            where = "; ".join(one.places) + (f"; and {more:,} more" if more else "")
            parts.append(f"  {number}. {one.text}\n     In: {where}\n     Answer with: {one.option}")
        super().__init__("\n".join(parts))


class Taken(msgspec.Struct, frozen=True, gc=False):
    """A sequence that came in, with the name it had: names are not in the listing."""

    sequence: int
    file: str
    line: int
    name: str
    description: str
    moltype: str
    length: int
    organism: str = ""
    features: int = 0


class Notes:
    """Collects notes (counts exact, details bounded) and questions.

    ``names`` keeps one row for each sequence taken; without it they are only counted.
    """

    def __init__(self, *, names: bool = False) -> None:
        self.names: list[Taken] | None = [] if names else None
        self.taken = 0
        self.sorts: dict[tuple[Kind, str, str | None, str | None], Sort] = {}
        self.kept: list[Note] = []
        #: Features read, taken (also under another key), left out, and added by the import; and how many more
        #: were written because those of proteins with several parts became several (``parted``).
        self.features = dict.fromkeys(("read", "taken", "left_out", "added", "parted"), 0)
        self.records = dict.fromkeys(("read", "left_out"), 0)
        self._asked: dict[Question, list[str]] = {}
        self._counts: dict[Question, int] = {}

    def add(self, note: Note) -> None:
        """Take one note."""
        key = (
            note.kind,
            note.reason,
            None if note.feature is None else note.feature.split(" ")[0],
            note.qualifier,
        )
        sort = self.sorts.get(key)
        if sort is None:
            if len(self.sorts) >= SORTS:
                key = (note.kind, "notes of many other sorts", None, None)
            sort = self.sorts.setdefault(key, Sort(*key))
        sort.count += 1
        if sort.count <= KEPT and len(self.kept) < KEPT_OF_ALL:
            self.kept.append(note)

    def full(self, kind: Kind, reason: str, feature: str | None, qualifier: str | None) -> bool:
        """Whether a note of this sort would only be counted; it is counted then, and need not be made."""
        sort = self.sorts.get((kind, reason, feature, qualifier))
        if sort is None or sort.count < KEPT:
            return False
        sort.count += 1
        return True

    def take(self, taken: Taken) -> None:
        """A sequence was taken from a record."""
        self.taken += 1
        if self.names is not None:
            self.names.append(taken)

    def rows(self) -> list[Taken]:
        """The sequences taken in the order of their numbers; empty where names were not kept."""
        return sorted(self.names or [], key=lambda row: row.sequence)

    def ask(self, option: str, text: str, place: str) -> None:
        """Take one question about one place."""
        question = Question(option, text)
        places = self._asked.setdefault(question, [])
        self._counts[question] = self._counts.get(question, 0) + 1
        if len(places) < NAMED:
            places.append(place)

    @property
    def questions(self) -> Iterable[Question]:
        """What was asked so far."""
        return self._asked.keys()

    def stop_if_asked(self) -> None:
        """End the run if anything was asked.

        Raises:
            QuestionsError: with all of it.
        """
        if self._asked:
            raise QuestionsError(self.asked(), self)

    def asked(self) -> list[Asked]:
        """What was asked, each question once."""
        return [
            Asked(question.option, question.text, tuple(places), self._counts[question])
            for question, places in self._asked.items()
        ]
