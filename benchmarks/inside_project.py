"""Processes for the row of the project file, timed from within like those of ``inside.py``.

python benchmarks/inside_project.py copy PROJECT             the bytes of a project copied and flushed: the floor of a save
python benchmarks/inside_project.py take LISTING PROJECT     a listing becomes a project in memory, with its journal
python benchmarks/inside_project.py save LISTING PROJECT     and its first save alone
python benchmarks/inside_project.py open PROJECT             opened until the rows of the list are there
python benchmarks/inside_project.py load PROJECT             and until all records are in memory
python benchmarks/inside_project.py edit PROJECT             1,000 edits of one letter, journal included
python benchmarks/inside_project.py journal PROJECT          the journal of these edits alone
python benchmarks/inside_project.py again PROJECT            the save after these edits
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seqtool.model.changes import ChangeSet
    from seqtool.store import Project

Numbers = dict[str, float | int]
EDITS = 1_000


def copy(path: Path, _cache: Path) -> Numbers:
    """What a save costs at least."""
    other = path.with_name("copy-" + path.name)
    started = time.perf_counter()
    with path.open("rb") as source, other.open("wb") as target:
        while block := source.read(1 << 20):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    seconds = time.perf_counter() - started
    other.unlink()
    return {"seconds": seconds}


def _taken(listing: Path, cache: Path) -> tuple[Project, float]:
    from seqtool.io.st26.reader import ListingReader
    from seqtool.model.draft import Draft
    from seqtool.store import Project

    started = time.perf_counter()
    project = Project.new(cache=cache)
    with ListingReader(listing) as reader, project.session.edit("import") as edit:
        edit.extend(Draft(block.entry.sequence) for block in reader if block.entry is not None)
    return project, time.perf_counter() - started


def take(listing: Path, path: Path, cache: Path) -> Numbers:
    """Read, one step, journal, save."""
    project, seconds = _taken(listing, cache)
    started = time.perf_counter()
    project.save_as(path, overwrite=True)
    return {"seconds": seconds + time.perf_counter() - started, "sequences": len(project.document)}


def save(listing: Path, path: Path, cache: Path) -> Numbers:
    """The first save."""
    project, _ = _taken(listing, cache)
    started = time.perf_counter()
    project.save_as(path, overwrite=True)
    return {"seconds": time.perf_counter() - started, "sequences": len(project.document)}


def open_(path: Path, cache: Path) -> Numbers:
    """To the first rows."""
    from seqtool.store import Project

    started = time.perf_counter()
    project = Project.open(path, cache=cache)
    rows = len(project.rows())
    seconds = time.perf_counter() - started
    project.close()
    return {"seconds": seconds, "rows": rows}


def load(path: Path, cache: Path) -> Numbers:
    """To the last record."""
    from seqtool.store import Project

    started = time.perf_counter()
    project = Project.open(path, cache=cache)
    project.fill()
    seconds = time.perf_counter() - started
    project.close()
    return {"seconds": seconds}


def _edited(path: Path, cache: Path) -> tuple[Project, list[ChangeSet], float]:
    from msgspec.structs import replace

    from seqtool.store import Project

    project = Project.open(path, cache=cache)
    document, steps = project.document, list["ChangeSet"]()
    key = document.order[len(document) // 2]
    document.draft(key)
    project.session.follow(steps.append)
    started = time.perf_counter()
    for number in range(EDITS):
        sequence = document.draft(key).sequence
        at = number * 7_919 % max(1, sequence.residues.length)
        new = "t" if sequence.residues.slice(at, at + 1) == "a" else "a"
        with project.session.edit("letter") as edit:
            edit.sequence(key, replace(sequence, residues=sequence.residues.replace(at, at + 1, new)))
    return project, steps, time.perf_counter() - started


def edit(path: Path, cache: Path) -> Numbers:
    """Edits with all that follows them."""
    project, _, seconds = _edited(path, cache)
    project.close(discard=True)
    return {"seconds": seconds, "edits": EDITS}


def journal(path: Path, cache: Path) -> Numbers:
    """The same change sets to a journal of their own."""
    from seqtool.store import journal as room

    project, steps, _ = _edited(path, cache)
    header = room.Header(project="", state="", path=None, process=0, machine="", started="", time="")
    other = room.Journal(cache / "benchmark.journal", header)
    started = time.perf_counter()
    for step in steps:
        other.append(step)
    seconds = time.perf_counter() - started
    other.close(keep=False)
    project.close(discard=True)
    return {"seconds": seconds, "edits": len(steps)}


def again(path: Path, cache: Path) -> Numbers:
    """What changed into the copy, the copy in the place of the file."""
    project, _, _ = _edited(path, cache)
    started = time.perf_counter()
    project.save()
    seconds = time.perf_counter() - started
    project.close()
    return {"seconds": seconds}


def main() -> None:
    """One of the functions above, with a cache folder of its own."""
    name, *paths = sys.argv[1:]
    work = {
        "copy": copy,
        "take": take,
        "save": save,
        "open": open_,
        "load": load,
        "edit": edit,
        "journal": journal,
        "again": again,
    }
    with tempfile.TemporaryDirectory(dir=Path(paths[-1]).parent) as cache:
        print(json.dumps(work[name](*map(Path, paths), Path(cache))))  # type: ignore[operator]


if __name__ == "__main__":
    main()
