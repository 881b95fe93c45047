"""Features of a sequence after its residues moved: locations, and positions in the values of qualifiers."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec.structs import replace

from seqtool.edit.operations.report import Moved, Report, Shifted
from seqtool.insdc.location import MENDED, Location, length, read_location
from seqtool.insdc.location_splice import Splice, Trouble, spliced
from seqtool.insdc.positioned import POSITIONED, followed
from seqtool.model.places import (
    FEW,
    OTHER,
    PLAIN,
    Move,
    Places,
    moved,
    place,
    places,
    remember,
    remember_move,
)
from seqtool.model.sequence import Feature, Qualifier
from seqtool.spec import standard

Gone: TypeAlias = Literal["keep", "remove"]
"""What becomes of a feature (or a qualifier) whose residues are gone: kept as it was, or removed."""

WHY: Final[dict[Trouble, str]] = {
    "gone": "its residues are gone",
    "beyond": "it reaches beyond the last residue",
    "unreadable": "its location cannot be read",
}


_NONE: Final[frozenset[str]] = frozenset()


@lru_cache(maxsize=1)
def links() -> frozenset[str]:
    """Keys whose ``x..y`` names two linked residues (paragraph 66(c))."""
    return frozenset(name for name, spec in standard().aa_keys.items() if spec.location == "link")


def whole(size: int) -> str:
    """The location of the source of so many residues (paragraph 63); empty without residues."""
    return f"1..{size}" if size > 1 else "1" if size else ""


def is_source(key: str) -> bool:
    """Whether it is the key of the feature that spans the whole sequence, also as older protein listings wrote it."""
    return key in ("source", "SOURCE")


def legal_tree(text: str, size: int, *, protein: bool) -> tuple[Location | None, Trouble]:
    """A location that lies within so many residues; None with why it cannot follow."""
    reading = read_location(text, protein=protein)
    tree = reading.tree
    if tree is None or any(issue.kind not in MENDED for issue in reading.issues):
        return None, "unreadable"
    return (None, "beyond") if tree.high > size else (tree, "unreadable")


#: Features that are looked at one by one, by the identity of the last records.
_last: list[tuple[tuple[Feature, ...], frozenset[str], frozenset[int]]] = []


def _slow(features: tuple[Feature, ...], linking: frozenset[str]) -> frozenset[int]:
    """Indices of features that more is to be done for than to move their location."""
    for known, keys, found in _last:
        if known is features and keys is linking:
            return found
    special = {"source", "SOURCE", *linking}
    kinds = places(features).kinds
    protein = bool(linking)
    made = frozenset(
        [
            index
            for index, (feature, kind) in enumerate(zip(features, kinds, strict=True))
            if kind == OTHER
            or feature.key in special
            or any(q.name in POSITIONED for q in feature.qualifiers)
            or (kind != PLAIN and (protein or not _legal(feature.location)))
        ]
    )
    _remember_slow(features, linking, made)
    return made


def _legal(text: str) -> bool:
    reading = read_location(text, protein=False)
    return reading.tree is not None and not reading.issues


def _remember_slow(features: tuple[Feature, ...], linking: frozenset[str], found: frozenset[int]) -> None:
    if len(features) >= FEW:
        _last.insert(0, (features, linking, found))
        del _last[4:]


def _extent(text: str) -> int:
    tree = read_location(text, protein=False).tree
    return -1 if tree is None else length(tree)


class Following:
    """Moves the features of one sequence along a splice and keeps what there is to report."""

    def __init__(self, key: int, splice: Splice, *, protein: bool, gone: Gone) -> None:
        self._key = key
        self._splice = splice
        self._protein = protein
        self._remove = gone == "remove"
        self._links = links() if protein else _NONE
        self._resized: list[Moved] = []
        self._invalid: list[Moved] = []
        self._notes: list[str] = []
        self._coding: list[int] = []
        self._shifted = 0

    def features(self, old: tuple[Feature, ...]) -> tuple[tuple[Feature, ...], Report]:
        """All features afterwards, and what there is to tell."""
        splice = self._splice
        if splice.removed == splice.inserted:
            self._substituted(old)
            return old, self._report(old, ())
        at, end, size = splice.at, splice.at + splice.removed, splice.length
        offset = splice.inserted - splice.removed
        lows, highs, kinds = places(old)
        slow = _slow(old, self._links)
        made: list[Feature | None] = []
        take = made.append
        new = Places(list(lows), list(highs), list(kinds))
        shifted = 0
        others: list[int] = []
        # A sequence may have 50,000 features: nearly all name no positions in their values and lie wholly
        # before or behind.
        for index, (feature, low, high) in enumerate(zip(old, lows, highs, strict=True)):
            if high <= size and index not in slow:
                if high <= at:
                    take(feature)
                    continue
                if low > end:
                    new.lows[index], new.highs[index] = low + offset, high + offset
                    text = moved(feature.location, kinds[index], low, high, offset)
                    take(Feature(feature.key, text, feature.qualifiers))
                    shifted += 1
                    continue
            one = self._one(feature, index)
            take(one)
            others.append(index)
            if one is not None:
                new.lows[index], new.highs[index], new.kinds[index] = place(one.location)
        self._shifted += shifted
        done = tuple([one for one in made if one is not None])
        if len(done) == len(old):
            remember(done, new)
            remember_move(Move(old, done, end, offset, tuple(others)))
            _remember_slow(done, self._links, slow)
        return done, self._report(old, tuple(made))

    def _one(self, feature: Feature, index: int) -> Feature | None:
        before = feature.location
        if is_source(feature.key):
            if before not in ("", whole(self._splice.length)):
                self._notes.append(
                    f"The location of {feature.key} was {before}; it spans the whole sequence now (paragraph 63)."
                )
            return replace(feature, location=whole(self._splice.after))
        text, trouble = spliced(before, self._splice, protein=self._protein, link=feature.key in self._links)
        if trouble is not None:
            remove = trouble == "gone" and self._remove
            gone = Moved(self._key, index, feature.key, before, None if remove else before, why=WHY[trouble])
            self._invalid.append(gone)
            return None if remove else feature
        if text != before:
            if _extent(text) == _extent(before):
                self._shifted += 1
            else:
                self._resized.append(Moved(self._key, index, feature.key, before, text))
                if feature.key == "CDS":
                    self._coding.append(index)
        qualifiers = self._qualifiers(feature, index)
        if text == before and qualifiers is feature.qualifiers:
            return feature
        return Feature(feature.key, text, qualifiers)

    def _follow(self, text: str) -> tuple[str, Trouble | None]:
        return spliced(text, self._splice, protein=False)

    def _qualifiers(self, feature: Feature, index: int) -> tuple[Qualifier, ...]:
        made: list[Qualifier] = []
        same = True
        for qualifier in feature.qualifiers:
            before = qualifier.value
            if qualifier.name not in POSITIONED or not before:
                made.append(qualifier)
                continue
            text, trouble = followed(qualifier.name, before, self._follow)
            moved = Moved(self._key, index, feature.key, before, text, qualifier.name)
            if trouble is not None:
                remove = trouble == "gone" and self._remove
                self._invalid.append(replace(moved, after=None if remove else before, why=WHY[trouble]))
                same = same and not remove
                if not remove:
                    made.append(qualifier)
                continue
            if text != before:
                same = False
                if _span_of(text) != _span_of(before):
                    self._resized.append(moved)
                qualifier = replace(qualifier, value=text)  # noqa: PLW2901
            made.append(qualifier)
        return feature.qualifiers if same else tuple(made)

    def _substituted(self, old: tuple[Feature, ...]) -> None:
        """Coding sequences that hold some of the residues that became others."""
        splice = self._splice
        without = Splice(splice.at, splice.removed, 0, splice.length)
        for index, feature in enumerate(old):
            if feature.key == "CDS":
                text, trouble = spliced(feature.location, without, protein=self._protein)
                if trouble == "gone" or (trouble is None and _extent(text) != _extent(feature.location)):
                    self._coding.append(index)

    def _report(self, old: tuple[Feature, ...], made: tuple[Feature | None, ...]) -> Report:
        removed = [moved.feature for moved in self._invalid if moved.after is None and not moved.qualifier]

        def now(moved: Moved) -> Moved:
            return replace(moved, feature=moved.feature - bisect_left(removed, moved.feature))

        return Report(
            shifted=(Shifted(self._key, old, made, self._shifted),) if self._shifted else (),
            resized=tuple(map(now, self._resized)),
            invalid=tuple(map(now, self._invalid)),
            coding=tuple((self._key, index - bisect_left(removed, index)) for index in self._coding),
            notes=tuple(self._notes),
        )


def _span_of(value: str) -> int:
    """How many residues the place in a value has."""
    place = value
    if value.startswith("(pos:"):
        place = value[len("(pos:") : value.find(",aa:")]
    return _extent(place)
