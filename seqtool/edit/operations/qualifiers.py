"""Add, edit, delete and reorder qualifiers (paragraphs 72 to 76). Indices are 0-based; ids stay with their qualifiers."""

from __future__ import annotations

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, feature_at, name_of, protein, with_feature
from seqtool.edit.operations.follow import is_source
from seqtool.edit.operations.report import Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.model.draft import Draft
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec import standard
from seqtool.spec.references import proteins

#: Qualifiers that a translation rests on.
_CODING = frozenset({"codon_start", "transl_table", "transl_except"})


def add_qualifier(
    session: Session, key: int, feature: int, name: str, value: str | None = None, *, at: int | None = None
) -> Report:
    """A new qualifier, behind the others or at an index; ``value`` None is a flag without a value.

    Raises:
        EditError: there is no such feature or place, the name is empty, or only one with this name may stand there.
    """
    old = feature_at(session, key, feature)
    place = len(old.qualifiers) if at is None else at
    if not 0 <= place <= len(old.qualifiers):
        raise EditError(
            f"{old.key} has {len(old.qualifiers)} qualifiers; a new one cannot be number {place + 1}."
        )
    _may_be(session, key, old, name, None)
    new = (*old.qualifiers[:place], Qualifier(name, value), *old.qualifiers[place:])
    return _put(session, f"Add {name}", key, feature, new)


def edit_qualifier(
    session: Session,
    key: int,
    feature: int,
    index: int,
    *,
    name: str | None = None,
    value: str | UnsetType | None = UNSET,
    typing: bool = False,
) -> Report:
    """Give a qualifier another name or value.

    Its id stays, as ids are there to compare versions; it goes where the new
    name is none of free text. Where the organism of a nucleotide sequence changes,
    that of its proteins follows if it was the same (paragraph 92).

    Raises:
        EditError: there is no such qualifier, or only one with the new name may stand there.
    """
    old = feature_at(session, key, feature)
    one = qualifier_at(session, key, feature, index)
    new = one
    if name is not None and name != one.name:
        _may_be(session, key, old, name, index)
        new = replace(new, name=name)
        if name not in standard().language_dependent(protein(content_of(session, key))):
            new = replace(new, id=None)
    if value is not UNSET:
        new = replace(new, value=value)
    qualifiers = (*old.qualifiers[:index], new, *old.qualifiers[index + 1 :])
    merge = f"value {key} {feature} {index}" if typing else None
    return _put(session, f"Edit {new.name}", key, feature, qualifiers, merge)


def delete_qualifier(session: Session, key: int, feature: int, index: int) -> Report:
    """Take a qualifier away.

    Raises:
        EditError: there is none.
    """
    old = feature_at(session, key, feature)
    one = qualifier_at(session, key, feature, index)
    qualifiers = (*old.qualifiers[:index], *old.qualifiers[index + 1 :])
    return _put(session, f"Delete {one.name}", key, feature, qualifiers)


def move_qualifier(session: Session, key: int, feature: int, index: int, to: int) -> Report:
    """A qualifier gets another index in its feature.

    Raises:
        EditError: there is no such qualifier or place.
    """
    old = feature_at(session, key, feature)
    one = qualifier_at(session, key, feature, index)
    if not 0 <= to < len(old.qualifiers):
        raise EditError(f"{old.key} has {len(old.qualifiers)} qualifiers; none can be number {to + 1}.")
    rest = [*old.qualifiers[:index], *old.qualifiers[index + 1 :]]
    rest.insert(to, one)
    return _put(session, "Move qualifier", key, feature, tuple(rest))


def qualifier_at(session: Session, key: int, feature: int, index: int) -> Qualifier:
    """A qualifier by its 0-based index.

    Raises:
        EditError: there is none.
    """
    old = feature_at(session, key, feature)
    if not 0 <= index < len(old.qualifiers):
        raise EditError(
            f"{name_of(session, key)}, {old.key} {old.location[:60]} has {len(old.qualifiers)} qualifiers; "
            f"there is no qualifier {index + 1}. Select another one."
        )
    return old.qualifiers[index]


def _may_be(session: Session, key: int, feature: Feature, name: str, index: int | None) -> None:
    if not name.strip():
        raise EditError("A qualifier needs a name, such as note. Choose one.")
    spec = standard().qualifiers(protein(content_of(session, key))).get(name)
    there = any(q.name == name for i, q in enumerate(feature.qualifiers) if i != index)
    if there and spec is not None and spec.single:
        raise EditError(
            f"{feature.key} {feature.location[:60]} has {name} already, and only one may stand there. Edit that one."
        )


def _put(
    session: Session,
    label: str,
    key: int,
    index: int,
    qualifiers: tuple[Qualifier, ...],
    merge: str | None = None,
) -> Report:
    sequence = content_of(session, key)
    old = sequence.features[index]
    if qualifiers == old.qualifiers:
        return Report()
    report = Report()
    with session.edit(label, merge) as edit:
        new = Feature(old.key, old.location, qualifiers)
        edit.sequence(key, replace(sequence, features=with_feature(sequence, index, new)))
        if is_source(old.key) and not protein(sequence):
            report += follow_organism(edit, sequence, _value(old, "organism"), _value(new, "organism"))
    if old.key == "CDS" and _coded(old) != _coded(new):
        report += Report(coding=((key, index),))
    return report


def _value(feature: Feature, name: str) -> str | None:
    return next((q.value for q in feature.qualifiers if q.name == name), None)


def _coded(feature: Feature) -> list[Qualifier]:
    return [q for q in feature.qualifiers if q.name in _CODING]


def follow_organism(edit: Edit, sequence: Sequence, before: str | None, after: str | None) -> Report:
    """The proteins of a sequence get its new organism where they had its old one (paragraph 92).

    One whose organism was another is left alone, which is told.
    """
    if before == after or after is None:
        return Report()
    document = edit.document
    notes: list[str] = []
    for number in dict.fromkeys(number for number, _, _ in proteins(sequence)):
        if not number <= len(document):
            continue
        key = document.order[number - 1]
        record: Draft = document.draft(key)
        theirs = record.sequence
        if theirs.skipped or not protein(theirs):
            continue
        features = tuple(_with_organism(one, before, after) for one in theirs.features)
        if features != theirs.features:
            edit.sequence(key, replace(theirs, features=features))
            notes.append(f"The organism of its protein, SEQ ID NO: {number}, is {after} now, too.")
        elif all(_value(one, "organism") != after for one in theirs.features if is_source(one.key)):
            notes.append(
                f"The organism of its protein, SEQ ID NO: {number}, is another and was left as it is; "
                "both must be the same (paragraph 92)."
            )
    return Report(notes=tuple(notes))


def _with_organism(feature: Feature, before: str | None, after: str) -> Feature:
    if not is_source(feature.key):
        return feature
    return replace(
        feature,
        qualifiers=tuple(
            replace(one, value=after) if one.name in ("organism", "ORGANISM") and one.value == before else one
            for one in feature.qualifiers
        ),
    )
