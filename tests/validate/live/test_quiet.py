"""Values of a sequence that are known where all its features are quiet."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mutate import mutant

from seqtool.model import Feature, Qualifier, Sequence
from seqtool.rules import catalogue
from seqtool.rules.screens import OF_QUIET, quiet
from seqtool.rules.values import ABSENT
from seqtool.spec import standard
from seqtool.validate.engine import Engine, Settings


def test_quiet_features_give_these_values() -> None:
    engine = Engine(catalogue().values(), Settings(today=datetime.date(2026, 6, 30)), standard())
    asked = 0
    for seed in range(150):
        for entry in mutant(seed)[2]:
            sequence = entry.sequence
            features = tuple(feature for feature in sequence.features if quiet(feature))
            if sequence.skipped or sequence.molecule_type not in ("DNA", "RNA", "AA"):
                continue
            part = Sequence(sequence.molecule_type, sequence.residues, features)
            context = engine._cell.context(part, entry.declared, 1)
            for name, value in OF_QUIET.items():
                assert context[name] == value or (context[name] is ABSENT and value is ABSENT)
            asked += bool(features)
    assert asked > 100


def test_features_that_speak_of_others_are_not_quiet() -> None:
    for feature in (
        Feature("modified_base", "1", ()),
        Feature("MOD_RES", "1", ()),
        Feature("misc_feature", "1..4", (Qualifier("note", "DNA"),)),
    ):
        assert not quiet(feature)
    assert quiet(Feature("misc_feature", "1..4", (Qualifier("note", "a loop"),)))
