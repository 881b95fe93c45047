"""``seqtool project validate|waive|generate``."""

from __future__ import annotations

import getpass
from pathlib import Path

import click
import msgspec

from seqtool.app import generate as generating
from seqtool.app.check import check
from seqtool.app.file_names import suggested
from seqtool.app.fix import check_codes
from seqtool.app.project import reading, working
from seqtool.app.project_filing import RECEIPT
from seqtool.app.project_names import feature_of, key_of
from seqtool.app.waivers import identity, unwaive
from seqtool.app.waivers import waive as waive_finding
from seqtool.cli.output import keep_apart, note, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.project.common import (
    JSON,
    PROJECT,
    TAKE_OVER,
    Editing,
    editing,
    print_json,
    print_lines,
    tell_notices,
)
from seqtool.cli.status import Status
from seqtool.cli.terminal import style
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.edit.translated import languages
from seqtool.errors import UsageError
from seqtool.messages import clean, texts
from seqtool.report import FORMATS, Result, write
from seqtool.rules.profiles import names as profile_names
from seqtool.validate.collect import Finding

PROFILE = click.option(
    "--profile", type=click.Choice(profile_names()), help="Whose demands (default: the project's)."
)


@click.command(
    epilog="""\b
Examples:
  seqtool project validate invention.seqproj
  seqtool project validate invention.seqproj --profile uspto --format html -o report.html"""
)
@PROJECT
@PROFILE
@click.option("--language", metavar="CODE", help="Of the listing in this language (default: the main one).")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="As seqtool validate has it.",
)
@click.option("-o", "--output", metavar="FILE", help="Write the report here.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="What gives exit status 1.",
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    metavar="N",
    help="Details shown per rule; 0 shows all.",
)
@JSON
def validate(
    project: str,
    profile: str | None,
    language: str | None,
    form: str,
    output: str | None,
    fail_on: str,
    max_per_rule: int,
    as_json: bool,
) -> int:
    """Check the listing that the project would make, by every rule. Waived findings are shown as such. Nothing is changed.

    --json is --format json.
    """
    keep_apart(output, [project], "the report")
    with reading(project) as opened, Bar(project) as bar:
        result = check(
            opened.document, language=language, profile=profile, max_per_rule=max_per_rule, task=bar.task
        )
    result.file = project
    _write(result, "json" if as_json else form, output)
    return _status(result, fail_on)


def _write(result: Result, form: str, output: str | None) -> None:
    with text_output(output) as out:
        write(form, [result], out, texts("en"), style(output))


def _status(result: Result, fail_on: str = "error") -> int:
    if result.internal_errors:
        for line in result.internal_errors[:10]:
            note(f"seqtool: internal error: {clean(line)}")
        return Status.INTERNAL
    grave = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
    return Status.FINDINGS if any(result.counts[one] for one in grave) else Status.OK


@click.command(
    epilog="""\b
Examples:
  seqtool project waive invention.seqproj S021 --reason "the organism is new"
  seqtool project waive invention.seqproj Q110 --in 3 --feature CDS --reason "as published"
  seqtool project waive invention.seqproj S021 --back"""
)
@editing
@click.argument("code", metavar="CODE")
@click.option("--in", "sequence", metavar="SEQ-ID-NO", help="Only the findings of this sequence.")
@click.option("--feature", "which", metavar="FEATURE", help="Only those of this feature of the sequence.")
@click.option(
    "--reason", metavar="TEXT", help="Why the findings may stand; shown beside them in every report."
)
@click.option("--by", metavar="NAME", help="Who says so (default: the user).")
@click.option("--back", is_flag=True, help="Take waivers back.")
@PROFILE
def waive(
    how: Editing,
    code: str,
    sequence: str | None,
    which: str | None,
    reason: str | None,
    by: str | None,
    back: bool,
    profile: str | None,
) -> int:
    """Acknowledge the findings of the rule CODE that the project has now, with a reason.

    They stay in every report, marked as waived; an error stays an error.
    """
    if back == (reason is not None):
        raise UsageError("Give a --reason, or --back to take waivers back.")
    if which is not None and sequence is None:
        raise UsageError("--feature goes with --in SEQ-ID-NO.")

    codes = check_codes([code])

    def work(session: Session) -> Report:
        document = session.document
        (code,) = codes
        found = [one for one in check(document, profile=profile, max_per_rule=0).findings if one.code == code]
        if sequence is not None:
            key = key_of(document, sequence)
            place = document.order.index(key) + 1
            index = None if which is None else feature_of(document, key, which)
            found = [one for one in found if one.position == place and index in (None, one.feature)]
        if back:
            found = [one for one in found if identity(document, one) in document.waivers]
        if not found:
            what = "waived finding" if back else "finding"
            raise EditError(
                f"There is no {what} of {code} there; seqtool project validate lists the findings."
            )
        report = Report()
        notes: dict[str, None] = {}
        for one in _once(session, found):
            made = (
                unwaive(session, one) if back else waive_finding(session, one, reason or "", by=by or _user())
            )
            notes |= dict.fromkeys(made.notes)
        done = "no longer waived" if back else "waived"
        return report + Report(
            notes=(f"{len(found):,} {'finding' if len(found) == 1 else 'findings'} of {code} {done}.", *notes)
        )

    return how.run(f"Waive {code}", work)


