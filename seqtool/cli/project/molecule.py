"""``seqtool project molecule|residues|complement|split|join``: what a sequence consists of."""

from __future__ import annotations

from typing import get_args

import click

from seqtool.app.project_names import key_of
from seqtool.cli.project.common import FITTING, RELEASE, SEQUENCE, SEQUENCES, Editing, editing, span
from seqtool.edit.operations import bulk
from seqtool.edit.operations import residues as operations
from seqtool.edit.operations.follow import Gone
from seqtool.edit.operations.joining import join as join_sequences
from seqtool.edit.operations.molecule import set_molecule_type
from seqtool.edit.operations.order import Named
from seqtool.edit.operations.pick import pick
from seqtool.edit.operations.report import Report
from seqtool.edit.operations.reverse import reverse_complement_sequence
from seqtool.edit.operations.split import split as split_sequence
from seqtool.edit.session import Session
from seqtool.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  seqtool project molecule invention.seqproj 1-4 --organism "synthetic construct" --mol-type "other DNA"
  seqtool project molecule invention.seqproj 5 --type RNA --mol-type mRNA"""
)
@editing
@SEQUENCES
@click.option("--type", "kind", type=click.Choice(["DNA", "RNA", "AA"]), help="Molecule type.")
@click.option("--mol-type", metavar="VALUE", help="mol_type, for instance 'genomic DNA'.")
@click.option("--organism", metavar="NAME", help="Organism; proteins of coding sequences follow.")
@click.option(
    "--keep-bases",
    is_flag=True,
    help="With --type: t stays thymine or uracil, as it is, and is marked as a modified base.",
)
@FITTING
def molecule(
    how: Editing,
    sequences: str,
    kind: str | None,
    mol_type: str | None,
    organism: str | None,
    keep_bases: bool,
    only_fitting: bool,
) -> int:
    """Set molecule type, mol_type and organism of sequences."""
    if not (kind or mol_type or organism):
        raise UsageError("Say what to set: --type, --mol-type or --organism.")

    def work(session: Session) -> Report:
        report = Report()
        if kind:
            report += set_molecule_type(
                session, sequences, kind, mol_type=mol_type, bases="keep" if keep_bases else "follow"
            )
        elif mol_type:
            report += bulk.set_mol_type(session, sequences, mol_type, only_fitting=only_fitting)
        if organism:
            report += bulk.set_organism(session, sequences, organism)
        return report

    return how.run("Set molecule", work)


@click.command(
    epilog="""\b
Examples:
  seqtool project residues invention.seqproj 3 --insert 11 acgt      before residue 11
  seqtool project residues invention.seqproj 3 --replace 5..7 gga
  seqtool project residues invention.seqproj 3 --delete 20..40"""
)
@editing
@SEQUENCE
@click.option("--insert", nargs=2, metavar="PLACE LETTERS", help="Put letters before this residue.")
@click.option("--replace", nargs=2, metavar="SPAN LETTERS", help="Put letters in place of these residues.")
@click.option("--delete", metavar="SPAN", help="Take these residues out.")
@click.option(
    "--gone",
    type=click.Choice(get_args(Gone)),
    default="keep",
    show_default=True,
    help="Features that have no residues left: keep (and name them), or remove them.",
)
def residues(
    how: Editing,
    sequence: str,
    insert: tuple[str, str] | None,
    replace: tuple[str, str] | None,
    delete: str | None,
    gone: Gone,
) -> int:
    """Insert, replace or delete residues; features and positions in values move along."""
    if sum(one is not None for one in (insert, replace, delete)) != 1:
        raise UsageError("Give one of --insert, --replace and --delete.")
    if insert is not None:
        place, text = insert
        start = end = span(place)[0] - 1
    else:
        place, text = replace or (delete or "", "")
        start, end = span(place)
        start -= 1

    def work(session: Session) -> Report:
        key = key_of(session.document, sequence)
        return operations.replace_residues(session, key, start, end, text, gone=gone)

    return how.run("Edit residues", work)


@click.command()
@editing
@SEQUENCES
def complement(how: Editing, sequences: str) -> int:
    """Show the other strand: residues, locations and positions in values change with it."""

    def work(session: Session) -> Report:
        report = Report()
        for key in pick(session.document, sequences):
            report += reverse_complement_sequence(session, key)
        return report

    return how.run("Reverse complement", work)


@click.command(
    epilog="Example: seqtool project split invention.seqproj 3 101    (residue 101 begins the second one)"
)
@editing
@SEQUENCE
@click.argument("first", type=click.IntRange(2), metavar="RESIDUE")
def split(how: Editing, sequence: str, first: int) -> int:
    """Make two sequences of one: RESIDUE is the first of the second."""
    return how.run(
        "Split", lambda session: split_sequence(session, key_of(session.document, sequence), first - 1)
    )


@click.command(epilog="Example: seqtool project join invention.seqproj 5,3    (3 is put behind 5)")
@editing
@SEQUENCES
@RELEASE
def join(how: Editing, sequences: str, release: bool) -> int:
    """Make one sequence of several, in the order in which they are named; the first one stays."""
    named: Named = "release" if release else "refuse"

    def work(session: Session) -> Report:
        keys = [key for part in sequences.split(",") for key in pick(session.document, part)]
        return join_sequences(session, keys, named_elsewhere=named)

    return how.run("Join", work)
