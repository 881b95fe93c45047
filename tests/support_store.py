"""Projects for the tests: a script of edits that depends on nothing but the number of the edit."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from msgspec.structs import replace

from seqtool.edit.session import Session
from seqtool.model import Feature, Name, Qualifier, Residues, Sequence, Title
from seqtool.model.document import GENERAL, SETTINGS, TEXTS, WAIVER
from seqtool.model.draft import Draft, Translations, Waiver
from seqtool.store import Project


def draft(text: str = "acgtacgtacgt", *notes: str, name: str = "") -> Draft:
    features = tuple(Feature("misc_feature", "1..4", (Qualifier("note", note, "ノート"),)) for note in notes)
    return Draft(Sequence("DNA", Residues(text), features), name, "for the tests")


def filled(project: Project) -> None:
    """One of everything."""
    with project.session.edit("everything") as edit:
        edit.extend([draft("acgt" * n, f"n{n}", name=f"clone {n}") for n in range(3, 40)])
        edit.add(Draft(Sequence("AA", Residues(), (), True), "skipped"))
        edit.add(Draft(Sequence("DNA", Residues("acgtn" * 30_000), (Feature("gene", "join(1..2,5..9)"),))), 2)
        many = tuple(
            Feature("misc_feature", f"{n}", (Qualifier("note", f"q{n}", id=f"q{n}"),))
            for n in range(1, 2_600)
        )
        edit.add(Draft(Sequence("RNA", Residues("acgu" * 1_000), many)))
        general = replace(
            project.document.general,
            applicants=(Name("Ünal GmbH", "de"), Name("応用", "ja", "Oyo")),
            primary_applicant=1,
            titles=(Title("A <b> & “c”", "en"),),
        )
        edit.put(GENERAL, general)
        edit.put(SETTINGS, replace(project.document.settings, languages=("ja", "de")))
        edit.put(f"{TEXTS}ja", Translations("ja", {"note": "ノート"}))
        edit.put(f"{WAIVER}abc", Waiver(fingerprint="abc", code="S001", reason="seen", date="2026-01-01"))


def scripted(session: Session, number: int) -> None:
    """The edit of this number: the same on the same document."""
    chance = random.Random(number)
    document = session.document
    what = chance.random()
    total = len(document)
    with session.edit(f"edit {number}") as edit:
        general = document.general
        # Each edit leaves its number, so that it can be seen how many were done.
        edit.put(GENERAL, replace(general, file_reference=str(number)))
        if what < 0.3 or total < 3:
            edit.add(draft("acgt" * chance.randint(3, 20), f"note {number}"), chance.randint(0, total))
        elif what < 0.6:
            key = document.order[chance.randrange(total)]
            sequence = document.draft(key).sequence
            at = chance.randint(0, sequence.residues.length)
            edit.sequence(key, replace(sequence, residues=sequence.residues.replace(at, at, "nn")))
        elif what < 0.8:
            key = document.order[chance.randrange(total)]
            sequence = document.draft(key).sequence
            made = Feature("misc_feature", str(number), (Qualifier("note", f"of {number}"),))
            edit.sequence(key, replace(sequence, features=(*sequence.features, made)))
        elif what < 0.9:
            edit.remove([chance.randrange(total)])
        else:
            place = chance.randrange(total)
            key = document.order[place]
            edit.splice(place, 1)
            edit.splice(chance.randrange(total), 0, (key,))


def work(path: Path, cache: Path, until: int) -> None:
    """What the killed process does: go on with the script, save now and then, say each edit that is done."""
    with Project.open(path, cache=cache) as project:
        number = int(project.document.general.file_reference or "0")
        while number < until:
            number += 1
            scripted(project.session, number)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            if number % 37 == 0:
                project.save()
        project.save()


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
