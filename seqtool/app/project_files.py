"""Use cases: a project made, looked at, and written in other forms."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from seqtool.app.many import open_input
from seqtool.errors import InputError, UsageError
from seqtool.io import exports
from seqtool.io.atomic import replacing
from seqtool.io.exports import Item, Job
from seqtool.io.exports.parts import source_of
from seqtool.io.imports import Notes
from seqtool.model.document import Document
from seqtool.store import SUFFIX, Info, Project, info, undump, wipo_project
from seqtool.store import dump as dump_lines

#: Qualifiers of sources that get a column.
_MOST_NAMES: Final = 200


def new(path: str) -> None:
    """An empty project.

    Raises:
        UsageError: its name does not end as that of a project does.
        OutputError: something is there already, or it cannot be written.
    """
    _named(path)
    Project.new(path).close()


def _named(path: str) -> None:
    if not path.endswith(SUFFIX):
        raise UsageError(f"Projects are called something{SUFFIX}: write {path}{SUFFIX}.")


class Row(msgspec.Struct, frozen=True):
    """One sequence of a project, as a list shows it."""

    number: int
    molecule_type: str
    length: int
    skipped: bool
    name: str
    description: str
    organism: str
    features: int


class FeatureRow(msgspec.Struct, frozen=True):
    """One feature of a sequence, with its number in the table (from 1)."""

    sequence: int
    feature: int
    key: str
    location: str
    qualifiers: list[tuple[str, str | None]]
    #: Texts of qualifiers in the project's main other language, by the number of the qualifier (from 1).
    other: dict[int, str] = {}


def facts(path: str) -> tuple[Info, str]:
    """Facts of a project file, and what opening it would recover, in words ("": nothing).

    Raises:
        InputError: it cannot be read.
    """
    found = Project.recoverable(path)
    if found is None:
        return info(path), ""
    steps = "1 step that was" if found.steps == 1 else f"{found.steps:,} steps that were"
    words = f"{steps} not saved will be taken up by whoever opens the project to edit it next."
    return info(path), words


def rows(document: Document, keys: list[int]) -> Iterator[Row]:
    """The sequences with these keys."""
    numbers = {key: number for number, key in enumerate(document.order, 1)}
    for key in keys:
        draft = document.draft(key)
        sequence = draft.sequence
        source = source_of(sequence)
        organism = next((q.value for q in source.qualifiers if q.name.lower() == "organism"), None) if source else None  # fmt: skip
        yield Row(
            numbers[key],
            sequence.molecule_type,
            sequence.residues.length,
            sequence.skipped,
            draft.name,
            draft.description,
            organism or "",
            len(sequence.features),
        )


def feature_rows(document: Document, keys: list[int]) -> Iterator[FeatureRow]:
    """The features of the sequences with these keys."""
    numbers = {key: number for number, key in enumerate(document.order, 1)}
    for key in keys:
        for index, one in enumerate(document.draft(key).sequence.features, 1):
            named = [(q.name, q.value) for q in one.qualifiers]
            other = {at: q.non_english for at, q in enumerate(one.qualifiers, 1) if q.non_english is not None}
            yield FeatureRow(numbers[key], index, one.key, one.location, named, other)


def dump(project: Project, out: BinaryIO) -> None:
    """Everything in a project as lines of JSON."""
    out.writelines(line.encode("utf-8", "surrogatepass") + b"\n" for line in dump_lines(project))


def import_project(source: str, path: str) -> tuple[int, list[str]]:
    """A project of a dump or of a project archive of WIPO Sequence.

    Gives the number of its sequences, and what could not be recognised, in plain words.

    Raises:
        InputError: it is neither.
        OutputError: something is there already, or it cannot be written.
    """
    _named(path)
    notes: list[str] = []
    with open_input(source).open("rb") as file:
        start = file.peek(100).lstrip()
        if start.startswith(b"PK"):
            project = _of_archive(source, notes)
        elif start.startswith(b"{"):
            project = undump(file, source)
        else:
            raise InputError(
                f"{source} is no dump of a project and no project archive (.zip) of WIPO Sequence. Listings and other "
                "files with sequences come into a project with seqtool project add."
            )
    try:
        project.save_as(path)
        return len(project.document), notes
    finally:
        project.close(discard=True)


def _of_archive(source: str, notes: list[str]) -> Project:
    archive = wipo_project.read(source)
    notes += archive.notes
    project = Project.new()
    try:
        wipo_project.import_into(project.session, archive)
        if notes:
            project.note("import", "\n".join(notes))
    except BaseException:
        project.close(discard=True)
        raise
    return project


def export(
    project: Project, output: str | BinaryIO, to: str | None, *, rna_u: bool = False
) -> tuple[Notes, int, str]:
    """The sequences in another form, with their names; gives the notes, how many there are, and what was written.

    Raises:
        UsageError: nothing says which form.
        InputError: there is nothing to write.
    """
    suffix = Path(output).suffix.lower() if isinstance(output, str) else ""
    chosen = to or exports.of_suffix(suffix)
    if chosen is None:
        raise UsageError(
            f"Say the format with --to ({', '.join(exports.names())}); seqtool project generate writes a listing."
        )
    form = exports.form(chosen)
    document, notes = project.document, Notes()
    if not len(document):
        raise InputError(f"{project.path} has no sequences to write.")
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(replacing(Path(output))) if isinstance(output, str) else output
        job = Job(
            general=document.general.stated(),
            items=_items(document),
            total=len(document),
            source_qualifiers=_qualifiers(document) if form.surveyed else frozenset(),
            out=out,
            notes=notes,
            file=str(project.path),
            suffix=suffix,
            options=exports.Options(rna_u=rna_u),
        )
        form.write(job)
        out.flush()
    return notes, job.written, form.title


def _items(document: Document) -> Iterator[Item]:
    for number, (_, draft) in enumerate(document.drafts(), 1):
        yield Item(number, draft.sequence, draft.name, draft.description)


def _qualifiers(document: Document) -> frozenset[str]:
    names: set[str] = set()
    for _, draft in document.drafts():
        source = source_of(draft.sequence)
        if source is not None and len(names) < _MOST_NAMES:
            names.update(q.name for q in source.qualifiers)
    return frozenset(names)
