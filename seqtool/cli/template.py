"""``seqtool template``: empty tables and the file of --general, to fill in."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import BinaryIO

import click

from seqtool.cli.output import note
from seqtool.cli.status import Status
from seqtool.errors import OutputError, UsageError
from seqtool.io.atomic import replacing

_KINDS = ("sequences", "antibodies")


@click.command(
    epilog="""\b
Examples:
  seqtool template sequences.xlsx                     a table with drop-down lists and instructions
  seqtool template antibodies.xlsx --kind antibodies  a row for each antibody: VH, VL, CDRs
  seqtool template general.toml                       every key of seqtool convert --general"""
)
@click.argument("file", metavar="FILE")
@click.option(
    "--kind", type=click.Choice(_KINDS), default="sequences", show_default=True, help="What the table is for."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def template(file: str, kind: str, force: bool) -> int:
    """Write an empty table (.xlsx, .csv, .tsv) or general information (.toml) to fill in.

    FILE says by its ending what is written. What is filled in is read by seqtool convert.
    """
    target = Path(file)
    suffix = target.suffix.lower()
    if suffix == ".ods":
        raise UsageError(
            "Write the template as .xlsx: LibreOffice opens it with its lists, and saves it as .ods."
        )
    if suffix not in (".xlsx", ".csv", ".tsv", ".toml"):
        raise UsageError(
            f"{file}: a template is .xlsx, .csv, .tsv (a table of sequences) or .toml (general information)."
        )
    if target.exists() and not force:
        raise UsageError(
            f"{file} is there already and may be filled in. Give another name, or --force to write over it."
        )
    try:
        with replacing(target) as out:
            _write(out, suffix, kind)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror or error}).") from error
    note(f"{file} was written; fill it in.")
    return Status.OK


def _write(out: BinaryIO, suffix: str, kind: str) -> None:
    from seqtool.io.imports.sheet.template import write_text, write_xlsx

    if suffix == ".xlsx":
        write_xlsx(out, kind)
    elif suffix == ".toml":
        out.write(general_toml().encode("utf-8"))
    else:
        write_text(out, kind, "," if suffix == ".csv" else "\t")


def general_toml() -> str:
    """The file of ``--general`` with every key, as comments: whoever fills it in takes the # away."""
    from seqtool.app.general_file import CHOICES, TABLES, TOP
    from seqtool.cli.import_options import FLAGS, GENERAL, LISTED, TEXTS

    about = {dotted: text for _, dotted, _, text in GENERAL}
    about["non-english-language"] = "Language of the free text that is not English (a code such as de)."
    examples = {
        "file-reference": "P-0001",
        "file-name": "listing.xml",
        "production-date": "2026-01-31",
        "original-language": "en",
        "non-english-language": "de",
        "office": "EP",
        "number": "26123456.7",
        "filing-date": "2026-01-31",
        "name": "Example Ltd",
        "language": "en",
        "latin": "Example Ltd",
    }
    lines = [
        "# General information and choices for: seqtool convert ... --general general.toml",
        "# Take the # away from the lines that you fill in. Options of the command line win over this file.",
        "",
    ]
    for key in TOP:
        lines += [*_comment(about.get(key, "")), f'# {key} = "{examples[key]}"', ""]
    for table, keys in TABLES.items():
        lines.append(f"[{table}]")
        if keys is None:
            lines += [
                "# Title of the invention, once for each language.",
                '# en = "Title of the invention"',
                "",
            ]
            continue
        for key in keys:
            lines += [*_comment(about.get(f"{table}.{key}", "")), f'# {key} = "{examples[key]}"']
        lines.append("")
    lines += [
        *_comment("Answers to what the import asks, by the names of the options of seqtool convert."),
        f"[{CHOICES}]",
    ]
    for name, (metavar, text) in TEXTS.items():
        lines += [*_comment(text), f'# {name} = "{_EXAMPLES.get(name, metavar)}"']
    for name, (values, text) in LISTED.items():
        lines += [*_comment(f"{text} One of: {', '.join(values)}."), f'# {name} = "{values[0]}"']
    for name, text in FLAGS.items():
        lines += [*_comment(text), f"# {name} = true"]
    lines += [
        *_comment("Qualifiers that ST.26 lacks and that go into a note."),
        '# to-note = ["locus_tag"]',
        "",
    ]
    return "\n".join(lines)


_EXAMPLES = {
    "organism": "synthetic construct",
    "mol-type": "other DNA",
    "sheet": "Sequences",
    "select-items": "all",
}


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, 96)]
