"""What all rules on the text of a location share: picking an issue and offering the mended location."""

from __future__ import annotations

from collections.abc import Callable

from seqtool.insdc.location import MENDED, IssueKind, LocationIssue, LocationReading
from seqtool.rules.core import Edit, Fault, Fix, fault

#: Mends that change neither a residue number nor what the location means.
_SAFE = frozenset({"same-ends", "upper-case-operator"})


def mend(written: str, reading: LocationReading) -> Fix | None:
    """The legal form of what was meant, where that is clear."""
    if reading.tree is None or not all(issue.kind in MENDED for issue in reading.issues):
        return None
    text = reading.tree.text
    if text == written:
        return None
    safe = all(_is_safe(issue, written) for issue in reading.issues)
    return Fix(f"Write the location as {text}", (Edit("location", text),), safe=safe)


def _is_safe(issue: LocationIssue, written: str) -> bool:
    if issue.kind == "white-space":
        return not inner_white_space(written)
    return issue.kind in _SAFE


def inner_white_space(written: str) -> bool:
    """Whether there is white space between the first and the last sign."""
    return len(written.split()) > 1


def outer_white_space(written: str) -> bool:
    """Whether the text begins or ends with white space."""
    return written != written.strip()


def told(written: str, reading: LocationReading, issue: LocationIssue) -> Fault:
    """The fault of an issue: its place in the text, what stands there and what was expected."""
    return fault(
        written,
        at=issue.offset + 1,
        found=issue.found or "the end",
        expected=issue.expected,
        fix=mend(written, reading),
    )


def issue_of(kind: IssueKind) -> Callable[[str, LocationReading], Fault | None]:
    """A rule's function that speaks when a location has an issue of this kind: once for each feature."""

    def check(location_text: str, flawed: LocationReading) -> Fault | None:
        for issue in flawed.issues:
            if issue.kind == kind:
                return told(location_text, flawed, issue)
        return None

    return check
