"""``seqtool project fix``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from seqtool.app.fix import Choice, check_codes
from seqtool.app.project_fix import Fixed, Mended
from seqtool.app.project_fix import fix as run
from seqtool.cli.progress import Bar
from seqtool.cli.project.common import Editing, editing, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.messages import shorten
from seqtool.report.layout import amount
from seqtool.rules import catalogue
from seqtool.rules.profiles import names as profile_names

_SHOWN = 200


@click.command(
    epilog="""\b
Examples:
  seqtool project fix invention.seqproj --dry-run           what would change
  seqtool project fix invention.seqproj --rule S021         safe fixes of one rule
  seqtool project fix invention.seqproj --confirm T005"""
)
@editing
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
@click.option("--profile", type=click.Choice(profile_names()), help="Whose demands (default: the project's).")
def fix(how: Editing, rules: tuple[str, ...], confirmed: tuple[str, ...], profile: str | None) -> int:
    """Apply the mends that rules offer, in one step.

    Safe fixes change nothing that is disclosed; all others are applied only for the rules that you name with --confirm.
    Findings that are waived are left alone.
    """
    choice = Choice(only=check_codes(rules), confirmed=check_codes(confirmed))
    with Bar(how.project) as bar:
        done = run(
            how.project,
            choice,
            profile=profile,
            task=bar.task,
            take_over=how.take_over,
            dry_run=how.dry_run,
        )
    if how.as_json:
        print_json(done)
        return Status.OK
    how.tell(done)
    print_lines(_lines(done))
    return Status.OK


def _lines(done: Fixed) -> Iterator[str]:
    if done.changes:
        yield f"{amount(len(done.changes), 'change')}:"
    for one in done.changes[:_SHOWN]:
        yield f"  {one.code} {_place(one)}: {shorten(one.label)}{_change(one)}"
    if len(done.changes) > _SHOWN:
        yield f"  … and {len(done.changes) - _SHOWN:,} more (--json names all)"
    if done.offers:
        yield "Fixes that need your word (--confirm CODE), since they change what is disclosed or stated:"
        for code, count in sorted(done.offers.items()):
            yield f"  {code} {catalogue()[code].name}: {count:,}"


def _place(one: Mended) -> str:
    place = f"SEQ ID NO: {one.sequence}" if one.sequence else "general information"
    place += f", feature {one.feature}" if one.feature else ""
    return place + (f", qualifier {one.qualifier}" if one.qualifier else "")


def _change(one: Mended) -> str:
    return f": {_text(one.before)} -> {_text(one.after)}"


def _text(text: str | None) -> str:
    return "(absent)" if text is None else "(empty)" if not text else shorten(repr(text), 60)
