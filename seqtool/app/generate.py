"""Use case: generate the listing of a project: written, read back, checked, compared, and only then in its place."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec.structs import replace

from seqtool.__about__ import __version__
from seqtool.app.file_names import advice
from seqtool.app.stated import Written
from seqtool.app.statements import Filed
from seqtool.app.validate import Options, Work
from seqtool.app.waivers import reasons, waived
from seqtool.edit.session import Session
from seqtool.edit.translated import InLanguage, in_language
from seqtool.errors import OutputError, SeqtoolError, UsageError
from seqtool.io.atomic import replacing
from seqtool.io.st26.reader import Block, ListingReader
from seqtool.io.st26.writer import ListingWriter
from seqtool.model.document import Document
from seqtool.model.listing import GeneralInformation
from seqtool.model.sequence import Sequence
from seqtool.report.result import Result
from seqtool.rules import catalogue
from seqtool.rules.profiles import profile as profile_of
from seqtool.task import Task
from seqtool.validate.collect import Statistics

SCHEMA = "seqtool-receipt/1"
_SHOWN = 5


class Acknowledged(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that its author left, and why."""

    code: str
    severity: str
    sequence_id: int | None
    reason: str
    by: str
    date: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What was generated: kept with the application."""

    schema: str = SCHEMA
    file_name: str
    #: Bytes.
    size: int
    sha256: str
    #: productionDate, CCYY-MM-DD.
    date: str
    software: str
    dtd_version: str
    standard_version: str
    profile: str
    #: Language of the non-English values; None where there is none.
    language: str | None
    sequences: Statistics
    #: Findings by severity, waived ones among them.
    findings: dict[str, int]
    waived: list[Acknowledged] = []
    #: It was generated in spite of errors, on demand; ``errors`` says which rules are broken, and how often.
    override: bool = False
    errors: dict[str, int] = {}
    #: What to know before it is filed, a sentence each.
    advice: list[str] = []

    def filed(self) -> Filed:
        """The file as statements name it."""
        return Filed(
            file_name=self.file_name,
            size=self.size,
            date=self.date,
            sequences=self.sequences.total,
            sha256=self.sha256,
        )


class Generated(msgspec.Struct, frozen=True):
    """The receipt, and the report on the file."""

    receipt: Receipt
    result: Result


class RefusedError(SeqtoolError):
    """No listing was generated since it has errors; ``result`` is the report on it."""

    def __init__(self, message: str, result: Result) -> None:
        super().__init__(message)
        self.result = result


def generate(
    project: Session | Document,
    path: Path,
    *,
    language: str | None = None,
    profile: str | None = None,
    override: bool = False,
    max_per_rule: int = 100,
    today: datetime.date | None = None,
    task: Task | None = None,
) -> Generated:
    """Write the listing of a project to a file.

    fileName, productionDate, softwareName and softwareVersion are those of this
    moment. The file is written beside, read back, validated whole and compared
    with the project record by record; it takes its place only then, so that what
    is there before stays where anything goes wrong. Nothing that was checked
    before is relied on.

    Args:
        project: a session or its document; nobody may edit it meanwhile.
        path: the file; one that is there is replaced.
        language: language of the non-English values (paragraph 87): by default the
            project's main one, ``"en"`` for none.
        profile: wins over the project's own.
        override: generate in spite of errors; the receipt says so.
        max_per_rule: details of findings kept in the report (0: all).
        today: the day of production.
        task: progress and cancellation.

    Raises:
        RefusedError: the listing has errors.
        OutputError: it cannot be written, or what was read back is not what the project holds.
        EditError: the language is none of the project.
        UsageError: there is no such profile, or no sequence.
        CancelledError: the task was cancelled.
    """
    document = project.document if isinstance(project, Session) else project
    if not document.order:
        raise UsageError(
            "The project has no sequence, so there is no listing to generate. Add a sequence first."
        )
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise OutputError(f"{path} is no file. Name the file of the listing, such as {path / 'listing.xml'}.")
    task = task or Task()
    day = today or datetime.datetime.now().astimezone().date()
    options = Options(profile=profile or document.settings.profile, max_per_rule=max_per_rule, today=day)
    profile_of(options.profile)
    listing = _listing(document, language)
    general = replace(
        listing.general,
        file_name=path.name,
        software_name="seqtool",
        software_version=__version__,
        production_date=day.isoformat(),
    )
    done: list[Generated] = []

    def look(beside: Path) -> None:
        result = _look(beside, path, document, language, general, options, task)
        _refuse(result, override=override)
        done.append(Generated(_receipt(beside, path, document, general, result), result))

    try:
        with replacing(path, look) as file:
            writer = ListingWriter(file, general, total=len(document))
            for number, sequence in enumerate(listing.sequences, 1):
                if not number & 255:
                    task.step(number, 3 * len(document))
                writer.write(sequence)
            writer.close()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}. Nothing was generated.") from error
    return done[0]


def _listing(document: Document, language: str | None) -> InLanguage:
    return in_language(document, document.general.non_english_language if language is None else language)


class _Compared(ListingReader):
    """Reads a listing and holds each record against what it was written from."""

    def __init__(self, source: Path, general: GeneralInformation, expected: Iterator[Sequence]) -> None:
        super().__init__(source)
        self._expected = expected
        self._written = Written()
        if self.head.general != self._written.general(general, empty=False).general:
            raise OutputError(
                "The general information read back is not that of the project. Nothing was generated; "
                "please report this as a fault of the program."
            )

    def __iter__(self) -> Iterator[Block]:
        number = 0
        for number, block in enumerate(super().__iter__(), 1):
            wanted = next(self._expected, None)
            if (
                wanted is None
                or block.entry is None
                or block.entry.sequence != self._written.sequence(wanted, number).sequence
            ):
                raise _otherwise(number)
            yield block
        if next(self._expected, None) is not None:
            raise _otherwise(number + 1)


def _otherwise(number: int) -> OutputError:
    return OutputError(
        f"SEQ ID NO {number} read back from the file is not that of the project. Nothing was generated; "
        "please report this as a fault of the program."
    )


def _look(
    beside: Path,
    path: Path,
    document: Document,
    language: str | None,
    general: GeneralInformation,
    options: Options,
    task: Task,
) -> Result:
    """Read the new file back: validate it under its name, and compare it."""
    size = beside.stat().st_size
    work = Work(options, str(path), size)
    with _Compared(beside, general, _listing(document, language).sequences) as reader:
        work.begin(reader)
        reader.watch(lambda: task.step(size + 2 * reader.offset, 3 * size))
        work.run(reader)
        work.finish(reader)
    result = work.result()
    result.waived = reasons(document, result.findings)
    return result


def _refuse(result: Result, *, override: bool) -> None:
    if result.internal_errors:
        raise RefusedError(
            "Nothing was generated: a rule failed, so that not everything is checked. "
            f"Please report this as a fault of the program: {result.internal_errors[0]}",
            result,
        )
    errors = result.counts["error"]
    if not errors or override:
        return
    codes = [f"{code} {catalogue()[code].name} ({count:,})" for code, count in _errors(result).items()]
    more = f" and {len(codes) - _SHOWN} more rules" if len(codes) > _SHOWN else ""
    raise RefusedError(
        f"Nothing was generated: the listing has {errors:,} {'error' if errors == 1 else 'errors'}: "
        f"{', '.join(islice(codes, _SHOWN))}{more}. Mend them, or generate in spite of them; the receipt then says so.",
        result,
    )


def _errors(result: Result) -> dict[str, int]:
    chosen = profile_of(result.profile)
    rules = catalogue()
    return {
        code: row.count
        for code, row in result.rules.items()
        if code in rules and chosen.severity_of(rules[code]) == "error"
    }


def _receipt(
    beside: Path, path: Path, document: Document, general: GeneralInformation, result: Result
) -> Receipt:
    with beside.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Receipt(
        file_name=path.name,
        size=beside.stat().st_size,
        sha256=digest,
        date=general.production_date or "",
        software=f"{general.software_name} {general.software_version}",
        dtd_version=result.dtd_version or "",
        standard_version=result.standard_version,
        profile=result.profile,
        language=general.non_english_language,
        sequences=result.sequences,
        findings=dict(result.counts),
        waived=[
            Acknowledged(
                code=finding.code,
                severity=str(finding.severity),
                sequence_id=finding.sequence_id,
                reason=waiver.reason,
                by=waiver.by,
                date=waiver.date,
            )
            for finding, waiver in waived(document, result.findings)
        ],
        override=bool(result.counts["error"]),
        errors=_errors(result),
        advice=list(advice(path.name, result.profile)),
    )
