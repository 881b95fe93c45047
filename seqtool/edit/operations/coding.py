"""Translate coding sequences: ``translation``, and a protein sequence that ``protein_id`` names (paragraphs 89 to 92)."""

from __future__ import annotations

from collections.abc import Iterable

from seqtool.edit.operations.common import protein
from seqtool.edit.operations.numbers import told
from seqtool.edit.operations.report import Report
from seqtool.edit.operations.translated import translated
from seqtool.edit.operations.translating import Translating
from seqtool.edit.session import EditError, Session
from seqtool.model.document import Document


def translate_cds(
    session: Session,
    key: int,
    index: int,
    *,
    first: str = "",
    text: str | None = None,
    make_protein: bool = True,
) -> Report:
    """Translate one coding sequence, and make or update its protein.

    A protein that ``protein_id`` names is updated, its features move along. Without
    one, a sequence of the listing with the same residues and organism is named, or
    else a new one made, which stands where the settings want it. A translation with fewer than
    four specifically defined residues has no sequence of its own (paragraphs 8 and 92).

    Args:
        session: the document under edit.
        key: of the nucleotide sequence.
        index: of its CDS feature, 0-based.
        first: ``"M"`` where the first codon is a start codon of the genetic code, ``"codon"``
            for what it means elsewhere; empty leaves a translation that agrees as it is
            written, and means ``"M"`` otherwise.
        text: the translation itself, where the residues alone do not say it (``exception``).
        make_protein: False writes the translation only; the protein of a CDS that has one is updated all the same.

    Raises:
        EditError: it is no coding sequence that can be translated; the message says why.
    """
    made = translated(session, key, index, first=first, text=text)
    with session.edit("Translate CDS") as edit:
        work = Translating(session, edit, make_protein=make_protein)
        work.take(key, index, made)
        work.settle()
    return work.report


def translate_many(
    session: Session, places: Iterable[tuple[int, int]], *, first: str = "", make_protein: bool = True
) -> Report:
    """Translate several coding sequences (key, index of the feature) in one step; those that cannot be are told.

    ``Report.coding`` of another operation names those to be translated anew.
    """
    refused: list[tuple[int, int]] = []
    notes: list[str] = []
    with session.edit("Translate coding sequences") as edit:
        work = Translating(session, edit, make_protein=make_protein)
        for key, index in places:
            try:
                made = translated(session, key, index, first=first)
            except EditError as refusal:
                refused.append((key, index))
                notes.append(str(refusal))
                continue
            work.take(key, index, made)
        work.settle()
    return work.report + Report(coding=tuple(refused), notes=tuple(told(notes)))


def coding_sequences(document: Document, keys: Iterable[int] | None = None) -> list[tuple[int, int]]:
    """All CDS features (key, index) of nucleotide sequences, for :func:`translate_many`."""
    found: list[tuple[int, int]] = []
    for key in document.order if keys is None else keys:
        sequence = document.draft(key).sequence
        if not protein(sequence):
            found += [(key, i) for i, feature in enumerate(sequence.features) if feature.key == "CDS"]
    return found
