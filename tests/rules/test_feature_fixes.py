"""Each fix that a feature or qualifier rule offers takes its own finding away and makes no error."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
from notation import Seq, parse
from support import ROOT

from seqtool.edit.fixes import Wanted, apply_to_entry
from seqtool.model import Entry, Feature, Qualifier, Residues, Sequence
from seqtool.rules import Severity, catalogue
from seqtool.spec import standard
from seqtool.validate.cell import Hit
from seqtool.validate.engine import Engine, Settings

OWN = [r for r in catalogue().values() if r.code[0] in "FQ"]
FAILING = re.compile(r"^```listing fail[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(p for p in (ROOT / "resources" / "rules").glob("[FQ]*.md"))


def entry(seq: Seq) -> Entry:
    features = tuple(
        Feature(f.key, f.location, tuple(Qualifier(q.name, q.value, q.non_english, q.id) for q in f.quals))
        for f in seq.feats
    )
    return Entry(Sequence(seq.moltype, Residues(seq.residues), features))


def hits(one: Entry) -> list[Hit]:
    engine = Engine(OWN, Settings(today=datetime.date(2026, 6, 30)), standard())
    return engine.check(one.sequence)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_fixes_mend(page: Path) -> None:
    for text in FAILING.findall(page.read_text(encoding="utf-8")):
        for seq in parse(text).sequences:
            if seq.skipped:
                continue
            before = entry(seq)
            found = hits(before)
            count = Counter(hit.rule.code for hit in found)
            errors = sum(hit.rule.severity is Severity.ERROR for hit in found)
            for hit in found:
                if hit.fault.fix is None:
                    continue
                wanted = Wanted(hit.rule.code, hit.fault.fix, hit.feature, hit.qualifier)
                after, changes = apply_to_entry(before, [wanted])
                assert changes
                left = hits(after)
                assert Counter(h.rule.code for h in left)[hit.rule.code] < count[hit.rule.code], hit
                if hit.fault.fix.safe:
                    assert sum(h.rule.severity is Severity.ERROR for h in left) <= errors, hit
