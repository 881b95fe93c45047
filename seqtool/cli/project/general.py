"""``seqtool project set``: general information and settings."""

from __future__ import annotations

from typing import Any

import click

from seqtool.app.project_general import PROTEINS, set_general, set_settings, unset
from seqtool.cli import import_options
from seqtool.cli.project.common import Editing, editing
from seqtool.edit.operations.languages import set_languages, set_main_language
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.errors import UsageError
from seqtool.rules.profiles import names as profile_names


@click.command(
    "set",
    cls=import_options.Sectioned,
    epilog="""\b
Examples:
  seqtool project set invention.seqproj --applicant "Example Ltd" --title en="Expression plasmid" --reference P-1
  seqtool project set invention.seqproj --general general.toml     (seqtool template general.toml writes an empty one)
  seqtool project set invention.seqproj --further --inventor "Doe, Jane"
  seqtool project set invention.seqproj --languages de,fr --main-language de
  seqtool project set invention.seqproj --unset application --unset inventor.2""",
)
@editing
@click.option("--general", metavar="FILE.toml", help="General information from a file; options win.")
@import_options.general_options
@import_options.TITLES
@click.option(
    "--further",
    is_flag=True,
    help="Applicant, inventor and priority are one more, beside those that are there.",
)
@click.option("--unset", "gone", multiple=True, metavar="NAME", help="Take a part away (repeatable).")
@click.option(
    "--profile", type=click.Choice(profile_names()), help="Whose demands the project is checked by."
)
@click.option(
    "--proteins",
    type=click.Choice(PROTEINS),
    help="New proteins: behind all sequences, after their coding sequence, or behind all, with nucleotide sequences before them.",
)
@click.option("--languages", metavar="de,fr", help="Languages of listings beside English; empty: none.")
@click.option(
    "--main-language", metavar="CODE", help="The language whose texts stand in the sequences themselves."
)
def set_(
    how: Editing,
    general: str | None,
    titles: tuple[str, ...],
    further: bool,
    gone: tuple[str, ...],
    profile: str | None,
    proteins: str | None,
    languages: str | None,
    main_language: str | None,
    **given: Any,
) -> int:
    """Set general information, and how the project works; what is not named stays as it is.

    Several applicants, inventors and priorities can be kept; a listing states one of each: the first, and the earliest
    priority. Choices of an import in FILE.toml ([sequences]) are for seqtool project add.
    """
    values = import_options.values_of(general, given, titles)
    values = {key: value for key, value in values.items() if not key.startswith("sequences.")}
    if not (values or gone or profile or proteins or languages is not None or main_language):
        raise UsageError('Say what to set, for instance --title en="Plasmid"; --help names all of it.')

    def work(session: Session) -> Report:
        report = unset(session, gone)
        report += set_general(session, values, further=further)
        if profile or proteins:
            report += set_settings(session, profile=profile, proteins=proteins)
        if languages is not None:
            codes = [code.strip() for code in languages.split(",") if code.strip()]
            report += set_languages(session, codes)
        if main_language:
            report += set_main_language(session, main_language)
        return report

    return how.run("Set", work)
