"""What commands that read sequences ask for: options for the general information and for the choices of an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from seqtool.app.general_file import read_general
from seqtool.errors import UsageError
from seqtool.io.imports import formats

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

GENERAL = (
    ("--office", "application.office", "CODE", "Office of the application (ST.3 code, for instance EP)."),
    ("--application", "application.number", "NUMBER", "Application number."),
    ("--filing-date", "application.filing-date", "DATE", "Filing date, YYYY-MM-DD."),
    ("--reference", "file-reference", "TEXT", "Applicant's file reference."),
    ("--priority-office", "priority.office", "CODE", "Office of the earliest priority."),
    ("--priority-number", "priority.number", "NUMBER", "Application number of the earliest priority."),
    ("--priority-date", "priority.filing-date", "DATE", "Filing date of the earliest priority."),
    ("--applicant", "applicant.name", "NAME", "Name of the applicant."),
    ("--applicant-language", "applicant.language", "CODE", "Language of that name (default en)."),
    ("--applicant-latin", "applicant.latin", "NAME", "The name in Latin letters, if it is not."),
    ("--inventor", "inventor.name", "NAME", "Name of the inventor."),
    ("--inventor-language", "inventor.language", "CODE", "Language of that name (default en)."),
    ("--inventor-latin", "inventor.latin", "NAME", "The name in Latin letters, if it is not."),
    ("--original-language", "original-language", "CODE", "Language of the free text of the application."),
    ("--file-name", "file-name", "TEXT", "File name stated in the listing (default: that of the output)."),
    ("--production-date", "production-date", "DATE", "Date stated in the listing (default: today)."),
)

#: Choices that are texts of a short list: option → (values, help).
LISTED: dict[str, tuple[list[str], str]] = {
    "moltype": (["DNA", "RNA", "AA"], "Molecule type of FASTA records. Asked where letters fit several."),
    "case": (["fold"], "Mixed case in sequences up to 200 residues means nothing."),
    "gaps": (
        ["close", "split", "unknown-n"],
        "What - and . are: nothing, the gap between two sequences, n (X) each.",
    ),
    "stops": (["split"], "Split a protein at * inside."),
    "gap-runs": (["keep", "split"], "Gaps of unknown length (features, runs of 100, 1,000 or 50,000 n)."),
    "lines": (["join", "each"], "Short lines of bare text: of one sequence, or one sequence each."),
    "uracil": (
        ["t", "modified", "rna-parts"],
        "u in DNA: written for t, a modified base, or (ST.25) a segment of RNA.",
    ),
    "direction": (["reverse", "as-written"], "Sequences marked 3'-...-5'."),
    "rna": (["dna", "rna"], "GenBank records of RNA, written with t: the cDNA, or the RNA itself."),
    "short": (
        ["omit", "skip"],
        "Sequences below the minimum: leave out, or a skipped sequence that keeps the number.",
    ),
    "proteins": (["after", "end", "none"], "Proteins of coding sequences: after each, at the end, none."),
    "same-protein": (["each", "one"], "Equal proteins of one organism: an entry each, or one for all."),
    "refused": (["stop", "omit"], "Records that cannot be taken: stop, or leave them out."),
    "length": (["accept"], "Take a record whose stated length differs from its residues."),
    "lower-nt": (
        ["dna", "2-o-methyl"],
        "Notation: small letters of an oligonucleotide (--case fold: nothing).",
    ),
    "upper-nt": (["dna", "rna", "lna"], "Notation: capitals without a mark in an oligonucleotide."),
    "marks": (["before", "after", "each"], "Notation: marks stand as in mA, as in Af, or as in Aes."),
    "thymine": (["deoxy", "modified"], "Notation: T beside U is a deoxythymidine, or thymine in RNA."),
    "lower-aa": (["d"], "Notation: small letters of a peptide are D-amino acids (--case fold: nothing)."),
    "leading-h": (["terminus", "his"], "Notation: H- before a peptide is its free end, or histidine."),
    "members": (["all"], "Formulas: list every member, too, not the longest form alone."),
    "encoding": (
        ["cp1252", "shift_jis", "gb18030", "cp949", "utf-16"],
        "Encoding of a CSV or TSV table that is not UTF-8.",
    ),
    "numbers": (
        ["ignore", "skip"],
        "SEQ ID NOs that do not run on: count anew, or (ST.25, ST.26) a skipped sequence for each missing one.",
    ),
    "regions": (["unique"], "Mark parts (CDRs) on a chain only where they stand exactly once."),
}
FLAGS = {
    "three-letter": "Read sequences that look like three-letter codes as such.",
    "note-name": "Put the name of each record into a note of its source.",
    "translate": "Translate coding sequences that have no translation, and list their proteins.",
    "draft": "Write a listing although applicant, title, reference or organism are missing.",
    "post-translational": "Notation: modified amino acids are post-translational (MOD_RES, not SITE).",
}
TEXTS = {
    "sequences": ("FILE", "FASTA file with the sequences that a GFF3 input annotates."),
    "sheet": ("NAME", "Sheet of a workbook: name, number (several: 1,3), or all."),
    "select-items": ("1,3,5-8", "Which sequences found in a Word document, in this order; or all."),
    "organism": ("NAME", "Organism of all sequences; wins over that of a record."),
    "mol-type": ("VALUE", "mol_type, for instance 'genomic DNA' or 'other DNA'."),
    "symbols": ("FILE", "Notation: symbols of your own, a table as in resources/notation/symbols.tsv."),
}


class Sectioned(click.Command):
    """Help in sections: what is where, what it says about itself, how sequences are read."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, each with its options."""
        sections: dict[str, list[tuple[str, str]]] = {
            "Input and output": [],
            "General information": [],
            "Sequences": [],
        }
        general = {flag.lstrip("-").replace("-", "_") for flag, *_ in GENERAL} | {"titles", "general"}
        sequences = {name.replace("-", "_") for name in (*LISTED, *FLAGS, *TEXTS)} | {"to_note"}
        for param in self.get_params(ctx):
            line = param.get_help_record(ctx)
            if line is None or not line[1]:
                continue
            name = param.name or ""
            section = (
                "General information"
                if name in general
                else "Sequences"
                if name in sequences
                else "Input and output"
            )
            sections[section].append(line)
        for title, lines in sections.items():
            with formatter.section(title):
                formatter.write_dl(lines)


