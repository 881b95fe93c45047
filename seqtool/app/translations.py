"""Use case: free text out to a translator, and back into the project."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from seqtool.edit.language_texts import ENGLISH, name_of, targets
from seqtool.edit.operations.languages import give_english, take
from seqtool.edit.session import Session
from seqtool.errors import InputError, UsageError
from seqtool.io.atomic import replacing
from seqtool.io.exchange import sheet, xliff
from seqtool.io.exchange.checks import Checked, check
from seqtool.io.exchange.units import Job, Returned, job
from seqtool.model.document import Document


class Form(StrEnum):
    """The files that translators work with."""

    XLIFF_1_2 = "xliff-1.2"
    XLIFF_2_0 = "xliff-2.0"
    XLSX = "xlsx"


def export_texts(
    document: Document,
    language: str,
    target: Path | BinaryIO,
    form: Form = Form.XLIFF_2_0,
    *,
    project: str = "sequence listing",
    only_missing: bool = False,
    everything: bool = False,
) -> Job:
    """Write the texts of a project for a translator.

    Args:
        document: the project (ids of qualifiers are named where they are there; ``assign_ids`` gives them).
        language: one of its languages; ``en`` for what stands in its main other language alone.
        target: the file to write, whole or not at all.
        form: what to write.
        project: how the file names the project.
        only_missing: leave out what is translated already.
        everything: ask for Latin names and the like, too.

    Returns:
        What was written; ``left_out`` says what no file can hold.

    Raises:
        UsageError: the language is none of the project.
        OSError: the file cannot be written.
    """
    if language not in targets(document) and not (
        language == ENGLISH and document.general.non_english_language
    ):
        raise UsageError(
            f"{name_of(language)} ({language}) is none of the project's languages "
            f"({', '.join(targets(document)) or 'none'}). Add it to them first."
        )
    made = job(document, language, project=project, only_missing=only_missing, everything=everything)
    if isinstance(target, Path):
        with replacing(target) as out:
            _write(out, made, form)
    else:
        _write(target, made, form)
    return made


def _write(out: BinaryIO, made: Job, form: Form) -> None:
    if form is Form.XLSX:
        sheet.write(out, made)
    else:
        xliff.write(out, made, "1.2" if form is Form.XLIFF_1_2 else "2.0")


def read_texts(file: BinaryIO, name: str) -> Returned:
    """Read what came back; its content says which form it has.

    Raises:
        InputError: it is none of them, or cannot or must not be read.
    """
    head = file.read(512)
    file.seek(0)
    if head.startswith(b"PK"):
        return sheet.read(file, name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return xliff.read(file, name)
    raise InputError(
        f"{name}: it is neither XLIFF nor a workbook (XLSX or ODS). Export it again as one of these."
    )


def import_texts(
    session: Session,
    source: Path,
    language: str | None = None,
    *,
    finished_only: bool = False,
    dry_run: bool = False,
) -> Checked:
    """Take the translations of a file into the project, in one step.

    Args:
        session: the project.
        source: XLIFF or a workbook.
        language: what the file must be in; None: as it says itself.
        finished_only: leave out what the file itself calls unfinished.
        dry_run: change nothing, only look.

    Returns:
        What was taken, and remarks on each unit that was not, or that is worth a look.

    Raises:
        InputError: the file cannot be read, or is in another language.
        EditError: the language is none of the project.
    """
    with source.open("rb") as file:
        returned = read_texts(file, source.name)
    checked = check(session.document, returned, language, finished_only=finished_only)
    if not dry_run and checked.language == ENGLISH:
        give_english(session, checked.translations)
    elif not dry_run:
        take(session, checked.language, checked.translations, checked.title)
    return checked
