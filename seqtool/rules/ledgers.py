"""Ledgers: what spans sequences, kept small while a listing streams past.

Each sequence tells facts to a ledger (:func:`seqtool.rules.core.fact`); at the
end, gather rules name the ledgers they read. Ledgers of two parts of a listing
merge, so one huge file can be read in pieces.
"""

from __future__ import annotations

from typing import Any, Protocol


class Ledger(Protocol):
    """Facts of one kind. Positions are 1-based places of sequences in the (part of the) listing."""

    def add(self, position: int, feature: int | None, qualifier: int | None, payload: Any) -> None:
        """Take one fact."""

    def merge(self, other: Any, offset: int) -> None:
        """Take all facts of the following part, whose first sequence is number ``offset + 1``."""


_LEDGERS: dict[str, type] = {}


def ledger(cls: type) -> type:
    """Declare a ledger class; rules and facts name it by its lower-cased class name."""
    _LEDGERS[cls.__name__.lower()] = cls
    return cls


def ledger_classes() -> dict[str, type]:
    """All ledgers by name."""
    return _LEDGERS
