"""Use case: validate a project as it stands, as the file that it would become."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from msgspec.structs import replace

from seqtool.app.echoes import without_echoes
from seqtool.app.stated import Written
from seqtool.app.validate import Locate, Options, Work
from seqtool.app.waivers import reasons
from seqtool.edit.translated import in_language
from seqtool.io.st26.reader import Found
from seqtool.model import Entry
from seqtool.model.document import Document
from seqtool.model.sequence import Sequence
from seqtool.report.result import Result
from seqtool.task import Task
from seqtool.validate.collect import AFTER
from seqtool.validate.live.statements import FoundFaults


def check(
    document: Document,
    *,
    language: str | None = None,
    profile: str | None = None,
    max_per_rule: int = 100,
    today: datetime.date | None = None,
    task: Task | None = None,
) -> Result:
    """Validate a project: the findings of validating the file that it would become (without lines).

    ``language`` is that of the listing (by default the project's main other
    language, see :func:`seqtool.edit.translated.in_language`), ``profile`` wins over the project's own.

    Raises:
        EditError: the language is none of the project.
        UsageError: there is no such profile.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    main = document.general.non_english_language
    listing = in_language(document, main if language is None else language)
    options = Options(profile=profile or document.settings.profile, max_per_rule=max_per_rule, today=today)
    work, written = Work(options, "-"), Written()
    total = len(document)
    stated = written.general(listing.general, empty=not total)
    work.dtd_version = stated.declared.dtd_version
    declared = replace(stated.declared, total=str(total))
    work.recorder.found(_found(stated.found), 0, None)
    hits = without_echoes(work.engine.begin(stated.general, declared), _found(stated.found))
    work.recorder.hits(hits, _nowhere(None))
    work.report_broken(None)
    entries: dict[int, Sequence] = {}
    for position, sequence in enumerate(listing.sequences, 1):
        if not position & 255:
            task.step(position, total)
        entries[position] = sequence
        _one(work, written, sequence, position)

    def there(
        position: int, _f: int | None, _q: int | None, _e: str | None
    ) -> tuple[Entry | None, None, None]:
        if position not in entries:
            return None, None, None
        again = written.sequence(entries[position], position)
        return Entry(again.sequence, again.declared), None, None

    across = sorted(work.engine.finish(), key=lambda hit: hit.position)
    work.recorder.hits(across, there)
    work.report_broken(None)
    work.recorder.found(_found(stated.behind), AFTER, None)
    result = work.result()
    result.waived = reasons(document, result.findings)
    return result


def _one(work: Work, written: Written, sequence: Sequence, position: int) -> None:
    stated = written.sequence(sequence, position)
    entry = Entry(stated.sequence, stated.declared)
    work.statistics.add(stated.sequence)
    if stated.found:
        work.recorder.found(_found(stated.found), position, entry)
    hits = work.engine.check(stated.sequence, stated.declared)
    if stated.found:
        hits = without_echoes(hits, _found(stated.found))
    if hits:
        work.recorder.hits(hits, _nowhere(entry))
    if work.engine.broken:
        work.report_broken(entry)


def _found(found: FoundFaults) -> Iterator[Found]:
    return (Found(*one) for one in found)


def _nowhere(entry: Entry | None) -> Locate:
    return lambda _position, _feature, _qualifier, _element: (entry, None, None)
