"""Use case: findings that their author has seen and left, with the reason; they stay in every report.

A waiver holds by the identity of a finding: rule, sequence (wherever it moves),
key, location, qualifier and value. Where one of these changes, it is another
finding. Nothing is hidden, and an error that is waived is still an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.model.document import WAIVER, Document
from seqtool.model.draft import Waiver
from seqtool.rules import Severity
from seqtool.validate.collect import Finding, fingerprint
from seqtool.validate.live import LiveFinding

_LONGEST = 2_000


def identity(document: Document, found: Finding | LiveFinding) -> str:
    """What a waiver of the finding is kept by."""
    if isinstance(found, LiveFinding):
        return found.identity
    place = found.position
    key = document.order[place - 1] if 1 <= place <= len(document.order) else 0
    return fingerprint(found, key)


def waive(
    session: Session, found: Finding | LiveFinding, reason: str, *, by: str = "", now: datetime | None = None
) -> Report:
    """Acknowledge a finding of the project.

    Raises:
        EditError: no reason is given, or a very long one.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise EditError("Say why the finding may stand: the reason is shown beside it in every report.")
    if len(reason) > _LONGEST:
        raise EditError(f"The reason has {len(reason):,} characters; keep it to {_LONGEST:,}.")
    finding = found.finding if isinstance(found, LiveFinding) else found
    mark = identity(session.document, found)
    date = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    with session.edit(f"Waive {finding.code}") as edit:
        edit.put(WAIVER + mark, Waiver(fingerprint=mark, code=finding.code, reason=reason, date=date, by=by))
    notes: tuple[str, ...] = ()
    if finding.severity is Severity.ERROR:
        said = (
            f"{finding.code} is an error and stays one: a listing is generated in spite of it only on explicit "
            "demand, and its receipt says so."
        )
        notes = (said,)
    return Report(notes=notes)


def unwaive(session: Session, found: Finding | LiveFinding | Waiver) -> Report:
    """Take a waiver back.

    Raises:
        EditError: the finding is not waived.
    """
    mark = found.fingerprint if isinstance(found, Waiver) else identity(session.document, found)
    if WAIVER + mark not in session.document.records:
        raise EditError("The finding is not waived.")
    with session.edit("Take a waiver back") as edit:
        edit.drop(WAIVER + mark)
    return Report()


def waived(document: Document, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Waiver]]:
    """Those of the findings that are waived, with their waivers."""
    waivers = document.waivers
    if waivers:
        for finding in findings:
            found = waivers.get(identity(document, finding))
            if found is not None:
                yield finding, found


def reasons(document: Document, findings: Iterable[Finding]) -> dict[str, str]:
    """Why findings are waived, by the fingerprint that reports show."""
    return {fingerprint(finding): waiver.reason for finding, waiver in waived(document, findings)}
