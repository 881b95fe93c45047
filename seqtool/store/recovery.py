"""Playing a journal: what was done after the last save before the program ended unexpectedly."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from seqtool.edit.session import Edit
from seqtool.errors import SeqtoolError
from seqtool.model.changes import Key
from seqtool.model.document import Document
from seqtool.store.cache import UNSAVED, Cache
from seqtool.store.codec import Note, Part, redo
from seqtool.store.database import meta_of
from seqtool.store.journal import Found, read
from seqtool.store.lock import holder
from seqtool.store.owner import Owner
from seqtool.store.state import State

#: Seconds that journals are kept which belong to no state of their project that is there.
_KEPT = 30 * 86_400


class Recovery(msgspec.Struct, kw_only=True):
    """Steps that a journal holds and the saved project does not."""

    journal: Path
    #: Where the project lies; None: it was never saved.
    path: Path | None
    #: When the journal was begun.
    time: str
    steps: int = 0
    #: What the last step was called.
    last: str = ""
    #: What could not be taken, in plain words; "": all was.
    fault: str = ""


def belonging(cache: Cache, target: Path, meta: dict[str, str]) -> tuple[Found, int] | None:
    """The journal that goes on from a saved file, and how many of its steps the file has already."""
    own = cache.journal(meta["project"], target)
    others = [path for path in cache.journals.glob(f"{meta['project']}-*.journal") if path != own]
    for path in (own, *others):
        found = read(path)
        if found is None or found.header.project != meta["project"]:
            continue
        # Of a copy of the project that lies elsewhere; where nothing lies there any more, it was moved here.
        if path != own and (found.header.path is None or Path(found.header.path).exists()):
            continue
        if found.header.state == meta["state"]:
            return found, 0
        if found.header.state == meta.get("previous"):
            # The program ended between the save and the new journal.
            return found, int(taken if (taken := meta.get("taken", "")).isdecimal() else 0)
    return None


def play(
    found: Found, skip: int, document: Document, tell: Callable[[Key | None], None]
) -> tuple[Recovery, list[Note]]:
    """Do the steps of a journal again; ``tell`` is called with each key that changed, and None for the order."""
    told = _about(found)
    notes: list[Note] = []
    number = 0
    for step in found:
        number += 1
        if number <= skip:
            continue
        try:
            notes += _step(step, document, tell)
        except (LookupError, ValueError, AssertionError, SeqtoolError, msgspec.MsgspecError) as error:
            told.fault = f"step {number} of the journal does not fit the project ({error}); it and those behind it were left out"
            return told, notes
        told.steps += 1
        told.last = step[0].label
    told.fault = _fault(found, number)
    return told, notes


def look(found: Found, skip: int = 0) -> Recovery:
    """What playing would bring, without playing."""
    told = _about(found)
    number = 0
    for number, step in enumerate(found, 1):
        if number > skip:
            told.steps += 1
            told.last = step[0].label
    told.fault = _fault(found, number)
    return told


def _about(found: Found) -> Recovery:
    header = found.header
    return Recovery(journal=found.path, path=Path(header.path) if header.path else None, time=header.time)


def recoverable(target: Path, cache: Cache) -> Recovery | None:
    """What would be recovered if the project were opened; None: nothing, or somebody has it open.

    Raises:
        InputError: the project cannot be read.
    """
    pair = belonging(cache, target, meta_of(target))
    held = holder(target, cache)
    if pair is None or (held is not None and held.alive):
        return None
    told = look(*pair)
    return told if told.steps else None


def _fault(found: Found, number: int) -> str:
    if found.fault == "torn":
        return "the last step was not finished when the program ended; it was left out"
    if found.fault:
        return f"the journal is damaged behind step {number}; what was done later could not be recovered"
    return ""


def _step(step: list[Part], document: Document, tell: Callable[[Key | None], None]) -> list[Note]:
    edit = Edit(document)
    notes: list[Note] = []
    try:
        for part in step:
            for change in part.changes:
                if isinstance(change, Note):
                    notes.append(change)
                else:
                    redo(change, edit)
    except BaseException:
        edit.roll_back()
        raise
    for part in step:
        for change in part.changes:
            if not isinstance(change, Note):
                tell(getattr(change, "key", None))
    return notes


def recovered(
    state: State, document: Document, target: Path, wanted: bool
) -> tuple[Recovery | None, list[str]]:
    """Play the journal that belongs to a project that is being opened; gives what to tell the user."""
    pair = belonging(state.cache, target, state.meta)
    if pair is None:
        own = state.journal.path
        if not own.exists():
            return None, []
        why = "belongs to another state of the file" if read(own) else "is damaged at its beginning"
        return None, _left(own, f"The recovery journal {why}")
    found, skip = pair
    if not wanted:
        return None, _left(found.path, "What the recovery journal holds was left out")
    if state.lock is not None and state.lock.forced:
        return None, _left(
            found.path, "The recovery journal is still written by the program that had the project open"
        )
    return taken_up(state, document, found, skip)


def taken_up(state: State, document: Document, found: Found, skip: int) -> tuple[Recovery | None, list[str]]:
    """Play a journal and go on with it."""
    told, notes = play(found, skip, document, state.touched)
    state.notes += notes
    state.new_notes += len(notes)
    words = []
    if told.fault:
        aside = put_aside(found.path)
        words.append(f"Recovery: {told.fault}. The journal as it was is kept for a month as {aside}.")
    if not told.steps:
        found.path.unlink(missing_ok=True)
        return None, words
    last = f", the last: “{told.last}”" if told.last else ""
    words.insert(0, f"{told.steps:,} step{'s' * (told.steps != 1)} since the last save recovered{last}.")
    state.changed = True
    if found.path != state.journal.path:
        # the project was moved
        found.path.replace(state.journal.path)
    state.journal.go_on(skip + told.steps, found.good)
    state.base = found.header.state
    return told, words


def _left(path: Path, why: str) -> list[str]:
    aside = put_aside(path)
    path.unlink(missing_ok=True)
    return [f"{why}; it is kept for a month as {aside}."]


def put_aside(path: Path) -> Path:
    """Keep a journal that could not be played whole, or was not wanted, for whoever wants to look into it."""
    aside = path.with_suffix(f".{int(time.time())}.old")
    shutil.copyfile(path, aside)
    return aside


def prune(cache: Cache) -> None:
    """Remove journals put aside that are older than a month."""
    with contextlib.suppress(OSError):
        for path in cache.journals.glob("*.old"):
            if time.time() - path.stat().st_mtime > _KEPT:
                path.unlink()


def unsaved(cache: Cache) -> list[Recovery]:
    """Projects that were never saved and whose program ended unexpectedly."""
    them: list[Recovery] = []
    for path in sorted(cache.journals.glob(f"*-{UNSAVED}.journal")):
        found = read(path)
        if found is not None and not owner(found).alive:
            told = look(found)
            if told.steps:
                them.append(told)
    return them


def owner(found: Found) -> Owner:
    """Whose journal it is."""
    header = found.header
    return Owner(user="", machine=header.machine, process=header.process, started=header.started)
