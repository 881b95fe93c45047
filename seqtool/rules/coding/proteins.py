"""The protein of a coding sequence: its own sequence in the listing, named by protein_id (paragraph 92)."""

from __future__ import annotations

from typing import Final

from seqtool.insdc.alphabet import defined_count
from seqtool.model import Qualifier
from seqtool.rules.core import Fault, Severity, fact, fault, rule
from seqtool.rules.digests import text_digest
from seqtool.rules.ledgers_proteins import Broken, Kind, LinkFacts, Links
from seqtool.rules.ledgers_sequences import Entries
from seqtool.rules.vocabulary_coding import sound_translation
from seqtool.rules.vocabulary_sequences import FEWEST, INTEGER

_NUCLEOTIDES = ("DNA", "RNA")
_ELEMENT = "INSDQualifier_value"
_FEWEST: Final = FEWEST[True]


def _link(qualifiers: tuple[Qualifier, ...], index: int) -> LinkFacts | None:
    translation = next((q.value for q in qualifiers if q.name == "translation"), None)
    return _linked(qualifiers[index].value or "", translation)


@fact("links", keys=("CDS",), qualifiers=("protein_id",), moltypes=_NUCLEOTIDES, among=_link)
def protein_link(text: str, qualifier_values: dict[str, str | None]) -> LinkFacts | None:
    """Every protein_id that is a number, with the translation beside it."""
    return _linked(text, qualifier_values.get("translation"))


def _linked(text: str, written: str | None) -> LinkFacts | None:
    text = text.strip(" \t\r\n")
    if not INTEGER.fullmatch(text):
        return None
    translation = sound_translation(written)
    if translation is None:
        return LinkFacts(int(text), 0, short=False)
    short = defined_count(translation, protein=True) < _FEWEST
    return LinkFacts(int(text), text_digest(translation), short)


@rule(
    "C030",
    "protein-id-missing",
    Severity.ERROR,
    paragraph="92",
    element="INSDFeature_quals",
    keys=("CDS",),
    qualifiers=("translation",),
    moltypes=_NUCLEOTIDES,
    message="The translation has {defined} specifically defined residues, but no protein_id names its sequence.",
    mend="Give the protein a sequence of its own in the listing, and its SEQ ID number as protein_id.",
)
def protein_id_missing(unlinked: bool, sound_protein: str, translation_index: int) -> Fault | None:
    """A protein long enough for a listing is a sequence of the listing."""
    defined = defined_count(sound_protein, protein=True)
    if defined < _FEWEST or not unlinked:
        return None
    return fault(qualifier=translation_index, defined=defined)


def _told(links: Links, entries: Entries, kind: Kind) -> list[Fault] | None:
    return [_place(found) for found in links.broken(entries, kind)] or None


def _place(found: Broken, **args: str) -> Fault:
    link = found.link
    return Fault(
        value=str(link.number),
        args=args,
        position=link.position,
        feature=link.feature,
        qualifier=link.qualifier,
    )


@rule(
    "C031",
    "protein-id-is-itself",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="protein_id is {value}, the SEQ ID number of the coding sequence itself.",
    mend="Give the SEQ ID number of the protein.",
)
def protein_is_itself(links: Links, entries: Entries) -> list[Fault] | None:
    """``protein_id`` names another sequence."""
    return _told(links, entries, "own")


@rule(
    "C032",
    "protein-id-not-there",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="protein_id is {value}, but the listing has no sequence with this number.",
    mend="Add the protein as a sequence, or give the number of the right one.",
)
def protein_not_there(links: Links, entries: Entries) -> list[Fault] | None:
    """``protein_id`` names a sequence of the listing."""
    return _told(links, entries, "missing")


@rule(
    "C033",
    "protein-id-of-skipped",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="protein_id is {value}, but this sequence is intentionally skipped.",
    mend="Give the number of the sequence that holds the protein.",
)
def protein_skipped(links: Links, entries: Entries) -> list[Fault] | None:
    """``protein_id`` names a sequence with residues."""
    return _told(links, entries, "skipped")


@rule(
    "C034",
    "protein-id-of-nucleotides",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="protein_id is {value}, but this sequence is {moltype} and no protein.",
    mend="Give the number of the sequence that holds the protein.",
)
def protein_of_nucleotides(links: Links, entries: Entries) -> list[Fault] | None:
    """``protein_id`` names an amino acid sequence."""
    return [
        _place(found, moltype=found.protein.moltype if found.protein else "")
        for found in links.broken(entries, "nucleotide")
    ] or None


@rule(
    "C035",
    "translation-is-not-protein",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="The translation differs from the residues of sequence {value}, which protein_id names.",
    mend="Give the number of the right sequence, or correct the one that is wrong.",
)
def translation_is_not_protein(links: Links, entries: Entries) -> list[Fault] | None:
    """The sequence that ``protein_id`` names is that of the translation."""
    return _told(links, entries, "residues")


@rule(
    "C036",
    "protein-of-other-organism",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="The organism of sequence {value}, which protein_id names, is {theirs}, but that of the coding "
    "sequence is {ours}.",
    mend="Give both the same organism. A protein with two sources may stand in the listing twice.",
)
def protein_of_other_organism(links: Links, entries: Entries) -> list[Fault] | None:
    """Coding sequence and protein have the same organism."""
    return [
        _place(
            found,
            ours=(found.own and found.own.organism) or "another",
            theirs=(found.protein and found.protein.organism) or "another",
        )
        for found in links.broken(entries, "organism")
    ] or None


@rule(
    "C037",
    "protein-id-of-short-translation",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    message="protein_id is {value}, but the translation has too few specifically defined residues for a "
    "sequence of its own, and sequence {value} is not it.",
    mend="Remove protein_id.",
)
def protein_of_short_translation(links: Links, entries: Entries) -> list[Fault] | None:
    """A translation of fewer than four defined residues has no sequence in the listing (paragraph 8)."""
    return _told(links, entries, "short")
