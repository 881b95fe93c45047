"""``seqtool validate``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import click

from seqtool.app import validate as app
from seqtool.app.many import validate_many
from seqtool.cli.output import keep_apart, note, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.cli.terminal import style
from seqtool.errors import InputError
from seqtool.messages import languages, texts
from seqtool.report import FORMATS, Result, write
from seqtool.rules.profiles import names as profile_names


def _date(
    _ctx: click.Context, _param: click.Parameter, value: datetime.datetime | None
) -> datetime.date | None:
    return value.date() if value else None


@click.command(
    epilog="""\b
Examples:
  seqtool validate listing.xml
  seqtool validate --profile uspto --format html -o report.html listing.xml
  seqtool validate --format json inbox/*.xml > reports.jsonl
  cat listing.xml | seqtool validate --level formality -

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or an input that
cannot be read, 3 internal error, 130 cancelled; of several inputs the gravest."""
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--level",
    type=click.Choice(["full", "formality"]),
    default="full",
    show_default=True,
    help="formality: XML, encoding and DTD only; full: every rule.",
)
@click.option(
    "--profile",
    type=click.Choice(profile_names()),
    default="wipo",
    show_default=True,
    help="Whose demands: wipo for filing, published for files as examiners receive them, or an office. "
    "CNIPA and KIPO have none of their own, since no source of theirs was found: use wipo.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text and html for people, csv for spreadsheets, the others for programs.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the report here instead of to standard output.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="Findings of this severity or above give exit status 1.",
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    metavar="N",
    help="Details shown per rule and file; counts stay exact. 0 shows all.",
)
@click.option(
    "--jobs",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Processes; 0 chooses by size (one below 20 MB). The answer is the same for every number.",
)
@click.option(
    "--lang",
    type=click.Choice(languages()),
    default="en",
    show_default=True,
    help="Language of the messages.",
)
@click.option("--expect-application", metavar="NUMBER", help="Application number the listing should carry.")
@click.option(
    "--expect-reference", metavar="TEXT", help="Applicant's file reference the listing should carry."
)
@click.option(
    "--filing-date",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    metavar="DATE",
    help="Filing date (YYYY-MM-DD), to check that ST.26 is the right standard.",
)
def validate(
    files: tuple[str, ...],
    level: str,
    profile: str,
    form: str,
    output: str | None,
    fail_on: str,
    max_per_rule: int,
    jobs: int,
    lang: str,
    expect_application: str | None,
    expect_reference: str | None,
    filing_date: datetime.date | None,
) -> int:
    """Check ST.26 listings and say what is wrong, where, and what to do.

    FILE is a path, or - for standard input.
    """
    keep_apart(output, files, "the report")
    options = app.Options(
        profile=profile,
        level=level,
        max_per_rule=max_per_rule,
        expect_application=expect_application,
        expect_reference=expect_reference,
        filing_date=filing_date,
    )
    seen = _Gravest(fail_on)
    with Bar(files[0]) as bar, text_output(output) as out:

        def results() -> Iterator[Result]:
            for outcome in validate_many(files, options, jobs, bar):
                bar.pause()
                if isinstance(outcome, InputError):
                    note(f"seqtool: {outcome}")
                    seen.take(Status.USAGE)
                else:
                    seen.take_result(outcome)
                    yield outcome

        write(form, results(), out, texts(lang), style(output))
    return seen.status


class _Gravest:
    """The gravest status so far."""

    def __init__(self, fail_on: str) -> None:
        self._fail_on = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
        self.status = Status.OK

    def take(self, status: Status) -> None:
        self.status = max(self.status, status)

    def take_result(self, result: Result) -> None:
        if result.internal_errors:
            for line in result.internal_errors[:10]:
                note(f"seqtool: {result.file}: internal error: {line}")
            self.take(Status.INTERNAL)
        if any(result.counts[s] for s in self._fail_on):
            self.take(Status.FINDINGS)
