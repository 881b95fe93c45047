"""Half a surrogate pair, as a paste may leave it, is found when the project is saved; until then validation goes on."""

from __future__ import annotations

from seqtool.app.live import live
from seqtool.edit.session import Session
from seqtool.model import Name, Title
from seqtool.model.document import GENERAL
from seqtool.model.draft import DraftGeneral


def test_it_does_not_end_validation() -> None:
    one = Session()
    validator = live(one)
    with one.edit("title") as edit:
        edit.put(GENERAL, DraftGeneral(titles=(Title("x\udcff", "en"),), applicants=(Name("A\ud800", "en"),)))
    assert validator.step(None)
    assert validator.findings
    one.undo()
    assert validator.step(None)
