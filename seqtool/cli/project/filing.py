"""``seqtool project file|unfile|derive``."""

from __future__ import annotations

import click
import msgspec

from seqtool.app import project_filing as app
from seqtool.app.project import reading
from seqtool.cli.project.common import JSON, PROJECT, Editing, editing, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.edit.operations.filing import KINDS, Derived, mark_filed, unfreeze

#: Kinds of derived filings as they are written on a command line.
_KINDS: dict[str, str] = {kind.replace(" ", "-"): kind for kind in KINDS}


@click.command(epilog='Example: seqtool project file invention.seqproj --note "EPO, 2026-03-01"')
@editing
@click.option(
    "--note", metavar="TEXT", default="", help="Where and when; kept in the history of the project."
)
def file(how: Editing, note: str) -> int:
    """Mark the listing as filed: from now on SEQ ID NOs never shift.

    New sequences are appended, deleting becomes skipping, moving is refused. The history keeps the digest of the sequences.
    """
    return how.run("Mark as filed", lambda session: mark_filed(session, note))


@click.command(
    epilog='Example: seqtool project unfile invention.seqproj --reason "replacement listing before search"'
)
@editing
@click.option("--reason", required=True, metavar="TEXT", help="Why; kept in the history of the project.")
def unfile(how: Editing, reason: str) -> int:
    """Let the SEQ ID NOs of a filed listing shift again."""
    return how.run("Unfreeze numbers", lambda session: unfreeze(session, reason))


class _Derived(msgspec.Struct, frozen=True):
    project: str
    parent: str
    kind: str
    sequences: int
    #: Of the sequences: the same in both projects.
    digest: str
    notes: tuple[str, ...]


@click.command(
    epilog="""\b
Example:
  seqtool project derive invention.seqproj divisional.seqproj divisional --reference P-2"""
)
@PROJECT
@click.argument("new", metavar="NEW.seqproj")
@click.argument("kind", type=click.Choice(list(_KINDS)))
@click.option("--parent-as-priority", is_flag=True, help="The application of PROJECT becomes a priority.")
@click.option("--reference", metavar="TEXT", help="Applicant's file reference of the new filing.")
@click.option("--not-frozen", is_flag=True, help="SEQ ID NOs may shift (the description cites them).")
@JSON
def derive(
    project: str,
    new: str,
    kind: str,
    parent_as_priority: bool,
    reference: str | None,
    not_frozen: bool,
    as_json: bool,
) -> int:
    """Make a new project for a filing that starts from PROJECT, which is not changed.

    Application number, filing date and file reference are reset (not of a replacement), priorities kept. The digest
    proves that the sequences are the same.
    """
    chosen: Derived = _KINDS[kind]  # type: ignore[assignment]  # the table has these kinds
    with reading(project) as parent:
        made = app.derive(
            parent,
            new,
            chosen,
            parent_as_priority=parent_as_priority,
            file_reference=reference,
            frozen=not not_frozen,
        )
    if as_json:
        print_json(_Derived(new, project, kind, len(made.document), made.digest, made.notes))
    else:
        print_lines([f"{new} was made.", f"Digest of the sequences in both: {made.digest}", *made.notes])
    return Status.OK