def general_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each part of the general information."""
    for flag, _, metavar, text in reversed(GENERAL):
        function = click.option(flag, metavar=metavar, help=text)(function)
    return function


def choice_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each choice of an import."""
    made: list[Option] = []
    for name, (metavar, text) in TEXTS.items():
        made.append(click.option(f"--{name}", metavar=metavar, help=text))
    for name, (values, text) in LISTED.items():
        made.append(click.option(f"--{name}", type=click.Choice(values), help=text))
    for name, text in FLAGS.items():
        flag = f"--{name}/--no-{name}" if name == "three-letter" else f"--{name}"
        made.append(click.option(flag, is_flag=True, default=None, help=text))
    for option in reversed(made):
        function = option(function)
    return function


FROM = click.option(
    "--from",
    "form",
    type=click.Choice(formats.names()),
    help="Format of the inputs, if it is not to be found out.",
)
SELECT = click.option(
    "--select",
    metavar="1-20,33",
    help="Take only these: SEQ ID NOs of a listing, else records counted through all inputs.",
)
TITLES = click.option(
    "--title",
    "titles",
    multiple=True,
    metavar="LANG=TEXT",
    help="Title of the invention; once for each language.",
)
TO_NOTE = click.option(
    "--to-note",
    multiple=True,
    metavar="NAME",
    help="Put this qualifier, which ST.26 lacks, into a note (for instance locus_tag).",
)


def values_of(
    general: str | None, given: Mapping[str, Any], titles: Iterable[str] = (), to_note: Iterable[str] = ()
) -> dict[str, Any]:
    """What the file of general information and the options say, by dotted name; the options win.

    Raises:
        InputError: the file cannot be read.
        UsageError: it holds what is not known, or a title lacks its language.
    """
    names = [*TEXTS, *LISTED, *FLAGS]
    values = read_general(general, [*names, "to-note"]) if general else {}
    for flag, dotted, *_ in GENERAL:
        if (value := given.get(flag.lstrip("-").replace("-", "_"))) is not None:
            values[dotted] = value
    for name in names:
        if (value := given.get(name.replace("-", "_"))) is not None:
            values[f"sequences.{name}"] = value
    for title in titles:
        language, equals, text = title.partition("=")
        if not equals or not text.strip():
            raise UsageError(
                f'--title {title!r}: write the language code first, for instance --title en="Title".'
            )
        values[f"titles.{language.strip()}"] = text.strip()
    if wanted := list(to_note):
        values["sequences.to-note"] = wanted
    return values
