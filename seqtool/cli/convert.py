"""``seqtool convert``."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import click

from seqtool.__about__ import __version__
from seqtool.app import import_plan, import_report
from seqtool.app.convert import Converted
from seqtool.app.convert import convert as run
from seqtool.app.export import Exported
from seqtool.app.general_file import read_general
from seqtool.app.validate import Options
from seqtool.cli import convert_to
from seqtool.cli.convert_choices import choices_of
from seqtool.cli.output import keep_apart, note, text_output
from seqtool.cli.progress import Bar
from seqtool.cli.status import Status
from seqtool.errors import OutputError, UsageError
from seqtool.io.imports import Choices, Selection, formats
from seqtool.messages import texts
from seqtool.model import ApplicationIdentification, GeneralInformation, Name, Title
from seqtool.report import Style, write
from seqtool.rules.profiles import names as profile_names

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

_EXAMPLE = """\b
Example (the files are shipped in resources/examples):
  seqtool convert resources/examples/plasmid.gb -o plasmid.xml \\
      --general resources/examples/general.toml --report plasmid.txt
  seqtool convert resources/examples/oligos.fasta -o oligos.xml --moltype DNA \\
      --organism "synthetic construct" --reference P-1 --applicant "Example Ltd" \\
      --title en="Primers"

\b
The file of --general holds the same; the command line wins:
  file-reference = "P-1"
  original-language = "en"
  [application]               # office, number, filing-date; the same in [priority]
  office = "EP"
  [applicant]                 # name, language, latin; the same in [inventor]
  name = "Example Ltd"
  language = "en"
  [titles]
  en = "Expression plasmid"
  [sequences]                 # organism, moltype, and every option under "Sequences"
  organism = "synthetic construct"

\b
Exit status: 0 a listing without errors, 1 written but with errors, 2 nothing written (wrong usage,
an input that cannot be read, or questions that only you can answer), 3 internal error, 130 cancelled."""

_GENERAL = (
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
_LISTED: dict[str, tuple[list[str], str]] = {
    "moltype": (["DNA", "RNA", "AA"], "Molecule type of FASTA records. Asked where letters fit several."),
    "case": (["fold"], "Mixed case in sequences up to 200 residues means nothing."),
    "gaps": (
        ["close", "split", "unknown-n"],
        "What - and . are: nothing, the gap between two sequences, n (X) each.",
    ),
    "stops": (["split"], "Split a protein at * inside."),
    "gap-runs": (["keep", "split"], "Gaps of unknown length (features, runs of 100, 1,000 or 50,000 n)."),
    "lines": (["join", "each"], "Short lines of bare text: of one sequence, or one sequence each."),
    "uracil": (["t", "modified"], "u in DNA: written for t, or a modified base."),
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
_FLAGS = {
    "three-letter": "Read sequences that look like three-letter codes as such.",
    "note-name": "Put the name of each record into a note of its source.",
    "translate": "Translate coding sequences that have no translation, and list their proteins.",
    "draft": "Write a listing although applicant, title, reference or organism are missing.",
    "post-translational": "Notation: modified amino acids are post-translational (MOD_RES, not SITE).",
}
_TEXTS = {
    "sequences": ("FILE", "FASTA file with the sequences that a GFF3 input annotates."),
    "sheet": ("NAME", "Sheet of a workbook: name, number (several: 1,3), or all."),
    "select-items": ("1,3,5-8", "Which sequences found in a Word document, in this order; or all."),
    "organism": ("NAME", "Organism of all sequences; wins over that of a record."),
    "mol-type": ("VALUE", "mol_type, for instance 'genomic DNA' or 'other DNA'."),
    "symbols": ("FILE", "Notation: symbols of your own, a table as in resources/notation/symbols.tsv."),
}


class _Sectioned(click.Command):
    """Help in sections: what is where, what it says about itself, how sequences are read."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {
            "Input and output": [],
            "General information": [],
            "Sequences": [],
        }
        general = {flag.lstrip("-").replace("-", "_") for flag, *_ in _GENERAL} | {"titles", "general"}
        sequences = {name.replace("-", "_") for name in (*_LISTED, *_FLAGS, *_TEXTS)} | {"to_note"}
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


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """All options of the tables above."""
    made: list[Option] = []
    for flag, _, metavar, text in _GENERAL:
        made.append(click.option(flag, metavar=metavar, help=text))
    for name, (metavar, text) in _TEXTS.items():
        made.append(click.option(f"--{name}", metavar=metavar, help=text))
    for name, (values, text) in _LISTED.items():
        made.append(click.option(f"--{name}", type=click.Choice(values), help=text))
    for name, text in _FLAGS.items():
        flag = f"--{name}/--no-{name}" if name == "three-letter" else f"--{name}"
        made.append(click.option(flag, is_flag=True, default=None, help=text))
    for option in reversed(made):
        function = option(function)
    return function