def _once(session: Session, found: list[Finding]) -> list[Finding]:
    """One of each identity: findings that say the very same are waived together."""
    return list({identity(session.document, one): one for one in found}.values())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@click.command(
    epilog="""\b
Examples:
  seqtool project generate invention.seqproj -o listing.xml --receipt receipt.json
  seqtool project generate invention.seqproj -o listing-de.xml --language de
  seqtool project generate invention.seqproj -o lists/ --every-language"""
)
@PROJECT
@click.option(
    "-o",
    "--output",
    metavar="LISTING.xml",
    help="The listing, or a folder for it (default: a name that every office takes, here).",
)
@click.option(
    "--language", metavar="CODE", help="Language of the non-English values (default: the main one); en: none."
)
@click.option(
    "--every-language", is_flag=True, help="A listing for each language of the project; -o is a folder."
)
@PROFILE
@click.option(
    "--despite-errors", is_flag=True, help="Also where the listing has errors; the receipt says so."
)
@click.option("--receipt", metavar="FILE.json", help="Write the receipt here, too (the project keeps it).")
@click.option("--report", metavar="FILE", help="Write the findings here: .html, .json, else text.")
@click.option(
    "--read-only", is_flag=True, help="Keep no receipt in the project: also where it is open elsewhere."
)
@TAKE_OVER
@JSON
def generate(
    project: str,
    output: str | None,
    language: str | None,
    every_language: bool,
    profile: str | None,
    despite_errors: bool,
    receipt: str | None,
    report: str | None,
    read_only: bool,
    take_over: bool,
    as_json: bool,
) -> int:
    """Write the listing.

    It is written beside, read back, checked whole and compared with the project, and only then takes its place.
    Refused where the listing has errors (exit status 1, the findings are shown). The receipt states name, size, SHA-256,
    date and counts, for statements to name.
    """
    keep_apart(output, [project], "the listing")
    if output == "-":
        raise UsageError("A listing is read back before it takes its place: name a file with -o.")
    keep_apart(receipt, [project, output], "the receipt")
    keep_apart(report, [project, output, receipt], "the report")
    if every_language and (language or receipt or report):
        raise UsageError("--every-language goes without --language, --receipt and --report.")
    folder = output is None or Path(output).is_dir() or output.endswith(("/", "\\"))
    if every_language and not folder:
        raise UsageError("--every-language: name a folder with -o, for instance -o listings/.")
    made: list[generating.Generated] = []
    opening = reading(project) if read_only else working(project, take_over=take_over)
    with opening as opened:
        tell_notices(opened.notices)
        document = opened.document
        wanted: list[str | None] = list(languages(document)) if every_language else [language]
        if output is None:
            _not_there([suggested(document, one if every_language or one else None) for one in wanted])
        for code in wanted:
            path = Path(output or ".")
            if folder:
                path.mkdir(parents=True, exist_ok=True)
                path /= suggested(document, code if every_language or code else None)
            try:
                with Bar(str(path)) as bar:
                    made.append(
                        generating.generate(
                            document,
                            path,
                            language=code,
                            profile=profile,
                            override=despite_errors,
                            task=bar.task,
                        )
                    )
            except generating.RefusedError as refusal:
                return _refused(refusal, report, as_json=as_json)
            if not read_only:
                opened.note(RECEIPT, msgspec.json.encode(made[-1].receipt).decode("utf-8"))
        if not read_only:
            opened.save()
    for one in made:
        _tell(one, as_json=as_json)
    if receipt:
        with text_output(receipt) as out:
            out.write(
                msgspec.json.format(msgspec.json.encode(made[0].receipt), indent=1).decode("utf-8") + "\n"
            )
    if report:
        _write(made[0].result, _form(report), report)
    return max(_status(one.result) for one in made)


def _not_there(names: list[str]) -> None:
    """A file that nobody named is not replaced: it may be the listing that was filed."""
    for name in names:
        if Path(name).exists():
            raise UsageError(
                f"There is a file {name} here already, perhaps the one that was filed. Name the listing: -o {name} "
                "replaces it, another name keeps it."
            )


def _refused(refusal: generating.RefusedError, report: str | None, *, as_json: bool) -> int:
    note(f"seqtool: {clean(str(refusal))} (--despite-errors)")
    _write(refusal.result, "json" if as_json else "text", None)
    if report:
        _write(refusal.result, _form(report), report)
    return Status.INTERNAL if refusal.result.internal_errors else Status.FINDINGS


def _form(report: str) -> str:
    return {".html": "html", ".htm": "html", ".json": "json"}.get(Path(report).suffix.lower(), "text")


def _tell(made: generating.Generated, *, as_json: bool) -> None:
    receipt = made.receipt
    if as_json:
        print_json(receipt)
        return
    counts = ", ".join(f"{count:,} {severity}" for severity, count in receipt.findings.items())
    print_lines(
        [
            f"{made.result.file} was generated: {receipt.sequences.total:,} sequences, {receipt.size:,} bytes.",
            f"SHA-256: {receipt.sha256}",
            f"Findings ({receipt.profile}): {counts}"
            + (f"; {len(receipt.waived):,} waived" if receipt.waived else ""),
            *(["Generated in spite of errors; the receipt says so."] if receipt.override else []),
            *receipt.advice,
        ]
    )
