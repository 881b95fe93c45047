"""One verb over a whole project, timed from within: what names a sequence follows its number in the same step.

python benchmarks/inside_verbs.py VERB SEQUENCES

A tenth of the sequences has a coding sequence that names a protein, another tenth cites
a SEQ ID NO in a note. ``first`` is a verb on a project just opened, which must be read once.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable

from seqtool.edit.operations.compare import differences, digest
from seqtool.edit.operations.find import Search, find, replace_found
from seqtool.edit.operations.imports import paste, take_in
from seqtool.edit.operations.order import insert, move_down, skip
from seqtool.edit.session import Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.draft import Draft

Work = Callable[[Session, list[Draft]], object]


def drafts(count: int) -> list[Draft]:
    """Coding sequences, others, and at the end the proteins."""
    tenth = count // 10
    made: list[Draft] = []
    for number in range(1, count + 1):
        protein = number > count - tenth
        length, kind, what = (99, "AA", "protein") if protein else (300, "DNA", "genomic DNA")
        names = (Qualifier("mol_type", what), Qualifier("organism", "Homo sapiens"))
        features = [Feature("source", f"1..{length}", names)]
        if number <= tenth:
            own = (Qualifier("protein_id", str(count - tenth + number)), Qualifier("translation", "M" * 99))
            features.append(Feature("CDS", "1..300", own))
        elif not protein:
            text = f"clone {number}" + (f", see SEQ ID NO: {number + 1}" if number <= 2 * tenth else "")
            features.append(Feature("misc_feature", "1..20", (Qualifier("note", text),)))
        made.append(Draft(Sequence(kind, Residues("M" * 99 if protein else "acgt" * 75), tuple(features))))
    return made


def _first(one: Session, _: list[Draft]) -> object:
    return insert(one, [Draft(Sequence("DNA", Residues("acgtacgtac")))], 1)


def _again(one: Session, them: list[Draft]) -> float:
    _first(one, them)
    started = time.perf_counter()
    _first(one, them)
    return time.perf_counter() - started


def _step(one: Session, _: list[Draft]) -> float:
    key = one.document.order[len(one.document) // 2]
    move_down(one, [key])
    started = time.perf_counter()
    move_down(one, [key])
    return time.perf_counter() - started


def _undo(one: Session, them: list[Draft]) -> float:
    _first(one, them)
    started = time.perf_counter()
    one.undo()
    return time.perf_counter() - started


def _skip(one: Session, them: list[Draft]) -> object:
    count = len(them)
    return skip(one, one.document.order[count - count // 10 :], named_elsewhere="release")


def _replace(one: Session, _: list[Draft]) -> object:
    return replace_found(one, find(one.document, Search(text="clone"), "isolate"))


def _paste(one: Session, them: list[Draft]) -> object:
    other = Session()
    with other.edit("new") as edit:
        edit.extend(them[:100])
    tenth = len(them) // 10
    return paste(
        other, one.document, f"1-{tenth // 2},{len(them) - tenth + 1}-{len(them) - tenth // 2}", at=1
    )


WORK: dict[str, Work] = {
    "first": _first,
    "again": _again,
    "step": _step,
    "undo": _undo,
    "skip": _skip,
    "replace": _replace,
    "take": lambda _, them: take_in(Session(), them),
    "paste": _paste,
    "digest": lambda one, _: digest(one.document),
    "differences": lambda one, them: differences(one.document, drafts_of(them)),
}


def drafts_of(them: list[Draft]) -> list[Sequence]:
    """The same sequences, none of them the same object."""
    return [draft.sequence for draft in drafts(len(them))]


def main() -> None:
    """One verb; a figure it gives itself is that of the part that counts."""
    name, count = sys.argv[1], int(sys.argv[2])
    them = drafts(count)
    one = Session()
    with one.edit("new") as edit:
        edit.extend(them)
    one.history.clear()
    gc.collect()
    started = time.perf_counter()
    found = WORK[name](one, them)
    seconds = found if isinstance(found, float) else time.perf_counter() - started
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main()
