"""The row of the project file: opened, saved, edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data_files import DATA, Sizes, made
from measure import python
from rows import MB, Check, Row, alternate

_INSIDE = "inside_project.py"


def project(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """100,000 mixed sequences, and one sequence of 50 Mbp with 50,000 features."""
    many = made(f"{sizes.label}mixed.xml", "mixed", sizes.mixed)
    long = made(
        f"{sizes.label}long-{sizes.features}.xml", "chromosome", sizes.long, "--features", sizes.features
    )
    for listing, title, bounds in (
        (many, f"Project of {sizes.mixed:,} mixed sequences", True),
        (long, f"Project of one sequence of {sizes.long:,} residues with {sizes.features:,} features", False),
    ):
        path = DATA / f"{listing.stem}.seqproj"
        take = alternate(1, from_listing=python(_INSIDE, "take", listing, path))[0]
        floor, save, open_, load, edit, journal, again = series = alternate(
            rounds,
            copy=python(_INSIDE, "copy", path),
            first_save=python(_INSIDE, "save", listing, path),
            first_rows=python(_INSIDE, "open", path),
            all_records=python(_INSIDE, "load", path),
            edits=python(_INSIDE, "edit", path),
            journal=python(_INSIDE, "journal", path),
            save_after_edits=python(_INSIDE, "again", path),
        )
        yield Row(
            "project" if bounds else "project-long",
            title,
            {"bytes of the listing": listing.stat().st_size, "bytes": path.stat().st_size},
            [take, *series],
            [
                Check("from a listing, saved", take.least("inside"), 12.0 if bounds else None, "s"),
                Check("memory of that", take.memory, 500 * MB if bounds else None, "MB"),
                Check("open to first rows", open_.least("inside"), 1.0, "s"),
                Check("open with all records", load.least("inside"), None, "s"),
                Check("memory with all records", load.memory, None, "MB"),
                Check("first save", save.least("inside"), None, "s"),
                Check(
                    "first save to copying the file", save.least("inside") / floor.least("inside"), None, "×"
                ),
                Check("save after 1,000 edits", again.least("inside"), None, "s"),
                Check("1,000 edits of a letter", edit.least("inside"), 1.0, "s"),
                Check("the journal of 1,000 edits", journal.least("inside"), 0.02, "s"),
            ],
        )
        path.unlink()


PROJECTS: dict[str, Callable[[Sizes, int], Iterator[Row]]] = {"project": project}
