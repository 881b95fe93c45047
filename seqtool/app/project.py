"""Use case: one command on a project: open it, edit it in one step, save it, and say what changed."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal

import msgspec

from seqtool.edit.operations.numbers import in_words
from seqtool.edit.operations.report import Moved, Renumbered, Report
from seqtool.edit.session import Session
from seqtool.model.changes import Change, Put
from seqtool.model.document import Document
from seqtool.store import LockedError, Project

#: What the JSON of a command that edits says it is.
SCHEMA: Final = "seqtool-project-edit/1"
#: Features that moved, told in full; the rest is counted.
MOVED: Final = 1_000


class Number(msgspec.Struct, frozen=True):
    """A sequence that has another SEQ ID NO than before; ``new`` is None where it was deleted."""

    old: int
    new: int | None
    name: str = ""


class Followed(msgspec.Struct, frozen=True):
    """A value that names a SEQ ID NO, which followed it (``after`` None: it is gone). ``feature`` counts from 1."""

    sequence: int
    feature: int
    qualifier: str
    before: str | None
    after: str | None


class Place(msgspec.Struct, frozen=True):
    """A feature whose location (or, with ``qualifier``, a position in that value) is another, or cannot follow."""

    sequence: int
    #: Counts from 1.
    feature: int
    key: str
    before: str
    after: str | None
    qualifier: str = ""
    why: str = ""


class Outcome(msgspec.Struct, kw_only=True):
    """What a command did to a project. SEQ ID NOs are those after it, but ``old``."""

    schema: Literal["seqtool-project-edit/1"] = SCHEMA
    project: str
    #: Whether the file was written anew; otherwise there was nothing to change, or it was only tried.
    saved: bool = False
    dry_run: bool = False
    #: Whether the step changes anything.
    changed: bool = False
    sequences: int = 0
    #: SEQ ID NOs of sequences that came.
    created: list[int] = []
    #: SEQ ID NOs that changed: the description of the application cites them.
    renumbered: list[Number] = []
    references: list[Followed] = []
    #: How many features moved along with residues, and the first of them.
    moved_count: int = 0
    moved: list[Place] = []
    #: Features of which a part is left, or that grew.
    resized: list[Place] = []
    #: Features that lost their residues, or whose location cannot be read.
    invalid: list[Place] = []
    #: Coding sequences (SEQ ID NO, feature from 1) whose translation is to be made anew.
    coding: list[tuple[int, int]] = []
    notes: list[str] = []
    #: What there was to say on opening the file.
    notices: list[str] = []


def schema() -> str:
    """The JSON Schema, as the file ``resources/schema/seqtool-project-edit-1.json`` holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "What a command of seqtool project did, as --json writes it; some commands add to it.",
        **msgspec.json.schema(Outcome),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


@contextlib.contextmanager
def working(path: str, *, take_over: bool = False) -> Iterator[Project]:
    """A project to edit; whoever edits saves.

    Where that fails, nothing is left behind but what a journal held before.

    Raises:
        LockedError: somebody else has it open.
        InputError: it cannot be read.
    """
    try:
        project = Project.open(path, take_over=take_over)
    except LockedError as error:
        raise LockedError(f"{error} (--take-over)", error.holder) from error
    try:
        yield project
    finally:
        project.close(discard=project.recovered is None)


@contextlib.contextmanager
def reading(path: str) -> Iterator[Project]:
    """A project to look at, as it was saved last.

    Raises:
        InputError: it cannot be read.
    """
    with Project.open(path, read_only=True) as project:
        yield project


def edited(
    path: str,
    label: str,
    work: Callable[[Session], Report],
    *,
    take_over: bool = False,
    dry_run: bool = False,
    then: Callable[[Project], None] | None = None,
) -> Outcome:
    """Do something to a project as one step and save it; where it is refused the file stays as it was.

    Args:
        path: the project.
        label: what the step is called.
        work: operations on the session.
        take_over: even where somebody else has it open.
        dry_run: only say what would change.
        then: what else to do before saving (keeping a note).

    Raises:
        EditError: an operation was refused.
        LockedError: somebody else has the project open.
        InputError: it cannot be read.
        OutputError: it cannot be written.
    """
    with working(path, take_over=take_over) as project:
        session = project.session
        before = session.document.order.copy()
        with contextlib.suppress(_Tried), session.edit(label) as edit:
            report = work(session)
            changes = edit.changes()
            outcome = told(session.document, report, path, before, _names(changes))
            outcome.changed = bool(changes)
            if dry_run:
                raise _Tried  # which takes all of it back
        outcome.notices = list(project.notices)
        outcome.dry_run = dry_run
        if dry_run:
            return outcome
        if then is not None:
            then(project)
        if project.changed:
            project.save()
            outcome.saved = True
        return outcome


class _Tried(Exception):  # noqa: N818  it was only tried, and is no error
    pass


