"""The engine says what a naive reading of every rule says (20,000 listings with SEQTOOL_MUTANTS=20000)."""

from __future__ import annotations

import datetime
import os
import pickle
from collections import Counter
from random import Random

import pytest
from mutate import mutant
from naive import Naive, Said

from seqtool.model import DeclaredListing, Entry, GeneralInformation
from seqtool.rules import catalogue
from seqtool.rules.core import facts
from seqtool.spec import standard
from seqtool.validate.cell import Hit
from seqtool.validate.engine import Engine, Settings

COUNT = int(os.environ.get("SEQTOOL_MUTANTS", "300"))
PIECE = 50
SETTINGS = Settings(
    today=datetime.date(2026, 6, 30),
    path_name="example.xml",
    file_size=12_345,
    expect_application="PCT/IB2024/099999",
    expect_reference="AB123",
    filing_date=datetime.date(2024, 1, 31),
)
RULES = list(catalogue().values())
Listing = tuple[GeneralInformation, DeclaredListing | None, list[Entry]]


def said(hit: Hit) -> Said:
    fault = hit.fault
    args = tuple(sorted(fault.args.items()))
    fix = repr(fault.fix)
    return (hit.rule.code, hit.position, hit.feature, hit.qualifier, fault.value, args, fault.element, fix)


def engine() -> Engine:
    return Engine(RULES, SETTINGS, standard())


def whole(listing: Listing) -> Counter[Said]:
    general, declared, entries = listing
    one = engine()
    hits = one.begin(general, declared)
    for entry in entries:
        hits += one.check(entry.sequence, entry.declared)
    hits += one.finish()
    assert not one.broken, one.broken
    return Counter(map(said, hits))


def pieces(listing: Listing, random: Random) -> Counter[Said]:
    """Each piece by an engine of its own, as processes do it; ledgers travel between them."""
    general, declared, entries = listing
    cuts = sorted(random.randint(0, len(entries)) for _ in range(random.choice([1, 2, 3])))
    first: Engine | None = None
    hits: list[Hit] = []
    for start, end in zip([0, *cuts], [*cuts, len(entries)], strict=True):
        part = engine()
        head = part.begin(general, declared)
        found = []
        for entry in entries[start:end]:
            found += part.check(entry.sequence, entry.declared)
        assert not part.broken, part.broken
        hits += [hit._replace(position=hit.position + start) for hit in found]
        if first is None:
            first = part
            hits += head
        else:
            first.merge(pickle.loads(pickle.dumps(part.ledgers)), part.count)
    assert first is not None
    hits += first.finish()
    return Counter(map(said, hits))


def differences(one: Counter[Said], other: Counter[Said]) -> str:
    return f"only the first: {list(one - other)[:5]}; only the second: {list(other - one)[:5]}"


@pytest.mark.parametrize("first", range(0, COUNT, PIECE))
def test_engine_is_naive(first: int) -> None:
    naive = Naive(RULES, facts(), SETTINGS, standard())
    for seed in range(first, min(first + PIECE, COUNT)):
        listing = mutant(seed)
        plain = Counter(naive.judge(*listing))
        found = whole(listing)
        assert found == plain, f"{seed}: {differences(found, plain)}"
        if any(entry.declared is None for entry in listing[2]):
            continue  # only files are read in pieces, and each sequence of a file declares something
        parts = pieces(listing, Random(seed))
        assert parts == found, f"{seed} in pieces: {differences(parts, found)}"


def test_mutants_are_varied() -> None:
    codes: set[str] = set()
    for seed in range(200):
        codes |= {one[0] for one in whole(mutant(seed))}
    can = {rule.code for rule in RULES if rule.check is not None}
    assert len(codes & can) > len(can) / 2, sorted(can - codes)
