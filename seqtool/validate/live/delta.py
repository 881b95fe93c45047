"""What live validation tells: findings that came and went, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from seqtool.rules.core import Severity
from seqtool.validate.collect import Finding, fingerprint


class LiveFinding(msgspec.Struct, frozen=True):
    """A finding at a sequence wherever that moves: ``key`` is the sequence's key, 0 the general information.

    ``finding`` has neither position nor SEQ ID NO; :meth:`at` puts them in.
    """

    key: int
    finding: Finding

    @property
    def identity(self) -> str:
        """The same after renumbering and in the next session: carries waivers."""
        return fingerprint(self.finding, self.key)

    def at(self, number: int) -> Finding:
        """The finding with the SEQ ID NO that the sequence has."""
        return replace(self.finding, position=number, sequence_id=number)


class Delta(msgspec.Struct, frozen=True):
    """Findings that are no more, and new ones. One that is only reworded is in both, with one identity."""

    added: tuple[LiveFinding, ...] = ()
    removed: tuple[LiveFinding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


class Progress(msgspec.Struct, frozen=True):
    """What is still to be asked; old findings are shown until then."""

    #: Sequences not checked in their present state.
    unchecked: int
    #: Features of them, where each is asked by itself.
    features: int
    #: Questions across sequences.
    gathers: int
    #: Whether the general information is to be asked.
    general: bool

    @property
    def done(self) -> bool:
        """Nothing is left."""
        return not (self.unchecked or self.gathers or self.general)


def marked(one: msgspec.Struct) -> bytes:
    """What findings are told apart and ordered by."""
    try:
        return msgspec.json.encode(one)
    except UnicodeEncodeError:  # half a surrogate pair that was pasted into a text
        return repr(one).encode("utf-8", "backslashreplace")


class Account:
    """Counts findings exactly and gathers what came and went since the last telling."""

    def __init__(self) -> None:
        self.by_code: Counter[str] = Counter()
        self.by_severity: Counter[Severity] = Counter()
        self._added: dict[bytes, list[LiveFinding]] = {}
        self._removed: dict[bytes, list[LiveFinding]] = {}

    def exchange(self, before: Iterable[LiveFinding], after: Iterable[LiveFinding]) -> None:
        """Some findings are replaced by others."""
        for one in before:
            self._count(one.finding, -1)
            self._note(one, self._added, self._removed)
        for one in after:
            self._count(one.finding, 1)
            self._note(one, self._removed, self._added)

    def _count(self, finding: Finding, times: int) -> None:
        self.by_code[finding.code] += times
        self.by_severity[finding.severity] += times
        if not self.by_code[finding.code]:
            del self.by_code[finding.code]

    @staticmethod
    def _note(
        one: LiveFinding, against: dict[bytes, list[LiveFinding]], into: dict[bytes, list[LiveFinding]]
    ) -> None:
        mark = marked(one)
        same = against.get(mark)
        if same:
            same.pop()
            if not same:
                del against[mark]
        else:
            into.setdefault(mark, []).append(one)

    def told(self) -> Delta:
        """What came and went since this was asked last."""
        delta = Delta(tuple(_each(self._added)), tuple(_each(self._removed)))
        self._added, self._removed = {}, {}
        return delta


def _each(marked: dict[bytes, list[LiveFinding]]) -> Iterator[LiveFinding]:
    for some in marked.values():
        yield from some
