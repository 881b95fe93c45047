"""``seqtool rules`` and ``seqtool explain``."""

from __future__ import annotations

import csv
import re
import shutil
import sys

import click
import msgspec

from seqtool.app import rulebook
from seqtool.cli.output import text_output
from seqtool.cli.status import Status
from seqtool.cli.terminal import colour
from seqtool.errors import UsageError
from seqtool.report.layout import Paint, amount, wrap
from seqtool.report.pages import page
from seqtool.rules import Rule
from seqtool.rules.profiles import names as profile_names
from seqtool.spec import standard

_NOTATION = re.compile(r"^(## Fails)$(?=\s+```listing)", re.MULTILINE)
_LEGEND = (
    "Listings in a short notation: number, molecule type and residues, then features with key and location, "
    "then qualifiers. An arrow `<--` marks what is at fault."
)


@click.command(
    epilog="""\b
Examples:
  seqtool rules --area location
  seqtool rules --search protein_id
  seqtool rules --profile uspto --format csv > rules.csv"""
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="text for people, csv for spreadsheets, json for programs.",
)
@click.option("--area", metavar="X", help="Only rules of an area: the letter of their codes, or its name.")
@click.option(
    "--profile",
    type=click.Choice(profile_names()),
    default="wipo",
    show_default=True,
    help="Whose severities, and which rules are on.",
)
@click.option(
    "--search", metavar="TEXT", help="Only rules with this text in code, name, message, mend or element."
)
def rules(form: str, area: str | None, profile: str, search: str | None) -> int:
    """List the rules, with their severity under a profile."""
    found = rulebook.rows(profile, area, search)
    with text_output(None) as out:
        if form == "json":
            out.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
        elif form == "csv":
            table = csv.writer(out, lineterminator="\r\n")
            table.writerow(rulebook.RuleRow.__struct_fields__)
            table.writerows(
                ["" if value is None else str(value) for value in msgspec.structs.astuple(row)]
                for row in found
            )
        else:
            for line in _table(found, profile, Paint(colour(None))):
                out.write(line + "\n")
    return Status.OK


def _table(found: list[rulebook.RuleRow], profile: str, paint: Paint) -> list[str]:
    if not found:
        return ["No rule fits. Without options, all rules are listed."]
    wide = max(len(row.name) for row in found)
    wide_paragraph = max(len("paragraph"), *(len(row.paragraph or "-") for row in found))
    lines = [
        paint(
            "head", f"code  severity  {'name':<{wide}}  {'paragraph':<{wide_paragraph}}  {'basis':<9}  state"
        )
    ]
    for row in found:
        state = "on" if row.on else "off"
        severity = (
            paint(row.severity, f"{row.severity:<8}") if row.on else paint("quiet", f"{row.severity:<8}")
        )
        lines.append(
            f"{row.code}  {severity}  {row.name:<{wide}}  "
            f"{row.paragraph or '-':<{wide_paragraph}}  {row.basis:<9}  {state}"
        )
    on = sum(row.on for row in found)
    lines.append("")
    lines.append(
        f"{amount(len(found), 'rule')}, {on:,} on under the profile {profile}. seqtool explain CODE says more."
    )
    return lines


@click.command(
    epilog="""\b
Examples:
  seqtool explain L020
  seqtool explain applicant-missing title-missing
  seqtool explain --paragraph 66"""
)
@click.argument("words", nargs=-1, metavar="CODE|NAME...")
@click.option(
    "--paragraph",
    metavar="NUMBER",
    help="List the rules of a paragraph, for instance 66, 40(b) or 'Annex I.6'.",
)
def explain(words: tuple[str, ...], paragraph: str | None) -> int:
    """Explain rules: what is wrong, why, and what to do, with examples."""
    if bool(words) == bool(paragraph):
        raise UsageError("Name rules by code or name, or a paragraph with --paragraph NUMBER.")
    painted = colour(None)
    paint = Paint(painted)
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 100
    if paragraph:
        lines = _of_paragraph(paragraph, paint, width)
        with text_output(None) as out:
            out.writelines(line + "\n" for line in lines)
        return Status.OK
    chosen = [rulebook.find(word) for word in words]  # all are looked up before anything is printed
    with text_output(None) as out:
        for i, rule in enumerate(chosen):
            if i:
                out.write("\n")
            out.writelines(line + "\n" for line in _declaration(rule, paint, width))
            out.write("\n")
            body = _NOTATION.sub(
                r"\1\n\n" + _LEGEND, page(rule.code).markdown.partition("\n")[2].strip(), count=1
            )
            if painted and body:
                _print_markdown(body, width)
            else:
                out.write((body or f"{rule.message}\n\nTo do: {rule.mend}") + "\n")
    return Status.OK


def _declaration(rule: Rule, paint: Paint, width: int) -> list[str]:
    """What the rule's declaration says, as a few lines."""
    severity = str(rule.severity)
    lines = [f"{paint('head', f'{rule.code} {rule.name}')}"]
    state = ", off unless a profile turns it on" if rule.optional else ""
    level = "formality and full" if rule.formality else "full"
    lines += wrap(f"Severity: {severity}{state}. Area: {rule.area}. Level: {level}.", width)
    known = standard().paragraphs
    for part in rulebook.paragraphs_of(rule):
        if part in known:
            entry = known[part]
            name = f"Paragraph {part}" if part[0].isdigit() else part
            lines += wrap(f"{name} ({entry.heading}): {entry.summary}", width, "", "  ")
    if not rule.paragraph:
        lines.append("Paragraph: none.")
    lines += wrap(f"Basis: {rule.basis}: {rulebook.BASES[rule.basis]}.", width, "", "  ")
    changes = [f"{name}: {what}" for name, what in rulebook.profile_changes(rule)]
    if changes:
        lines += wrap(f"Under other profiles: {', '.join(changes)}.", width, "", "  ")
    return lines


def _of_paragraph(number: str, paint: Paint, width: int) -> list[str]:
    canonical = rulebook.canonical_paragraph(number)
    lines: list[str] = []
    for part, entry in standard().paragraphs.items():
        if rulebook.within(part, canonical):
            name = f"Paragraph {part}" if part[0].isdigit() else part
            lines.append(paint("head", f"{name} ({entry.heading}, {entry.strength})"))
            lines += wrap(entry.summary, width)
            if entry.unchecked:
                lines += wrap(f"Not checked: {entry.unchecked}", width)
    lines.append("")
    found = rulebook.of_paragraph(canonical)
    if not found:
        lines.append("No rule stands on it.")
    wide = max((len(rule.name) for rule in found), default=0)
    for rule in found:
        severity = str(rule.severity)
        lines.append(
            f"{rule.code}  {paint(severity, f'{severity:<7}')}  {rule.name:<{wide}}  {rule.paragraph}"
        )
    return lines


def _print_markdown(body: str, width: int) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    sys.stdout.flush()
    Console(width=width).print(Markdown(body))
