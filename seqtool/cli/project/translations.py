"""``seqtool project translations export|import|set|ids``."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from seqtool.app.many import open_input
from seqtool.app.project import Outcome, reading
from seqtool.app.translations import Form, export_texts, import_texts
from seqtool.cli.output import keep_apart
from seqtool.cli.project.common import JSON, PROJECT, Editing, editing, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.edit.operations.languages import assign_ids, clear_translation
from seqtool.edit.operations.languages import translate as translate_text
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.errors import OutputError, UsageError
from seqtool.io.exchange.checks import Checked, Remark
from seqtool.messages import shorten
from seqtool.report.layout import amount

_SUFFIXES = {".xlsx": Form.XLSX, ".xlf": Form.XLIFF_2_0, ".xliff": Form.XLIFF_2_0}
_SHOWN = 50
LANGUAGE = click.argument("language", metavar="LANGUAGE")


@click.group(
    help="""Free text for translators, out and back; equal texts are translated once.

    \b
    seqtool project set invention.seqproj --languages de,ja
    seqtool project translations export invention.seqproj ja -o texts-ja.xlf
    seqtool project translations import invention.seqproj texts-ja.xlf
    seqtool project generate invention.seqproj -o listing-ja.xml --language ja"""
)
def translations() -> None:
    """Free text for translators, out and back."""


class _Exported(msgspec.Struct, frozen=True):
    project: str
    language: str
    file: str
    form: str
    texts: int
    left_out: tuple[str, ...]


@translations.command()
@PROJECT
@LANGUAGE
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to: .xlf, .xliff or .xlsx.")
@click.option(
    "--form",
    type=click.Choice([one.value for one in Form]),
    help="XLIFF 1.2 or 2.0, or a workbook (default: by the name of FILE; XLIFF 2.0).",
)
@click.option("--only-missing", is_flag=True, help="Leave out what is translated already.")
@click.option("--everything", is_flag=True, help="Ask for Latin names and the like, too.")
@JSON
def export(
    project: str,
    language: str,
    output: str,
    form: str | None,
    only_missing: bool,
    everything: bool,
    as_json: bool,
) -> int:
    """Write the texts to be translated into LANGUAGE (a code such as ja). Nothing is changed."""
    keep_apart(output, [project], "the texts")
    chosen = Form(form) if form else _SUFFIXES.get(Path(output).suffix.lower())
    if chosen is None:
        raise UsageError(f"{output}: say what to write with --form, or name the file something.xlf or .xlsx.")
    with reading(project) as opened:
        try:
            job = export_texts(
                opened.document,
                language,
                Path(output),
                chosen,
                project=Path(project).stem,
                only_missing=only_missing,
                everything=everything,
            )
        except OSError as error:
            raise OutputError(f"{output}: cannot be written ({error.strerror or error}).") from error
    if as_json:
        print_json(_Exported(project, language, output, chosen.value, len(job.units), job.left_out))
    else:
        print_lines([f"{amount(len(job.units), 'text')} written to {output}.", *job.left_out])
    return Status.OK


class _Imported(Outcome, kw_only=True):
    """What came back from a translator."""

    language: str
    taken: int
    same: int
    refused: int
    remarks: tuple[Remark, ...]


@translations.command("import")
@editing
@click.argument("file", metavar="FILE")
@click.option("--language", metavar="CODE", help="What the file must be in (default: as it says itself).")
@click.option("--finished-only", is_flag=True, help="Leave out what the file itself calls unfinished.")
def import_(how: Editing, file: str, language: str | None, finished_only: bool) -> int:
    """Take translations from FILE (XLIFF or a workbook), in one step.

    What must not stand in a listing is not taken, and named: exit status 1.
    """
    source = open_input(file)
    seen: list[Checked] = []

    def work(session: Session) -> Report:
        seen.append(import_texts(session, source, language, finished_only=finished_only))
        return Report()

    outcome = how.do("Import translations", work)
    checked = seen[0]
    if how.as_json:
        named = {name: getattr(outcome, name) for name in Outcome.__struct_fields__}
        print_json(
            _Imported(
                **named,
                language=checked.language,
                taken=len(checked.translations),
                same=checked.same,
                refused=checked.refused,
                remarks=checked.remarks,
            )
        )
    else:
        how.tell(outcome)
        print_lines(_remarks(checked))
    return Status.FINDINGS if checked.refused else Status.OK


def _remarks(checked: Checked) -> list[str]:
    counts = f"{amount(len(checked.translations), 'translation')} taken, {checked.same:,} as they were, {checked.refused:,} not taken."
    lines = [f"{checked.language}: {counts}"]
    lines += [
        f"  {'' if one.taken else 'not taken: '}{one.where}, {shorten(one.english)}: {one.words}"
        for one in checked.remarks[:_SHOWN]
    ]
    if len(checked.remarks) > _SHOWN:
        lines.append(f"  … and {len(checked.remarks) - _SHOWN:,} more (--json names all)")
    return lines


@translations.command(
    "set",
    epilog='Example: seqtool project translations set invention.seqproj de "linker" "Linker"',
)
@editing
@LANGUAGE
@click.argument("english", metavar="ENGLISH")
@click.argument("translation", metavar="TRANSLATION")
def set_(how: Editing, language: str, english: str, translation: str) -> int:
    """Give the translation of an English text, for every place where it stands; an empty one takes it away."""

    def work(session: Session) -> Report:
        if not translation:
            return clear_translation(session, language, english)
        return translate_text(session, language, english, translation)

    return how.run("Translate text", work)


@translations.command()
@editing
def ids(how: Editing) -> int:
    """Give qualifiers with free text ids that they keep, so that listings and versions can be compared."""
    return how.run("Qualifier ids", assign_ids)
