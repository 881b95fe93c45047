"""``seqtool fix``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from seqtool.app.fix import Choice, FixResult, check_codes, fix_listing
from seqtool.app.many import open_input
from seqtool.app.validate import Options
from seqtool.cli.output import keep_apart, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.errors import OutputError, UsageError
from seqtool.messages import clean, shorten
from seqtool.report.json_any import as_json
from seqtool.rules import catalogue
from seqtool.rules.profiles import names as profile_names


@click.command(
    epilog="""\b
Examples:
  seqtool fix listing.xml -o mended.xml              all safe fixes
  seqtool fix listing.xml --dry-run                  only say what would change
  seqtool fix listing.xml -o mended.xml --rule S021  safe fixes of one rule
  seqtool fix listing.xml -o mended.xml --confirm S009 --confirm S010

Exit status: 0 done, 1 done, but fixes that need your word are still on offer (with
--fail-on-offers), 2 wrong usage, or a file that
cannot be read or written, 3 internal error, 130 cancelled."""
)
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", metavar="OUT", help="Where to write the mended listing; - is standard output."
)
@click.option("--dry-run", is_flag=True, help="Write nothing, say what would change.")
@click.option(
    "--rule", "rules", multiple=True, metavar="CODE", help="Only safe fixes of this rule (repeatable)."
)
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="CODE",
    help="Apply the fixes of this rule that change what is disclosed or stated, too (repeatable).",
)
@click.option(
    "--profile",
    type=click.Choice(profile_names()),
    default="wipo",
    show_default=True,
    help="Whose demands to meet.",
)
@click.option("--report", metavar="FILE", help="Write the list of changes as JSON here.")
@click.option(
    "--max-per-rule",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    metavar="N",
    help="Changes listed per rule; 0 lists all.",
)
@click.option("--in-place", is_flag=True, help="Replace FILE itself (it is replaced whole or not at all).")
@click.option("--fail-on-offers", is_flag=True, help="Exit status 1 where fixes that need your word remain.")
def fix(
    file: str,
    output: str | None,
    dry_run: bool,
    rules: tuple[str, ...],
    confirmed: tuple[str, ...],
    profile: str,
    report: str | None,
    max_per_rule: int,
    in_place: bool,
    fail_on_offers: bool,
) -> int:
    """Apply the mends that rules offer to FILE, and say what changed.

    Safe fixes change nothing that is disclosed. All others are applied only for
    the rules that you name with --confirm.
    """
    if sum((output is not None, dry_run, in_place)) != 1:
        raise UsageError(
            "Say where the mended listing goes: -o OUT, --in-place, or --dry-run to write nothing."
        )
    if in_place and file == "-":
        raise UsageError("Standard input cannot be replaced in place; use -o.")
    if output and output != "-" and Path(output).exists() and Path(output).resolve() == Path(file).resolve():
        raise UsageError(
            f"{output} is the input; say --in-place to replace it, or give another name with -o."
        )
    keep_apart(report, [file, output], "the list of changes")
    choice = Choice(only=check_codes(rules), confirmed=check_codes(confirmed))
    options = Options(profile=profile, max_per_rule=max_per_rule)
    source = sys.stdin.buffer if file == "-" else open_input(file)
    target = (
        None if dry_run else sys.stdout.buffer if output == "-" else Path(file if in_place else str(output))
    )
    with Bar(file) as bar:
        try:
            result = fix_listing(source, target, options, choice, file=file, task=bar.task)
        except OSError as error:
            raise OutputError(
                f"{target}: cannot be written ({error.strerror or error}). {file} was left as it was."
            ) from error
    if report:
        with text_output(report) as out:
            out.write(as_json(result).decode("utf-8") + "\n")
    if output == "-":
        _tell(result, sys.stderr, dry_run=dry_run)
    else:
        with text_output(None) as out:
            _tell(result, out, dry_run=dry_run)
    return Status.FINDINGS if fail_on_offers and result.unconfirmed else Status.OK


def _tell(result: FixResult, out: TextIO, *, dry_run: bool) -> None:
    total = sum(result.counts.values())
    would = "would be" if dry_run else "was" if total == 1 else "were"
    if not total:
        out.write("Nothing to fix.\n" if not result.unconfirmed else "No safe fixes to apply.\n")
    else:
        out.write(f"{total} change{'s' if total != 1 else ''} {would} made in {clean(result.file)}:\n")
    shown: dict[str, int] = {}
    for change in result.changes:
        shown[change.code] = shown.get(change.code, 0) + 1
        place = (
            f"SEQ ID NO {change.sequence_id}"
            if change.sequence_id
            else "sequence"
            if change.position
            else "listing"
        )
        if change.feature is not None:
            place += f", feature {change.feature + 1}"
        if change.qualifier is not None:
            place += f", qualifier {change.qualifier + 1}"
        what = f": {_show(change.before)} → {_show(change.after)}" if change.field != "file" else ""
        out.write(f"  {change.code} {place}: {shorten(change.label)}{what}\n")
    for code, count in sorted(result.counts.items()):
        if count > shown.get(code, 0):
            out.write(f"  {code}: … and {count - shown.get(code, 0):,} more\n")
    out.writelines(
        f"  left out (a listing cannot hold it): {shorten(line)}\n" for line in result.left_out[:50]
    )
    if len(result.left_out) > 50:
        out.write(f"  left out: … and {len(result.left_out) - 50:,} more\n")
    if result.unconfirmed:
        out.write(
            "Fixes that need your word (--confirm CODE), since they change what is disclosed or stated:\n"
        )
        for code, count in sorted(result.unconfirmed.items()):
            out.write(f"  {code} {catalogue()[code].name}: {count:,}\n")


def _show(text: str | None) -> str:
    return "(absent)" if text is None else "(empty)" if not text else shorten(repr(text), 60)