def _names(changes: Iterable[Change]) -> dict[int, str]:
    """The names of sequences that are gone, by key."""
    return {
        one.key: one.before.name
        for one in changes
        if isinstance(one, Put) and isinstance(one.key, int) and one.after is None and one.before is not None
    }


def told(
    document: Document, report: Report, path: str, before: list[int], gone: Mapping[int, str]
) -> Outcome:
    """A report of an operation with SEQ ID NOs in place of keys; ``gone`` has the names of those deleted."""
    now = {key: at for at, key in enumerate(document.order, 1)}
    was = {key: at for at, key in enumerate(before, 1)}

    def at(key: int) -> int:
        return now.get(key) or was.get(key, 0)

    def places(them: Iterable[Moved]) -> list[Place]:
        return [Place(at(m.key), m.feature + 1, m.name, m.before, m.after, m.qualifier, m.why) for m in them]

    def name(key: int) -> str:
        return document.draft(key).name if key in now else gone.get(key, "")

    # Operations of one step may move a sequence twice: what counts is where it was and is.
    touched = [one.key for one in report.renumbered]
    renumbered = [
        Number(was[key], now.get(key), name(key))
        for key in dict.fromkeys(touched)
        if key in was and was[key] != now.get(key)
    ]
    return Outcome(
        project=path,
        sequences=len(document),
        created=sorted(now[key] for key in report.created if key in now),
        renumbered=sorted(renumbered, key=lambda one: one.old),
        references=[Followed(at(r.key), r.feature + 1, r.name, r.before, r.after) for r in report.references],
        moved_count=sum(shifted.count for shifted in report.shifted),
        moved=places(itertools.islice((m for shifted in report.shifted for m in shifted), MOVED)),
        resized=places(report.resized),
        invalid=places(report.invalid),
        coding=[(at(key), index + 1) for key, index in report.coding],
        notes=list(report.notes),
    )


# For people


def lines(outcome: Outcome, shown: int = 20) -> Iterator[str]:
    """What changed, in sentences; lists are cut after so many lines."""
    told = list(_changes(outcome, shown))
    if outcome.dry_run and not outcome.changed:
        yield "Nothing would change."
    elif outcome.dry_run:
        yield "This is what would change; nothing was saved."
    elif not outcome.changed:
        yield "Nothing changed."
    elif not told:
        yield "Saved."
    yield from told


def _changes(outcome: Outcome, shown: int) -> Iterator[str]:
    if outcome.created:
        yield f"New: SEQ ID NO: {spans(outcome.created)}."
    if outcome.renumbered:
        yield "SEQ ID NOs that changed (the description and the claims cite them):"
        said = in_words(Renumbered(0, one.old, one.new) for one in outcome.renumbered)
        yield from _cut((f"  {words}" for words in said), shown)
    if outcome.references:
        yield "Values that name other sequences followed:"
        yield from _cut(map(_reference, outcome.references), shown)
    if outcome.moved_count:
        yield f"{outcome.moved_count:,} feature{'s' * (outcome.moved_count != 1)} moved along with the residues."
    for title, them in (("Features that are longer or shorter now:", outcome.resized), ("Look at these features:", outcome.invalid)):  # fmt: skip
        if them:
            yield title
            yield from _cut(map(_place, them), shown)
    if outcome.coding:
        named = ", ".join(f"{sequence} (feature {feature})" for sequence, feature in outcome.coding[:shown])
        yield f"Translate anew (seqtool project translate): SEQ ID NO: {named}{' …' * (len(outcome.coding) > shown)}."
    yield from outcome.notes


def spans(numbers: Iterable[int]) -> str:
    """``1-3, 7``: numbers in order, those that follow each other as one."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1][1:] = [one]
        else:
            runs.append([one])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[1]}" for run in runs)


def _reference(one: Followed) -> str:
    where = f"SEQ ID NO: {one.sequence}, feature {one.feature}, {one.qualifier}"
    return f"  {where}: {_short(one.before)} -> {_short(one.after)}"


def _short(text: str | None) -> str:
    return "(none)" if text is None else text if len(text) <= 60 else f"{text[:57]}..."


def _place(one: Place) -> str:
    what = f"{one.key} {one.qualifier}".rstrip()
    after = "removed" if one.after is None else _short(one.after)
    change = f": {_short(one.before)} -> {after}" if one.after != one.before else f" {_short(one.before)}"
    return f"  SEQ ID NO: {one.sequence}, feature {one.feature}, {what}{change}" + (f" ({one.why})" if one.why else "")  # fmt: skip


def _cut(them: Iterable[str], shown: int) -> Iterator[str]:
    rest = iter(them)
    yield from itertools.islice(rest, shown)
    more = sum(1 for _ in rest)
    if more:
        yield f"  … and {more:,} more (--json names all)"
