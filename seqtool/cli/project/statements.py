"""``seqtool project statements list|write``."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from seqtool.app import statements as app
from seqtool.app.many import open_input
from seqtool.app.project import reading
from seqtool.app.project_filing import last_receipt
from seqtool.cli.output import keep_apart, note, text_output
from seqtool.cli.project.common import JSON, PROJECT, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.errors import InputError, UsageError
from seqtool.report.json_any import as_json as as_json_text

FOLDER = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with templates of your own (.toml, .txt); one of the same name stands in place of ours.",
)


@click.group()
def statements() -> None:
    """Write the statements that go with a filing, from templates that name their source."""


class _Written(msgspec.Struct, frozen=True):
    template: str
    title: str
    office: str
    sources: list[app.Source]
    text: str


@statements.command("list")
@FOLDER
@JSON
def list_(templates: Path | None, as_json: bool) -> int:
    """List the templates, and what each rests on."""
    found = app.templates(templates)
    if as_json:
        print_json(list(found.values()))
        return Status.OK
    lines: list[str] = []
    for one in found.values():
        lines.append(f"{one.name}: {one.title}")
        lines += [
            f"    {source.name}" + (f" [{source.basis}]" if source.basis else "") for source in one.sources
        ]
        if one.needs:
            lines.append(f"    needs: {', '.join(one.needs)}")
    print_lines(lines)
    return Status.OK


@statements.command(
    epilog="""\b
Examples:
  seqtool project statements write invention.seqproj us-incorporation --listing listing.xml
  seqtool project statements write invention.seqproj us-amendment --listing new.xml --replaced filed.xml \\
      --basis "page 12, lines 3 to 9" -o statement.txt"""
)
@PROJECT
@click.argument("name", metavar="TEMPLATE")
@click.option(
    "--listing",
    metavar="FILE",
    help="The listing that is filed (default: the receipt of the last one generated).",
)
@click.option("--replaced", metavar="FILE", help="The listing that it replaces.")
@click.option(
    "--basis", default="", metavar="TEXT", help="Where the application as filed discloses what is changed."
)
@click.option(
    "--more", multiple=True, metavar="NAME=TEXT", help="Whatever else a template names (repeatable)."
)
@click.option("-o", "--output", metavar="FILE", help="Where to (default: standard output).")
@FOLDER
@JSON
def write(
    project: str,
    name: str,
    listing: str | None,
    replaced: str | None,
    basis: str,
    more: tuple[str, ...],
    output: str | None,
    templates: Path | None,
    as_json: bool,
) -> int:
    """Write a statement; seqtool project statements list names the templates. Nothing is changed."""
    keep_apart(output, [project, listing, replaced], "the statement")
    known = app.templates(templates)
    if name not in known:
        raise UsageError(f"There is no template {name!r}; there are {', '.join(known)}.")
    template = known[name]
    named = dict(_named(text) for text in more)
    with reading(project) as opened:
        receipt = last_receipt(opened)
        general = opened.document.general.stated()
        count = len(opened.document)
    filed = receipt.filed() if receipt is not None else None
    if listing is not None:
        path = open_input(listing)
        filed = app.filed(path, sequences=count)
        if receipt is not None and receipt.sha256 == filed.sha256:
            filed = receipt.filed()
    if replaced is not None:
        if listing is None:
            raise InputError(
                "Name the listing that is filed with --listing, to compare it with the one it replaces."
            )
        facts = app.replacement(open_input(replaced), open_input(listing), basis=basis)
        facts = msgspec.structs.replace(facts, general=general, more=named)
    else:
        facts = app.Facts(receipt=filed, general=general, basis=basis, more=named)
    text = app.statement(template, facts)
    with text_output(output) as out:
        if as_json:
            made = _Written(template.name, template.title, template.office, list(template.sources), text)
            out.write(as_json_text(made, indent=1).decode("utf-8") + "\n")
            return Status.OK
        out.write(text)
    for source in template.sources:
        if source.basis == "recalled":
            note(f"Look this up before you file: {source.name}.")
    return Status.OK


def _named(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--more {text!r}: write NAME=TEXT.")
    return name, value
