"""``seqtool project qualifier add|set|delete``."""

from __future__ import annotations

import click

from seqtool.app.project_names import feature_of, key_of, qualifier_of
from seqtool.cli.project.common import FITTING, SEQUENCE, SEQUENCES, Editing, editing
from seqtool.cli.project.features import FEATURE
from seqtool.edit.operations import bulk
from seqtool.edit.operations import qualifiers as operations
from seqtool.edit.operations.report import Report
from seqtool.edit.operations.texts import set_non_english
from seqtool.edit.session import Session
from seqtool.errors import UsageError

NAME = click.argument("name", metavar="NAME")


@click.group()
def qualifier() -> None:
    """Add, set and delete qualifiers.

    FEATURE is a number of seqtool project list --features, a key where there is one of that key (CDS), or key and
    location (CDS:10..300). NAME is the name of a qualifier, or name#2 for the second of that name.
    """


@qualifier.command(
    epilog="""\b
Examples:
  seqtool project qualifier add invention.seqproj 3 CDS gene gfp
  seqtool project qualifier add invention.seqproj 3 CDS pseudo              a qualifier without a value
  seqtool project qualifier add invention.seqproj 1-9 source note "from a library" --all"""
)
@editing
@SEQUENCES
@FEATURE
@NAME
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--all", "everything", is_flag=True, help="FEATURE is a key: all features of that key.")
@FITTING
def add(
    how: Editing,
    sequences: str,
    which: str,
    name: str,
    value: str | None,
    everything: bool,
    only_fitting: bool,
) -> int:
    """Add a qualifier to a feature of one sequence, or with --all to those of a key of several."""

    def work(session: Session) -> Report:
        if everything:
            return bulk.add_qualifier(session, sequences, which, name, value, only_fitting=only_fitting)
        at = key_of(session.document, sequences)
        return operations.add_qualifier(session, at, feature_of(session.document, at, which), name, value)

    return how.run(f"Add {name}", work)


@qualifier.command(
    "set",
    epilog="""\b
Examples:
  seqtool project qualifier set invention.seqproj 3 CDS product "GFP variant 2"
  seqtool project qualifier set invention.seqproj 3 misc_feature:1..10 note --other "Linker" --everywhere""",
)
@editing
@SEQUENCE
@FEATURE
@NAME
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--other", metavar="TEXT", help="The text in the main other language; empty takes it away.")
@click.option("--everywhere", is_flag=True, help="With --other: wherever the same English text stands.")
def set_(
    how: Editing,
    sequence: str,
    which: str,
    name: str,
    value: str | None,
    other: str | None,
    everywhere: bool,
) -> int:
    """Give a qualifier another value (it is added where there is none), or its text in the other language."""
    if value is None and other is None:
        raise UsageError("Give a VALUE, or a text in the other language with --other.")

    def work(session: Session) -> Report:
        at = key_of(session.document, sequence)
        feature = feature_of(session.document, at, which)
        report = Report()
        there = any(q.name == name for q in session.document.draft(at).sequence.features[feature].qualifiers)
        if value is not None and not there and "#" not in name:
            report += operations.add_qualifier(session, at, feature, name, value)
        elif value is not None:
            index = qualifier_of(session.document, at, feature, name)
            report += operations.edit_qualifier(session, at, feature, index, value=value)
        if other is not None:
            index = qualifier_of(session.document, at, feature, name)
            report += set_non_english(session, at, feature, index, other or None, everywhere=everywhere)
        return report

    return how.run(f"Set {name}", work)


@qualifier.command(
    epilog="""\b
Examples:
  seqtool project qualifier delete invention.seqproj 3 CDS note#2
  seqtool project qualifier delete invention.seqproj 1- misc_feature note --all"""
)
@editing
@SEQUENCES
@FEATURE
@NAME
@click.option("--all", "everything", is_flag=True, help="FEATURE is a key: all features of that key.")
@click.option("--value", metavar="VALUE", help="With --all: only where it has this value.")
def delete(how: Editing, sequences: str, which: str, name: str, everything: bool, value: str | None) -> int:
    """Delete a qualifier of one feature, or with --all of those of a key of several sequences."""
    if value is not None and not everything:
        raise UsageError("--value goes with --all.")

    def work(session: Session) -> Report:
        if everything:
            return bulk.delete_qualifiers(session, sequences, name, feature_key=which, value=value)
        at = key_of(session.document, sequences)
        feature = feature_of(session.document, at, which)
        return operations.delete_qualifier(
            session, at, feature, qualifier_of(session.document, at, feature, name)
        )

    return how.run(f"Delete {name}", work)
