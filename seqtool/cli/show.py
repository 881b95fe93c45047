"""``seqtool show``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click

from seqtool.app.many import open_input
from seqtool.app.show import Selection, Showing, Shown
from seqtool.cli.output import binary_output, keep_apart, note, page_folder, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.cli.terminal import style
from seqtool.errors import InputError, UsageError
from seqtool.report.layout import Paint, amount
from seqtool.report.listing.items import Document, Limits, Map

#: Sequences of the table of contents on the terminal, and single ones shown, unless --all is given.
_LISTED = 50
#: What is shown of one sequence unless --all is given.
_LIMITS = {
    "terminal": Limits(residues=6_000, features=300, first=1_800, last=300),
    "html": Limits(residues=30_000, features=2_000, first=6_000, last=1_200),
    "txt": Limits(residues=200_000, features=20_000, first=6_000, last=1_200),
    "pdf": Limits(residues=200_000, features=20_000, first=6_000, last=1_200),
}
_SUFFIXES = {".html": "html", ".htm": "html", ".txt": "txt", ".pdf": "pdf"}


@click.command(
    epilog="""\b
Examples (the listing is shipped in resources/examples):
  seqtool show resources/examples/example.xml
  seqtool show resources/examples/example.xml --seq 3
  seqtool show listing.xml -o listing.pdf
  seqtool show listing.xml -o plasmid.html --seq 1 --map circular

Exit status: 0 shown (also where parts could not be read, which are named), 2 wrong usage or an
input that cannot be read, 3 internal error, 130 cancelled."""
)
@click.argument("listing", metavar="LISTING")
@click.option("--seq", "selection", metavar="N", help="Only these SEQ ID NOs: 5, 3-7 or 1-3,9.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Leave nothing out: every line of the contents, every residue and feature.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "txt", "pdf"]),
    help="A document of the whole listing; without it, what the name after -o says, else the terminal.",
)
@click.option("-o", "--output", metavar="FILE", help="Write here instead of to standard output.")
@click.option(
    "--map",
    "shape",
    type=click.Choice(["linear", "circular", "none"]),
    default="linear",
    show_default=True,
    help="Feature maps in html and pdf. ST.26 does not say whether a molecule is circular.",
)
@click.option(
    "--names-from",
    metavar="FILE.csv",
    help="Show the names in a table that seqtool convert --names wrote; they are found by the residues.",
)
@click.option(
    "--font",
    "fonts",
    multiple=True,
    metavar="FILE",
    help="A TrueType or OpenType font for signs that the fonts shipped with seqtool lack (pdf).",
)
def show(
    listing: str,
    selection: str | None,
    everything: bool,
    form: str | None,
    output: str | None,
    shape: str,
    names_from: str | None,
    fonts: tuple[str, ...],
) -> int:
    """Show a listing to people: contents and single sequences here, or the whole as a document.

    LISTING is a path, or - for standard input.
    """
    keep_apart(output, [listing, names_from, *fonts], "the document")
    if form is None and output not in (None, "-"):
        form = _SUFFIXES.get(Path(output or "").suffix.lower())
        if form is None:
            raise UsageError(f"{output}: say which format is wanted with --format html, txt or pdf.")
    for font in fonts:
        if Path(font).is_dir():
            raise InputError(f"{font} is a folder: name a TrueType or OpenType file.")
        open_input(font)
    if fonts and form != "pdf":
        note("seqtool: --font is for pdf alone; it was not used.")
    if form == "pdf" and output in (None, "-") and sys.stdout.isatty():
        raise UsageError("A PDF is not for the terminal: name a file with -o FILE.pdf.")
    showing = Showing(
        selection=Selection(selection) if selection else None,
        limits=Limits() if everything else _LIMITS[form or "terminal"],
        map=cast("Map", shape),
        names=Path(names_from) if names_from else None,
    )
    with Bar(listing) as bar, Shown(listing, showing, bar.task) as shown:
        document = shown.document()
        if shown.names_left:
            note(
                f"seqtool: {amount(shown.names_left, 'name')} in {names_from} fit no sequence of the listing."
            )
        if form is None:
            bar.pause()
            _terminal(document, output, everything=everything, chosen=selection is not None)
        else:
            for remark in document.remarks:
                note(f"seqtool: {remark}")
            _document(document, form, output, fonts)
    return Status.OK


def _terminal(document: Document, output: str | None, *, everything: bool, chosen: bool) -> None:
    from seqtool.report.listing import text

    how = style(output)
    paint, width = Paint(how.colour), how.width

    def lines() -> Iterator[str]:
        if not chosen:
            yield paint("head", document.file)
            yield from text.overview(document, paint, width)
            yield from text.contents(document.rows, paint, width, None if everything else _LISTED)
            if not everything and len(document.rows) > _LISTED:
                yield text.more(document, _LISTED)
            elif document.rows:
                yield ""
                yield f"seqtool show … --seq {document.rows[0].number} shows a sequence with its residues and features."
            return
        for number, item in enumerate(document.items()):
            if number >= _LISTED and not everything:
                rest = len(document.rows) - number
                yield f"… and {amount(rest, 'further sequence')}; --all shows them, or write a document with -o FILE."
                return
            yield from text.sequence(item, document, paint, width)
            yield ""

    with text_output(output) as out:
        out.writelines(f"{line}\n" for line in lines())


def _document(document: Document, form: str, output: str | None, fonts: tuple[str, ...]) -> None:
    if form == "txt":
        from seqtool.report.listing.text import document_lines

        with text_output(output) as out:
            out.writelines(f"{line}\n" for line in document_lines(document))
    elif form == "html":
        _html(document, output)
    else:
        from seqtool.report.listing.pdf import write_pdf

        with binary_output(output) as file:
            for remark in write_pdf(document, file, fonts):
                note(f"seqtool: {remark}")


def _html(document: Document, output: str | None) -> None:
    from seqtool.report.listing.html import one_page, write_html, write_pages

    if one_page(document):
        with text_output(output) as out:
            write_html(document, out)
        return
    if output is None or output == "-":
        raise UsageError(
            f"{amount(len(document.rows), 'sequence')} are too many for one page on standard output: name a file "
            "with -o FILE.html, and the sequences go into a folder of pages beside it; or choose some with --seq."
        )
    target = Path(output)
    folder = target.with_name(f"{target.stem}-pages")
    with page_folder(folder) as open_page, text_output(output) as out:
        count = write_pages(document, out, target.name, folder.name, open_page)
    note(
        f"{output} is the page of contents; its {amount(count, 'page')} of sequences are in the folder {folder}."
    )
