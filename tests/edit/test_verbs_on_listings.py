"""Verbs on whole listings: a valid one stays valid whatever moves, comes or goes, and all of it is undone."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "validate"))

import valid_listings

from seqtool.app.live import live
from seqtool.app.validate import Options, validate
from seqtool.edit.operations.compare import differences, digest
from seqtool.edit.operations.imports import duplicate, paste, take_in
from seqtool.edit.operations.order import delete, move, move_down, move_up, skip, unskip
from seqtool.edit.session import EditError, Session
from seqtool.io.st26.writer import ListingWriter
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.rules.core import Severity
from seqtool.validate.collect import Finding

TODAY = datetime.date(2026, 6, 30)


def project(seed: int) -> Session:
    general, entries = valid_listings.listing(seed)
    made = Session(clock=lambda: 0.0)
    with made.edit("general") as edit:
        edit.put(GENERAL, DraftGeneral.of(general))
    take_in(made, [Draft(entry.sequence) for entry in entries])
    return made


def errors(document: Document) -> list[Finding]:
    out = io.BytesIO()
    writer = ListingWriter(out, document.general.stated(), total=len(document))
    for _, draft in document.drafts():
        writer.write(draft.sequence)
    writer.close()
    found = validate(out.getvalue(), Options(max_per_rule=0, today=TODAY), file="-").findings
    return [one for one in found if one.severity is Severity.ERROR]


def some(random: Random, document: Document) -> list[int]:
    return random.sample(document.order, random.randint(1, min(3, len(document))))


def change(random: Random, one: Session, other: Document) -> None:
    document = one.document
    keys = some(random, document)
    place = random.randint(1, len(document) - len(keys) + 1)
    which = random.randrange(8)
    try:
        if which == 0:
            move(one, keys, place)
        elif which == 1:
            move_up(one, keys)
        elif which == 2:
            move_down(one, keys)
        elif which == 3 and len(keys) < len(document):
            delete(one, keys)
        elif which == 4:
            skip(one, keys)
            if random.random() < 0.8 and (held := [key for key in keys if document.aside(key)]):
                unskip(one, held)
        elif which == 5:
            duplicate(one, keys, at=place)
        elif which == 6:
            paste(one, other, other.order, at=place)
        elif which == 7 and one.history.undo_label not in ("Import", None):
            one.undo()
    except EditError:
        assert which in (3, 4)


@pytest.mark.parametrize("seed", range(12))
def test_a_valid_listing_stays_valid(seed: int) -> None:
    random = Random(seed)
    one, other = project(seed), project(seed + 500).document
    watch = live(one, today=TODAY)
    start = one.document.copy()
    if errors(start):
        pytest.skip("what was drawn has an error by itself")
    proof = digest(start)
    steps = one.revision
    for _ in range(12):
        change(random, one, other)
        assert errors(one.document) == []
    while not watch.done:
        watch.step(None)
    assert [f for f in watch.findings if f.severity is Severity.ERROR] == []
    assert (digest(one.document) == proof) == (differences(one.document, start) == [])
    assert one.revision > steps
    while one.document != start and one.undo():
        pass
    assert one.document == start
    assert digest(one.document) == proof
