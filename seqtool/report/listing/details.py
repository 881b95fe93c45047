"""One sequence taken apart for people: features with their qualifiers, remarks, and what is left out."""

from __future__ import annotations

import msgspec

from seqtool.messages import clean
from seqtool.model import Feature, Sequence
from seqtool.report.layout import amount
from seqtool.report.listing.blocks import left_out, stretches
from seqtool.report.listing.coding import Coding, codings
from seqtool.report.listing.items import Document, Item, Limits


class QualifierText(msgspec.Struct, frozen=True):
    """A qualifier, made safe to show."""

    name: str
    value: str
    non_english: str
    residues: bool = False
    """The value is residues, not words."""


class FeatureText(msgspec.Struct, frozen=True):
    """A feature, made safe to show; ``number`` is its place in the feature table, from 1."""

    number: int
    key: str
    location: str
    qualifiers: list[QualifierText]
    remark: str


class Details(msgspec.Struct, frozen=True):
    """What a writer shows of one sequence."""

    features: list[FeatureText]
    codings: list[Coding]
    stretches: list[tuple[int, int]]
    notes: list[str]
    """What is not shown, and why."""


def details(sequence: Sequence, limits: Limits) -> Details:
    """Prepare one sequence that can be read and is not skipped."""
    shown = sequence.features
    notes = []
    if limits.features is not None and len(shown) > limits.features:
        notes.append(
            f"{amount(len(shown) - limits.features, 'feature')} of {len(shown):,} left out; --all shows them."
        )
        shown = shown[: limits.features]
    if gone := left_out(sequence.residues.length, limits):
        notes.insert(
            0,
            f"{amount(gone, 'residue')} of {sequence.residues.length:,} left out; --all shows them.",
        )
    found = codings(msgspec.structs.replace(sequence, features=shown))
    remarks = {coding.feature: coding.remark for coding in found}
    return Details(
        [_feature(index, feature, remarks.get(index, "")) for index, feature in enumerate(shown)],
        found,
        stretches(sequence.residues.length, limits),
        notes,
    )


def _feature(index: int, feature: Feature, remark: str) -> FeatureText:
    return FeatureText(
        index + 1,
        clean(feature.key) or "(no key)",
        clean(feature.location) or "(no location)",
        [
            QualifierText(
                clean(q.name),
                clean(q.value) if q.value else "" if q.value is None else "(empty)",
                clean(q.non_english or ""),
                q.name == "translation",
            )
            for q in feature.qualifiers
        ],
        remark,
    )


def instead(item: Item) -> str:
    """What stands in place of a sequence that has nothing to show; empty where it has."""
    if item.sequence is None:
        return f"This sequence (line {item.line:,} of the listing) cannot be read: {item.problem}"
    if item.sequence.skipped:
        return "Intentionally skipped sequence."
    if not item.sequence.residues.length:
        return "The listing gives no residues."
    return ""


def tag(document: Document) -> str:
    """The language code of non-English qualifier values, or a word for it."""
    return clean(document.general.non_english_language or "")[:12] or "other language"
