"""Use case: sequences from files of any format into a project, as one step."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from seqtool.app.import_report import kinds
from seqtool.app.inputs import Inputs
from seqtool.app.project import Outcome, edited
from seqtool.app.project_general import set_general, stated_keys
from seqtool.edit.operations.imports import paste, take_in
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.io.imports import Choices, Importer, Note, Notes, Selection
from seqtool.io.imports.notes import Sort
from seqtool.model import Sequence
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft
from seqtool.store import Project
from seqtool.task import Task

_LANGUAGE: Final = "non-english-language"


class Added(Outcome, kw_only=True):
    """What came in, and what the import said."""

    #: Records and features: how many were read, taken, left out, added.
    records: dict[str, int]
    features: dict[str, int]
    #: Each sort of note with its count, and the notes themselves.
    sorts: list[Sort]
    import_notes: list[Note]


def add(
    path: str,
    inputs: tuple[str, ...],
    choices: Choices,
    *,
    proteins_chosen: bool = False,
    form: str | None = None,
    select: Selection | None = None,
    at: int | None = None,
    general: Mapping[str, Any] | None = None,
    task: Task | None = None,
    take_over: bool = False,
    dry_run: bool = False,
) -> tuple[Added, Notes]:
    """Take in the sequences of all inputs, in their order, behind all or at a SEQ ID NO.

    General information that the inputs hold fills what the project does not state yet, and free text of
    another language than the project's goes to the translations; ``general`` (dotted
    keys) is set in the same step. Where proteins go is a setting of the project unless it was chosen.

    Raises:
        InputError: an input cannot be read, or holds no sequence.
        QuestionsError: something must not be guessed; all of it at once.
        EditError: the sequences cannot stand there.
    """
    notes = Notes(names=True)
    task = task or Task()

    def work(session: Session) -> Report:
        chosen = choices
        if not proteins_chosen:
            after = session.document.settings.proteins == "after"
            chosen = replace(choices, proteins="after" if after else "end")
        with contextlib.ExitStack() as stack:
            read = Inputs(inputs, form, select or Selection(None), stack)
            found = read.general()
            sequences = _sequences(read, chosen, notes, task)
        named = {row.sequence: row for row in notes.rows()}
        drafts = [
            Draft(one, row.name, row.description) if (row := named.get(number)) else Draft(one)
            for number, one in enumerate(sequences, 1)
        ]
        if not drafts:
            raise EditError(f"{', '.join(inputs)}: no sequence is left to take in.")
        report = Report()
        language = found.get(_LANGUAGE)
        if len(session.document):
            # What language the texts here are in is not for the inputs to say: see paste.
            found.pop(_LANGUAGE, None)
        known = stated_keys(session.document.general)
        fresh = {key: value for key, value in found.items() if key.partition(".")[0] not in known}
        if fresh:
            report += set_general(session, fresh)
            tables = ", ".join(dict.fromkeys(key.partition(".")[0] for key in fresh))
            report += Report(
                notes=(f"The inputs state general information that the project lacked: {tables}.",)
            )
        if general:
            report += set_general(session, general)
        if language is None:
            return report + take_in(session, drafts, at=at, task=task)
        return report + paste(session, _source(drafts, language), "1-", at=at)

    def keep(project: Project) -> None:
        project.note("import", "\n".join([f"From {', '.join(inputs)}", *kinds(notes)]))

    outcome = edited(path, "Import", work, take_over=take_over, dry_run=dry_run, then=keep)
    made = Added(
        **{name: getattr(outcome, name) for name in Outcome.__struct_fields__},
        records=notes.records,
        features=notes.features,
        sorts=list(notes.sorts.values()),
        import_notes=notes.kept,
    )
    return made, notes


def _source(drafts: list[Draft], language: str) -> Document:
    """The inputs as a project whose free text beside English is in this language."""
    source = Session()
    with source.edit("Import") as edit:
        edit.extend(drafts)
        edit.put(GENERAL, replace(source.document.general, non_english_language=language))
    return source.document


def _sequences(read: Inputs, choices: Choices, notes: Notes, task: Task) -> list[Sequence]:
    first, standing = read.survey(choices, task)
    importer = Importer(choices, notes, first_protein=first, standing=standing)
    read.tell(notes)
    sequences = list(read.take(importer, task))
    notes.stop_if_asked()
    return sequences
