"""What the file that records become will state: odd ones are written and read back, others are known by heart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from collections.abc import Sequence as Many

from msgspec.structs import replace

from seqtool.app.echoes import without_echoes
from seqtool.errors import OutputError
from seqtool.io.st26.reader import Found, ListingReader
from seqtool.io.st26.writer import ListingWriter
from seqtool.model import (
    DeclaredListing,
    DeclaredSequence,
    Feature,
    GeneralInformation,
    Qualifier,
    Residues,
    Sequence,
)
from seqtool.spec import standard
from seqtool.validate.cell import Hit
from seqtool.validate.live.statements import FoundFaults, Stated, StatedGeneral

#: Texts that come back from a file as they were, and of which reading says nothing. NUL parts them here.
_PLAIN = re.compile("(?:[^\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+\x00)+")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_SOURCE = Feature(
    "source", "1..10", (Qualifier("mol_type", "genomic DNA"), Qualifier("organism", "Homo sapiens"))
)
_SAMPLE = Sequence("DNA", Residues("acgtacgtac"), (_SOURCE,))
_EMPTY = Sequence("", Residues(), (), skipped=True)


class Written:
    """Says what the written file will state (see :class:`seqtool.validate.live.Statements`)."""

    def odd(self, feature: Feature) -> bool:
        """Whether a feature has an empty or odd text anywhere."""
        texts = [feature.key, feature.location]
        for q in feature.qualifiers:
            texts.append(q.name)
            if q.value is not None:
                texts.append(q.value)
            if q.non_english is not None:
                texts.append(q.non_english)
            if q.id is not None and not _ID.fullmatch(q.id):
                return True
        return _PLAIN.fullmatch("\0".join(texts) + "\0") is None

    def sequence(self, sequence: Sequence, number: int, odd: Many[int] | None = None) -> Stated:
        """A sequence with a SEQ ID NO, as a reader of the file will have it."""
        features = sequence.features
        if sequence.skipped:
            if not features and not sequence.molecule_type:
                return Stated(_EMPTY, DeclaredSequence(str(number), "", "", None, has_feature_table=False))
            odd = range(len(features))
        elif odd is None:
            odd = [index for index, feature in enumerate(features) if self.odd(feature)]
        sound = _letters(sequence.residues)
        if not odd and features and sound and sequence.molecule_type.isalpha():
            length = str(sequence.residues.length)
            return Stated(
                sequence, DeclaredSequence(str(number), length, "PAT", None, has_feature_table=True)
            )
        return _read_back(sequence, number, odd, sound=sound)

    def general(self, general: GeneralInformation, *, empty: bool) -> StatedGeneral:
        """The general information, as a reader of the file will have it."""
        out = io.BytesIO()
        try:
            writer = ListingWriter(out, general, total=int(not empty))
            if not empty:
                writer.write(_SAMPLE)
            writer.close()
        except OutputError:
            dtd = standard().dtd  # there will be no file; the rules about the records still speak
            declared = DeclaredListing(dtd.number, str(int(not empty)), dtd.public_id, dtd.system_id)
            return StatedGeneral(general, declared)
        with ListingReader(out.getvalue()) as reader:
            for _ in reader:
                pass
            head = reader.head
            return StatedGeneral(head.general, head.declared, _lineless(head.found), _lineless(reader.tail))

    def without_echoes(self, hits: list[Hit], found: FoundFaults) -> list[Hit]:
        """The hits without those that repeat what was found."""
        return without_echoes(hits, [Found(*one) for one in found])


def _letters(residues: Residues) -> bool:
    if not residues.length:
        return False
    if residues.unknown is not None:
        return True
    return all(chunk.isascii() and chunk.isalpha() for chunk in residues.chunks)


def _read_back(sequence: Sequence, number: int, odd: Many[int], *, sound: bool) -> Stated:
    """Written and read: odd features only, and residues only where they are odd, so that it stays small."""
    features = sequence.features
    kept = list(odd) or list(range(min(1, len(features))))
    residues = sequence.residues
    small = replace(
        sequence,
        features=tuple([features[index] for index in kept]),
        residues=_SAMPLE.residues if sound else residues,
    )
    plainly = DeclaredSequence(
        number=str(number),
        length="" if sequence.skipped else str(residues.length),
        division="" if sequence.skipped else "PAT",
        has_feature_table=bool(features) or not sequence.skipped,
    )
    out = io.BytesIO()
    try:
        writer = ListingWriter(out, GeneralInformation(), total=1)
        writer.write(small)
        writer.close()
    except OutputError:
        return Stated(sequence, plainly)  # there will be no file
    with ListingReader(out.getvalue()) as reader:
        block = next(iter(reader))
    if block.entry is None:
        return Stated(sequence, plainly, _lineless(block.found))
    read, declared = block.entry.sequence, block.entry.declared
    assert declared is not None
    whole = list(features)
    for index, feature in zip(kept, read.features, strict=True):
        whole[index] = feature
    found = tuple(
        (code, fault if fault.feature is None else replace(fault, feature=kept[fault.feature]))
        for code, fault in _lineless(block.found)
    )
    return Stated(
        replace(
            read, features=tuple(whole), residues=residues if sound and not read.skipped else read.residues
        ),
        replace(declared, number=str(number), length=plainly.length),
        found,
    )


def _lineless(found: Iterable[Found]) -> FoundFaults:
    return tuple((code, replace(fault, line=None, column=None)) for code, fault in found)
