"""Records of the sequence data part (paragraphs 50 to 76)."""

from __future__ import annotations

import msgspec

from seqtool.model.residues import Residues

#: What stands in place of the residues of an intentionally skipped sequence (paragraph 58).
SKIPPED = "000"


class Qualifier(msgspec.Struct, frozen=True, gc=False):
    """One INSDQualifier (paragraph 76). ``None`` is an absent element, ``""`` an empty one."""

    name: str
    value: str | None = None
    non_english: str | None = None
    id: str | None = None


class SharedQualifiers(tuple[Qualifier, ...]):
    """Qualifiers of which the reader hands out the same object wherever they are written alike: worth remembering."""

    __slots__ = ()


class IdentifiedQualifiers(tuple[Qualifier, ...]):  # noqa: SLOT001  a tuple with an attribute can have none
    """Qualifiers with ids; ``base`` is the list of those that are the same but for the text of their ids."""

    base: tuple[Qualifier, ...]


class Feature(msgspec.Struct, frozen=True, gc=False):
    """One INSDFeature (paragraphs 60 to 71). An absent key or location is ``""``."""

    key: str
    location: str
    qualifiers: tuple[Qualifier, ...] = ()


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """One sequence (an entry with its SEQ ID NO).

    ``molecule_type`` is INSDSeq_moltype as written: DNA, RNA or AA when right.
    A skipped sequence (paragraph 58) has ``skipped`` set and ``residues`` empty;
    whatever else its entry held in a file is kept for the rules to see.
    """

    molecule_type: str
    residues: Residues
    features: tuple[Feature, ...] = ()
    skipped: bool = False


class DeclaredSequence(msgspec.Struct, frozen=True, gc=False):
    """What a *file* states about a sequence and authoring would compute. ``None`` is absent, ``""`` empty."""

    number: str | None = None
    length: str | None = None
    division: str | None = None
    other_seqids: tuple[str, ...] | None = None
    #: False where INSDSeq_feature-table is absent (an empty one has no features but is there).
    has_feature_table: bool = True


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A sequence with what its file declares about it (``None`` while authoring)."""

    sequence: Sequence
    declared: DeclaredSequence | None = None
