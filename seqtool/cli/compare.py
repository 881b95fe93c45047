"""``seqtool compare``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

import click

from seqtool.app.compare import Comparison, Match, Renumbered, compare_listings
from seqtool.app.statements import said
from seqtool.cli.output import keep_apart, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.edit.operations.compare import Difference
from seqtool.messages import clean, shorten
from seqtool.report.json_any import as_json

_SHOWN: Final = 500


@click.command(
    epilog="""\b
Examples:
  seqtool compare filed.xml replacement.xml
  seqtool compare filed.xml replacement.xml --sequences-only --format json -o differences.json

Exit status: 0 both state the same, 1 they differ, 2 wrong usage, or a file that cannot be
read, 3 internal error, 130 cancelled."""
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write the result here instead of to standard output.")
@click.option(
    "--sequences-only", is_flag=True, help="Leave the general information and the root attributes aside."
)
@click.option(
    "--match",
    type=click.Choice(get_args(Match)),
    default="auto",
    show_default=True,
    help="auto follows sequences that have another SEQ ID NO; number compares strictly by SEQ ID NO.",
)
@click.option(
    "--max",
    "limit",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    metavar="N",
    help="Differences listed (counts are exact); 0 lists all.",
)
def compare(
    old: str, new: str, form: str, output: str | None, sequences_only: bool, match: Match, limit: int
) -> int:
    """Say what differs between two listings: per SEQ ID NO and element, from OLD to NEW.

    The ids of qualifiers are left aside; the order of features and qualifiers is not.
    """
    keep_apart(output, [old, new], "the result")
    with Bar(new) as bar:
        found = compare_listings(
            old, new, match=match, sequences_only=sequences_only, limit=limit, task=bar.task
        )
    with text_output(output) as out:
        if form == "json":
            out.write(as_json(found).decode("utf-8") + "\n")
        else:
            out.writelines(f"{line}\n" for line in _lines(found))
    return Status.OK if found.same else Status.FINDINGS


def _lines(found: Comparison) -> Iterator[str]:
    for side, title in ((found.old, "old"), (found.new, "new")):
        yield f"{title}: {clean(side.file)}, {_amount(side.sequences, 'sequence')}, {side.digest}"
    if found.same_sequences:
        yield "The sequences are the same."
    else:
        counts = ", ".join(
            f"{count:,} {'in another order' if kind == 'order' else kind}"
            for kind, count in found.counts.items()
            if count
        )
        yield f"The sequences differ: {counts or 'in their numbers only'}."
    yield from map(shorten, found.remarks)
    if found.renumbered:
        yield "Other SEQ ID NOs, the same sequences:"
        yield from (f"  {_range(one)}" for one in found.renumbered[:_SHOWN])
        if len(found.renumbered) > _SHOWN:
            yield f"  … and {len(found.renumbered) - _SHOWN:,} more"
        if found.followed:
            yield f"  {_amount(found.followed, 'reference')} to them (protein_id, free text) changed with them."
    number: int | None = -1
    for one in (*found.general, *found.differences):
        if one.number != number:
            number = one.number
            yield _heading(one)
        yield f"  {shorten(said(one), 400)}"
    if found.truncated:
        rest = sum(found.counts.values()) - len(found.differences)
        yield f"… and {_amount(rest, 'further difference')}; --max 0 lists all."


def _heading(one: Difference) -> str:
    if one.number is None:
        return "General information"
    gone = one.kind == "deleted" and one.element == "SequenceData"
    return f"SEQ ID NO: {one.number}{' of the old listing' if gone else ''}"


def _range(one: Renumbered) -> str:
    if one.first == one.last:
        return f"{one.first} is {one.now} now"
    return f"{one.first}-{one.last} are {one.now}-{one.now + one.last - one.first} now"


def _amount(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