@click.command(cls=_Sectioned, epilog=_EXAMPLE)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    metavar="LISTING.xml",
    help="The listing; - is standard output. Other suffixes: .fasta, .gb, .json, .csv, .xlsx, .docx.",
)
@click.option(
    "--from",
    "form",
    type=click.Choice(formats.names()),
    help="Format of the inputs, if it is not to be found out.",
)
@click.option(
    "--select",
    metavar="1-20,33",
    help="Take only these: SEQ ID NOs of a listing, else records counted through all inputs.",
)
@click.option("--plan", is_flag=True, help="Show what would come in and what must be decided; write nothing.")
@click.option("--general", metavar="FILE.toml", help="General information and choices from a file.")
@click.option("--report", metavar="FILE", help="The report: .json, .html, else text; - is standard output.")
@click.option(
    "--profile",
    type=click.Choice(profile_names()),
    default="wipo",
    show_default=True,
    help="Whose demands to check.",
)
@click.option(
    "--max-per-rule",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    metavar="N",
    help="Findings shown per rule; 0 shows all.",
)
@click.option(
    "--title",
    "titles",
    multiple=True,
    metavar="LANG=TEXT",
    help="Title of the invention; once for each language.",
)
@click.option(
    "--to-note",
    multiple=True,
    metavar="NAME",
    help="Put this qualifier, which ST.26 lacks, into a note (for instance locus_tag).",
)
@convert_to.options
@_options
def convert(
    inputs: tuple[str, ...],
    output: str | None,
    form: str | None,
    select: str | None,
    plan: bool,
    general: str | None,
    report: str | None,
    profile: str,
    max_per_rule: int,
    titles: tuple[str, ...],
    to_note: tuple[str, ...],
    to: str | None,
    rna_u: bool,
    names_to: str | None,
    names_from: str | None,
    **given: Any,
) -> int:
    """Make an ST.26 listing from files that hold sequences, in their order, and check it.

    INPUT is a path, or - for standard input; gzip is unpacked; seqtool formats lists what is read. Nothing that changes
    the molecule is guessed: what must be asked is asked at once, with the option that answers it.

    With --to, or by the suffix of OUTPUT, a listing (or what would become one) is written in another form;
    a single ST.26 listing keeps its SEQ ID NOs. What the form cannot say is told.
    """
    if output is None:
        if not plan:
            raise UsageError(
                "Name the listing to write with -o LISTING.xml (- is standard output), or look first with --plan."
            )
        output = "-"
    names = [*_TEXTS, *_LISTED, *_FLAGS]
    values = read_general(general, [*names, "to-note"]) if general else {}
    for flag, dotted, *_ in _GENERAL:
        if (value := given[flag.lstrip("-").replace("-", "_")]) is not None:
            values[dotted] = value
    for name in names:
        if (value := given[name.replace("-", "_")]) is not None:
            values[f"sequences.{name}"] = value
    for title in titles:
        language, equals, text = title.partition("=")
        if not equals or not text.strip():
            raise UsageError(
                f'--title {title!r}: write the language code first, for instance --title en="Title".'
            )
        values[f"titles.{language.strip()}"] = text.strip()
    if to_note:
        values["sequences.to-note"] = list(to_note)
    if output == "-" and report == "-":
        raise UsageError("The listing and the report cannot both go to standard output.")
    for one in inputs:
        if (
            one != "-"
            and output != "-"
            and Path(one).exists()
            and Path(one).resolve() == Path(output).resolve()
        ):
            raise UsageError(f"{output} is an input too; give the listing another name with -o.")
    read_too = [general, values.get("sequences.sequences"), values.get("sequences.symbols")]
    keep_apart(report, [*inputs, output, *read_too], "the report")
    keep_apart(output, read_too, "the listing")
    other = convert_to.Other(to, output, rna_u=rna_u, names_to=names_to, names_from=names_from)
    other.check([*inputs, report, general])
    choices = choices_of(values, general)
    _check_reachable(report)
    selection = Selection(select)
    if plan:
        return _plan(inputs, choices, form, selection)

    def listing(found: dict[str, str]) -> GeneralInformation:
        return _general({**found, **values}, "-" if other.to else output, draft=choices.draft or other.draft)

    target: Path | BinaryIO = sys.stdout.buffer if output == "-" else Path(output)
    options = Options(profile=profile, max_per_rule=max_per_rule)
    try:
        if other.to is not None:
            asis = all(key.startswith("sequences.") for key in values)
            exported = other.run(
                inputs, listing, choices, profile=profile, asis=asis, form=form, select=selection, names_wanted=bool(report)
            )  # fmt: skip
            _tell(exported, report)
            return _status(exported)
        with Bar(inputs[0]) as bar:
            done = run(
                inputs, target, listing, choices, options=options, form=form, select=selection, names_wanted=bool(report or names_to), task=bar.task
            )  # fmt: skip
        other.after_listing(done)
    except BrokenPipeError:
        raise  # whoever reads our output has enough
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror or error}).") from error
    _tell(done, report)
    return _status(done)


