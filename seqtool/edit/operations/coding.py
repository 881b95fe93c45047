"""Translate coding sequences: ``translation``, and a protein sequence that ``protein_id`` names (paragraphs 89 to 92)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from seqtool.edit.operations.common import (
    AMINO,
    content_of,
    draft_of,
    feature_at,
    name_of,
    protein,
    with_feature,
)
from seqtool.edit.operations.follow import is_source, whole
from seqtool.edit.operations.numbers import referring
from seqtool.edit.operations.order import append
from seqtool.edit.operations.report import Report
from seqtool.edit.operations.residues import with_residues
from seqtool.edit.operations.translated import Translated, translated
from seqtool.edit.session import Edit, EditError, Session
from seqtool.model.document import Document
from seqtool.model.draft import Draft
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec.references import NUMBER, proteins


def translate_cds(
    session: Session,
    key: int,
    index: int,
    *,
    first: str = "M",
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
        first: ``"M"`` where the first codon is a start codon of the genetic code, or
            ``"codon"`` for what it means elsewhere.
        text: the translation itself, where the residues alone do not say it (``exception``).
        make_protein: False writes the translation only; the protein of a CDS that has one is updated all the same.

    Raises:
        EditError: it is no coding sequence that can be translated; the message says why.
    """
    made = translated(session, key, index, first=first, text=text)
    with session.edit("Translate CDS") as edit:
        return _write(session, edit, key, index, made, make_protein=make_protein)


def translate_many(
    session: Session, places: Iterable[tuple[int, int]], *, first: str = "M", make_protein: bool = True
) -> Report:
    """Translate several coding sequences (key, index of the feature) in one step; those that cannot be are told.

    ``Report.coding`` of another operation names those to be translated anew.
    """
    report = Report()
    with session.edit("Translate coding sequences") as edit:
        for key, index in places:
            try:
                made = translated(session, key, index, first=first)
            except EditError as refusal:
                report += Report(coding=((key, index),), notes=(str(refusal),))
                continue
            report += _write(session, edit, key, index, made, make_protein=make_protein)
    return report


def coding_sequences(document: Document, keys: Iterable[int] | None = None) -> list[tuple[int, int]]:
    """All CDS features (key, index) of nucleotide sequences, for :func:`translate_many`."""
    found: list[tuple[int, int]] = []
    for key in document.order if keys is None else keys:
        sequence = document.draft(key).sequence
        if not protein(sequence):
            found += [(key, i) for i, feature in enumerate(sequence.features) if feature.key == "CDS"]
    return found


def _write(
    session: Session, edit: Edit, key: int, index: int, made: Translated, *, make_protein: bool
) -> Report:
    feature = feature_at(session, key, index)
    old = _value(feature, "translation")
    report = Report(notes=tuple(f"{_where(session, key, feature)}: {note}" for note in made.notes))
    _set(session, edit, key, index, "translation", made.text)
    linked = _linked(session, key, feature)
    if not made.listed:
        if _value(feature, "protein_id") is not None:
            _set(session, edit, key, index, "protein_id", None)
            report += _note(
                f"{_where(session, key, feature)}: fewer than four specifically defined residues, so protein_id was taken "
                "away (paragraph 92)."
                + (f" {name_of(session, linked)} stays; skip or delete it." if linked else "")
            )
        return report
    if linked is None:
        if make_protein:
            report += _new_protein(session, edit, key, index, made)
        return report
    residues = content_of(session, linked).residues
    if residues.text == made.text or not _others(session.document, key, index, linked, made.text):
        return report + _update(session, edit, key, linked, made, old)
    report += _note(
        f"{name_of(session, linked)} is the protein of other coding sequences, too, and stays as it is; "
        f"{_where(session, key, feature)} has another one now."
    )
    return report + _new_protein(session, edit, key, index, made)


def _update(session: Session, edit: Edit, key: int, linked: int, made: Translated, old: str | None) -> Report:
    """The protein with the residues of the translation and the organism of the coding sequence."""
    theirs = content_of(session, linked)
    report = Report()
    if theirs.residues.text != made.text:
        if old is not None and theirs.residues.text != old:
            report += _note(
                f"{name_of(session, linked)} was not what the translation said; it has its residues now."
            )
        theirs, report_of_residues = with_residues(linked, theirs, 0, theirs.residues.length, made.text)
        report += report_of_residues
        report += _note(f"{name_of(session, linked)}, the protein, has the new residues ({len(made.text)}).")
    wanted = _organism(content_of(session, key))
    if wanted is not None:
        features = tuple([_with_organism(feature, wanted) for feature in theirs.features])
        if features != theirs.features:
            theirs = replace(theirs, features=features)
            report += _note(f"{name_of(session, linked)}, the protein, has the organism {wanted.value} now.")
    edit.sequence(linked, theirs)
    return report


