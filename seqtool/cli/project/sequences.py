"""``seqtool project move|renumber|delete|skip|duplicate|rename``: sequences and their numbers."""

from __future__ import annotations

import click

from seqtool.app.project_names import key_of
from seqtool.app.project_order import BY, ordered, renamed
from seqtool.cli.project.common import RELEASE, SEQUENCE, SEQUENCES, Editing, editing
from seqtool.edit.operations import imports, order
from seqtool.edit.operations.pick import pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  seqtool project move invention.seqproj 7 2        SEQ ID NO: 7 becomes 2, those from 2 on move up
  seqtool project move invention.seqproj 5-8 1      four of them to the front
  seqtool project move invention.seqproj 5 1 --dry-run"""
)
@editing
@SEQUENCES
@click.argument("to", type=click.IntRange(1), metavar="NEW")
def move(how: Editing, sequences: str, to: int) -> int:
    """Give sequences other SEQ ID NOs: the first of them becomes NEW, the others follow it.

    protein_id values, and SEQ ID NOs cited in free text, follow in the same step. Of a listing that was filed no number
    shifts, and this is refused.
    """
    return how.run("Move sequence", lambda session: order.move(session, sequences, to))


@click.command(
    epilog="""\b
Examples:
  seqtool project renumber invention.seqproj 3,1,2       the third first; those not named follow
  seqtool project renumber invention.seqproj --by type   nucleotide sequences, then proteins"""
)
@editing
@click.argument("numbers", metavar="[ORDER]", required=False)
@click.option("--by", type=click.Choice(BY), help="An order by what the sequences are.")
def renumber(how: Editing, numbers: str | None, by: str | None) -> int:
    """Bring all sequences into another order; ORDER names SEQ ID NOs as they are, in the order that they shall have.

    Sequences that ORDER does not name follow behind in the order they have. Whatever names a sequence follows.
    """
    if (numbers is None) == (by is None):
        raise UsageError("Give the order of SEQ ID NOs, such as 3,1,2, or --by.")
    return how.run("Renumber", lambda session: order.sort(session, ordered(session.document, numbers, by)))


@click.command(
    epilog="""\b
Examples:
  seqtool project delete invention.seqproj 4
  seqtool project delete invention.seqproj 10-20 --release"""
)
@editing
@SEQUENCES
@RELEASE
def delete(how: Editing, sequences: str, release: bool) -> int:
    """Delete sequences; those behind them move up, and whatever names them follows.

    Refused where others name what would go. Of a listing that was filed they are skipped instead, so that no
    number shifts.
    """
    named: order.Named = "release" if release else "refuse"
    return how.run("Delete sequence", lambda session: order.delete(session, sequences, named_elsewhere=named))


@click.command(
    epilog="""\b
Examples:
  seqtool project skip invention.seqproj 4
  seqtool project skip invention.seqproj 4 --back"""
)
@editing
@SEQUENCES
@RELEASE
@click.option("--back", is_flag=True, help="They are what they were before they were skipped.")
def skip(how: Editing, sequences: str, release: bool, back: bool) -> int:
    """Make sequences intentionally skipped ones (paragraph 58), which keep their SEQ ID NOs.

    What they held is kept in the project; --back puts it in again.
    """
    if back and release:
        raise UsageError("--release goes with skipping, not with --back.")
    if back:
        return how.run("Take skip back", lambda session: order.unskip(session, sequences))
    named: order.Named = "release" if release else "refuse"
    return how.run("Skip sequence", lambda session: order.skip(session, sequences, named_elsewhere=named))


@click.command()
@editing
@SEQUENCES
@click.option(
    "--at", type=click.IntRange(1), metavar="N", help="SEQ ID NO of the first copy (default: behind all)."
)
def duplicate(how: Editing, sequences: str, at: int | None) -> int:
    """Copy sequences. Copies name copies where those come along, and else what the originals name."""
    return how.run("Duplicate", lambda session: imports.duplicate(session, sequences, at=at))


@click.command()
@editing
@SEQUENCE
@click.argument("name", metavar="NAME")
@click.option("--description", metavar="TEXT", help="A description of your own.")
def rename(how: Editing, sequence: str, name: str, description: str | None) -> int:
    """Give a sequence a name of your own: the project keeps it, no listing states it."""

    def work(session: Session) -> Report:
        key = key_of(session.document, sequence)
        return renamed(session, pick(session.document, [key]), name, description)

    return how.run("Rename", work)
