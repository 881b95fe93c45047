"""What several writers share: values of the source, lines of residues, the letters of RNA."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from seqtool.insdc.location import read_location, spans
from seqtool.io.exports.formats import Item, Job
from seqtool.io.imports.notes import Kind
from seqtool.model import Feature, Sequence
from seqtool.rules.residues.combined import segment_kind

_BREAKS: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
#: Said of a molecule of RNA whose t may stand for thymine.
_THYMINE: Final = re.compile(r"thymi|deoxy|\bDNA\b|\bm5u\b", re.IGNORECASE)
_TO_U: Final = str.maketrans("tT", "uU")
_KNOWN_SOURCE: Final = frozenset({"organism", "mol_type"})


def one_line(text: str) -> str:
    """The text without line breaks and control characters."""
    return _BREAKS.sub(" ", text).strip()


def label(number: int) -> str:
    """How a sequence is called where its name must be one word: ``SEQ_ID_NO_7``."""
    return f"SEQ_ID_NO_{number}"


def source_of(sequence: Sequence) -> Feature | None:
    """The source feature (the first one, whatever its case)."""
    return next((f for f in sequence.features if f.key.lower() == "source"), None)


def value_of(feature: Feature | None, name: str) -> str:
    """The first value of a qualifier; the one in another language where it has no other."""
    for qualifier in feature.qualifiers if feature else ():
        if qualifier.name == name:
            return qualifier.value or qualifier.non_english or ""
    return ""


def pieces(chunks: Iterable[str], size: int) -> Iterator[str]:
    """The residues in pieces of ``size`` (the last one shorter), whatever the chunks."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        end = len(text) - len(text) % size
        if end:
            yield text[:end]
        rest = text[end:]
    if rest:
        yield rest


def letters(job: Job, item: Item) -> Iterator[str]:
    """The residues in chunks, RNA with u where that is wanted and means no other molecule."""
    sequence = item.sequence
    chunks = sequence.residues.chunks
    if not (job.options.rna_u and sequence.molecule_type == "RNA"):
        return iter(chunks)
    kept: list[tuple[int, int]] = []
    for feature in sequence.features:
        said = next((q for q in feature.qualifiers if q.value and _THYMINE.search(q.value)), None)
        if said is None or feature.key == "CDS":
            continue
        tree = read_location(feature.location, protein=False).tree
        own = feature.key == "modified_base" or segment_kind(feature) == "DNA"
        kind, reason = (
            Kind.CHANGED,
            "a feature speaks of thymine in this RNA: t stayed in its place, and u was written elsewhere",
        )
        if tree is None or not own:
            # Nobody knows of which residues it speaks.
            kind, reason = (
                Kind.QUESTION,
                "a feature speaks of DNA or thymine in this RNA, so its t was not written as u",
            )
        job.tell(kind, reason, item, feature=feature, qualifier=said.name, before=said.value)
        if tree is None or not own:
            return iter(chunks)
        kept += [(low, high) for low, high, _strand in spans(tree)]
    return _with_u(chunks, sorted(kept))


def _with_u(chunks: Iterable[str], kept: list[tuple[int, int]]) -> Iterator[str]:
    """The chunks with u for t, but for the stretches (1-based, inclusive) where t means thymine."""
    before = 0
    for chunk in chunks:
        made = chunk.translate(_TO_U)
        near = [(max(low - 1 - before, 0), high - before) for low, high in kept if low <= before + len(chunk) and high > before]  # fmt: skip
        before += len(chunk)
        if near:
            letters = list(made)
            for start, end in near:
                letters[start:end] = chunk[start:end]
            made = "".join(letters)
        yield made


def tell_features(job: Job, item: Item, title: str) -> None:
    """Tell every feature, and every qualifier of the source, that a format of bare residues does not hold."""
    notes = job.notes
    source = source_of(item.sequence)
    for feature in item.sequence.features:
        notes.features["read"] += 1
        if feature is not source:
            notes.features["left_out"] += 1
            job.tell(Kind.LEFT_OUT, f"{title} holds no features", item, feature=feature)
            continue
        notes.features["taken"] += 1
        for qualifier in feature.qualifiers:
            if qualifier.name not in _KNOWN_SOURCE or (qualifier.non_english and qualifier.value):
                job.tell(
                    Kind.LEFT_OUT,
                    f"{title} holds organism and mol_type only, in one language",
                    item,
                    feature=feature,
                    qualifier=qualifier.name,
                    before=qualifier.non_english if qualifier.name in _KNOWN_SOURCE else qualifier.value,
                )


def tell_general(job: Job, title: str) -> None:
    """Tell that general information has no place in the format."""
    job.tell(
        Kind.LEFT_OUT,
        f"{title} holds no general information (applicant, application, title of the invention)",
    )
