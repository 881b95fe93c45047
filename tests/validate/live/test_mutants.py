"""Live validation says what validating the written file says: on damaged listings, and after one edit after another."""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec
from mutate import mutant

from seqtool.app.live import live
from seqtool.app.validate import Options, validate
from seqtool.edit.session import Session
from seqtool.errors import OutputError
from seqtool.io.st26.writer import ListingWriter
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.rules import catalogue
from seqtool.validate.collect import Finding
from seqtool.validate.live import Delta, cells, validator
from seqtool.validate.live.facts import FAMILIES
from seqtool.validate.plan import scope_of

COUNT = int(os.environ.get("SEQTOOL_LIVE", "120"))
TODAY = datetime.date(2026, 6, 30)
OPTIONS = Options(max_per_rule=0, today=TODAY)


def file_of(document: Document) -> bytes | None:
    out = io.BytesIO()
    try:
        writer = ListingWriter(out, document.general.stated(), total=len(document))
        for _, draft in document.drafts():
            writer.write(draft.sequence)
        writer.close()
    except OutputError:
        return None
    return out.getvalue()


def plain(findings: list[Finding]) -> Counter[bytes]:
    return Counter(
        msgspec.json.encode(msgspec.structs.replace(finding, line=None, column=None)) for finding in findings
    )


def of_file(document: Document) -> Counter[bytes] | None:
    data = file_of(document)
    return None if data is None else plain(validate(data, OPTIONS, file="-").findings)


def differences(one: Counter[bytes], other: Counter[bytes]) -> str:
    return f"only live: {list(one - other)[:4]}; only the file: {list(other - one)[:4]}"


def session_of(seed: int) -> Session:
    general, _, entries = mutant(seed)
    session = Session(clock=lambda: 0.0)
    with session.edit("begin") as edit:
        edit.put(GENERAL, DraftGeneral.of(general))
        edit.extend(Draft(entry.sequence) for entry in entries)
    return session


@pytest.mark.parametrize("first", range(0, COUNT, 20))
def test_mutants(first: int) -> None:
    for seed in range(first, min(first + 20, COUNT)):
        session = session_of(seed)
        one = live(session, today=TODAY)
        assert one.step(None)
        expected = of_file(session.document)
        if expected is not None:
            assert plain(one.findings) == expected, f"{seed}: {differences(plain(one.findings), expected)}"


def change(session: Session, random: Random, pool: Session) -> None:
    """One edit: records, order and general information of another damaged listing come into this one."""
    document, other = session.document, pool.document
    keys, theirs = document.order, other.order
    what = random.random()
    with session.edit("x") as edit:
        if what < 0.15 or not keys:
            edit.add(other.draft(random.choice(theirs)), random.randint(0, len(keys)))
        elif what < 0.25:
            edit.remove([random.randrange(len(keys))])
        elif what < 0.4:
            at = random.randrange(len(keys))
            key = keys[at]
            edit.splice(at, 1)
            edit.splice(random.randint(0, len(document.order)), 0, (key,))
        elif what < 0.55:
            edit.put(GENERAL, other.general)
        elif what < 0.8:
            edit.sequence(random.choice(keys), other.draft(random.choice(theirs)).sequence)
        else:
            key = random.choice(keys)
            sequence = document.draft(key).sequence
            theirs_features = other.draft(random.choice(theirs)).sequence.features
            features = (*sequence.features[: random.randint(0, 3)], *theirs_features, *sequence.features[2:])
            edit.sequence(key, msgspec.structs.replace(sequence, features=features))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("seed", range(0, COUNT, 6))
def test_edits(seed: int, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:  # as with sequences of many features
        monkeypatch.setattr(validator, "LARGE", 1)
        monkeypatch.setattr(cells, "PIECE", 2)
    random = Random(f"edits {seed}")
    session = session_of(seed)
    one = live(session, today=TODAY)
    shown: Counter[str] = Counter()

    def follow(delta: Delta) -> None:
        shown.update(f.identity for f in delta.added)
        shown.subtract(f.identity for f in delta.removed)

    one.follow(follow)
    for number in range(25):
        draw = random.random()
        if draw < 0.2:
            session.undo()
        elif draw < 0.3:
            session.redo()
        else:
            change(session, random, session_of(random.randrange(2000)))
        if random.random() < 0.3:
            one.step(0)
            continue
        assert one.step(None)
        expected = of_file(session.document)
        found = plain(one.findings)
        if expected is not None:
            assert found == expected, f"{seed} {number}: {differences(found, expected)}"
        assert sum(one.by_code.values()) == sum(found.values())
        assert sum((+shown).values()) == sum(found.values())
        assert not -shown
        each = Counter(one.of(0)[i].code for i in range(len(one.of(0))))
        for key in session.document.order:
            each.update(f.code for f in one.of(key))
        assert each == Counter(f.code for f in one.findings)


def test_every_rule_across_sequences_has_its_question() -> None:
    rules = [rule for rule in catalogue().values() if rule.check is not None]
    assert {rule.code for rule in rules if scope_of(rule) is None} == set(FAMILIES)
