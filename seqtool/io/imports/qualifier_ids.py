"""Ids of qualifiers when several listings become one: each stands once in a listing (paragraph 76)."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from seqtool.io.imports.formats import Ready
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.model import Feature, Qualifier, Sequence

_ID: Final = re.compile(r"q([0-9]{1,9})", re.ASCII)


class QualifierIds:
    """Keeps the ids of the first source that has some; those of later ones are counted on from the highest.

    Within one source nothing is changed: a repeated id is a fault of that listing.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._first: object = None
        self._highest = 0

    def of(self, sequence: Sequence, item: Ready, source: object) -> Sequence:
        """The sequence with ids that no earlier source has; ``source`` tells sources apart by identity."""
        if not any(q.id is not None for feature in sequence.features for q in feature.qualifiers):
            return sequence
        if self._first is None:
            self._first = source
        if self._first is source:
            for feature in sequence.features:
                for qualifier in feature.qualifiers:
                    if qualifier.id is not None and (found := _ID.fullmatch(qualifier.id)):
                        self._highest = max(self._highest, int(found[1]))
            return sequence
        features = tuple(
            replace(feature, qualifiers=tuple(self._new(q, feature, item) for q in feature.qualifiers))
            for feature in sequence.features
        )
        return replace(sequence, features=features)

    def _new(self, qualifier: Qualifier, feature: Feature, item: Ready) -> Qualifier:
        if qualifier.id is None:
            return qualifier
        self._highest += 1
        new = f"q{self._highest}"
        if new != qualifier.id:
            self._notes.add(
                Note(
                    kind=Kind.CHANGED,
                    reason="the id of a qualifier, as another listing had ids before",
                    file=item.file,
                    record=item.name,
                    line=item.line,
                    feature=f"{feature.key} {feature.location}"[:160],
                    qualifier=qualifier.name,
                    before=qualifier.id,
                    after=new,
                )
            )
        return replace(qualifier, id=new)
