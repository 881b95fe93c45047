"""Listings that are valid by construction give no error (5,000 of them with SEQTOOL_VALID_LISTINGS=5000)."""

from __future__ import annotations

import datetime
import os

import pytest
import valid_listings

from seqtool.app.validate import Options, validate
from seqtool.rules.core import Severity

COUNT = int(os.environ.get("SEQTOOL_VALID_LISTINGS", "150"))
PIECE = 25
OPTIONS = Options(max_per_rule=0, today=datetime.date(2026, 6, 30))


@pytest.mark.parametrize("first", range(0, COUNT, PIECE))
def test_no_errors(first: int) -> None:
    wrong = []
    for seed in range(first, min(first + PIECE, COUNT)):
        result = validate(valid_listings.xml(seed), OPTIONS, file="example.xml")
        assert not result.internal_errors
        wrong += [(seed, f) for f in result.findings if f.severity is Severity.ERROR]
    assert not wrong


def test_one_number_gives_one_listing() -> None:
    assert valid_listings.xml(7) == valid_listings.xml(7) != valid_listings.xml(8)
