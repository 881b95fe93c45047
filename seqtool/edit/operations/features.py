"""Add, edit, copy, delete and reorder features (paragraphs 60 to 71). Indices are 0-based.

What is merely wrong is for the validator to say, so that a draft can be wrong for
a while. Refused is what would break the sequence: a second ``source``, none, or one
that does not span the whole sequence.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, feature_at, name_of, protein, with_feature
from seqtool.edit.operations.follow import is_source, whole
from seqtool.edit.operations.numbers import told
from seqtool.edit.operations.report import Moved, Report
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location import LocationError, parse_location
from seqtool.model.sequence import Feature, Qualifier, Sequence

#: What a coding sequence says of its protein: right only where the residues are the same.
_OF_PROTEIN = ("translation", "protein_id")


def add_feature(
    session: Session,
    key: int,
    feature_key: str,
    location: str = "",
    qualifiers: Iterable[Qualifier] = (),
    *,
    at: int | None = None,
) -> Report:
    """A new feature, behind the others or at an index. A source gets the location of the whole sequence.

    Raises:
        EditError: the key is empty, there is no such place, or the sequence has its source already.
    """
    sequence = content_of(session, key)
    features = sequence.features
    place = len(features) if at is None else at
    if not 0 <= place <= len(features):
        raise EditError(
            f"{name_of(session, key)} has {len(features)} features; a new one cannot be number {place + 1}."
        )
    feature = _sound(session, key, Feature(feature_key, location, tuple(qualifiers)), None)
    with session.edit(f"Add {feature_key}") as edit:
        new = (*features[:place], feature, *features[place:])
        edit.sequence(key, replace(sequence, features=new))
    return Report(coding=_coding(key, place, feature))


def edit_feature(
    session: Session,
    key: int,
    index: int,
    *,
    feature_key: str | None = None,
    location: str | None = None,
    typing: bool = False,
) -> Report:
    """Give a feature another key or location; its qualifiers stay.

    Raises:
        EditError: there is no such feature, the key would be empty, or the source would be lost or be a part only.
    """
    sequence = content_of(session, key)
    old = feature_at(session, key, index)
    new = Feature(
        old.key if feature_key is None else feature_key,
        old.location if location is None else location,
        old.qualifiers,
    )
    new = _sound(session, key, new, index)
    if is_source(old.key) and not is_source(new.key):
        _keeps_source(session, key, {index})
    with session.edit("Edit feature", f"feature {key} {index}" if typing else None) as edit:
        edit.sequence(key, replace(sequence, features=with_feature(sequence, index, new)))
    return Report(coding=_coding(key, index, new) if new != old else ())


def delete_features(session: Session, key: int, indices: Iterable[int]) -> Report:
    """Take features away. The protein of a coding sequence stays in the project, which is told.

    Raises:
        EditError: there is no such feature, or the sequence would have no source.
    """
    sequence = content_of(session, key)
    gone = set(indices)
    features = [feature_at(session, key, index) for index in sorted(gone)]
    _keeps_source(session, key, gone)
    with session.edit("Delete feature" if len(gone) == 1 else f"Delete {len(gone):,} features") as edit:
        kept = tuple([one for index, one in enumerate(sequence.features) if index not in gone])
        edit.sequence(key, replace(sequence, features=kept))
    notes = [
        f"{feature.key} {feature.location[:60]} named SEQ ID NO: {q.value} as its protein, which stays."
        for feature in features
        for q in feature.qualifiers
        if q.name == "protein_id" and q.value
    ]
    return Report(notes=tuple(notes))


def reorder_features(session: Session, key: int, order: Iterable[int]) -> Report:
    """All features in another order, by their present indices.

    Raises:
        EditError: an index is missing or stands twice.
    """
    sequence = content_of(session, key)
    wanted = list(order)
    if sorted(wanted) != list(range(len(sequence.features))):
        raise EditError(f"The new order does not name each feature of {name_of(session, key)} once.")
    with session.edit("Reorder features") as edit:
        features = tuple([sequence.features[index] for index in wanted])
        if features != sequence.features:
            edit.sequence(key, replace(sequence, features=features))
    return Report()


def move_feature(session: Session, key: int, index: int, to: int) -> Report:
    """One feature gets another index; the others keep their order.

    Raises:
        EditError: there is no such feature or place.
    """
    sequence = content_of(session, key)
    feature_at(session, key, index)
    count = len(sequence.features)
    if not 0 <= to < count:
        raise EditError(
            f"{name_of(session, key)} has {count} features; none can be moved to number {to + 1}."
        )
    order = list(range(count))
    order.insert(to, order.pop(index))
    return reorder_features(session, key, order)


def sort_features(session: Session, key: int) -> Report:
    """Features by where they begin, longer ones first, source before all; those that cannot be read come last."""
    sequence = content_of(session, key)

    def place(index: int) -> tuple[int, int, int, int]:
        feature = sequence.features[index]
        if is_source(feature.key):
            return (0, 0, 0, index)
        try:
            tree = parse_location(feature.location, protein=protein(sequence))
        except LocationError:
            return (2, 0, 0, index)
        return (1, tree.low, -tree.high, index)

    return reorder_features(session, key, sorted(range(len(sequence.features)), key=place))


def copy_features(session: Session, key: int, indices: Iterable[int], to: Iterable[int]) -> Report:
    """Copy features, as they stand, behind those of other sequences (or of the same one).

    Copies have no qualifier ids of their own yet (each stands once in a listing).
    A coding sequence loses ``translation`` and ``protein_id`` where the residues are others.

    Raises:
        EditError: there is no such feature, it is the source, or one is for nucleotides and the other for amino acids.
    """
    sequence = content_of(session, key)
    chosen = sorted(set(indices))
    features = [feature_at(session, key, index) for index in chosen]
    if any(is_source(feature.key) for feature in features):
        raise EditError(
            "The source belongs to its sequence and is not copied. Set organism and molecule type there instead."
        )
    targets = list(dict.fromkeys(to))
    for other in targets:
        if protein(content_of(session, other)) != protein(sequence):
            raise EditError(
                f"{name_of(session, key)} and {name_of(session, other)} are not both of nucleotides or both of amino acids: "
                "they have different keys. Copy among sequences of one kind."
            )
    reports: list[Report] = []
    count = len(features)
    label = "Copy feature" if count == 1 else f"Copy {count:,} features"
    with session.edit(label) as edit:
        for other in targets:
            target = content_of(session, other)
            first = len(target.features)
            copies = [_copy(one, sequence, target) for one in features]
            edit.sequence(other, replace(target, features=(*target.features, *copies)))
            reports.append(_told(session, other, first, features, copies, target))
    return Report(
        invalid=tuple([moved for one in reports for moved in one.invalid]),
        coding=tuple([place for one in reports for place in one.coding]),
        notes=tuple(told([note for one in reports for note in one.notes])),
    )


def _copy(feature: Feature, old: Sequence, new: Sequence) -> Feature:
    same = old.residues == new.residues
    qualifiers = tuple(
        replace(one, id=None) if one.id is not None else one
        for one in feature.qualifiers
        if same or one.name not in _OF_PROTEIN
    )
    return replace(feature, qualifiers=qualifiers)


def _told(
    session: Session, key: int, first: int, old: list[Feature], new: list[Feature], target: Sequence
) -> Report:
    invalid: list[Moved] = []
    coding: list[tuple[int, int]] = []
    notes: list[str] = []
    size = target.residues.length
    for place, (one, copy) in enumerate(zip(old, new, strict=True), first):
        try:
            beyond = parse_location(copy.location, protein=protein(target)).high > size
            why = "it reaches beyond the last residue" if beyond else ""
        except LocationError:
            why = "its location cannot be read"
        if why:
            invalid.append(Moved(key, place, copy.key, copy.location, copy.location, why=why))
        if len(copy.qualifiers) < len(one.qualifiers):
            coding.append((key, place))
            notes.append(
                f"{name_of(session, key)}, {copy.key} {copy.location[:60]}: translation and protein_id were not copied, "
                "as the residues are others. Translate it there."
            )
    return Report(invalid=tuple(invalid), coding=tuple(coding), notes=tuple(notes))


def _sound(session: Session, key: int, feature: Feature, index: int | None) -> Feature:
    """The feature, if it may stand at this index (None: a new one)."""
    if not feature.key.strip():
        raise EditError("A feature needs a key, such as misc_feature or SITE. Choose one.")
    if not is_source(feature.key):
        return feature
    sequence = content_of(session, key)
    others = [i for i, one in enumerate(sequence.features) if is_source(one.key) and i != index]
    if others:
        raise EditError(
            f"{name_of(session, key)} has its source already (feature {others[0] + 1}), and only one may stand there. "
            "Edit the qualifiers of that one."
        )
    all_of_it = whole(sequence.residues.length)
    if feature.location not in ("", all_of_it):
        before = sequence.features[index] if index is not None else None
        if before is None or feature.location != before.location:
            raise EditError(
                f"The source spans the whole sequence, {all_of_it} (paragraph 63), and cannot be {feature.location[:60]}. "
                "For a part of other origin add misc_feature (or REGION) with a note."
            )
    return replace(feature, location=all_of_it)


def _keeps_source(session: Session, key: int, gone: set[int]) -> None:
    sources = [i for i, one in enumerate(content_of(session, key).features) if is_source(one.key)]
    if sources and gone.issuperset(sources):
        raise EditError(
            f"{name_of(session, key)} needs its source (paragraph 75), so it cannot be deleted or become another feature. "
            "Edit its qualifiers instead."
        )


def _coding(key: int, index: int, feature: Feature) -> tuple[tuple[int, int], ...]:
    return ((key, index),) if feature.key == "CDS" else ()
