"""The part of ``seqtool convert`` that writes other forms than ST.26, and tables of names."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from seqtool.app.convert import Converted
from seqtool.app.export import Exported, export, write_names
from seqtool.app.many import open_input
from seqtool.app.validate import Options
from seqtool.cli.output import keep_apart
from seqtool.cli.progress import Bar
from seqtool.errors import OutputError, UsageError
from seqtool.io import exports, names
from seqtool.io.imports import Choices, Selection
from seqtool.io.names import Names
from seqtool.model import GeneralInformation

#: The name of ST.26 itself for ``--to``.
LISTING = "st26"

#: How listings are called; other suffixes that no format has want --to, so that no .pdf holds XML.
_OURS = (".xml", ".st26", "")
_DOCUMENTS = (".html", ".htm", ".pdf", ".txt")

_MADE = (
    click.option(
        "--to",
        type=click.Choice(sorted([LISTING, *exports.names()])),
        help="Format of the output, if the name after -o does not tell; seqtool formats lists them.",
    ),
    click.option(
        "--rna-u", is_flag=True, help="FASTA and spreadsheets: RNA with u, where ST.26 writes t for uracil."
    ),
    click.option(
        "--names",
        "names_to",
        metavar="FILE.csv",
        help="Write the names of the sequences to a table beside, since a listing holds none.",
    ),
    click.option(
        "--names-from",
        metavar="FILE.csv",
        help="Give sequences of a listing the names of such a table, by their residues.",
    ),
)


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of this part."""
    for option in reversed(_MADE):
        function = option(function)
    return function


class Other:
    """What the command line says of the form of the output and of names."""

    def __init__(
        self, to: str | None, output: str, *, rna_u: bool, names_to: str | None, names_from: str | None
    ) -> None:
        suffix = "" if output == "-" else Path(output).suffix.lower()
        chosen = to or exports.of_suffix(suffix)
        device = Path(output).exists() and not Path(output).is_file()
        if chosen is None and suffix not in _OURS and not suffix[1:].isdigit() and not device:
            show = (
                f"; seqtool show LISTING -o {output} writes a document to read"
                if suffix in _DOCUMENTS
                else ""
            )
            raise UsageError(
                f"{output}: no output format is known by {suffix}. Name a listing something.xml, "
                f"or say the format with --to (seqtool formats lists them){show}."
            )
        #: The output format; ``None`` is an ST.26 listing.
        self.to = None if chosen in (None, LISTING) else chosen
        self.output, self.rna_u = output, rna_u
        self.names_to, self._names_from = names_to, names_from
        if rna_u and self.to not in ("fasta", "csv", "xlsx"):
            raise UsageError(
                "--rna-u is for FASTA and spreadsheets; a listing, GenBank and JSON write t for uracil."
            )

    @property
    def draft(self) -> bool:
        """Whether the output does without applicant, title and reference."""
        return self.to is not None and not exports.form(self.to).about

    def check(self, others: Iterable[str | None]) -> None:
        """See that files do not overwrite each other.

        Raises:
            UsageError: one is named twice, or names are wanted of a listing that goes to standard output.
        """
        named = [*others, self.output]
        keep_apart(self.names_to, [*named, self._names_from], "the table of names")
        keep_apart(self.output, [self._names_from], "the output")
        if self.names_to == "-":
            raise UsageError("The table of names must be a file: --names FILE.csv.")
        if self.names_to and self.output == "-" and self.to is None:
            raise UsageError("--names goes with a listing in a file: give its name with -o.")
        if self.names_to and not Path(self.names_to).resolve().parent.is_dir():
            raise OutputError(f"{self.names_to}: there is no such folder.")

    def names(self) -> Names | None:
        """The names to give back.

        Raises:
            InputError: the table cannot be read.
        """
        if self._names_from is None:
            return None
        return Names(names.read(open_input(self._names_from), self._names_from))

    def run(
        self,
        inputs: tuple[str, ...],
        general: Callable[[dict[str, str]], GeneralInformation],
        choices: Choices,
        *,
        profile: str,
        asis: bool,
        form: str | None,
        select: Selection,
        names_wanted: bool,
    ) -> Exported:
        """Write the other form."""
        assert self.to is not None
        # Without applicant and title there is nothing to check that the reader of the form would want to know.
        level = "formality" if self.draft else "full"
        target = sys.stdout.buffer if self.output == "-" else Path(self.output)
        with Bar(inputs[0]) as bar:
            return export(
                inputs,
                target,
                self.to,
                general=general,
                choices=choices,
                options=Options(profile=profile, level=level),
                asis=asis,
                form=form,
                select=select,
                how=exports.Options(rna_u=self.rna_u),
                names=self.names(),
                names_to=Path(self.names_to) if self.names_to else None,
                names_wanted=names_wanted,
                task=bar.task,
            )

    def after_listing(self, done: Converted) -> None:
        """Write the table of names of a listing that has just been written."""
        if self.names_to:
            write_names(Path(self.output), done.notes.rows(), self.names(), Path(self.names_to))
