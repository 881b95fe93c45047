"""Quick looks that spare a normal sequence, place or text the rules about odd ones.

Each may say True only where all the values that it covers are absent; a naive
engine without quick looks holds them to that in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from seqtool.insdc.alphabet import is_clean, reverse_complement_bytes
from seqtool.insdc.codes import genetic_code
from seqtool.insdc.translate import translate_plain
from seqtool.model import (
    DeclaredSequence,
    Feature,
    IdentifiedQualifiers,
    Qualifier,
    Sequence,
    SharedQualifiers,
)
from seqtool.rules.digests import bytes_digest
from seqtool.rules.ledgers_sequences import AA, ENOUGH, KINDS, KNOWN, SOUND
from seqtool.rules.residues.combined import segment_kind
from seqtool.rules.values import ABSENT, screen
from seqtool.rules.vocabulary_coding import IRREGULAR
from seqtool.rules.vocabulary_features import DESCRIBING, SYNTHETIC, Described, all_apart
from seqtool.rules.vocabulary_residues import PLAINLY_PROTEIN, SAMPLE
from seqtool.rules.vocabulary_sequences import FEWEST, INTEGER
from seqtool.rules.vocabulary_texts import LONGEST, may_cite, plain


@screen(
    "sequence",
    "odd_number",
    "length_fault",
    "odd_moltype",
    "odd_division",
    "other_seqids",
    "no_table",
    "hollow",
    "skipped",
    "sources",
    "source_misfit",
    "symbol_fault",
    "few_defined",
    "odd_letters",
    "gap_runs",
    "segments",
    "twins",
    "artificial",
    tells=("entries", "contained"),
)
def plain_sequence(
    sequence: Sequence, declared: DeclaredSequence | None
) -> tuple[tuple[str, Any], ...] | None:
    """What a sequence tells whose statements agree with its residues, with one source over all of them."""
    residues, features = sequence.residues, sequence.features
    length = residues.length
    kind = KINDS.get(sequence.molecule_type)
    if (
        sequence.skipped
        or declared is None
        or kind is None
        or len(residues.chunks) != 1
        or length < 10
        or not features
    ):
        return None
    source = features[0]
    shown, number = str(length), declared.number
    if (
        declared.length != shown
        or source.location != "1.." + shown
        or source.key != "source"
        or declared.division != "PAT"
        or declared.other_seqids is not None
        or not declared.has_feature_table
        or number is None
        or not INTEGER.fullmatch(number)
    ):
        return None
    text = residues.chunks[0]
    counted = residues.unknown
    if counted is None and not text.isascii():
        return None
    quals = source.qualifiers
    if type(quals) is IdentifiedQualifiers:
        quals = quals.base
    known = _SOURCES.get(id(quals))
    if known is None or known[0] is not quals:
        known = _source(quals)
    _, organism, good = known
    if not good[protein := kind == AA]:
        return None
    data = text.encode("ascii")
    if protein:
        unknown, reverse = data.count(b"X"), 0
        if not is_clean(data, True) or not PLAINLY_PROTEIN.search(text, 0, SAMPLE):
            return None
    else:
        unknown = data.count(b"n") if counted is None else counted
        if unknown >= 50 and b"n" * 50 in data:
            return None
        if counted is None:
            ambiguous = data.translate(None, b"acgtn")
            # Mostly ambiguity symbols: odd letters, which have rules of their own.
            if ambiguous and (not is_clean(ambiguous, False) or len(ambiguous) * 8 > min(length, SAMPLE)):
                return None
        reverse = bytes_digest(reverse_complement_bytes(data))
    if length - unknown < FEWEST[protein]:
        return None
    if len(features) > 1:
        for feature in features:
            key = feature.key
            if key == "misc_feature":
                if not protein and segment_kind(feature):
                    return None
            elif (key == "source" and feature is not source) or key == "SOURCE":
                return None
        if not all_apart(features):
            return None
    # A plain tuple: the ledger takes it apart at once.
    facts = (int(number), KNOWN | kind | SOUND | ENOUGH, bytes_digest(data), reverse, organism)
    return (("entries", facts), ("contained", residues))


#: Qualifier lists of sources that come again, by identity: the list, its organism, and whether it is plain
#: for a nucleotide sequence and for a protein.
_SOURCES: dict[int, tuple[tuple[Qualifier, ...], str, tuple[bool, bool]]] = {}
_MOST_SOURCES = 1_000


def _source(quals: tuple[Qualifier, ...]) -> tuple[tuple[Qualifier, ...], str, tuple[bool, bool]]:
    organism = mol_type = ""
    good = True
    for qualifier in quals:
        name = qualifier.name
        if name == "organism" and not organism:
            organism = qualifier.value or ""
        elif name == "mol_type" and not mol_type:
            mol_type = qualifier.value or ""
        elif name == "ORGANISM":
            good = False
    natural = mol_type[:6] != "other " and " ".join(organism.split()).lower() == SYNTHETIC
    found = (quals, organism, (good and not natural, good))
    if type(quals) is SharedQualifiers:
        if len(_SOURCES) >= _MOST_SOURCES:
            _SOURCES.clear()
        _SOURCES[id(quals)] = found
    return found


_PLAIN_PLACE = re.compile(r"(?:complement\()?([1-9][0-9]{0,8})(?:\.\.([1-9][0-9]{0,8}))?(\))?")


@screen("place", "flawed", "no_location", "overrun", "sites", "ordered")
def plain_place(location: str, length: int, moltype: str) -> bool:
    """One residue or span within the sequence, of nucleotides also on the other strand."""
    if location[:11] == "complement(":
        if location[-1] != ")" or moltype == "AA":
            return False
        start, dots, end = location[11:-1].partition("..")
        if not dots:
            return False
    else:
        start, dots, end = location.partition("..")
    # ASCII first: other digits are digits too.
    if not location.isascii() or not start.isdigit() or start[0] == "0" or len(start) > 9:
        return False
    if not dots:
        return int(start) <= length
    if not end.isdigit() or end[0] == "0" or len(end) > 9:
        return False
    return int(start) < int(end) <= length


#: Qualifiers that make a coding sequence other than plain, or doubt it.
_NOT_PLAIN = frozenset({"codon_start", "transl_table", "transl_except", "circular_RNA"}) | IRREGULAR


@screen("coding", "trouble", "unnamed")
def plain_coding(feature: Feature, sequence: Sequence) -> bool:
    """A whole coding sequence in one span that gives its translation by the standard code, with its stop."""
    residues = sequence.residues
    found = _PLAIN_PLACE.fullmatch(feature.location)
    if found is None or found[2] is None or len(residues.chunks) != 1:
        return False
    written = None
    for qualifier in feature.qualifiers:
        name = qualifier.name
        if name in _NOT_PLAIN:
            return False
        if name == "translation":
            if written is not None:
                return False
            written = qualifier.value
    start, end = int(found[1]), int(found[2])
    if not written or not 0 < start < end <= residues.length or end - start + 1 != 3 * len(written) + 3:
        return False
    text = residues.chunks[0][start - 1 : end]
    if not text.isascii() or (feature.location[0] == "c") != bool(found[3]):
        return False
    data = text.encode("ascii")
    if found[3]:
        data = reverse_complement_bytes(data)
    if not data.startswith(b"atg"):
        return False
    code = genetic_code(1)
    assert code is not None
    protein = translate_plain(data, code)
    return protein is not None and protein.decode("ascii") == f"{written}*"


#: Texts that were found plain: a few words stand in nearly every sequence.
_PLAIN_TEXTS: set[str] = set()
_MOST_TEXTS = 10_000
_RUN = re.compile("[ACGTUacgtu]{12}")


@screen("texts", "odd_texts", "odd_translations", "blank_translations")  # of all qualifiers of a feature
@screen("text", "valueless", "blank_text", "spelled", "citing")
def plain_text(name: str, value: str | None, non_english: str | None) -> bool:
    """A value of plain printable characters that names no SEQ ID NO and spells no sequence; any other beside it too."""
    if value is None:
        return False
    if name == "translation" and non_english is None:
        # Letters of residues cite nothing, and whether they spell a sequence is not asked of a translation.
        return 0 < len(value) <= LONGEST and is_clean(value, protein=True)
    if not (value in _PLAIN_TEXTS or _is_plain(value)):
        return False
    return non_english is None or non_english in _PLAIN_TEXTS or _is_plain(non_english)


def _is_plain(text: str) -> bool:
    if not text or not plain(text) or may_cite(text) or (len(text) >= 12 and _RUN.search(text)):
        return False
    if len(text) < 100:
        if len(_PLAIN_TEXTS) >= _MOST_TEXTS:
            _PLAIN_TEXTS.clear()
        _PLAIN_TEXTS.add(text)
    return True


#: Values of a sequence all of whose features are quiet.
OF_QUIET: Mapping[str, Any] = {"segments": ABSENT, "unmixed": True, "described": Described((), ())}
_DESCRIBING = frozenset(DESCRIBING[True] + DESCRIBING[False])


def quiet(feature: Feature) -> bool:
    """Whether a feature surely says nothing about others: no part of DNA or RNA, no modified residue."""
    key = feature.key
    if key != "misc_feature":
        return key not in _DESCRIBING
    for q in feature.qualifiers:
        text = q.value
        if q.name == "note" and text is not None and ("DNA" in text or "RNA" in text):
            return False
    return True
