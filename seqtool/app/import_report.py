"""The report of an import or export: what it took, changed, added and left out, as JSON, text or HTML."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TextIO

import msgspec

from seqtool.__about__ import __version__
from seqtool.app.convert import Converted
from seqtool.app.export import Exported
from seqtool.io.imports import Kind, Note, Notes
from seqtool.io.imports.notes import UNREAD_COLUMN, Asked, Taken
from seqtool.messages import clean
from seqtool.report import json_any, notes_page
from seqtool.report.layout import amount
from seqtool.report.result import Result
from seqtool.report.verdict import verdict

_TITLES = {
    Kind.QUESTION: "Please look at",
    Kind.CHANGED: "Changed",
    Kind.ADDED: "Added",
    Kind.LEFT_OUT: "Left out",
}
#: A report ties whatever it took to the line it came from; a summary says only what is not self-evident.
_REPORTED = _TITLES | {Kind.TAKEN: "Taken"}
#: Names of sequences on a page.
_NAMES = 5_000
#: Notes of one reason on a page.
_ROWS = 2_000


class Unwritten(msgspec.Struct, kw_only=True):
    """A run that wrote nothing: a plan, or one that ended in questions."""

    notes: Notes
    questions: list[Asked]
    #: Sequences that would be taken.
    sequences: int = 0
    result: Result | None = None


Done = Converted | Exported | Unwritten


def _title(done: Done) -> str:
    if isinstance(done, Unwritten):
        return "Import report: nothing was written"
    return "Export report" if isinstance(done, Exported) else "Import report"


def _questions(done: Done) -> list[Asked]:
    return done.questions if isinstance(done, Unwritten) else []


def _where(asked: Asked) -> str:
    more = asked.count - len(asked.places)
    return "; ".join(asked.places) + (f"; and {more:,} more" if more else "")


def _place(note: Note) -> str:
    return note.file + (f", line {note.line:,}" if note.line else "")


def as_json(done: Done) -> bytes:
    """One JSON object, schema ``seqtool-import/1``."""
    notes = done.notes
    whole = {
        "schema": "seqtool-import/1",
        "tool": {"name": "seqtool", "version": __version__},
        "sequences": done.sequences,
        "records": notes.records,
        "features": notes.features,
        "findings": done.result.counts if done.result else None,
        "sorts": list(notes.sorts.values()),
        "notes": notes.kept,
        "truncated": sum(sort.count for sort in notes.sorts.values()) > len(notes.kept),
        "names": notes.rows(),
    }
    if isinstance(done, Unwritten):
        whole |= {"written": False, "questions": done.questions}
    return json_any.as_json(whole, indent=1) + b"\n"


def as_text(done: Done) -> Iterator[str]:
    """Lines for people, with every note."""
    yield _title(done)
    yield ""
    yield from summary(done)
    for number, asked in enumerate(_questions(done), 1):
        yield ""
        yield from map(clean, f"Question {number}: {asked.text}".split("\n"))
        yield clean(f"  In: {_where(asked)}")
        yield clean(f"  Answer with: {asked.option}")
    for kind, title in _REPORTED.items():
        kept = [note for note in done.notes.kept if note.kind == kind]
        if not kept:
            continue
        yield ""
        yield title
        for note in kept:
            place = ", ".join(
                part
                for part in (
                    note.file + (f", line {note.line}" if note.line else ""),
                    note.record or (f"SEQ ID NO {note.sequence}" if note.sequence else ""),
                    note.feature,
                    note.qualifier,
                )
                if part
            )
            yield clean(f"  {place}: {note.reason}")
            if note.before is not None:
                yield clean(f"    was: {note.before}")
            if note.after is not None:
                yield clean(f"    now: {note.after}")
        hidden = sum(s.count for s in done.notes.sorts.values() if s.kind == kind) - len(kept)
        if hidden:
            yield f"  … and {hidden:,} more"
    yield ""
    yield "Sequences and the names they had"
    for name in done.notes.rows():
        what = f"{name.moltype}, {name.length:,} residues" if name.moltype else "skipped"
        yield clean(
            f"  SEQ ID NO {name.sequence}: {name.name} {name.description}".rstrip()
            + f" ({what}; {name.file}, line {name.line})"
        )


def summary(done: Done) -> Iterator[str]:
    """A few lines: how much came in, and each sort of note with its count."""
    notes = done.notes
    features = notes.features
    left = f", {notes.records['left_out']:,} left out" if notes.records["left_out"] else ""
    where = f"written as {done.into}" if isinstance(done, Exported) else "in the listing"
    came = (
        "nothing was written"
        if isinstance(done, Unwritten)
        else f"{amount(done.sequences, 'sequence')} {where}"
    )
    yield f"{amount(notes.records['read'], 'record')} read{left}; {came}."
    if features["read"]:
        added = (
            f"; {amount(features['added'], 'protein')} added"
            if features["added"] or isinstance(done, Converted)
            else ""
        )
        yield (
            f"{amount(features['read'], 'feature')} read: {features['taken']:,} taken, "
            f"{features['left_out']:,} left out{added}."
        )
    yield from kinds(notes)


def kinds(notes: Notes) -> Iterator[str]:
    """Each sort of note with its count, under its kind."""
    for kind, title in _TITLES.items():
        # Sorts differ by feature key in the report; here one line for each reason and qualifier is enough.
        merged: dict[tuple[str, str | None], int] = {}
        for sort in notes.sorts.values():
            if sort.kind == kind:
                key = (sort.reason, sort.qualifier)
                merged[key] = merged.get(key, 0) + sort.count
        if not merged:
            continue
        yield f"{title}:"
        ordered = sorted(merged.items(), key=lambda item: -item[1])
        for (reason, qualifier), count in ordered[:12]:
            named = f": {_columns(notes)}" if reason == UNREAD_COLUMN else ""
            yield clean(f"  {count:,} x {qualifier + ': ' if qualifier else ''}{reason}{named}")
        if len(ordered) > 12:
            yield f"  … and {len(ordered) - 12} more sorts"


def _columns(notes: Notes) -> str:
    """The headings that are not known: whoever reads them sees a slip of the pen at once."""
    found = dict.fromkeys(note.before or "" for note in notes.kept if note.reason == UNREAD_COLUMN)
    names = [name if len(name) <= 60 else f"{name[:59]}…" for name in itertools.islice(found, 8)]
    return ", ".join(names) + (f" and {len(found) - 8:,} more" if len(found) > 8 else "")


def as_html(done: Done, out: TextIO) -> None:
    """One self-contained page with every note that was kept."""
    notes = done.notes
    counts: dict[tuple[Kind, str], int] = {}
    for sort in notes.sorts.values():
        counts[sort.kind, sort.reason] = counts.get((sort.kind, sort.reason), 0) + sort.count
    rows: dict[tuple[Kind, str], list[notes_page.NoteRow]] = {key: [] for key in counts}
    for note in notes.kept:
        if len(found := rows[note.kind, note.reason]) < _ROWS:
            found.append(_row(note))
    parts = []
    if asked := _questions(done):
        groups = [
            notes_page.Group(
                clean(one.text),
                one.count,
                [
                    notes_page.NoteRow(
                        clean(_where(one)), None, "", "", None, clean(f"Answer with: {one.option}")
                    )
                ],
            )
            for one in asked
        ]
        parts.append(notes_page.Part("asked", "Questions that only you can answer", len(asked), groups))
    for kind, title in _REPORTED.items():
        keys = sorted((key for key in counts if key[0] == kind), key=lambda key: -counts[key])
        groups = [notes_page.Group(clean(key[1]), counts[key], rows[key]) for key in keys]
        if groups:
            parts.append(notes_page.Part(kind.value, title, sum(group.count for group in groups), groups))
    known = notes.rows()
    page = notes_page.Page(
        title=_title(done),
        lines=[
            clean(line) for line in itertools.takewhile(lambda line: not line.endswith(":"), summary(done))
        ],
        verdict=verdict(done.result) if done.result and done.result.level == "full" else None,
        parts=parts,
        names=[_name(name) for name in known[:_NAMES]],
        more_names=max(0, len(known) - _NAMES),
    )
    notes_page.write(page, out)


def _row(note: Note) -> notes_page.NoteRow:
    what = ", ".join(filter(None, (note.feature, note.qualifier)))
    before, after = (None if text is None else clean(text) for text in (note.before, note.after))
    return notes_page.NoteRow(
        clean(_place(note)), note.sequence, clean(note.record), clean(what), before, after
    )


def _name(name: Taken) -> notes_page.NameRow:
    place = f"{name.file}, line {name.line:,}" if name.line else name.file
    return notes_page.NameRow(
        name.sequence,
        clean(name.name),
        clean(name.description),
        clean(name.moltype),
        name.length,
        clean(place),
    )
