"""Collects hits: exact counts for every rule, details up to a cap, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
import xxhash

from seqtool.model import DeclaredSequence, Sequence
from seqtool.rules.core import Fault, Fix, Rule, Severity
from seqtool.rules.vocabulary import canonical_name

#: Sorts findings behind the last sequence.
AFTER = 1 << 62
#: ``InventionTitle[2]``: the number only serves to find the line.
_NUMBERED = re.compile(r"\[[0-9]+\]\Z")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One result of one rule at one place (data only: the text is made late, per language).

    ``position`` is the 1-based place of the sequence (0: general information or
    file), ``sequence_id`` its SEQ ID NO as written where that is a number.
    ``feature`` and ``qualifier`` are 0-based. ``line`` and ``column`` are 1-based.
    """

    code: str
    severity: Severity
    position: int = 0
    sequence_id: int | None = None
    element: str | None = None
    feature: int | None = None
    key: str | None = None
    location: str | None = None
    qualifier: int | None = None
    qualifier_name: str | None = None
    value: str | None = None
    line: int | None = None
    column: int | None = None
    args: dict[str, str | int] = {}
    fix: Fix | None = None

    @property
    def order(self) -> tuple[int, int, int, int, int, str]:
        """Sorts as in the file."""
        return (
            self.position,
            -1 if self.feature is None else self.feature,
            -1 if self.qualifier is None else self.qualifier,
            self.line or 0,
            self.column or 0,
            self.code,
        )


def finding(
    rule: Rule,
    severity: Severity,
    fault: Fault,
    *,
    position: int = 0,
    feature: int | None = None,
    qualifier: int | None = None,
    sequence: Sequence | None = None,
    number: int | None = None,
    line: int | None = None,
    column: int | None = None,
) -> Finding:
    """The finding of a fault at its target; key, location and name come from the sequence at fault."""
    key = location = name = None
    if sequence is not None and feature is not None and feature < len(sequence.features):
        record = sequence.features[feature]
        key, location = record.key, record.location
        if qualifier is not None and qualifier < len(record.qualifiers):
            name = canonical_name(record.qualifiers[qualifier].name, protein=sequence.molecule_type == "AA")
    element = fault.element or rule.element
    return Finding(
        code=rule.code,
        severity=severity,
        position=position,
        sequence_id=number,
        element=_NUMBERED.sub("", element) if element else None,
        feature=feature,
        key=key,
        location=location,
        qualifier=qualifier,
        qualifier_name=name,
        value=fault.value,
        line=line,
        column=column,
        args=dict(fault.args),
        fix=fault.fix,
    )


def fingerprint(finding: Finding, sequence: int | None = None) -> str:
    """Identity of a finding across runs: code, SEQ ID NO, key, location, qualifier, value.

    ``sequence`` stands for the sequence in place of its SEQ ID NO, where it has something that keeps better.
    """
    parts = (
        finding.code,
        str(finding.sequence_id if sequence is None else sequence),
        str(finding.key),
        str(finding.location),
        str(finding.qualifier_name),
        str(finding.element),
        str(finding.value),
    )
    return xxhash.xxh3_64_hexdigest("\x1f".join(parts).encode("utf-8", "surrogatepass"))


class Statistics(msgspec.Struct):
    """What the listing holds."""

    total: int = 0
    skipped: int = 0
    dna: int = 0
    rna: int = 0
    aa: int = 0
    residues: int = 0

    def add(self, sequence: Sequence, _declared: DeclaredSequence | None = None) -> None:
        """Count one sequence."""
        self.total += 1
        kind = sequence.molecule_type
        if sequence.skipped:
            self.skipped += 1
            return
        self.residues += sequence.residues.length
        if kind == "DNA":
            self.dna += 1
        elif kind == "AA":
            self.aa += 1
        elif kind == "RNA":
            self.rna += 1

    def counted(self, kinds: dict[str, int], skipped: int, residues: int) -> None:
        """Add many sequences: how many of each molecule type, skipped ones, and residues of all."""
        self.total += sum(kinds.values()) + skipped
        self.skipped += skipped
        self.residues += residues
        self.dna += kinds.get("DNA", 0)
        self.rna += kinds.get("RNA", 0)
        self.aa += kinds.get("AA", 0)

    def merge(self, other: Statistics) -> None:
        """Add the counts of another part."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Collector:
    """Findings with exact counts and at most ``cap`` details per rule (0 = all)."""

    def __init__(self, cap: int = 100) -> None:
        self.cap = cap
        self.counts: dict[str, int] = {}
        self.by_severity: dict[Severity, int] = dict.fromkeys(Severity, 0)
        self.findings: list[Finding] = []
        self._kept: dict[str, int] = {}

    def wants(self, code: str) -> bool:
        """Whether one more detail of this rule would be kept (its line need not be sought otherwise)."""
        return not self.cap or self._kept.get(code, 0) < self.cap

    def count(self, code: str, severity: Severity, times: int = 1) -> None:
        """Count without a detail."""
        self.counts[code] = self.counts.get(code, 0) + times
        self.by_severity[severity] += times

    def add(self, finding: Finding) -> None:
        """Count one finding and keep its detail if there is room."""
        self.count(finding.code, finding.severity)
        if self.wants(finding.code):
            self._kept[finding.code] = self._kept.get(finding.code, 0) + 1
            self.findings.append(finding)

    def merge(
        self, findings: Iterable[Finding], counts: dict[str, int], severities: dict[str, Severity]
    ) -> None:
        """Take what the collector of the following part has."""
        for code, times in counts.items():
            self.count(code, severities[code], times)
        for finding in findings:
            if self.wants(finding.code):
                self._kept[finding.code] = self._kept.get(finding.code, 0) + 1
                self.findings.append(finding)

    @property
    def truncated(self) -> bool:
        """Whether some details were not kept."""
        return sum(self.counts.values()) > len(self.findings)

    def ordered(self) -> list[Finding]:
        """The kept findings as in the file."""
        return sorted(self.findings, key=lambda f: f.order)
