"""The recovery journal: every step since the last save, written when it is done.

A file of frames in the cache folder: length, checksum (xxh3), content. It
belongs to one saved state of one project. Frames reach the system with each
step, so nothing is lost when the program dies, and the disk within a second, so
little is lost when the power fails.
"""

from __future__ import annotations

import contextlib
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import xxhash

from seqtool.model.changes import ChangeSet
from seqtool.store.codec import Note, Part, pack, unpack, written

MAGIC = b"seqtool journal\n"
FORMAT = 1
_FRAME = struct.Struct("<IQ")
#: Changes per frame: a step of 100,000 sequences is never in memory a second time.
_BATCH = 256
#: Seconds between two times that the disk is waited for.
SYNC = 1.0


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Which saved state of which project the journal goes on from."""

    format: int = FORMAT
    project: str
    #: The state: each save gives the file another.
    state: str
    #: Where the project lies; None: it was never saved.
    path: str | None
    process: int
    machine: str
    started: str
    time: str


class Journal:
    """Writes. It never raises: what cannot be written is kept, tried again with the next step, and told."""

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self._header = header
        self._file: int | None = None
        self._length = 0
        self._pending: list[bytes] = []
        #: Frames since a save began, which go into the journal of the state that it makes.
        self._since: list[bytes] | None = None
        self._lock = threading.Lock()
        self._syncer: _Syncer | None = None
        #: Steps that were written, or wait.
        self.steps = 0
        #: A step could not be put into words: what follows cannot be played without it.
        self._gap = False
        #: Why the last ones could not be written ("": all were).
        self.fault = ""

    def go_on(self, steps: int, length: int) -> None:
        """Go on behind the last good frame of a journal that was played; what is behind it is cut off."""
        self._open()
        assert self._file is not None
        os.ftruncate(self._file, length)
        os.lseek(self._file, length, os.SEEK_SET)
        self._length, self.steps = length, steps

    def append(self, step: ChangeSet) -> None:
        """Write a step."""
        if self._gap:
            return
        changes = step.changes
        try:
            if len(changes) <= _BATCH:
                self._write(pack(Part(step.label, False, [written(c) for c in changes])))
            else:
                for start in range(0, len(changes), _BATCH):
                    more = start + _BATCH < len(changes)
                    part = [written(c) for c in changes[start : start + _BATCH]]
                    self._write(pack(Part(step.label, more, part)))
        except UnicodeEncodeError as error:
            self._gap = True
            self._broken(f"a text holds something that is no character ({error.object[error.start]!r})")
            return
        self.steps += 1

    def note(self, note: Note) -> None:
        """Write a note."""
        if self._gap:
            return
        self._write(pack(Part("", False, [note])))
        self.steps += 1

    def begin_save(self) -> int:
        """The steps so far, which a save takes in."""
        with self._lock:
            self._since = []
            return self.steps

    def end_save(self, taken: int, path: Path, header: Header) -> None:
        """The save is done: what came since is the journal of the new state."""
        with self._lock:
            since, self._since = self._since or [], None
            old = self.path
            self._close()
            self.path, self._header = path, header
            self._pending = list(since)
            self.steps -= taken
            self.fault, self._gap = "", False
        if since:
            self._again()
        if old != path or not since:
            with contextlib.suppress(OSError):
                old.unlink()

    def abort_save(self) -> None:
        """The save failed: all stays as it was."""
        with self._lock:
            self._since = None

    def _broken(self, why: str) -> None:
        self.fault = f"What you do is not protected against a crash until you save: {why}."

    def _write(self, payload: bytes) -> None:
        frame = _FRAME.pack(len(payload), xxhash.xxh3_64_intdigest(payload)) + payload
        with self._lock:
            if self._since is not None:
                self._since.append(frame)
            if not self._pending:
                try:
                    self._put(frame)
                except OSError as error:
                    self._failed(error)
                else:
                    return
            self._pending.append(frame)
        self._again()

    def _again(self) -> None:
        with self._lock:
            try:
                while self._pending:
                    self._put(self._pending[0])
                    del self._pending[0]
                self.fault = ""
            except OSError as error:
                self._failed(error)

    def _failed(self, error: OSError) -> None:
        self._broken(f"{self.path.parent} cannot be written to ({error.strerror or error})")
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._length)
                os.lseek(self._file, self._length, os.SEEK_SET)

    def _put(self, frame: bytes) -> None:
        if self._file is None:
            self._create()
        assert self._file is not None
        done = os.write(self._file, frame)
        while done < len(frame):
            done += os.write(self._file, memoryview(frame)[done:])
        self._length += len(frame)
        assert self._syncer is not None
        self._syncer.wake.set()

    def _create(self) -> None:
        payload = msgspec.msgpack.encode(self._header)
        begin = MAGIC + _FRAME.pack(len(payload), xxhash.xxh3_64_intdigest(payload)) + payload
        beside = self.path.with_suffix(".new")
        with beside.open("wb") as file:
            beside.chmod(0o600)
            file.write(begin)
        beside.replace(self.path)
        self._open()
        self._length = len(begin)

    def _open(self) -> None:
        self._file = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        os.lseek(self._file, 0, os.SEEK_END)
        if self._syncer is None:
            self._syncer = _Syncer(self)

    def sync(self) -> None:
        """Wait until the disk has all of it."""
        with self._lock:
            if self._file is None:
                return
            file = os.dup(self._file)
        # Not under the lock: whoever edits must not wait for the disk.
        try:
            with contextlib.suppress(OSError):
                os.fsync(file)
        finally:
            os.close(file)

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def close(self, keep: bool) -> None:
        """End; with ``keep`` the file stays, to be played later."""
        if self._syncer is not None:
            self._syncer.end()
            self._syncer = None
        if keep:
            self.sync()
        with self._lock:
            written = self._file is not None
            self._close()
        if written and not keep:
            with contextlib.suppress(OSError):
                self.path.unlink()


class _Syncer(threading.Thread):
    """Has the disk take what was written, at most once a second."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(name="seqtool journal", daemon=True)
        self._journal = journal
        self.wake = threading.Event()
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while True:
            self.wake.wait()
            if self._ended.wait(SYNC):
                return
            self.wake.clear()
            if self._ended.is_set():
                return  # the end came just before the clearing, which took its call
            self._journal.sync()

    def end(self) -> None:
        """Stop."""
        self._ended.set()
        self.wake.set()
        self.join()


