"""Verbs on the content of valid listings: they stay valid, and all of it is undone."""

from __future__ import annotations

import datetime
import io
import os
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "validate"))

import valid_listings

from seqtool.app.validate import Options, validate
from seqtool.edit.operations.coding import coding_sequences, translate_many
from seqtool.edit.operations.features import copy_features, delete_features, move_feature, sort_features
from seqtool.edit.operations.imports import take_in
from seqtool.edit.operations.joining import join
from seqtool.edit.operations.molecule import set_molecule_type
from seqtool.edit.operations.residues import delete_residues, insert_residues
from seqtool.edit.operations.reverse import reverse_complement_sequence
from seqtool.edit.operations.split import split
from seqtool.edit.session import EditError, Session
from seqtool.io.st26.writer import ListingWriter
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.rules.core import Severity

TODAY = datetime.date(2026, 6, 30)
COUNT = int(os.environ.get("SEQTOOL_EDITED_LISTINGS", "60"))


def project(seed: int) -> Session:
    general, entries = valid_listings.listing(seed)
    made = Session(clock=lambda: 0.0)
    with made.edit("general") as edit:
        edit.put(GENERAL, DraftGeneral.of(general))
    take_in(made, [Draft(entry.sequence) for entry in entries])
    return made


def errors(document: Document) -> list[tuple[str, int, str | None, str | None, str | None]]:
    out = io.BytesIO()
    writer = ListingWriter(out, document.general.stated(), total=len(document))
    for _, draft in document.drafts():
        writer.write(draft.sequence)
    writer.close()
    found = validate(out.getvalue(), Options(max_per_rule=0, today=TODAY), file="-").findings
    return [(f.code, f.position, f.key, f.location, f.value) for f in found if f.severity is Severity.ERROR]


def change(random: Random, one: Session) -> str:
    document = one.document
    keys = [key for key in document.order if not document.draft(key).sequence.skipped]
    key = random.choice(keys)
    sequence = document.draft(key).sequence
    size = sequence.residues.length
    count = len(sequence.features)
    which = random.choice(VERBS)
    # A protein that is edited by hand is no longer what its CDS says: that is an error, and rightly so.
    if sequence.molecule_type == "AA" and which in ("insert", "delete", "split", "join"):
        return "-"
    if which == "reverse":
        reverse_complement_sequence(one, key)
    elif which == "insert":
        text = "".join(random.choices("acgt", k=random.randint(1, 9)))
        report = insert_residues(one, key, random.randint(0, size), text)
        translate_many(one, report.coding)
        return which + (" in CDS" if report.coding else "")
    elif which == "delete":
        at = random.randint(0, size - 1)
        if size < 30:
            return "-"
        report = delete_residues(one, key, at, min(size, at + random.randint(1, 5)), gone="remove")
        translate_many(one, report.coding)
        return which + (" in CDS" if report.coding else "")
    elif which == "sort":
        sort_features(one, key)
    elif which == "move":
        move_feature(one, key, random.randrange(count), random.randrange(count))
    elif which == "delete feature":
        delete_features(one, key, [random.randrange(count)])
    elif which == "copy":
        copy_features(one, key, [random.randrange(count)], [key])
    elif which == "translate":
        translate_many(one, coding_sequences(document))
    elif which == "molecule":
        set_molecule_type(one, [key], random.choice(["DNA", "RNA"]), bases=random.choice(["follow", "keep"]))
    elif which == "split":
        if size < 60:
            return "-"
        split(one, key, random.randint(25, size - 25))
    elif which == "join":
        join(one, [key, *random.sample(keys, min(2, len(keys)))], named_elsewhere="release")
    return which


VERBS = [
    "reverse",
    "insert",
    "delete",
    "sort",
    "move",
    "delete feature",
    "copy",
    "translate",
    "molecule",
    "split",
    "join",
]


@pytest.mark.parametrize("seed", range(COUNT))
def test_valid_listings_stay_valid(seed: int) -> None:
    random = Random(seed)
    one = project(seed)
    mirror = one.document.copy()
    one.follow(mirror.apply)
    states = [one.document.copy()]
    done: list[str] = []
    for _ in range(8):
        try:
            done.append(change(random, one))
        except EditError:
            assert one.document == states[-1]
            continue
        assert mirror == one.document
        if one.document != states[-1]:
            states.append(one.document.copy())
    # What shifts the frame of a coding sequence, or leaves too little of a sequence, is an error, and rightly so.
    # So is transl_except in a part of a coding sequence whose frame cannot be told (it runs across the ends of a circle).
    allowed = {"C": "in CDS", "R": "split", "R02": "delete", "C020": "split"}
    told = [
        e
        for e in errors(one.document)
        if not any(e[0].startswith(c) and w in " ".join(done) for c, w in allowed.items())
    ]
    assert not told, done
    while one.document != states[0]:
        one.undo()
    assert mirror == states[0]
