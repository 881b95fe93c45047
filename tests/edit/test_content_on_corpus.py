"""Verbs on real listings: what is done and taken back leaves every feature as it was."""

from __future__ import annotations

from random import Random

import pytest
from support import corpus

from seqtool.edit.operations.coding import coding_sequences, translate_many
from seqtool.edit.operations.residues import delete_residues, insert_residues
from seqtool.edit.operations.reverse import reverse_complement_sequence
from seqtool.edit.session import EditError, Session
from seqtool.errors import SeqtoolError
from seqtool.io.st26.reader import ListingReader
from seqtool.model import Feature, Sequence
from seqtool.model.draft import Draft


def listings() -> list[Session]:
    found = []
    for path in sorted(corpus("st26").rglob("*.xml")):
        try:
            with ListingReader(path) as reader:
                drafts = [Draft(block.entry.sequence) for block in reader if block.entry is not None]
        except SeqtoolError:
            continue
        if 0 < len(drafts) < 500:
            one = Session()
            with one.edit("read") as edit:
                edit.extend(drafts)
            found.append(one)
    return found


def features(sequence: Sequence) -> list[Feature]:
    """A source with a wrong location is put right by any edit of residues."""
    return [feature for feature in sequence.features if feature.key.lower() != "source"]


@pytest.fixture(scope="module")
def sessions() -> list[Session]:
    return listings()


def test_there_and_back(sessions: list[Session]) -> None:
    random = Random(1)
    count = 0
    for one in sessions:
        for key in one.document.order:
            old = one.document.draft(key).sequence
            if old.skipped or not old.residues.length:
                continue
            at = random.randint(0, old.residues.length)
            insert_residues(one, key, at, "AAA" if old.molecule_type == "AA" else "aaa")
            delete_residues(one, key, at, at + 3)
            new = one.document.draft(key).sequence
            assert (new.residues, features(new)) == (old.residues, features(old))
            count += 1
            try:
                reverse_complement_sequence(one, key)
            except EditError:
                continue
            reverse_complement_sequence(one, key)
            assert one.document.draft(key).sequence == new
    assert count > 100


def test_translations_that_agree_stay(sessions: list[Session]) -> None:
    count = 0
    for one in sessions:
        there = [
            (key, index, old)
            for key, index in coding_sequences(one.document)
            for old in one.document.draft(key).sequence.features[index].qualifiers
            if old.name == "translation"
        ]
        translate_many(one, [(key, index) for key, index, _ in there])
        for key, index, old in there:
            assert old in one.document.draft(key).sequence.features[index].qualifiers
            count += 1
    assert count > 10