def _new_protein(session: Session, edit: Edit, key: int, index: int, made: Translated) -> Report:
    sequence = content_of(session, key)
    organism = _organism(sequence)
    same = _same(session.document, made.text, None if organism is None else organism.value)
    if same is not None:
        number = session.document.order.index(same) + 1
        _set(session, edit, key, index, "protein_id", str(number))
        return _note(f"SEQ ID NO: {number} is this protein already, and protein_id names it.")
    qualifiers = [Qualifier("mol_type", "protein")]
    if organism is not None:
        qualifiers.append(replace(organism, id=None))
    feature = sequence.features[index]
    name = _value(feature, "product") or _value(feature, "gene") or draft_of(session, key).name
    source = Feature("source", whole(len(made.text)), tuple(qualifiers))
    new = Draft(Sequence(AMINO, Residues(made.text), (source,)), name)
    report = append(session, [new], coding=key)
    number = session.document.order.index(report.created[0]) + 1
    _set(session, edit, key, index, "protein_id", str(number))
    notes = [f"SEQ ID NO: {number} is its protein ({len(made.text)} residues)."]
    if organism is None:
        notes.append(f"SEQ ID NO: {number} has no organism, as {name_of(session, key)} has none. Set both.")
    return report + Report(notes=tuple(notes))


def _same(document: Document, text: str, organism: str | None) -> int | None:
    """The first protein with these residues and this organism."""
    size = len(text)
    for key in document.order:
        sequence = document.draft(key).sequence
        if (
            sequence.molecule_type == AMINO
            and sequence.residues.length == size
            and not sequence.skipped
            and sequence.residues.text == text
        ):
            theirs = _organism(sequence)
            if (None if theirs is None else theirs.value) == organism:
                return key
    return None


def _linked(session: Session, key: int, feature: Feature) -> int | None:
    """The key of the protein that ``protein_id`` names, where it is one."""
    value = _value(feature, "protein_id") or ""
    order = session.document.order
    if not NUMBER.fullmatch(value) or int(value) > len(order):
        return None
    linked = order[int(value) - 1]
    sequence = session.document.draft(linked).sequence
    return linked if linked != key and sequence.molecule_type == AMINO and not sequence.skipped else None


def _others(document: Document, key: int, index: int, linked: int, text: str) -> bool:
    """Whether other coding sequences name the protein and say that it is not these residues."""
    number = document.order.index(linked) + 1
    for other in referring(document):
        sequence = document.draft(other).sequence
        for named, at, _ in proteins(sequence):
            if named == number and (other, at) != (key, index):
                theirs = _value(sequence.features[at], "translation")
                if theirs is not None and theirs != text:
                    return True
    return False


def _set(session: Session, edit: Edit, key: int, index: int, name: str, value: str | None) -> None:
    """Give the qualifier a value, add it, or (None) take it away."""
    sequence = content_of(session, key)
    feature = sequence.features[index]
    kept = [q for q in feature.qualifiers if q.name != name]
    if value is not None:
        old = next((i for i, q in enumerate(feature.qualifiers) if q.name == name), len(kept))
        kept.insert(min(old, len(kept)), Qualifier(name, value))
    if tuple(kept) != feature.qualifiers:
        new = replace(feature, qualifiers=tuple(kept))
        edit.sequence(key, replace(sequence, features=with_feature(sequence, index, new)))


def _organism(sequence: Sequence) -> Qualifier | None:
    for feature in sequence.features:
        if is_source(feature.key):
            return next((q for q in feature.qualifiers if q.name in ("organism", "ORGANISM")), None)
    return None


def _with_organism(feature: Feature, wanted: Qualifier) -> Feature:
    if not is_source(feature.key) or all(
        q.value == wanted.value for q in feature.qualifiers if q.name in ("organism", "ORGANISM")
    ):
        return feature
    return replace(
        feature,
        qualifiers=tuple(
            replace(q, value=wanted.value, non_english=wanted.non_english)
            if q.name in ("organism", "ORGANISM")
            else q
            for q in feature.qualifiers
        ),
    )


def _value(feature: Feature, name: str) -> str | None:
    return next((q.value for q in feature.qualifiers if q.name == name), None)


def _where(session: Session, key: int, feature: Feature) -> str:
    return f"{name_of(session, key)}, CDS {feature.location[:60]}"


def _note(words: str) -> Report:
    return Report(notes=(words,))