def _status(done: Converted | Exported) -> int:
    if done.result is not None and done.result.internal_errors:
        return Status.INTERNAL
    lost = isinstance(done, Exported) and done.lost
    return Status.FINDINGS if lost or (done.result is not None and done.result.counts["error"]) else Status.OK


def _plan(inputs: tuple[str, ...], choices: Choices, form: str | None, select: Selection) -> int:
    with Bar(inputs[0]) as bar:
        made = import_plan.plan(inputs, choices, form=form, select=select, task=bar.task)
    for line in import_plan.as_text(made):
        click.echo(line)
    return Status.USAGE if made.questions else Status.OK


def _general(values: dict[str, Any], output: str, *, draft: bool) -> GeneralInformation:
    titles = tuple(
        Title(text, key.removeprefix("titles.")) for key, text in values.items() if key.startswith("titles.")
    )
    missing = [] if values.get("applicant.name") else ["--applicant NAME"]
    missing += [] if titles else ["--title LANG=TEXT"]
    if not values.get("file-reference") and not values.get("application.number"):
        missing.append("--reference TEXT (or --office, --application and --filing-date)")
    # The DTD demands both of either: without one of them the file would not be valid.
    for what, number in (("application", "--application"), ("priority", "--priority-number")):
        office = "--office" if what == "application" else "--priority-office"
        stated, code = values.get(f"{what}.number"), values.get(f"{what}.office")
        if stated and not code:
            missing.append(f"{office} CODE (of the {what} {stated})")
        elif code and not stated:
            missing.append(f"{number} NUMBER (of the {what} at {code})")
    if missing and not draft:
        raise UsageError(
            "Nothing was written: the standard wants more about the application. Give "
            f"{'; '.join(missing)}; or a file with --general; or write a draft without them with --draft."
        )
    name = None if output == "-" else Path(output).name
    return GeneralInformation(
        application=_application(values, "application"),
        file_reference=values.get("file-reference"),
        priority=_application(values, "priority"),
        applicant=_name(values, "applicant"),
        inventor=_name(values, "inventor"),
        titles=titles,
        file_name=values.get("file-name", name),
        software_name="seqtool",
        software_version=__version__,
        production_date=values.get(
            "production-date", datetime.datetime.now().astimezone().date().isoformat()
        ),
        original_language=values.get("original-language"),
        non_english_language=values.get("non-english-language"),
    )


def _application(values: dict[str, Any], table: str) -> ApplicationIdentification | None:
    parts = [values.get(f"{table}.{key}") for key in ("office", "number", "filing-date")]
    return ApplicationIdentification(*parts) if any(parts) else None


def _name(values: dict[str, Any], table: str) -> Name | None:
    name = values.get(f"{table}.name")
    return Name(name, values.get(f"{table}.language", "en"), values.get(f"{table}.latin")) if name else None


def _check_reachable(report: str | None) -> None:
    """A report that cannot be written is told before the work, not after it."""
    if report not in (None, "-") and not Path(report or "").resolve().parent.is_dir():
        raise OutputError(f"{report}: there is no such folder.")


def _tell(done: Converted | Exported, report: str | None) -> None:
    for line in import_report.summary(done):
        note(line)
    if done.result is not None and done.result.level == "full":
        write("text", [done.result], sys.stderr, texts("en"), Style())
    if report is None:
        return
    with text_output(report) as out:
        if report.endswith(".json"):
            out.write(import_report.as_json(done).decode("utf-8"))
        elif report.endswith((".html", ".htm")):
            import_report.as_html(done, out)
        else:
            out.writelines(f"{line}\n" for line in import_report.as_text(done))
