"""Small listings of ST.25 for tests, and what the import makes of them."""

from __future__ import annotations

import io
from typing import Any

from seqtool.io.imports import Choices, Kind, Note, Notes, Ready, Source
from seqtool.io.imports.st25 import FORMAT
from seqtool.model import Feature

HEAD = "SEQUENCE LISTING\n\n<110>  Example Ltd\n<120>  A title\n<130>  REF-1\n<160>  {}\n\n"


def entry(number: object, kind: str, residues: str, *, length: object = None, organism: str = "Homo sapiens", more: str = "") -> str:  # fmt: skip
    size = sum(c.isalpha() for c in residues)
    stated = length if length is not None else size // 3 if kind == "PRT" else size
    return f"<210>  {number}\n<211>  {stated}\n<212>  {kind}\n<213>  {organism}\n\n{more}<400>  {number}\n{residues}\n\n"


def read(text: str | bytes, **given: Any) -> tuple[list[Ready], Notes]:
    notes = Notes(names=True)
    data = text if isinstance(text, bytes) else text.encode()
    source = Source(
        file=io.BufferedReader(io.BytesIO(data)), name="l.txt", choices=Choices(**given), notes=notes
    )
    return [one for one in FORMAT.read(source) if isinstance(one, Ready)], notes


def one(text: str, **given: Any) -> tuple[Ready, Notes]:
    found, notes = read(HEAD.format(1) + text, **given)
    notes.stop_if_asked()
    assert len(found) == 1
    return found[0], notes


def asked(notes: Notes) -> list[str]:
    return [question.option for question in notes.questions]


def features(item: Ready) -> list[tuple[str, str, dict[str, str | None]]]:
    return [(f.key, f.location, {q.name: q.value for q in f.qualifiers}) for f in item.sequence.features[1:]]


def source_of(item: Ready) -> Feature:
    return item.sequence.features[0]


def told(notes: Notes, kind: Kind, words: str) -> list[Note]:
    return [note for note in notes.kept if note.kind == kind and words in note.reason]
