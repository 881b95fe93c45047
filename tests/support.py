"""Helpers of the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def corpus(*parts: str) -> Path:
    """A file or folder of the corpus of real files; skips the test where there is none."""
    base = Path(os.environ.get("SEQTOOL_CORPUS", ROOT.parent / "shared" / "corpus"))
    found = base.joinpath(*parts)
    if not found.exists():
        pytest.skip("the corpus of real files is not here")
    return found
