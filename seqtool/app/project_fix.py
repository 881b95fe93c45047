"""Use case: apply the mends that rules offer to a project, as one step."""

from __future__ import annotations

from collections import Counter

import msgspec

from seqtool.app.check import check
from seqtool.app.fix import ROUNDS, Choice
from seqtool.app.project import Outcome, edited
from seqtool.app.waivers import identity
from seqtool.edit.operations.fixes import Mend, apply_fixes
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Session
from seqtool.model.document import Document
from seqtool.task import Task
from seqtool.validate.collect import Finding


class Mended(msgspec.Struct, frozen=True):
    """One field that was changed. ``sequence`` None: the general information; features and qualifiers count from 1."""

    code: str
    label: str
    sequence: int | None
    feature: int | None
    qualifier: int | None
    field: str
    before: str | None
    after: str | None


class Fixed(Outcome, kw_only=True):
    """What was mended, and what is left to be confirmed."""

    changes: list[Mended]
    #: Rule → how many mends wait for a word, since they change what is disclosed or stated.
    offers: dict[str, int]


def fix(
    path: str,
    choice: Choice,
    *,
    profile: str | None = None,
    task: Task | None = None,
    take_over: bool = False,
    dry_run: bool = False,
) -> Fixed:
    """Apply fixes; those of findings that are waived are left alone.

    A mend may uncover the next fault of the same field, so it goes in rounds until nothing is left.

    Raises:
        EditError: a mend cannot be applied.
    """
    changes: list[Mended] = []
    offers: Counter[str] = Counter()

    def work(session: Session) -> Report:
        report = Report()
        document = session.document
        for _ in range(ROUNDS):
            found = check(document, profile=profile, max_per_rule=0, task=task).findings
            open_ = [one for one in found if one.fix and identity(document, one) not in document.waivers]
            offers.clear()
            offers.update(one.code for one in open_ if not choice.takes(one.code, one.fix))
            mends = [_mend(document, one) for one in open_ if choice.takes(one.code, one.fix)]
            if not mends:
                break
            done = apply_fixes(session, mends)
            report += done.report
            for key, change in done.changes:
                number = None if key is None else document.order.index(key) + 1
                changes.append(
                    Mended(
                        change.code,
                        change.label,
                        number,
                        None if change.feature is None else change.feature + 1,
                        None if change.qualifier is None else change.qualifier + 1,
                        change.field,
                        change.before,
                        change.after,
                    )
                )
            if not done.changes:
                break
        return report

    outcome = edited(path, "Apply fixes", work, take_over=take_over, dry_run=dry_run)
    named = {name: getattr(outcome, name) for name in Outcome.__struct_fields__}
    return Fixed(**named, changes=changes, offers=dict(offers))


def _mend(document: Document, one: Finding) -> Mend:
    place = one.position
    key = document.order[place - 1] if 1 <= place <= len(document.order) else None
    assert one.fix is not None
    return Mend(key, one.code, one.fix, one.feature, one.qualifier)
