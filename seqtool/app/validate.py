"""Use case: validate one listing and give its report data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec

from seqtool.app.echoes import without_echoes
from seqtool.io.st26.reader import Block, BlockReader, Found, ListingReader
from seqtool.model import Entry
from seqtool.report.result import Result, RuleCount
from seqtool.rules import internal
from seqtool.rules.core import Fault, Rule
from seqtool.rules.profiles import Profile, profile
from seqtool.spec import standard
from seqtool.task import Task
from seqtool.validate.cell import Hit
from seqtool.validate.collect import AFTER, Collector, Statistics, finding
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


#: Finds the entry and gives line and column of a target: (position, feature, qualifier, element).
Locate = Callable[[int, int | None, int | None, str | None], tuple[Entry | None, int | None, int | None]]


class Recorder:
    """Turns hits and reader's faults into findings: with severity of the profile, SEQ ID NO and line."""

    def __init__(self, chosen: Profile, collector: Collector) -> None:
        self.collector = collector
        self._active = {rule.code: rule for rule in chosen.rules()}
        #: Severity of each rule that is on.
        self.severities = {code: chosen.severity_of(rule) for code, rule in self._active.items()}

    def found(self, found: Iterable[Found], position: int, entry: Entry | None) -> None:
        """Take faults that reading found; they bring their lines."""
        for code, fault in found:
            rule = self._active.get(code)
            if rule is not None and self._room(rule):
                self._record(
                    rule, fault, position, fault.feature, fault.qualifier, entry, fault.line, fault.column
                )

    def hits(self, hits: Iterable[Hit], locate: Locate) -> None:
        """Take hits of rules."""
        for hit in hits:
            if self._room(hit.rule):
                element = hit.fault.element or hit.rule.element
                entry, line, column = locate(hit.position, hit.feature, hit.qualifier, element)
                self._record(
                    hit.rule, hit.fault, hit.position, hit.feature, hit.qualifier, entry, line, column
                )

    def _room(self, rule: Rule) -> bool:
        """Whether the detail would be kept; counts it otherwise (its line need not be sought)."""
        if self.collector.wants(rule.code):
            return True
        self.collector.count(rule.code, self.severities[rule.code])
        return False

    def _record(
        self,
        rule: Rule,
        fault: Fault,
        position: int,
        feature: int | None,
        qualifier: int | None,
        entry: Entry | None,
        line: int | None,
        column: int | None,
    ) -> None:
        number = entry.declared.number if entry is not None and entry.declared is not None else None
        self.collector.add(
            finding(
                rule,
                self.severities[rule.code],
                fault,
                position=position,
                feature=feature,
                qualifier=qualifier,
                sequence=None if entry is None else entry.sequence,
                number=int(number) if number and _NUMBER.fullmatch(number) else None,
                line=line,
                column=column,
            )
        )


