"""Every ST.25 text of the corpus: read, or refused with a reason; what is read is a listing without errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support import corpus

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io.imports import Choices, QuestionsError
from seqtool.model import GeneralInformation, Name, Title

GENERAL = GeneralInformation(
    file_reference="R",
    applicant=Name("A", "en"),
    titles=(Title("A title", "en"),),
    production_date="2026-02-03",
)
ANSWERS = Choices(numbers="skip", length="accept", uracil="t", moltype="RNA")
NONE_OF_IT = ("failed1", "no_st25_example")
ASKING = ("001613_1", "006083_1", "file32_7", "file32_8", "file83")


def listings() -> list[Path]:
    return sorted(corpus("st25").iterdir())


def test_the_corpus() -> None:
    sequences = read = taken = left = 0
    for path in listings():
        if any(name in path.name for name in NONE_OF_IT):
            with pytest.raises(InputError, match="of no format that is read"):
                convert((str(path),), io.BytesIO(), GENERAL, Choices(), options=Options())
            continue
        if any(name in path.name for name in ASKING):
            with pytest.raises(QuestionsError) as asked:
                convert((str(path),), io.BytesIO(), GENERAL, Choices(), options=Options())
            assert "line" in str(asked.value)
        done = convert((str(path),), io.BytesIO(), GENERAL, ANSWERS, options=Options())
        assert not done.result.counts["error"], path.name
        sequences += done.sequences
        features = done.notes.features
        assert features["read"] == features["taken"] + features["left_out"], path.name
        read, taken, left = read + features["read"], taken + features["taken"], left + features["left_out"]
    assert (sequences, read, taken, left) == (317, 368, 339, 29)
