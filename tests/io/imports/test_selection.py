from __future__ import annotations

import pytest

from seqtool.errors import UsageError
from seqtool.io.imports import Selection


def test_numbers_and_ranges() -> None:
    chosen = Selection("1 - 3, 7,5..6, 20-")
    assert [n for n in range(1, 23) if n in chosen] == [1, 2, 3, 5, 6, 7, 20, 21, 22]
    assert 10**9 in chosen
    assert Selection("4,2").last == 4
    assert Selection("4,2-3,9").size == 4


def test_everything() -> None:
    assert 5 in Selection(None)
    assert Selection(None).everything


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1-2-3", "1,,2", "1 2", "-5", "١"])
def test_what_is_no_selection(text: str) -> None:
    with pytest.raises(UsageError, match="no selection"):
        Selection(text)
