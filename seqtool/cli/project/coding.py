"""``seqtool project translate``."""

from __future__ import annotations

import click

from seqtool.app.project_names import feature_of, key_of
from seqtool.cli.project.common import Editing, editing
from seqtool.edit.operations.coding import coding_sequences, translate_cds, translate_many
from seqtool.edit.operations.pick import pick
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  seqtool project translate invention.seqproj               all coding sequences
  seqtool project translate invention.seqproj 3 CDS:10..300
  seqtool project translate invention.seqproj 3 CDS --text MSKGE"""
)
@editing
@click.argument("sequences", metavar="[SEQ-ID-NOS]", default="1-")
@click.argument("which", metavar="[FEATURE]", required=False)
@click.option(
    "--first",
    type=click.Choice(["M", "codon"]),
    default="M",
    show_default=True,
    help="First residue where the codon is a start codon: M, or what the codon means elsewhere.",
)
@click.option("--text", metavar="RESIDUES", help="The translation itself, where the residues do not say it.")
@click.option("--no-protein", is_flag=True, help="Write translation only; make no new protein sequences.")
def translate(
    how: Editing, sequences: str, which: str | None, first: str, text: str | None, no_protein: bool
) -> int:
    """Translate coding sequences: the qualifier translation, and a protein sequence that protein_id names.

    A protein that is there already is updated; a new one stands where the project wants proteins (seqtool project set
    --proteins). Without FEATURE all CDS features of these sequences are translated, and those that cannot be are named;
    a FEATURE that cannot be is refused.
    """
    if text is not None and which is None:
        raise UsageError("--text is the translation of one feature: name sequence and FEATURE.")

    def work(session: Session) -> Report:
        document = session.document
        if which is not None:
            key = key_of(document, sequences)
            index = feature_of(document, key, which)
            return translate_cds(session, key, index, first=first, text=text, make_protein=not no_protein)
        places = coding_sequences(document, pick(document, sequences))
        if not places:
            raise EditError("There is no CDS to translate. Add one with seqtool project feature add.")
        return translate_many(session, places, first=first, make_protein=not no_protein)

    return how.run("Translate", work)
