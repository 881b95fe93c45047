"""Looking at a project without working on it: facts, and everything as text."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from seqtool.edit.session import Edit
from seqtool.errors import InputError
from seqtool.model.draft import Draft
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Sequence
from seqtool.store import schema
from seqtool.store.cache import Cache
from seqtool.store.codec import Note, kind, record_of, to_json
from seqtool.store.lock import holder
from seqtool.store.project import Project

#: What the first line of a dump says.
DUMP = "seqtool-project/1"


class Info(msgspec.Struct, kw_only=True):
    """Facts of a project file."""

    path: str
    bytes: int
    version: int
    project: str
    #: How often it was saved.
    generation: int
    created: str
    saved: str
    #: Version of the program that saved it.
    program: str
    sequences: int
    skipped: int
    residues: int
    molecule_types: dict[str, int]
    title: str
    applicant: str
    file_reference: str
    filed: bool
    profile: str
    notes: int
    #: Who has it open, in words; "": nobody.
    open_by: str


def info(path: str | os.PathLike[str], *, cache: Path | None = None) -> Info:
    """Facts of a project file.

    Raises:
        InputError: it cannot be read.
    """
    with Project.open(path, read_only=True, cache=cache) as project:
        assert project.path is not None
        rows, meta, document = project.rows(), project.meta, project.document
        kinds: dict[str, int] = {}
        for row in rows:
            if not row.skipped:
                kinds[row.molecule_type] = kinds.get(row.molecule_type, 0) + 1
        stated = document.general.stated()
        held = holder(project.path, Cache(cache))
        return Info(
            path=str(project.path),
            bytes=project.path.stat().st_size,
            version=schema.version_of(project.path),
            project=meta["project"],
            generation=int(meta["generation"]),
            created=meta.get("created", ""),
            saved=meta.get("saved", ""),
            program=meta.get("program", ""),
            sequences=len(rows),
            skipped=sum(row.skipped for row in rows),
            residues=sum(row.length for row in rows),
            molecule_types=kinds,
            title=stated.titles[0].text if stated.titles else "",
            applicant=stated.applicant.name if stated.applicant else "",
            file_reference=stated.file_reference or "",
            filed=document.filing.filed,
            profile=document.settings.profile,
            notes=len(project.notes),
            open_by=str(held) if held and held.alive else "",
        )


def dump(project: Project) -> Iterator[str]:
    """Everything in a project as JSON lines: facts, records, sequences in their order, notes."""
    document = project.document
    about: dict[str, object] = {"schema": DUMP, "sequences": len(document), **project.meta}
    yield json.dumps(about, ensure_ascii=False)
    for name in sorted(key for key in document.records if isinstance(key, str)):
        yield f'{{"record": {json.dumps(name, ensure_ascii=False)}, "value": {to_json(document.records[name])}}}'
    for number, (key, draft) in enumerate(document.drafts(), 1):
        sequence = draft.sequence
        entry = {
            "sequence": number,
            "key": key,
            "name": draft.name,
            "description": draft.description,
            "molecule_type": sequence.molecule_type,
            "length": sequence.residues.length,
            "skipped": sequence.skipped,
            "residues": sequence.residues.text,
        }
        yield f'{json.dumps(entry, ensure_ascii=False)[:-1]}, "features": {to_json(sequence.features)}}}'
    for note in project.notes:
        yield json.dumps({"note": note.kind, "time": note.time, "text": note.text}, ensure_ascii=False)


class _Line(msgspec.Struct):
    schema: str | None = None
    record: str | None = None
    value: msgspec.Raw = msgspec.Raw()
    sequence: int | None = None
    name: str = ""
    description: str = ""
    molecule_type: str = ""
    skipped: bool = False
    residues: str = ""
    features: tuple[Feature, ...] = ()
    note: str | None = None
    time: str = ""
    text: str = ""


def undump(lines: Iterable[str | bytes], name: str, *, cache: Path | None = None) -> Project:
    """A project that was never saved, made of a dump; sequences get new keys.

    Raises:
        InputError: it is no dump, or a line cannot be read.
    """
    project = Project.new(cache=cache)
    try:
        with project.session.edit("Import of a dump") as edit:
            drafts: list[Draft] = []
            for number, line in enumerate(itertools.chain(lines, [""]), 1):
                if line.strip() or number == 1:
                    _take(line, number, name, edit, drafts, project)
            edit.extend(drafts)
    except BaseException:
        project.close(discard=True)
        raise
    return project


def _take(
    line: str | bytes, number: int, name: str, edit: Edit, drafts: list[Draft], project: Project
) -> None:
    try:
        if not line.strip():
            raise InputError(f"{name} is empty.")
        read = msgspec.json.decode(line, type=_Line)
        if number == 1 and read.schema != DUMP:
            raise InputError(f"{name} is no dump of a project: its first line does not say “{DUMP}”.")
        if read.record is not None:
            if kind(read.record) is None:
                raise InputError(f"{name}, line {number}: this version knows no record “{read.record}”.")
            edit.put(read.record, record_of(read.record, bytes(read.value).decode("utf-8")))
        elif read.sequence is not None:
            entry = Sequence(read.molecule_type, Residues(read.residues), read.features, read.skipped)
            drafts.append(Draft(entry, read.name, read.description))
        elif read.note is not None:
            project.keep(Note(read.time, read.note, read.text))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{name}, line {number}: {error}.") from error
