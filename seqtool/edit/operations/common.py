"""What the operations on the content of a sequence share: finding it, naming it, refusing."""

from __future__ import annotations

from seqtool.edit.session import EditError, Session
from seqtool.model.draft import Draft
from seqtool.model.sequence import Feature, Sequence

NUCLEOTIDES = ("DNA", "RNA")
AMINO = "AA"


def draft_of(session: Session, key: int) -> Draft:
    """The record of a sequence.

    Raises:
        EditError: it is not in the project.
    """
    found = session.document.records.get(key)
    if not isinstance(found, Draft):
        raise EditError("The sequence is no longer in the project. Select another one.")
    return found


def number_of(session: Session, key: int) -> int:
    """The SEQ ID NO of a sequence of the project (for messages: it is looked for)."""
    return session.document.order.index(key) + 1


def name_of(session: Session, key: int) -> str:
    """What a message calls a sequence."""
    return f"SEQ ID NO: {number_of(session, key)}"


def content_of(session: Session, key: int) -> Sequence:
    """The sequence, which is not skipped.

    Raises:
        EditError: it is not in the project, or it is skipped.
    """
    sequence = draft_of(session, key).sequence
    if sequence.skipped:
        raise EditError(
            f"{name_of(session, key)} is intentionally skipped and has no content. Take it back first, then edit it."
        )
    return sequence


def feature_at(session: Session, key: int, index: int) -> Feature:
    """A feature of a sequence that is not skipped, by its 0-based index.

    Raises:
        EditError: there is none.
    """
    features = content_of(session, key).features
    if not 0 <= index < len(features):
        raise EditError(
            f"{name_of(session, key)} has {len(features)} features; there is no feature {index + 1}. Select another one."
        )
    return features[index]


def protein(sequence: Sequence) -> bool:
    """Whether it is of amino acids."""
    return sequence.molecule_type == AMINO


def with_feature(sequence: Sequence, index: int, *features: Feature) -> tuple[Feature, ...]:
    """The features with others (or none) in place of one."""
    old = sequence.features
    return (*old[:index], *features, *old[index + 1 :])
