"""Runs one process and says what it took: wall clock, processor time, peak memory of it and its children."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO, Any

HERE = Path(__file__).resolve().parent
#: Between two looks at the memory of the processes a subject has started.
_LOOK = 0.02


@dataclass
class Run:
    """One process that ended. Times in seconds, memory in bytes."""

    wall: float
    cpu: float
    memory: int
    status: int
    out: str
    err: str


def python(script: str, *arguments: object) -> list[str]:
    """The command of a script of this folder."""
    return [sys.executable, str(HERE / script), *map(str, arguments)]


def program(*arguments: object) -> list[str]:
    """The command of seqtool: the installed program, or the package where it is not installed."""
    installed = Path(sys.executable).with_name("seqtool")
    start = [str(installed)] if installed.exists() else [sys.executable, "-m", "seqtool"]
    return [*start, *map(str, arguments)]


def run(command: list[str], *, timeout: float = 3600) -> Run:
    """Run to the end in a fresh process.

    Memory is the kernel's own peak for one process. Where the process starts
    others (``--jobs``), it is the sum of the peaks of all of them, which is at
    least what they held together at any time.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        family = _Family(process.pid)
        watch = threading.Timer(timeout, process.kill)
        watch.start()
        family.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        unit = 1 if sys.platform == "darwin" else 1024
        memory = usage.ru_maxrss * unit + family.stop()
        # The times of a process that ended hold those of its children.
        return Run(
            wall,
            usage.ru_utime + usage.ru_stime,
            memory,
            process.returncode,
            _text(out),
            _text(err),
        )


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(1 << 24).decode("utf-8", "replace")


class _Family(threading.Thread):
    """Looks at the descendants of a process for their peaks (Linux; elsewhere they count as nothing)."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._peaks: dict[int, int] = {}
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(_LOOK):
            for pid in _below(self._root):
                self._peaks[pid] = max(self._peaks.get(pid, 0), _peak(pid))

    def stop(self) -> int:
        """The sum of the peaks, in bytes."""
        self._done.set()
        self.join()
        return sum(self._peaks.values())


def _below(pid: int) -> list[int]:
    found = []
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *_below(child)]
    except OSError:
        pass  # it ended meanwhile
    return found


def _peak(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


@dataclass
class Series:
    """What the rounds of one command took."""

    name: str
    runs: list[Run] = field(default_factory=list)
    #: Seconds of the loop alone, as the process itself said.
    inside: list[float] = field(default_factory=list)

    def least(self, what: str = "wall") -> float:
        """Smallest of the rounds; of ``inside`` where the process gave it."""
        return min(self._all(what))

    def middle(self, what: str = "wall") -> float:
        """Median of the rounds."""
        return median(self._all(what))

    @property
    def memory(self) -> int:
        """Largest peak of the rounds, in bytes."""
        return max(r.memory for r in self.runs)

    def _all(self, what: str) -> list[float]:
        return self.inside if what == "inside" else [getattr(r, what) for r in self.runs]

    def data(self) -> dict[str, Any]:
        """For the JSON file."""
        numbers: dict[str, Any] = {
            "wall": [round(r.wall, 4) for r in self.runs],
            "cpu": [round(r.cpu, 4) for r in self.runs],
            "memory": [r.memory for r in self.runs],
            "status": sorted({r.status for r in self.runs}),
        }
        if self.inside:
            numbers["inside"] = [round(x, 4) for x in self.inside]
        return numbers
