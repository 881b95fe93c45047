"""A project: a session on a document, and the file that keeps it.

SQLite works in a copy in the cache folder, never on the file of the user. Each
step is written to the recovery journal when it is done; a save writes what
changed into the copy as one transaction, and has the copy take the place of the
file, whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from seqtool.__about__ import __version__
from seqtool.edit.session import EditError, Session
from seqtool.errors import InputError, OutputError, UsageError
from seqtool.model.document import Document
from seqtool.store import files, recovery, schema
from seqtool.store.cache import Cache
from seqtool.store.codec import Note
from seqtool.store.database import Database, Row
from seqtool.store.journal import Found, read
from seqtool.store.lazy import LazyRecords
from seqtool.store.lock import Lock
from seqtool.store.owner import now
from seqtool.store.saving import BUSY, Saving
from seqtool.store.state import State

#: What the names of projects end in.
SUFFIX = ".seqproj"
_NO_NAME = "The project was never saved: give it a name (save as)."


class Project:
    """Made by :meth:`new`, :meth:`open` and :meth:`recover`. Use it as a context manager, or close it.

    Everything but :meth:`Saving.write` belongs to the thread that edits.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        #: What the user should be told about opening, in plain words.
        self.notices: list[str] = []
        #: What was played from a journal when it was opened.
        self.recovered: recovery.Recovery | None = None
        #: Seconds between two saves that nobody asked for (see :meth:`due`); None: none.
        self.autosave: float | None = None
        self._closed = False
        document, database = Document(), state.database
        document.order = database.order()
        records = document.records | database.records()
        if document.order:
            records = LazyRecords(records, document.order, database.load)
        document.records = records
        document.next_key = max(int(state.meta.get("next_key", "1")), max(document.order, default=0) + 1)
        self.session = Session(document)

    @classmethod
    def new(cls, path: str | os.PathLike[str] | None = None, *, cache: Path | None = None) -> Self:
        """An empty project; with a path it is saved there at once.

        Raises:
            OutputError: something is there already, or it cannot be written.
        """
        made = cls._fresh(Cache(cache))
        made._follow()  # noqa: SLF001
        if path is not None:
            try:
                made.save_as(path)
            except BaseException:
                made.close(discard=True)
                raise
        return made

    @classmethod
    def _fresh(cls, cache: Cache, project: str | None = None, state: str | None = None) -> Self:
        cache.clean()
        meta = {
            "project": project or secrets.token_hex(12),
            "generation": "0",
            "state": state or secrets.token_hex(8),
            "created": now(),
            "program": __version__,
        }
        made = State(cache, Database.create(cache.work(None), None, meta), None, None)
        # A file holds all records, those that are as at first, too.
        made.dirty = dict.fromkeys(Document().records)
        return cls(made)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        take_over: bool = False,
        recover: bool = True,
        cache: Path | None = None,
    ) -> Self:
        """Open a project; steps that a journal has beyond it are done again.

        Args:
            path: the file.
            read_only: without a lock and without the journal; edits are refused.
            take_over: even where somebody else has it open.
            recover: False puts the journal aside instead.
            cache: the folder to work in; by default that of the system for this user.

        Raises:
            LockedError: somebody else has it open.
            InputError: it cannot be read, is no project, is damaged, or of a newer version.
            OutputError: the cache folder cannot be used.
        """
        folder = Cache(cache)
        target = Path(os.path.realpath(path))
        version = schema.version_of(target)
        folder.clean()
        lock = None if read_only else Lock.take(target, folder, force=take_over)
        work = folder.work(target)
        database: Database | None = None
        try:
            seen = files.fetch(target, work)
            database = Database.open(work, target, version)
            state = State(folder, database, target, lock)
            state.seen = seen
            made = cls(state)
            made._begin(version, target, recover)
        except BaseException:
            if database is not None:
                database.close()
            with contextlib.suppress(OSError):
                work.unlink()
            if lock is not None:
                lock.release()
            raise
        return made

    def _begin(self, version: int, path: Path, recover: bool) -> None:
        state = self._state
        if version < schema.VERSION:
            self.notices.append(
                f"The file is of version {version}; saved, it will be of version {schema.VERSION}, which older versions "
                "of seqtool cannot open."
            )
        if state.lock is None:
            self.session.read_only = (
                f"{path} was opened for reading only. Save it under another name to edit it."
            )
        else:
            files.sweep(path)
            try:
                files.may_write(path)
            except OutputError as error:
                self.notices.append(str(error))
            recovery.prune(state.cache)
            if not state.lock.beside:
                self.notices.append(
                    f"No lock can be written beside {path}: others do not see that you have it open."
                )
            self.recovered, told = recovery.recovered(state, self.document, path, recover)
            self.notices += told
        self._follow()

    @classmethod
    def recover(cls, journal: Path, *, cache: Path | None = None) -> Self:
        """Bring back a project that was never saved (see :meth:`unsaved`).

        Raises:
            InputError: the journal cannot be read.
        """
        found = read(journal)
        if found is None:
            raise InputError(f"{journal} is no recovery journal, or damaged at its beginning.")
        if found.header.path is not None:
            raise UsageError(f"{journal} belongs to {found.header.path}; open that.")
        made = cls._fresh(Cache(cache), found.header.project, found.header.state)
        made._take_up(found)  # noqa: SLF001
        made._follow()  # noqa: SLF001
        return made

    def _take_up(self, found: Found) -> None:
        self.recovered, told = recovery.taken_up(self._state, self.document, found, 0)
        self.notices += told

    def _follow(self) -> None:
        self.session.follow(self._state.follow)

    @staticmethod
    def recoverable(path: str | os.PathLike[str], *, cache: Path | None = None) -> recovery.Recovery | None:
        """What would be recovered if the project were opened; None: nothing, or somebody has it open.

        Raises:
            InputError: the project cannot be read.
        """
        return recovery.recoverable(Path(os.path.realpath(path)), Cache(cache))

    @staticmethod
    def unsaved(*, cache: Path | None = None) -> list[recovery.Recovery]:
        """Projects that were never saved and can be brought back by :meth:`recover`."""
        return recovery.unsaved(Cache(cache))

    @property
    def path(self) -> Path | None:
        """Where it lies; None: it was never saved."""
        return self._state.path

    @property
    def document(self) -> Document:
        """The document of the session."""
        return self.session.document

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self._state.changed

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading."""
        return bool(self.session.read_only)

    @property
    def fault(self) -> str:
        """Why what is done now would be lost in a crash; "": it would not."""
        return self._state.journal.fault

    @property
    def meta(self) -> dict[str, str]:
        """Facts of the file: project, generation, state, created, saved, program."""
        return dict(self._state.meta)

    def rows(self) -> list[Row]:
        """The list columns of all sequences, in their order, without loading the sequences."""
        state, document = self._state, self.document
        stored = state.database.rows()
        if not state.dirty and not state.reordered:
            return stored
        by_key = {row.key: row for row in stored if row.key not in state.dirty}
        return [by_key[key] if key in by_key else _row(key, document) for key in document.order]

    def fill(self, seconds: float | None = None) -> bool:
        """Load sequences that are not in memory yet, for so long; says whether all are there.

        They come by themselves when they are asked for; this is for quiet moments.

        Raises:
            DamagedError: what the file holds of one cannot be read.
        """
        records = self.document.records
        if not isinstance(records, LazyRecords):
            return True
        end = None if seconds is None else time.perf_counter() + seconds
        return records.fill(lambda: end is not None and time.perf_counter() > end)

    def note(self, kind: str, text: str) -> None:
        """Keep a text beside the document: what an import said, a receipt. It is no step and not undone.

        Raises:
            EditError: the project is read-only.
        """
        self.keep(Note(now(), kind, text))

    def keep(self, note: Note) -> None:
        """Keep a note as it is (of another project)."""
        if self.session.read_only:
            raise EditError(self.session.read_only)
        self._state.keep(note)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The texts that were kept."""
        return tuple(self._state.notes)

    def save(self) -> None:
        """Save to its file.

        Raises:
            UsageError: it has none yet.
            LockedError: somebody has taken the project over.
            ChangedOutsideError: somebody else has written the file since.
            OutputError: it cannot be written; the file is as it was saved last.
        """
        _done(self.begin_save())

    def begin_save(self) -> Saving:
        """The first part of a save, for those who have another thread do the second; see :class:`Saving`."""
        state = self._state
        if state.path is None:
            raise UsageError(_NO_NAME)
        if state.lock is None:
            raise OutputError(self.session.read_only)
        return Saving(state, self.session, state.lock, state.path, check=True)

    def save_as(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
        """Save under another name and go on there; what lay at the old name stays as it was saved last.

        Raises:
            OutputError: something is there and is not to be overwritten, or it cannot be written.
            LockedError: somebody has the project open that is there.
        """
        state, target = self._state, Path(os.path.realpath(path))
        if state.saving:
            raise UsageError(BUSY)
        own = target == state.path and state.lock is not None and state.lock.held
        there = target.exists()
        if own and there and not overwrite:
            self.save()
            return
        if there and not overwrite:
            raise OutputError(
                f"There is a file {target} already; choose another name, or have it overwritten."
            )
        if not target.parent.is_dir():
            raise OutputError(f"There is no folder {target.parent}; make it first, or choose another.")
        lock = state.lock if own and state.lock is not None else Lock.take(target, state.cache)
        _done(Saving(state, self.session, lock, target, check=False))

    def due(self) -> bool:
        """Whether it is time for a save that nobody asked for: changed, and ``autosave`` seconds after the last."""
        state = self._state
        return (
            self.autosave is not None
            and state.changed
            and state.path is not None
            and state.lock is not None
            and not state.saving
            and time.monotonic() - state.saved_at >= self.autosave
        )

    def check(self) -> Iterator[str]:
        """What is wrong with the file as it was saved last, in plain words; nothing where all is well."""
        return self._state.database.faults()

    def close(self, *, discard: bool = False) -> None:
        """End. Steps that were not saved stay in the journal for the next time, unless they are to be discarded."""
        if self._closed:
            return
        self._closed = True
        state = self._state
        state.journal.close(keep=state.changed and not discard)
        state.database.close()
        if state.lock is not None:
            state.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def _done(saving: Saving) -> None:
    try:
        saving.write()
    finally:
        saving.finish()


def _row(key: int, document: Document) -> Row:
    draft = document.draft(key)
    sequence = draft.sequence
    length, kind = sequence.residues.length, sequence.molecule_type
    return Row(key, draft.name, draft.description, kind, length, sequence.skipped)