class Found:
    """A journal that was found: its header, and its steps to be played."""

    def __init__(self, path: Path, header: Header, start: int) -> None:
        self.path = path
        self.header = header
        #: End of the last whole step that was given.
        self.good = start
        #: What is wrong behind it: "", "torn" (the last frame was not finished) or "damaged".
        self.fault = ""
        self.size = path.stat().st_size

    def __iter__(self) -> Iterator[list[Part]]:
        """Whole steps, one after the other, until the end or the first fault."""
        self.fault = ""
        step: list[Part] = []
        with self.path.open("rb") as file:
            file.seek(self.good)
            while True:
                payload, self.fault = _frame(file, self.size)
                if payload is None:
                    break
                try:
                    step.append(unpack(payload))
                except (msgspec.DecodeError, UnicodeDecodeError):
                    self.fault = "damaged"
                    break
                if not step[-1].more:
                    yield step
                    self.good = file.tell()
                    step = []
        if step and not self.fault:
            self.fault = "torn"


def _frame(file: BinaryIO, size: int) -> tuple[bytes | None, str]:
    head = file.read(_FRAME.size)
    if not head:
        return None, ""
    if len(head) < _FRAME.size:
        return None, "torn"
    length, checksum = _FRAME.unpack(head)
    if length > size - file.tell():
        return None, "torn"
    payload = file.read(length)
    if xxhash.xxh3_64_intdigest(payload) != checksum:
        return None, "torn" if file.tell() == size else "damaged"
    return payload, ""


def read(path: Path) -> Found | None:
    """A journal; None where there is none, or nothing in it can be read."""
    with contextlib.suppress(OSError, msgspec.DecodeError), path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return None
        payload, _ = _frame(file, path.stat().st_size)
        if payload is None:
            return None
        header = msgspec.msgpack.decode(payload, type=Header)
        return Found(path, header, file.tell()) if header.format == FORMAT else None
    return None
