"""What the tables of the standard hold, one frozen record for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Basis = Literal["confirmed", "insdc", "inferred", "recalled"]
Format = Literal["none", "free-text", "controlled", "integer", "structured", "location", "sequence"]
Use = Literal["must", "should", "may"]
Strength = Literal["must", "must-not", "should", "should-not", "may", "definition", "example", "information"]


class DtdVersion(msgspec.Struct, frozen=True, gc=False):
    """One version of the DTD (Annex II, paragraph 39(b))."""

    number: str  # "V1_3", the value of dtdVersion
    date: str  # CCYY-MM-DD
    public_id: str
    system_id: str
    also: str  # another spelling of the public identifier
    basis: Basis


class Version(msgspec.Struct, frozen=True, gc=False):
    """One version of the standard, with the version whose tables it shares."""

    number: str
    adopted: str  # CCYY-MM-DD
    in_force: str  # CCYY-MM-DD, or empty
    session: str
    dtd: str
    base: str  # or empty
    basis: Basis


class KeySpec(msgspec.Struct, frozen=True, gc=False):
    """A feature key with its qualifiers (Annex I Sections 5 and 7, paragraph 62)."""

    name: str
    section: str
    definition: str
    basis: Basis
    protein: bool
    molecule: str  # molecule types that the key makes sense for: "any", "DNA" or "AA"
    organisms: str  # "any", or a word such as "eukaryotes"
    location: str  # "whole" for source, "link" where x..y names two linked residues (66(c)), else ""
    mandatory: frozenset[str]
    recommended: frozenset[str]  # should stand there, of those that are not mandatory
    optional: frozenset[str]  # may stand there, neither mandatory nor recommended
    allowed: frozenset[str]  # all three together
    qualifier_basis: Mapping[str, Basis]  # how sure we are that the qualifier has this use here


class QualifierSpec(msgspec.Struct, frozen=True, gc=False):
    """A qualifier with its value format (Annex I Sections 6 and 8, paragraphs 72 and 73)."""

    name: str
    section: str
    definition: str
    comment: str
    basis: Basis  # of the value format
    protein: bool
    format: Format
    values: frozenset[str]  # the list, empty when there is none
    open: bool  # True: the list may be longer than ours, an unlisted value is only doubtful
    language_dependent: bool
    single: bool  # at most once in a feature
    pattern: str  # of the value, for people
    example: str


class Symbol(msgspec.Struct, frozen=True, gc=False):
    """A residue symbol (Annex I Tables 1 and 3)."""

    symbol: str
    name: str
    stands_for: str  # the plain symbols that it may be
    defined: bool  # counts as specifically defined (paragraph 3(k))
    basis: Basis
    three_letter: str = ""  # amino acids only


class MolType(msgspec.Struct, frozen=True, gc=False):
    """A value of mol_type (paragraph 84)."""

    moltype: str  # "DNA", "RNA" or "AA"
    name: str
    synthetic: bool  # allowed for a synthetic construct
    basis: Basis


class Exclusion(msgspec.Struct, frozen=True, gc=False):
    """Two qualifiers that must not stand in one feature with this key."""

    key: str
    first: str
    second: str
    section: str
    basis: Basis


class Dependency(msgspec.Struct, frozen=True, gc=False):
    """Something that one part of a feature asks of another.

    ``kind`` says how to read ``needs``: ``qualifier`` (one of these in the same
    feature), ``value`` (the qualifier named first in ``needs`` has one of the
    values after it), ``not-value`` (this value must not stand with this key),
    ``name`` (the value needs its second part), ``location`` (the location needs
    one of these operators), ``differs`` (the value differs from that of this
    qualifier), ``listing`` (something elsewhere in the listing).
    """

    key: str  # or "*"
    qualifier: str  # empty: the key alone asks for it
    value: str  # empty: any value
    kind: Literal["qualifier", "value", "not-value", "name", "location", "differs", "listing"]
    needs: tuple[str, ...]
    strength: Use
    paragraph: str  # paragraph number or Annex I section
    basis: Basis
    meaning: str


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph of the standard or a part of an annex, in our words."""

    number: str  # "66", "40(b)", "Annex I.6"
    heading: str
    strength: Strength
    basis: Basis
    summary: str
    unchecked: str  # why no program can check it; empty when one can or nothing is asked


class Replacement(msgspec.Struct, frozen=True, gc=False):
    """A term of ST.25, of an old version or of INSDC, and what stands for it now (Annex VII)."""

    kind: Literal["key", "qualifier", "mod_base"]
    protein: bool
    old: str
    new: str  # key, qualifier or abbreviation; empty when nothing stands for it
    qualifier: str  # qualifier to add, or empty
    value: str  # its value, or empty when it comes from the old text
    basis: Basis
    comment: str


class Office(msgspec.Struct, frozen=True, gc=False):
    """A code of WIPO Standard ST.3."""

    code: str
    name: str
    current: bool
    basis: Basis
