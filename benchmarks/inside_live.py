"""Validation that keeps up with edits, measured from within: from the edit to all findings.

    python benchmarks/inside_live.py KIND LISTING [EDITS]

KIND is ``first`` (everything is asked for the first time), ``note`` (a qualifier is
added), ``letter`` (one residue is another), ``undo`` (of that), ``title``, ``append``
or ``front`` (a sequence comes). Prints one line of JSON: ``seconds`` is the median
of an edit with all that it makes to be asked (of ``first`` the whole), ``worst``
and ``slice`` the longest edit and the longest single call of ``step`` (8 ms asked for).
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from seqtool.app.live import live
from seqtool.edit.session import Session
from seqtool.io.st26.reader import ListingReader
from seqtool.model import Qualifier, Sequence, Title
from seqtool.model.document import GENERAL
from seqtool.model.draft import Draft, DraftGeneral

EDITS = {"front": 5, "append": 50, "title": 100}


def session_of(path: Path) -> Session:
    """The listing as a project."""
    session = Session()
    with ListingReader(path) as reader, session.edit("take") as edit:
        edit.put(GENERAL, DraftGeneral.of(reader.head.general))
        edit.extend(Draft(block.entry.sequence) for block in reader if block.entry is not None)
    return session


def _some(session: Session, rng: random.Random) -> tuple[int, Sequence]:
    key = rng.choice(session.document.order)
    return key, session.document.draft(key).sequence


def note(session: Session, rng: random.Random, number: int) -> None:
    """A qualifier is added to a feature."""
    key, sequence = _some(session, rng)
    at = rng.randrange(len(sequence.features))
    feature = sequence.features[at]
    kept = [one for one in feature.qualifiers if not (one.value or "").startswith("a remark")]
    new = replace(feature, qualifiers=(*kept, Qualifier("note", f"a remark {number}")))
    features = (*sequence.features[:at], new, *sequence.features[at + 1 :])
    with session.edit("note") as edit:
        edit.sequence(key, replace(sequence, features=features))


def letter(session: Session, rng: random.Random, _number: int) -> None:
    """One residue is another."""
    key, sequence = _some(session, rng)
    at = rng.randrange(sequence.residues.length)
    choices = "KR" if sequence.molecule_type == "AA" else "acgt"
    other = rng.choice(choices.replace(sequence.residues.slice(at, at + 1), ""))
    with session.edit("letter") as edit:
        edit.sequence(key, replace(sequence, residues=sequence.residues.replace(at, at + 1, other)))


def undo(session: Session, _rng: random.Random, _number: int) -> None:
    """The last step is undone."""
    session.undo()


def title(session: Session, _rng: random.Random, number: int) -> None:
    """The general information is another."""
    with session.edit("title") as edit:
        general = session.document.general
        edit.put(GENERAL, replace(general, titles=(Title(f"A title in the making {number}", "en"),)))


def append(session: Session, rng: random.Random, _number: int) -> None:
    """A sequence comes behind all others."""
    with session.edit("append") as edit:
        edit.add(Draft(_some(session, rng)[1]))


def front(session: Session, rng: random.Random, _number: int) -> None:
    """A sequence comes before all others: every number shifts."""
    with session.edit("front") as edit:
        edit.add(Draft(_some(session, rng)[1]), 0)


KINDS: dict[str, Callable[[Session, random.Random, int], None]] = {
    "note": note, "letter": letter, "undo": undo, "title": title, "append": append, "front": front,
}  # fmt: skip


def main() -> None:
    """One kind of edits."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else EDITS.get(kind, 500)
    session = session_of(path)
    validator = live(session)
    started = time.perf_counter()
    validator.step(None)
    seconds = time.perf_counter() - started
    told = {"sequences": len(session.document), "findings": sum(validator.counts.values())}
    if kind == "first":
        print(json.dumps({"seconds": seconds, **told}))
        return
    gc.collect()
    gc.freeze()  # as a window does once a project is open
    rng = random.Random(26)
    if kind == "undo":
        for number in range(count):
            letter(session, rng, number)
        validator.step(None)
    took: list[float] = []
    longest = 0.0
    for number in range(count):
        started = time.perf_counter()
        KINDS[kind](session, rng, number)
        while True:
            begun = time.perf_counter()
            validator.step(0.008)
            now = time.perf_counter()
            longest = max(longest, now - begun)
            progress = validator.progress()
            if not (progress.unchecked or progress.general or validator.busy):
                break
        took.append(now - started)
    figures = {"seconds": statistics.median(took), "worst": max(took), "slice": longest}
    print(json.dumps({**figures, "edits": count, **told}))


if __name__ == "__main__":
    main()
