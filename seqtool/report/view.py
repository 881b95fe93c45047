"""A finding as a person or a program reads it: texts made, indices 1-based, strangers' text made safe."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec

from seqtool.messages import Texts, shorten
from seqtool.rules import Severity, catalogue
from seqtool.validate.collect import AFTER, Finding, fingerprint

#: Indices, lines and columns begin at 1.
Ordinal = Annotated[int, msgspec.Meta(ge=1)]


_NONE: Mapping[str, str] = MappingProxyType({})


class FeatureView(msgspec.Struct, frozen=True):
    """The feature at fault; ``index`` is 1-based."""

    index: Ordinal
    key: str | None
    location: str | None


class FixView(msgspec.Struct, frozen=True):
    """The mend on offer; *safe* fixes change nothing that is disclosed."""

    id: str
    label: str
    safe: bool


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of the schema ``seqtool-report/1``."""

    code: str
    name: str
    severity: Severity
    message: str
    paragraph: str | None
    sequence_id: int | None
    element: str | None
    feature: FeatureView | None
    qualifier: str | None
    value: str | None
    line: Ordinal | None
    column: Ordinal | None
    fix: str | None
    mend: str
    basis: str
    position: Ordinal | None
    qualifier_index: Ordinal | None
    fingerprint: str
    waived: bool = False
    fix_detail: FixView | None = None

    @property
    def place(self) -> str:
        """Where, in words: ``SEQ ID NO 5, feature 2 (CDS 1..15), qualifier translation``."""
        parts = [self.place_inside] if self.place_inside else []
        if self.sequence_id is not None:
            parts.insert(0, f"SEQ ID NO {self.sequence_id}")
        elif self.position is not None:
            parts.insert(0, f"sequence {self.position} of the file")
        return ", ".join(parts) or "file"

    @property
    def place_inside(self) -> str:
        """Where inside the sequence or the general information, in words; may be empty."""
        parts: list[str] = []
        if self.feature is not None:
            shown = " ".join(p for p in (self.feature.key, self.feature.location) if p)
            parts.append(
                f"feature {self.feature.index} ({shown})" if shown else f"feature {self.feature.index}"
            )
        if self.qualifier is not None:
            parts.append(f"qualifier {self.qualifier}")
        elif self.element is not None and self.feature is None:
            parts.append(self.element)
        return ", ".join(parts)


def group_title(position: int, number: int | None) -> str:
    """The heading over the findings of one place in the file."""
    if position <= 0:
        return "File and general information"
    if position >= AFTER:
        return "End of the file"
    if number is None:
        return f"Sequence {position:,} of the file"
    return f"SEQ ID NO {number}" + ("" if number == position else f" (sequence {position:,} of the file)")


def view(finding: Finding, texts: Texts, waived: Mapping[str, str] = _NONE) -> FindingView:
    """The finding with its texts in a language; one that is waived (by fingerprint: why) says so and why."""
    rule = catalogue()[finding.code]
    args = {"value": finding.value or "(empty)", **finding.args}
    fix = finding.fix
    mark = fingerprint(finding)
    message = texts.fill(rule.code, "message", rule.message, args)
    if mark in waived:
        message = f"{message} Waived: {shorten(waived[mark])}"
    feature = None
    if finding.feature is not None:
        feature = FeatureView(finding.feature + 1, _shown(finding.key), _shown(finding.location))
    return FindingView(
        code=finding.code,
        name=rule.name,
        severity=finding.severity,
        message=message,
        mend=texts.fill(rule.code, "mend", rule.mend, args),
        paragraph=rule.paragraph,
        basis=rule.basis,
        sequence_id=finding.sequence_id,
        position=finding.position if 0 < finding.position < AFTER else None,
        element=_shown(finding.element),
        feature=feature,
        qualifier=_shown(finding.qualifier_name),
        qualifier_index=None if finding.qualifier is None else finding.qualifier + 1,
        value=_shown(finding.value),
        line=finding.line or None,
        column=finding.column or None,
        fix=None if fix is None else shorten(fix.label),
        fix_detail=None
        if fix is None
        else FixView(f"{finding.code}/{rule.name}", shorten(fix.label), fix.safe),
        fingerprint=mark,
        waived=mark in waived,
    )


def _shown(text: str | None) -> str | None:
    return None if text is None else shorten(text)
