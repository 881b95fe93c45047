"""Records whose residues are not all neighbours (NON_CONS): one sequence for each part (paragraph 37)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import RawFeature, Record

_KEY: Final = "NON_CONS"
_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_PLACE: Final = re.compile(r"([<>?]?)([0-9]{1,9})(?:\.\.([<>?]?)([0-9]{1,9}))?", re.ASCII)


def parted(record: Record, source: Source) -> Iterator[Record]:
    """The record itself, or its parts with the features that lie in them, renumbered; the rest is told."""
    breaks = [feature for feature in record.features if feature.key == _KEY]
    size = record.length
    if not breaks:
        yield record
        return
    if record.stated_length not in (None, size) and source.choices.length is None:
        yield record  # the importer asks about the length; where to part is not known before that
        return
    cuts = sorted({cut for feature in breaks if (cut := _cut(feature, size))})
    edges = [0, *cuts, size]
    text = b"".join(record.residues)
    pieces = [text[a:b] for a, b in pairwise(edges)]
    homes: list[list[RawFeature]] = [[] for _ in pieces]
    lost = 0
    for feature in record.features:
        if feature.key == _KEY:
            known = bool(_cut(feature, size))
            _tell(
                record,
                source,
                feature,
                Kind.CHANGED if known else Kind.LEFT_OUT,
                "residues that are not neighbours: the sequence was split there (paragraph 37)"
                if known
                else "residues that are not neighbours, but nothing says which; look at the record",
            )
            lost += 1
            continue
        home = _home(feature, edges) if feature.key != "source" else 0
        if home is None:
            _tell(record, source, feature, Kind.LEFT_OUT, "the feature lies in more than one part of the split sequence")  # fmt: skip
            lost += 1
            continue
        homes[home].append(_moved(feature, edges[home]))
    source.notes.features["read"] += lost
    source.notes.features["left_out"] += lost
    spread = next((feature for feature in record.features if feature.key == "source"), None)
    many = len(pieces)
    for index, piece in enumerate(pieces):
        features = homes[index]
        if spread is not None:
            features = [f for f in features if f.key != "source"]
            features.insert(0, replace(spread, location=f"1..{len(piece)}"))
        yield replace(
            record,
            name=f"{record.name} part {index + 1} of {many}" if many > 1 else record.name,
            residues=[piece],
            stated_length=None,
            features=features,
            remarks=record.remarks if index == 0 else [],
        )


def _cut(feature: RawFeature, size: int) -> int:
    """The last residue before the break; 0 where it is not known."""
    numbers = [int(number) for number in _NUMBER.findall(feature.location)]
    if not numbers or len(numbers) > 2 or (len(numbers) == 2 and numbers[1] != numbers[0] + 1):
        return 0
    return numbers[0] if numbers[0] < size else 0


def _home(feature: RawFeature, edges: list[int]) -> int | None:
    """The part in which a feature lies; features without plain numbers go with the first and are judged there."""
    found = _PLACE.fullmatch(feature.location)
    if found is None:
        return 0
    low, high = int(found[2]), int(found[4] or found[2])
    for index in range(len(edges) - 1):
        if edges[index] < low and high <= edges[index + 1]:
            return index
    return None


def _moved(feature: RawFeature, start: int) -> RawFeature:
    found = _PLACE.fullmatch(feature.location)
    if not start or found is None:
        return feature
    text = f"{found[1]}{int(found[2]) - start}"
    text += f"..{found[3]}{int(found[4]) - start}" if found[4] else ""
    return replace(feature, location=text)


def _tell(record: Record, source: Source, feature: RawFeature, kind: Kind, reason: str) -> None:
    source.notes.add(
        Note(
            kind=kind,
            reason=reason,
            file=record.file,
            record=record.name,
            line=feature.line,
            feature=f"{feature.key} {feature.location}",
        )
    )
