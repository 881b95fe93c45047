"""Insert, delete and replace residues; features move along in the same step (paragraphs 11-13, 24-26, 63-69)."""

from __future__ import annotations

from msgspec.structs import replace

from seqtool.edit.operations.common import content_of, name_of, protein
from seqtool.edit.operations.follow import Following, Gone
from seqtool.edit.operations.numbers import named
from seqtool.edit.operations.report import Report
from seqtool.edit.session import EditError, Session
from seqtool.insdc.location_splice import Splice
from seqtool.model.sequence import Sequence


def insert_residues(session: Session, key: int, at: int, text: str, *, typing: bool = False) -> Report:
    """Put residues in at a 0-based place: before residue number ``at + 1``.

    Args:
        session: the document under edit.
        key: of the sequence.
        at: 0 to the number of residues.
        text: symbols as they shall stand; nothing is normalised.
        typing: letters that follow each other closely become one step.

    Raises:
        EditError: the place is not in the sequence, or the text has what is no residue.
    """
    return replace_residues(session, key, at, at, text, typing=typing)


def delete_residues(
    session: Session, key: int, start: int, end: int, *, gone: Gone = "keep", typing: bool = False
) -> Report:
    """Take the residues ``start`` to ``end`` (0-based, half-open) out.

    ``gone`` says what becomes of features whose residues are gone.

    Raises:
        EditError: the span is not in the sequence.
    """
    return replace_residues(session, key, start, end, "", gone=gone, typing=typing)


def replace_residues(
    session: Session,
    key: int,
    start: int,
    end: int,
    text: str,
    *,
    gone: Gone = "keep",
    typing: bool = False,
) -> Report:
    """Put other residues in place of ``start`` to ``end`` (0-based, half-open).

    What both have in common at their ends does not count as replaced. As many
    for as many are a substitution: nothing moves. Otherwise the new residues
    belong to the features that held all of the old ones.

    Raises:
        EditError: the span is not in the sequence, or the text has what is no residue.
    """
    sequence = content_of(session, key)
    size = sequence.residues.length
    if not 0 <= start <= end <= size:
        raise EditError(
            f"{name_of(session, key)} has {size} residues; {start + 1} to {end} is not among them. "
            "Give a place within the sequence."
        )
    odd = next((sign for sign in text if sign.isspace() or sign.isdigit() or not sign.isprintable()), None)
    if odd is not None:
        raise EditError(
            f"{name_of(session, key)}: the text has {odd!r}, which is no residue. "
            "Take numbers, blanks and line breaks out of it; `seqtool convert` cleans what comes from other programs."
        )
    if sequence.residues.slice(start, end) == text:
        return Report()
    label = "Insert residues" if start == end else "Replace residues" if text else "Delete residues"
    merge = f"{label} {key}" if typing else None
    with session.edit(label, merge) as edit:
        new, report = with_residues(key, sequence, start, end, text, gone=gone)
        edit.sequence(key, new)
    if protein(sequence) and not typing:
        coding, _ = named(session.document, {key})
        notes = [f"{words}; its translation is no longer the same (paragraph 92)." for words in coding]
        report += Report(notes=tuple(notes))
    return report


def with_residues(
    key: int, sequence: Sequence, start: int, end: int, text: str, *, gone: Gone = "keep"
) -> tuple[Sequence, Report]:
    """The sequence with other residues in place of a span within it, its features moved along; what there is to tell."""
    old = sequence.residues.slice(start, end)
    front = _common(old, text)
    back = _common(old[front:][::-1], text[front:][::-1])
    start, end, text = start + front, end - back, text[front : len(text) - back]
    splice = Splice(start, end - start, len(text), sequence.residues.length)
    features, report = Following(key, splice, protein=protein(sequence), gone=gone).features(
        sequence.features
    )
    residues = sequence.residues.replace(start, end, text)
    return replace(sequence, residues=residues, features=features), report


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    if one == other:
        return len(one)
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
