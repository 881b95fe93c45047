"""The import report: what an import took, changed, added and left out, as JSON or text."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.__about__ import __version__
from seqtool.app.convert import Converted
from seqtool.io.imports import Kind, Notes
from seqtool.messages import clean
from seqtool.report import json_any
from seqtool.report.layout import amount

_TITLES = {
    Kind.QUESTION: "Please look at",
    Kind.CHANGED: "Changed",
    Kind.ADDED: "Added",
    Kind.LEFT_OUT: "Left out",
}


def as_json(done: Converted) -> bytes:
    """One JSON object, schema ``seqtool-import/1``."""
    notes = done.notes
    whole = {
        "schema": "seqtool-import/1",
        "tool": {"name": "seqtool", "version": __version__},
        "sequences": done.sequences,
        "records": notes.records,
        "features": notes.features,
        "findings": done.result.counts,
        "sorts": list(notes.sorts.values()),
        "notes": notes.kept,
        "truncated": sum(sort.count for sort in notes.sorts.values()) > len(notes.kept),
        "names": notes.rows(),
    }
    return json_any.as_json(whole, indent=1) + b"\n"


def as_text(done: Converted) -> Iterator[str]:
    """Lines for people, with every note."""
    yield "Import report"
    yield ""
    yield from summary(done)
    for kind, title in _TITLES.items():
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
                    note.record,
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
        yield clean(
            f"  SEQ ID NO {name.sequence}: {name.name} {name.description}".rstrip()
            + f" ({name.moltype}, {name.length:,} residues; {name.file}, line {name.line})"
        )


def summary(done: Converted) -> Iterator[str]:
    """A few lines: how much came in, and each sort of note with its count."""
    notes = done.notes
    features = notes.features
    left = f", {notes.records['left_out']:,} left out" if notes.records["left_out"] else ""
    yield (
        f"{amount(notes.records['read'], 'record')} read{left}; "
        f"{amount(done.sequences, 'sequence')} in the listing."
    )
    if features["read"]:
        yield (
            f"{amount(features['read'], 'feature')} read: {features['taken']:,} taken, {features['left_out']:,} left out; "
            f"{amount(features['added'], 'protein')} added."
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
            yield clean(f"  {count:,} x {qualifier + ': ' if qualifier else ''}{reason}")
        if len(ordered) > 12:
            yield f"  … and {len(ordered) - 12} more sorts"
