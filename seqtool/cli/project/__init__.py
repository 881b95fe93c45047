"""``seqtool project``: the commands, each loaded when it is called."""

from __future__ import annotations

import importlib
from typing import Final

import click

#: Section → command → (module below this one, attribute, one line of help).
_COMMANDS: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "The project": {
        "new": ("file", "new", "Make an empty project."),
        "info": ("file", "info", "Say what a project holds."),
        "list": ("file", "contents", "List the sequences, or the features of some."),
        "check": ("file", "check", "Look whether the file is sound."),
        "dump": ("file", "dump", "Write everything in it as lines of JSON."),
        "import": ("file", "import_", "Make a project of a dump, or of one of WIPO Sequence."),
        "export": ("file", "export", "Write the sequences as FASTA, GenBank, CSV, Excel …"),
    },
    "General information": {
        "set": ("general", "set_", "Applicant, title, application … and how the project works."),
    },
    "Sequences": {
        "add": ("add", "add", "Take in sequences from files of any format."),
        "move": ("sequences", "move", "Give sequences other SEQ ID NOs."),
        "renumber": ("sequences", "renumber", "Bring all sequences into another order."),
        "delete": ("sequences", "delete", "Delete sequences."),
        "skip": ("sequences", "skip", "Make sequences intentionally skipped ones, or take that back."),
        "duplicate": ("sequences", "duplicate", "Copy sequences."),
        "rename": ("sequences", "rename", "Give a sequence a name of your own."),
        "molecule": ("molecule", "molecule", "Set molecule type, mol_type and organism."),
        "residues": ("molecule", "residues", "Insert, delete or replace residues; features move along."),
        "complement": ("molecule", "complement", "Show the other strand."),
        "split": ("molecule", "split", "Make two sequences of one."),
        "join": ("molecule", "join", "Make one sequence of several."),
    },
    "Features and texts": {
        "feature": ("features", "feature", "Add, edit, delete features."),
        "qualifier": ("qualifiers", "qualifier", "Add, set, delete qualifiers."),
        "translate": ("coding", "translate", "Translate coding sequences, and list their proteins."),
        "find": ("texts", "find", "Find free text."),
        "replace": ("texts", "replace", "Replace free text."),
        "translations": ("translations", "translations", "Free text for translators, out and back."),
    },
    "Filing": {
        "validate": ("checking", "validate", "Check the listing that the project would make."),
        "fix": ("fixing", "fix", "Apply the mends that rules offer."),
        "waive": ("checking", "waive", "Acknowledge a finding, with a reason."),
        "generate": ("checking", "generate", "Write the listing, with a receipt."),
        "file": ("filing", "file", "Mark the listing as filed: numbers no longer shift."),
        "unfile": ("filing", "unfile", "Let numbers shift again, with a reason."),
        "derive": ("filing", "derive", "Make a new project for a continuation, divisional …"),
        "statements": ("statements", "statements", "Write the statements that go with a filing."),
    },
}
_ALL: Final = {name: row for section in _COMMANDS.values() for name, row in section.items()}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click calls it so
        return list(_ALL)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _ALL:
            return None
        module, attribute, _ = _ALL[cmd_name]
        found: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, them in _COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, _, line) in them.items()])


@click.group(
    cls=_Commands,
    help="""Work on a project: a listing that grows over days, with everything a listing does not state.

    \b
    seqtool project new invention.seqproj
    seqtool project set invention.seqproj --general general.toml
    seqtool project add invention.seqproj plasmid.gb primers.fasta
    seqtool project feature add invention.seqproj 3 misc_feature 1..10 -q note="linker"
    seqtool project generate invention.seqproj -o listing.xml

    Each command opens the project, does one step, saves, and says what changed; SEQ ID NOs that changed are always
    named, as the description of the application cites them. What is refused leaves the file as it was. --dry-run only
    says what would change; --json answers in JSON.

    Sequences are named by SEQ ID NO: 3, or 1-20,33, or 5- (to the end). Features of a sequence are named by their
    number in its table (2), by key (CDS) where there is one of that key, or by key and location (CDS:10..300).""",
    epilog="Exit status: 0 done, 1 findings, 2 wrong usage, an input that cannot be read, or an edit that was "
    "refused (the project is as it was), 3 internal error, 130 cancelled.",
)
def project() -> None:
    """Work on a project."""