def validate(
    source: Path | BinaryIO | bytes, options: Options, *, file: str, task: Task | None = None
) -> Result:
    """Validate one listing.

    ``file`` is the name in the report, ``-`` for standard input.

    Raises:
        InputError: the source cannot be read at all.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    size = source.stat().st_size if isinstance(source, Path) else None
    work = Work(options, file, size)
    with ListingReader(source) as reader:
        work.begin(reader)
        reader.watch(lambda: task.step(reader.offset, size or 0))
        work.run(reader)
        work.finish(reader)
    return work.result()


class Work:
    """The validation of one listing or of one piece of it."""

    def __init__(self, options: Options, file: str, size: int | None = None) -> None:
        self.options = options
        self.file = file
        self.full = options.level == "full"
        chosen = profile(options.profile)
        self.collector = Collector(options.max_per_rule)
        self.recorder = Recorder(chosen, self.collector)
        self.statistics = Statistics()
        self.std = standard()
        self.internal_errors: list[str] = []
        self.dtd_version: str | None = None
        self.position = 0
        self.engine = Engine(
            chosen.rules(formality=not self.full),
            Settings(
                today=options.today or datetime.date.today(),  # noqa: DTZ011  the user's own calendar day
                path_name=None if file == "-" else Path(file).name,
                file_size=size,
                expect_application=options.expect_application,
                expect_reference=options.expect_reference,
                filing_date=options.filing_date,
            ),
            self.std,
        )

    def begin(self, reader: ListingReader) -> None:
        """Take the general information part."""
        head = reader.head
        self.dtd_version = head.declared.dtd_version
        self.recorder.found(head.found, 0, None)
        hits = without_echoes(self.engine.begin(head.general, head.declared), head.found)
        if head.known:
            self.recorder.hits(hits, lambda _p, _f, _q, e: (None, *reader.locate_head(e)))
        self.report_broken(None)

    def run(self, reader: BlockReader) -> None:
        """Check each SequenceData."""
        full, engine = self.full, self.engine
        check, broken = engine.checker(), engine.broken
        # Counted here: a call for each sequence is a hundredth of all the work.
        kinds: dict[str, int] = {}
        position, skipped, residues = self.position, 0, 0
        for block in reader:
            position += 1
            entry, found = block[0], block[1]
            if found:
                self.recorder.found(found, position, entry)
            if entry is None:
                continue
            sequence, declared = entry.sequence, entry.declared
            if sequence.skipped:
                skipped += 1
            else:
                kind = sequence.molecule_type
                kinds[kind] = kinds.get(kind, 0) + 1
                residues += sequence.residues.length
            if full:
                hits = check(sequence, declared, position)
                if hits:
                    self._hits(hits, reader, block, entry)
                if broken:
                    self.report_broken(entry)
        engine.count += position - self.position
        self.position = position
        self.statistics.counted(kinds, skipped, residues)

    def _hits(self, hits: list[Hit], reader: BlockReader, block: Block, entry: Entry) -> None:
        if block.found:
            hits = without_echoes(hits, block.found)
        self.recorder.hits(hits, lambda _p, f, q, e: (entry, *reader.locate(block, f, q, e)))

    def finish(self, reader: ListingReader) -> None:
        """Run the rules that span sequences and take what reading found at the end."""
        if self.full:

            def locate(
                position: int, feature: int | None, qualifier: int | None, element: str | None
            ) -> tuple[Entry | None, int, int]:
                block = reader.block_at(position) if position else None
                if block is None:
                    return (None, *reader.locate_head(element))
                return (block.entry, *reader.locate(block, feature, qualifier, element))

            hits = self.engine.finish()
            # In the order of the file, so that those kept under the cap are the first ones.
            hits.sort(key=lambda hit: hit.position)
            self.recorder.hits(hits, locate)
            self.report_broken(None)
        self.recorder.found(reader.tail, AFTER, None)

    def report_broken(self, entry: Entry | None) -> None:
        """Take rules that raised as findings."""
        for error in self.engine.broken:
            self.internal_errors.append(str(error))
            fault = Fault(value=error.what, args={"rule": error.what, "cause": str(error)})
            self.recorder.found([Found(internal.CODE, fault)], error.position, entry)
        self.engine.broken.clear()

    def result(self) -> Result:
        """What came out."""
        collector = self.collector
        findings = collector.ordered()
        shown: dict[str, int] = {}
        for one in findings:
            shown[one.code] = shown.get(one.code, 0) + 1
        return Result(
            file=self.file,
            profile=self.options.profile,
            level=self.options.level,
            standard_version=self.std.version,
            dtd_version=self.dtd_version,
            counts={str(s): n for s, n in collector.by_severity.items()},
            rules={code: RuleCount(n, shown.get(code, 0)) for code, n in sorted(collector.counts.items())},
            sequences=self.statistics,
            truncated=collector.truncated,
            findings=findings,
            internal_errors=self.internal_errors,
        )
