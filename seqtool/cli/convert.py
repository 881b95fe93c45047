"""``seqtool convert``."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any, BinaryIO

import click

from seqtool.__about__ import __version__
from seqtool.app import import_plan, import_report
from seqtool.app.convert import Converted
from seqtool.app.convert import convert as run
from seqtool.app.export import Exported
from seqtool.app.validate import Options
from seqtool.cli import convert_to, import_options
from seqtool.cli.convert_choices import choices_of
from seqtool.cli.import_options import values_of
from seqtool.cli.output import keep_apart, note, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.errors import OutputError, UsageError
from seqtool.io.imports import Choices, Selection
from seqtool.io.imports.notes import QuestionsError
from seqtool.messages import texts
from seqtool.model import ApplicationIdentification, GeneralInformation, Name, Title
from seqtool.report import Style, write
from seqtool.rules.profiles import names as profile_names

_EXAMPLE = """\b
Example (the files are shipped in resources/examples):
  seqtool convert resources/examples/plasmid.gb -o plasmid.xml \\
      --general resources/examples/general.toml --report plasmid.txt
  seqtool convert resources/examples/oligos.fasta -o oligos.xml --moltype DNA \\
      --organism "synthetic construct" --reference P-1 --applicant "Example Ltd" \\
      --title en="Primers"

\b
The file of --general holds the same; the command line wins:
  file-reference = "P-1"
  original-language = "en"
  [application]               # office, number, filing-date; the same in [priority]
  office = "EP"
  [applicant]                 # name, language, latin; the same in [inventor]
  name = "Example Ltd"
  language = "en"
  [titles]
  en = "Expression plasmid"
  [sequences]                 # organism, moltype, and every option under "Sequences"
  organism = "synthetic construct"

