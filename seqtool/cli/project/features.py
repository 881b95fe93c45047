"""``seqtool project feature add|edit|move|copy|sort|delete``."""

from __future__ import annotations

import click

from seqtool.app.project_names import feature_of, key_of
from seqtool.cli.project.common import FITTING, SEQUENCE, SEQUENCES, Editing, editing, pair
from seqtool.edit.operations import bulk
from seqtool.edit.operations import features as operations
from seqtool.edit.operations.pick import pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.errors import UsageError
from seqtool.model.sequence import Qualifier

FEATURE = click.argument("which", metavar="FEATURE")


@click.group()
def feature() -> None:
    """Add, edit, copy, delete and order features.

    FEATURE is a number of seqtool project list --features, a key where there is one of that key (CDS), or key and
    location (CDS:10..300).
    """


@feature.command(
    epilog="""\b
Examples:
  seqtool project feature add invention.seqproj 3 CDS 10..300 -q product="green fluorescent protein"
  seqtool project feature add invention.seqproj 1-20 misc_feature 1..5 -q note="adapter" --only-fitting
  seqtool project feature add invention.seqproj 7 SITE 4 -q note="N-methylated" """
)
@editing
@SEQUENCES
@click.argument("key", metavar="KEY")
@click.argument("location", metavar="[LOCATION]", default="")
@click.option(
    "-q",
    "--qualifier",
    "qualifiers",
    multiple=True,
    metavar="NAME=VALUE",
    help="With this qualifier (repeatable).",
)
@FITTING
def add(
    how: Editing,
    sequences: str,
    key: str,
    location: str,
    qualifiers: tuple[str, ...],
    only_fitting: bool,
) -> int:
    """Add a feature to one or several sequences; without LOCATION it spans the whole sequence."""
    made = [Qualifier(*pair(text, "--qualifier")) for text in qualifiers]
    return how.run(
        f"Add {key}",
        lambda session: bulk.add_feature(session, sequences, key, location, made, only_fitting=only_fitting),
    )


@feature.command(epilog="Example: seqtool project feature edit invention.seqproj 3 CDS --location 10..309")
@editing
@SEQUENCE
@FEATURE
@click.option("--key", metavar="KEY", help="Another key.")
@click.option("--location", metavar="LOCATION", help="Another location.")
def edit(how: Editing, sequence: str, which: str, key: str | None, location: str | None) -> int:
    """Give a feature another key or location; its qualifiers stay."""
    if key is None and location is None:
        raise UsageError("Give --key or --location.")

    def work(session: Session) -> Report:
        at = key_of(session.document, sequence)
        index = feature_of(session.document, at, which)
        return operations.edit_feature(session, at, index, feature_key=key, location=location)

    return how.run("Edit feature", work)


@feature.command(
    epilog="""\b
Examples:
  seqtool project feature delete invention.seqproj 3 CDS:10..300
  seqtool project feature delete invention.seqproj 1-20 misc_feature --all"""
)
@editing
@SEQUENCES
@FEATURE
@click.option("--all", "everything", is_flag=True, help="FEATURE is a key: all features of that key.")
def delete(how: Editing, sequences: str, which: str, everything: bool) -> int:
    """Delete a feature of one sequence, or with --all those of a key (key:location) of several."""

    def work(session: Session) -> Report:
        if everything:
            key, colon, location = which.partition(":")
            return bulk.delete_features(session, sequences, key, location if colon else None)
        at = key_of(session.document, sequences)
        return operations.delete_features(session, at, [feature_of(session.document, at, which)])

    return how.run("Delete feature", work)


@feature.command(epilog="Example: seqtool project feature copy invention.seqproj 3 promoter 4,6-8")
@editing
@SEQUENCE
@FEATURE
@click.argument("to", metavar="SEQ-ID-NOS")
def copy(how: Editing, sequence: str, which: str, to: str) -> int:
    """Copy a feature, as it stands, to other sequences."""

    def work(session: Session) -> Report:
        at = key_of(session.document, sequence)
        index = feature_of(session.document, at, which)
        return operations.copy_features(session, at, [index], pick(session.document, to))

    return how.run("Copy feature", work)


@feature.command()
@editing
@SEQUENCE
@FEATURE
@click.argument("to", type=click.IntRange(1), metavar="NUMBER")
def move(how: Editing, sequence: str, which: str, to: int) -> int:
    """Give a feature another number in the table of its sequence."""

    def work(session: Session) -> Report:
        at = key_of(session.document, sequence)
        return operations.move_feature(session, at, feature_of(session.document, at, which), to - 1)

    return how.run("Move feature", work)


@feature.command()
@editing
@SEQUENCES
def sort(how: Editing, sequences: str) -> int:
    """Bring features into the order of where they begin; the source stays the first."""

    def work(session: Session) -> Report:
        report = Report()
        for key in pick(session.document, sequences):
            if not session.document.draft(key).sequence.skipped:
                report += operations.sort_features(session, key)
        return report

    return how.run("Sort features", work)
