"""What came out for one listing: the data that every report format shows."""

from __future__ import annotations

import msgspec

from seqtool.validate.collect import Finding, Statistics


class RuleCount(msgspec.Struct, frozen=True):
    """How often a rule was found broken, and how many of these findings are shown."""

    count: int
    shown: int


class Result(msgspec.Struct, kw_only=True):
    """The result for one input.

    ``counts`` are exact (error, warning, info); ``findings`` are in the order of
    the file and capped per rule, ``truncated`` says whether any is left out.
    ``status`` is ``complete``, or ``internal-error`` where a rule failed.
    """

    file: str
    profile: str
    level: str
    standard_version: str
    dtd_version: str | None
    counts: dict[str, int]
    rules: dict[str, RuleCount]
    sequences: Statistics
    truncated: bool
    findings: list[Finding]
    internal_errors: list[str] = []
    #: Why findings (by fingerprint) were acknowledged by their author; they are shown and counted all the same.
    waived: dict[str, str] = {}

    @property
    def valid(self) -> bool:
        """No error was found."""
        return not self.counts["error"]

    @property
    def status(self) -> str:
        """``complete``, or ``internal-error`` where a rule failed and others went on."""
        return "internal-error" if self.internal_errors else "complete"