\b
Exit status: 0 a listing without errors, 1 written but with errors, 2 nothing written (wrong usage,
an input that cannot be read, or questions that only you can answer), 3 internal error, 130 cancelled."""


@click.command(cls=import_options.Sectioned, epilog=_EXAMPLE)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    metavar="LISTING.xml",
    help="The listing; - is standard output. Other suffixes: .fasta, .gb, .json, .csv, .xlsx, .docx.",
)
@import_options.FROM
@import_options.SELECT
@click.option("--plan", is_flag=True, help="Show what would come in and what must be decided; write nothing.")
@click.option("--general", metavar="FILE.toml", help="General information and choices from a file.")
@click.option("--report", metavar="FILE", help="The report: .json, .html, else text; - is standard output.")
@click.option(
    "--profile",
    type=click.Choice(profile_names()),
    default="wipo",
    show_default=True,
    help="Whose demands to check.",
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    metavar="N",
    help="Findings shown per rule; 0 shows all.",
)
@import_options.TITLES
@import_options.TO_NOTE
@convert_to.options
@import_options.general_options
@import_options.choice_options
def convert(
    inputs: tuple[str, ...],
    output: str | None,
    form: str | None,
    select: str | None,
    plan: bool,
    general: str | None,
    report: str | None,
    profile: str,
    max_per_rule: int,
    titles: tuple[str, ...],
    to_note: tuple[str, ...],
    to: str | None,
    rna_u: bool,
    names_to: str | None,
    names_from: str | None,
    **given: Any,
) -> int:
    """Make an ST.26 listing from files that hold sequences, in their order, and check it.

    INPUT is a path, or - for standard input; gzip is unpacked; seqtool formats lists what is read. Nothing that changes
    the molecule is guessed: what must be asked is asked at once, with the option that answers it.

    With --to, or by the suffix of OUTPUT, a listing (or what would become one) is written in another form;
    a single ST.26 listing keeps its SEQ ID NOs. What the form cannot say is told.
    """
    if output is None:
        if not plan:
            raise UsageError(
                "Name the listing to write with -o LISTING.xml (- is standard output), or look first with --plan."
            )
        output = "-"
    values = values_of(general, given, titles, to_note)
    if output == "-" and report == "-" and not plan:
        raise UsageError("The listing and the report cannot both go to standard output.")
    for one in inputs:
        if (
            one != "-"
            and output != "-"
            and Path(one).exists()
            and Path(one).resolve() == Path(output).resolve()
        ):
            raise UsageError(f"{output} is an input too; give the listing another name with -o.")
    read_too = [general, values.get("sequences.sequences"), values.get("sequences.symbols")]
    keep_apart(report, [*inputs, output, *read_too], "the report")
    keep_apart(output, read_too, "the listing")
    other = convert_to.Other(to, output, rna_u=rna_u, names_to=names_to, names_from=names_from)
    other.check([*inputs, report, general])
    choices = choices_of(values, general)
    _check_reachable(report)
    selection = Selection(select)
    if plan:
        return _plan(inputs, choices, form, selection, report)

    def listing(found: dict[str, str]) -> GeneralInformation:
        return _general(
            {**_besides(found, values), **values},
            "-" if other.to else output,
            draft=choices.draft or other.draft,
        )

    target: Path | BinaryIO = sys.stdout.buffer if output == "-" else Path(output)
    options = Options(profile=profile, max_per_rule=max_per_rule)
    try:
        if other.to is not None:
            asis = all(key.startswith("sequences.") for key in values)
            exported = other.run(
                inputs, listing, choices, profile=profile, asis=asis, form=form, select=selection, names_wanted=bool(report)
            )  # fmt: skip
            _tell(exported, report)
            return _status(exported)
        with Bar(inputs[0]) as bar:
            done = run(
                inputs, target, listing, choices, options=options, form=form, select=selection, names_wanted=bool(report or names_to), task=bar.task
            )  # fmt: skip
        other.after_listing(done)
    except QuestionsError as error:
        if error.notes is not None:
            _write(import_report.Unwritten(notes=error.notes, questions=error.asked), report)
        raise
    except BrokenPipeError:
        raise  # whoever reads our output has enough
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror or error}).") from error
    _tell(done, report)
    return _status(done)


def _status(done: Converted | Exported) -> int:
    if done.result is not None and done.result.internal_errors:
        return Status.INTERNAL
    lost = isinstance(done, Exported) and done.lost
    return Status.FINDINGS if lost or (done.result is not None and done.result.counts["error"]) else Status.OK


def _plan(inputs: tuple[str, ...], choices: Choices, form: str | None, select: Selection, report: str | None) -> int:  # fmt: skip
    with Bar(inputs[0]) as bar:
        made = import_plan.plan(inputs, choices, form=form, select=select, task=bar.task)
    # A report on standard output is the answer then; the rows beside it would break it.
    for line in () if report == "-" else import_plan.as_text(made):
        click.echo(line)
    _write(
        import_report.Unwritten(notes=made.notes, questions=made.questions, sequences=len(made.sequences)),
        report,
    )
    return Status.USAGE if made.questions else Status.OK


def _besides(found: dict[str, str], values: dict[str, Any]) -> dict[str, str]:
    """What the inputs say of the application, without the rest of a name or a number that the user has put in its place.

    The Latin form of another applicant, or the date of another priority, must not stand beside what the user gives.
    """
    for table, chief in (
        ("applicant", "name"),
        ("inventor", "name"),
        ("application", "number"),
        ("priority", "number"),
    ):
        key = f"{table}.{chief}"
        if key in values and values[key] != found.get(key):
            found = {name: text for name, text in found.items() if not name.startswith(f"{table}.")}
    return found


def _general(values: dict[str, Any], output: str, *, draft: bool) -> GeneralInformation:
    titles = tuple(
        Title(text, key.removeprefix("titles.")) for key, text in values.items() if key.startswith("titles.")
    )
    missing = [] if values.get("applicant.name") else ["--applicant NAME"]
    missing += [] if titles else ["--title LANG=TEXT"]
    if not values.get("file-reference") and not values.get("application.number"):
        missing.append("--reference TEXT (or --office, --application and --filing-date)")
    # The DTD demands both of either: without one of them the file would not be valid.
    for what, number in (("application", "--application"), ("priority", "--priority-number")):
        office = "--office" if what == "application" else "--priority-office"
        stated, code = values.get(f"{what}.number"), values.get(f"{what}.office")
        if stated and not code:
            missing.append(f"{office} CODE (of the {what} {stated})")
        elif code and not stated:
            missing.append(f"{number} NUMBER (of the {what} at {code})")
    if missing and not draft:
        raise UsageError(
            "Nothing was written: the standard wants more about the application. Give "
            f"{'; '.join(missing)}; or a file with --general; or write a draft without them with --draft."
        )
    name = None if output == "-" else Path(output).name
    return GeneralInformation(
        application=_application(values, "application"),
        file_reference=values.get("file-reference"),
        priority=_application(values, "priority"),
        applicant=_name(values, "applicant"),
        inventor=_name(values, "inventor"),
        titles=titles,
        file_name=values.get("file-name", name),
        software_name="seqtool",
        software_version=__version__,
        production_date=values.get(
            "production-date", datetime.datetime.now().astimezone().date().isoformat()
        ),
        original_language=values.get("original-language"),
        non_english_language=values.get("non-english-language"),
    )


def _application(values: dict[str, Any], table: str) -> ApplicationIdentification | None:
    parts = [values.get(f"{table}.{key}") for key in ("office", "number", "filing-date")]
    return ApplicationIdentification(*parts) if any(parts) else None


def _name(values: dict[str, Any], table: str) -> Name | None:
    name = values.get(f"{table}.name")
    return Name(name, values.get(f"{table}.language", "en"), values.get(f"{table}.latin")) if name else None


def _check_reachable(report: str | None) -> None:
    """A report that cannot be written is told before the work, not after it."""
    if report not in (None, "-") and not Path(report or "").resolve().parent.is_dir():
        raise OutputError(f"{report}: there is no such folder.")
    if report not in (None, "-") and Path(report or "").is_dir():
        raise OutputError(f"{report} is a folder; name a file for the report.")


def _tell(done: Converted | Exported, report: str | None) -> None:
    for line in import_report.summary(done):
        note(line)
    if done.result is not None and done.result.level == "full":
        write("text", [done.result], sys.stderr, texts("en"), Style())
    _write(done, report)


def _write(done: import_report.Done, report: str | None) -> None:
    if report is None:
        return
    with text_output(report) as out:
        if report.endswith(".json"):
            out.write(import_report.as_json(done).decode("utf-8"))
        elif report.endswith((".html", ".htm")):
            import_report.as_html(done, out)
        else:
            out.writelines(f"{line}\n" for line in import_report.as_text(done))
