"""Faults as findings: with the severity of the profile, and key, location and name of what they stand at."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Sequence
from seqtool.rules.core import Rule
from seqtool.rules.profiles import profile
from seqtool.validate.collect import finding
from seqtool.validate.live.cells import Large, Said, Small, Verdict
from seqtool.validate.live.delta import LiveFinding
from seqtool.validate.live.gathers import Across

_NO_RESIDUES = Residues()


class Show:
    """Makes findings under one profile."""

    def __init__(self, name: str, cells: dict[int, Small | Large]) -> None:
        self.name = name
        self._cells = cells
        chosen = profile(name)
        self.active = {rule.code: rule for rule in chosen.rules()}
        self.severities = {code: chosen.severity_of(rule) for code, rule in self.active.items()}

    def said(self, said: Said, key: int = 0, sequence: Sequence | None = None) -> LiveFinding | None:
        """A fault at a sequence (0: none) as a finding; None where the profile has its rule off."""
        code = said.rule.code if isinstance(said.rule, Rule) else said.rule
        rule = self.active.get(code)
        if rule is None:
            return None
        if sequence is None and key:
            cell = self._cells.get(key)
            sequence = None if cell is None else cell.stated.sequence
        made = finding(
            rule,
            self.severities[code],
            said.fault,
            feature=said.feature,
            qualifier=said.qualifier,
            sequence=sequence,
        )
        return LiveFinding(key, made)

    def across(self, across: Across) -> LiveFinding | None:
        """A fault across sequences."""
        return self.said(Said(across.rule, across.fault, across.feature, across.qualifier), across.key)

    def cell(self, key: int, cell: Small | Large) -> Iterator[LiveFinding]:
        """Everything that is said of a sequence by itself."""
        sequence = cell.stated.sequence
        if isinstance(cell, Large):
            yield from cell.shown
        for said in cell.findings():
            one = self.said(said, key, sequence)
            if one is not None:
                yield one

    def verdict(self, key: int, cell: Small | Large, verdict: Verdict) -> list[LiveFinding]:
        """The findings of one verdict."""
        sequence = cell.stated.sequence
        return [one for said in verdict[0] if (one := self.said(said, key, sequence)) is not None]

    def feature(
        self, key: int, feature: Feature, moltype: str, verdict: Verdict, index: int = 0
    ) -> list[LiveFinding]:
        """The findings of one feature of a large sequence, at the index that it has."""
        found: list[LiveFinding] = []
        if not verdict[0]:
            return found
        alone = Sequence(moltype, _NO_RESIDUES, (feature,))
        for said in verdict[0]:
            one = self.said(said.on(0), key, alone)
            if one is not None:
                there = msgspec.structs.replace(one.finding, feature=index)
                found.append(LiveFinding(key, there))
        return found
