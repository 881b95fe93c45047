"""Use case: validate one listing and give its report data."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import BinaryIO

import msgspec

from seqtool.io.st26.reader import Block, Found, ListingReader
from seqtool.model import Entry
from seqtool.rules import catalogue
from seqtool.rules.core import Fault, Rule
from seqtool.rules.profiles import Profile, profile
from seqtool.rules.vocabulary import canonical_name
from seqtool.spec import standard
from seqtool.task import Task
from seqtool.validate.cell import Hit
from seqtool.validate.collect import AFTER, Collector, Finding, Statistics
from seqtool.validate.engine import Engine, Settings

_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to validate."""

    profile: str = "wipo"
    level: str = "full"
    max_per_rule: int = 100
    expect_application: str | None = None
    expect_reference: str | None = None
    filing_date: datetime.date | None = None
    today: datetime.date | None = None


class Result(msgspec.Struct, kw_only=True):
    """What came out for one listing; the reports are made of this."""

    file: str
    profile: str
    level: str
    standard_version: str
    dtd_version: str | None
    counts: dict[str, int]
    rules: dict[str, tuple[int, int]]
    sequences: Statistics
    truncated: bool
    findings: list[Finding]
    internal_errors: list[str] = []

    @property
    def valid(self) -> bool:
        """No error was found."""
        return not self.counts["error"]


class Recorder:
    """Turns hits and reader's faults into findings: with severity of the profile, SEQ ID NO and line."""

    def __init__(self, chosen: Profile, collector: Collector) -> None:
        self.collector = collector
        self._active = {rule.code: rule for rule in chosen.rules()}
        self._severity = {code: chosen.severity_of(rule) for code, rule in self._active.items()}

    def found(self, found: tuple[Found, ...] | list[Found], position: int, entry: Entry | None) -> None:
        """Take faults that reading found."""
        for code, fault in found:
            rule = self._active.get(code)
            if rule is not None:
                self._record(rule, fault, position, fault.feature, fault.qualifier, entry, None)

    def hits(self, hits: list[Hit], entry: Entry | None, locate: object) -> None:
        """Take hits of rules."""
        for hit in hits:
            self._record(hit.rule, hit.fault, hit.position, hit.feature, hit.qualifier, entry, locate)

    def _record(
        self,
        rule: Rule,
        fault: Fault,
        position: int,
        feature: int | None,
        qualifier: int | None,
        entry: Entry | None,
        locate: object,
    ) -> None:
        code, severity = rule.code, self._severity[rule.code]
        if not self.collector.wants(code):
            self.collector.count(code, severity)
            return
        element = fault.element or rule.element
        line, column = fault.line, fault.column
        if line is None and callable(locate):
            line, column = locate(position, feature, qualifier, element)
        key = location = name = None
        if entry is not None and feature is not None and feature < len(entry.sequence.features):
            record = entry.sequence.features[feature]
            key, location = record.key, record.location
            if qualifier is not None and qualifier < len(record.qualifiers):
                protein = entry.sequence.molecule_type == "AA"
                name = canonical_name(record.qualifiers[qualifier].name, protein=protein)
        number = entry.declared.number if entry is not None and entry.declared is not None else None
        self.collector.add(
            Finding(
                code=code,
                severity=severity,
                position=position,
                sequence_id=int(number) if number and _NUMBER.fullmatch(number) else None,
                element=element,
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
        )


def validate(
    source: Path | BinaryIO | bytes, options: Options, *, file: str, task: Task | None = None
) -> Result:
    """Validate one listing.

    Raises:
        InputError: the source cannot be read at all.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    chosen = profile(options.profile)
    formality = options.level == "formality"
    rules = chosen.rules(formality=formality)
    collector = Collector(options.max_per_rule)
    recorder = Recorder(chosen, collector)
    statistics = Statistics()
    std = standard()
    name = Path(file).name if file and file != "-" else None
    engine = Engine(
        rules,
        Settings(
            today=options.today or datetime.date.today(),  # noqa: DTZ011  the user's own calendar day
            path_name=name,
            expect_application=options.expect_application,
            expect_reference=options.expect_reference,
            filing_date=options.filing_date,
        ),
        std,
    )
    with ListingReader(source) as reader:
        head = reader.head
        recorder.found(head.found, 0, None)
        recorder.hits(
            engine.begin(head.general, head.declared), None, lambda _p, _f, _q, e: reader.locate_head(e)
        )
        for position, block in enumerate(reader, 1):
            entry = block.entry
            recorder.found(block.found, position, entry)
            if entry is None:
                continue
            statistics.add(entry.sequence)
            hits = engine.check(entry.sequence, entry.declared)
            if hits:
                recorder.hits(hits, entry, _locator(reader, block))
        recorder.hits(
            engine.finish(),
            None,
            lambda p, f, q, e: reader.locate_position(p, f, q, e) if p else reader.locate_head(e),
        )
        recorder.found(reader.tail, AFTER, None)
    return Result(
        file=file,
        profile=options.profile,
        level=options.level,
        standard_version=std.version,
        dtd_version=head.declared.dtd_version,
        counts={str(s): n for s, n in collector.by_severity.items()},
        rules={},
        sequences=statistics,
        truncated=collector.truncated,
        findings=collector.ordered(),
    )


def _locator(reader: ListingReader, block: Block) -> object:
    return lambda _p, f, q, e: reader.locate(block, f, q, e)


__all__ = ["Options", "Recorder", "Result", "catalogue", "validate"]
