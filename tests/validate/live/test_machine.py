"""Whatever is done to a project, live validation, validation of the project and of the written file agree."""

from __future__ import annotations

import contextlib
import datetime
import io
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutate import mutant

from seqtool.app.check import check
from seqtool.app.live import live
from seqtool.app.validate import Options, validate
from seqtool.app.waivers import waive
from seqtool.edit.operations.features import delete_features, move_feature
from seqtool.edit.operations.molecule import set_molecule_type
from seqtool.edit.operations.order import create, delete, move, skip, unskip
from seqtool.edit.operations.residues import replace_residues
from seqtool.edit.operations.reverse import reverse_complement_sequence
from seqtool.edit.session import EditError
from seqtool.errors import OutputError
from seqtool.io.st26.writer import ListingWriter
from seqtool.model.document import GENERAL, SETTINGS
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.store.project import Project
from seqtool.validate.collect import Finding
from seqtool.validate.live import LiveValidator

TODAY = datetime.date(2026, 6, 30)
NUMBERS = st.integers(0, 1 << 16)
LETTERS = st.sampled_from(["", "a", "acgt", "n", "K", "u", "acgtnnnnacgt", "-"])


def plain(findings: list[Finding]) -> Counter[bytes]:
    return Counter(
        msgspec.json.encode(msgspec.structs.replace(finding, line=None, column=None)) for finding in findings
    )


class Projects(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.cache = self.folder / "cache"
        self.project = Project.new(self.folder / "x.seqproj", cache=self.cache)
        self.validator: LiveValidator = live(self.project.session, today=TODAY)

    def teardown(self) -> None:
        self.project.close(discard=True)
        shutil.rmtree(self.folder)

    def key(self, number: int) -> int:
        order = self.project.document.order
        return order[number % len(order)]

    def some(self) -> bool:
        return bool(self.project.document.order)

    @initialize(seed=NUMBERS)
    def begin(self, seed: int) -> None:
        self.add(seed, 0)
        self.head(seed)

    @rule(seed=NUMBERS, at=NUMBERS)
    def add(self, seed: int, at: int) -> None:
        with self.project.session.edit("add") as edit:
            place = at % (len(self.project.document.order) + 1)
            edit.extend([Draft(entry.sequence) for entry in mutant(seed)[2][:4]], place)

    @rule(seed=NUMBERS)
    def head(self, seed: int) -> None:
        with self.project.session.edit("general") as edit:
            edit.put(GENERAL, DraftGeneral.of(mutant(seed)[0]))

    @rule(name=st.sampled_from(["wipo", "uspto", "published"]))
    def profile(self, name: str) -> None:
        with self.project.session.edit("settings") as edit:
            document = self.project.document
            edit.put(SETTINGS, msgspec.structs.replace(document.settings, profile=name))

    @precondition(some)
    @rule(number=NUMBERS, other=NUMBERS, verb=st.integers(0, 9), letters=LETTERS)
    def verb(self, number: int, other: int, verb: int, letters: str) -> None:
        session, key = self.project.session, self.key(number)
        sequence = session.document.draft(key).sequence
        length, features = sequence.residues.length, len(sequence.features)
        start, end = sorted((number % (length + 1), other % (length + 1)))
        verbs = (
            lambda: replace_residues(session, key, start, min(end, start + 3), letters),
            lambda: move(session, [key], other % len(session.document.order)),
            lambda: delete(session, [key], named_elsewhere="release"),
            lambda: skip(session, [key], named_elsewhere="release"),
            lambda: unskip(session, [key]),
            lambda: create(session, at=number % (len(session.document.order) + 1)),
            lambda: set_molecule_type(session, [key], ("DNA", "RNA", "AA")[other % 3]),
            lambda: reverse_complement_sequence(session, key),
            lambda: delete_features(session, key, [other % max(1, features)]),
            lambda: move_feature(session, key, number % max(1, features), other % max(1, features)),
        )
        with contextlib.suppress(EditError):
            verbs[verb]()

    @rule()
    def undo(self) -> None:
        self.project.session.undo()

    @rule()
    def redo(self) -> None:
        self.project.session.redo()

    @rule()
    def slice_of_work(self) -> None:
        self.validator.step(0)

    @rule(number=NUMBERS)
    def waive_one(self, number: int) -> None:
        self.validator.step(None)
        found = self.validator.findings
        if found:
            waive(self.project.session, found[number % len(found)], "seen")

    @rule()
    def save_and_reopen(self) -> None:
        self.project.save()
        self.project.close()
        self.project = Project.open(self.folder / "x.seqproj", cache=self.cache)
        self.validator = live(self.project.session, today=TODAY)

    @invariant()
    def agree(self) -> None:
        if random.random() < 0.4:
            return  # several edits at once
        document = self.project.document
        assert self.validator.step(None)
        assert self.validator.done
        found = plain(self.validator.findings)
        whole = check(document, max_per_rule=0, today=TODAY)
        assert found == plain(whole.findings), (found - plain(whole.findings), plain(whole.findings) - found)
        assert self.validator.counts == whole.counts
        out = io.BytesIO()
        try:
            writer = ListingWriter(out, document.general.stated(), total=len(document))
            for _, draft in document.drafts():
                writer.write(draft.sequence)
            writer.close()
        except OutputError:
            return
        options = Options(profile=document.settings.profile, max_per_rule=0, today=TODAY)
        of_file = plain(validate(out.getvalue(), options, file="-").findings)
        assert found == of_file, (found - of_file, of_file - found)


TestProjects = Projects.TestCase
TestProjects.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
