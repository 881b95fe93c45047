"""Several sequences become one; features, and places in values, go along."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, name_of, protein
from seqtool.edit.operations.follow import WHY, is_source, legal_tree, whole
from seqtool.edit.operations.order import Named, delete
from seqtool.edit.operations.report import Moved, Report
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location import Complement, Join, Location, shift
from seqtool.insdc.location_splice import Trouble
from seqtool.insdc.positioned import POSITIONED, followed
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, Sequence


def join(session: Session, keys: Iterable[int], *, named_elsewhere: Named = "refuse") -> Report:
    """Sequences become one, in this order: the first one gets the residues and features of the others.

    The others are deleted, or skipped where the listing was filed. The source is that of the first.

    Raises:
        EditError: there is only one, their molecule types, mol_types or organisms differ, or one of
            the others is named elsewhere and ``named_elsewhere`` is not ``"release"``.
    """
    wanted = list(dict.fromkeys(keys))
    if len(wanted) < 2:
        raise EditError("Joining needs at least two sequences. Select more.")
    sequences = [content_of(session, key) for key in wanted]
    _alike(session, wanted, sequences)
    total = sum(one.residues.length for one in sequences)
    features: list[Feature] = []
    invalid: list[Moved] = []
    notes: list[str] = []
    offset = 0
    for key, sequence in zip(wanted, sequences, strict=True):
        for feature in sequence.features:
            if not is_source(feature.key):
                features.append(_shifted(wanted[0], len(features), feature, offset, sequence, total, invalid))
            elif key == wanted[0]:
                features.append(replace(feature, location=whole(total)))
            elif lost := _lost(feature, sequences[0]):
                notes.append(f"{name_of(session, key)}: {', '.join(lost)} of its source went with it.")
        offset += sequence.residues.length
    residues = Residues("".join([chunk for one in sequences for chunk in one.residues.chunks]))
    with session.edit("Join sequences") as edit:
        edit.sequence(wanted[0], replace(sequences[0], residues=residues, features=tuple(features)))
        report = delete(session, wanted[1:], named_elsewhere=named_elsewhere)
    return report + Report(invalid=tuple(invalid), notes=tuple(notes))


def _alike(session: Session, keys: list[int], sequences: list[Sequence]) -> None:
    first = sequences[0]
    for key, other in zip(keys[1:], sequences[1:], strict=True):
        for word, one, two in (
            ("molecule type", first.molecule_type, other.molecule_type),
            ("mol_type", _of_source(first, "mol_type"), _of_source(other, "mol_type")),
            ("organism", _of_source(first, "organism"), _of_source(other, "organism")),
        ):
            if one != two:
                raise EditError(
                    f"{name_of(session, keys[0])} and {name_of(session, key)} differ in {word} ({one or 'none'}, {two or 'none'}), "
                    "and a sequence has one only. Make them alike first."
                )


def _of_source(sequence: Sequence, name: str) -> str | None:
    for feature in sequence.features:
        if is_source(feature.key):
            return next((q.value for q in feature.qualifiers if q.name.lower() == name), None)
    return None


def _lost(feature: Feature, first: Sequence) -> list[str]:
    kept = {(q.name, q.value) for one in first.features if is_source(one.key) for q in one.qualifiers}
    return [f"{q.name} {q.value or ''}".strip() for q in feature.qualifiers if (q.name, q.value) not in kept]


def _shifted(
    key: int,
    index: int,
    feature: Feature,
    offset: int,
    sequence: Sequence,
    total: int,
    invalid: list[Moved],
) -> Feature:
    size = sequence.residues.length

    def follow(text: str) -> tuple[str, Trouble | None]:
        tree, trouble = legal_tree(text, size, protein=protein(sequence))
        if tree is None:
            return text, trouble
        if _across(tree) and size < total:
            return text, "gone"
        return (shift(tree, offset).text if offset else text), None

    text, trouble = follow(feature.location)
    if trouble is not None:
        why = "the ends of its part are joined no longer" if trouble == "gone" else WHY[trouble]
        invalid.append(Moved(key, index, feature.key, feature.location, text, why=why))
    made: list[Qualifier] = []
    for one in feature.qualifiers:
        new = one
        if one.name in POSITIONED and one.value:
            value, trouble = followed(one.name, one.value, follow)
            if trouble is not None:
                invalid.append(Moved(key, index, feature.key, one.value, value, one.name, WHY[trouble]))
            elif value != one.value:
                new = replace(one, value=value)
        made.append(new)
    return Feature(feature.key, text, tuple(made))


def _across(tree: Location) -> bool:
    """Whether it is the site across the ends of a circle."""
    inner = tree.operand if isinstance(tree, Complement) else tree
    return not isinstance(inner, Join) and inner.text == f"{inner.high}^1"
