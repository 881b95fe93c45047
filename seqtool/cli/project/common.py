"""What the commands of a project share: their options, running a step, printing what changed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from seqtool.app import project as app
from seqtool.cli.output import note, text_output
from seqtool.cli.status import Status
from seqtool.edit.operations.order import NamedElsewhereError
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.errors import UsageError
from seqtool.messages import clean
from seqtool.report.json_any import as_json
from seqtool.store import Project

Command = Callable[..., Any]

PROJECT = click.argument("project", metavar="PROJECT")
SEQUENCES = click.argument("sequences", metavar="SEQ-ID-NOS")
SEQUENCE = click.argument("sequence", metavar="SEQ-ID-NO")
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
TAKE_OVER = click.option(
    "--take-over",
    is_flag=True,
    help="Even where the project is open elsewhere, and that is no longer so (what is open there cannot be saved then).",
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
FITTING = click.option(
    "--only-fitting", is_flag=True, help="Leave out sequences that it does not fit, and say which."
)
RELEASE = click.option(
    "--release",
    is_flag=True,
    help="Even where others name them: CDS features lose protein_id and translation, texts stay as written.",
)


class Editing(NamedTuple):
    """The project of a command that edits, and how to."""

    project: str
    as_json: bool
    take_over: bool
    dry_run: bool

    def do(
        self, label: str, work: Callable[[Session], Report], then: Callable[[Project], None] | None = None
    ) -> app.Outcome:
        """One step; gives what changed."""
        try:
            return app.edited(
                self.project, label, work, take_over=self.take_over, dry_run=self.dry_run, then=then
            )
        except NamedElsewhereError as refusal:
            raise EditError(f"{refusal} (--release)") from refusal

    def run(self, label: str, work: Callable[[Session], Report]) -> int:
        """One step, told to the user; gives the exit status."""
        return self.tell(self.do(label, work))

    def tell(self, outcome: app.Outcome) -> int:
        """Print what changed."""
        if self.as_json:
            print_json(outcome)
        else:
            tell_notices(outcome.notices)
            print_lines(app.lines(outcome))
        return Status.OK


def editing(function: Command) -> Command:
    """The argument PROJECT and the options of each command that edits; the command gets an :class:`Editing` first."""

    @functools.wraps(function)
    def wrapper(*, project: str, as_json: bool, take_over: bool, dry_run: bool, **given: Any) -> Any:
        return function(Editing(project, as_json, take_over, dry_run), **given)

    made: Command = wrapper
    for option in (TAKE_OVER, DRY_RUN, JSON, PROJECT):
        made = option(made)
    return made


def print_json(what: object) -> None:
    """One JSON object on standard output."""
    with text_output(None) as out:
        out.write(as_json(what, indent=1).decode("utf-8") + "\n")


def print_lines(them: Any) -> None:
    """Lines for people; control characters are made visible."""
    with text_output(None) as out:
        out.writelines(f"{clean(line)}\n" for line in them)


def tell_notices(notices: list[str]) -> None:
    """What there was to say on opening goes to standard error."""
    for line in notices:
        note(clean(line))


def pair(text: str, option: str) -> tuple[str, str | None]:
    """``name=value``, or a name alone for a qualifier without a value.

    Raises:
        UsageError: the name is empty.
    """
    name, equals, value = text.partition("=")
    if not name.strip():
        raise UsageError(f"{option} {text!r}: write the name of the qualifier, = and its value.")
    return name.strip(), value if equals else None


def span(text: str, what: str = "place") -> tuple[int, int]:
    """``10..20`` or ``10`` as first and last residue (1-based).

    Raises:
        UsageError: it is none.
    """
    first, dots, last = text.partition("..")
    parts = (first, last) if dots else (first, first)
    if any(not (part.isascii() and part.isdecimal() and len(part) < 13) for part in parts):
        raise UsageError(f"{text!r} is no {what}: write a number such as 10, or first and last as 10..20.")
    start, end = map(int, parts)
    if not 1 <= start <= end:
        raise UsageError(
            f"{text!r} is no {what}: residues count from 1, and the first is not behind the last."
        )
    return start, end
