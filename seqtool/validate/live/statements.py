"""What the file that a project becomes will state: asked of whoever knows how listings are written and read."""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Protocol

import msgspec

from seqtool.model import (
    DeclaredListing,
    DeclaredSequence,
    Feature,
    GeneralInformation,
    Sequence,
)
from seqtool.rules.core import Fault
from seqtool.validate.cell import Hit

#: Rule code and fault of what reading itself finds (without lines: there is no file yet).
FoundFaults = tuple[tuple[str, Fault], ...]


class Stated(msgspec.Struct, frozen=True, gc=False):
    """A sequence as a reader of the file will have it, with what the file states of it."""

    sequence: Sequence
    declared: DeclaredSequence
    found: FoundFaults = ()


class StatedGeneral(msgspec.Struct, frozen=True):
    """The general information as a reader of the file will have it."""

    general: GeneralInformation
    declared: DeclaredListing
    found: FoundFaults = ()
    #: What is found behind the last sequence.
    behind: FoundFaults = ()


class Statements(Protocol):
    """Says what the file will state."""

    def odd(self, feature: Feature) -> bool:
        """Whether reading may find something at a feature, or read it otherwise than it was."""

    def sequence(self, sequence: Sequence, number: int, odd: Many[int] | None = None) -> Stated:
        """A sequence with a SEQ ID NO; ``odd`` are the indices of its odd features where they are known."""

    def general(self, general: GeneralInformation, *, empty: bool) -> StatedGeneral:
        """The general information; ``empty``: the listing has no sequence."""

    def without_echoes(self, hits: list[Hit], found: FoundFaults) -> list[Hit]:
        """The hits without those that repeat what was found in reading the same part."""
