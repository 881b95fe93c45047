"""The values that rules name, in all four scopes (what each is stands in its docstring)."""

from __future__ import annotations

from typing import Any

from seqtool.insdc import alphabet
from seqtool.insdc.location import LocationReading, read_location
from seqtool.rules.values import ABSENT, Context, Scope, given, value

# Listing ------------------------------------------------------------------------------------------
given("std", Scope.LISTING, doc="The tables of the version of the standard in use.")
given("general", Scope.LISTING, doc="GeneralInformation.")
given("declared_listing", Scope.LISTING, doc="DeclaredListing; absent while authoring.")
given("today", Scope.LISTING, doc="datetime.date of the check.")
given(
    "path_name",
    Scope.LISTING,
    doc="Name of the file itself (last part of its path); absent for standard input.",
)
given("file_size", Scope.LISTING, doc="Size of the file in bytes; absent where unknown.")
given(
    "expect_application",
    Scope.LISTING,
    doc="Application number that the caller expects; absent unless given.",
)
given("expect_reference", Scope.LISTING, doc="File reference that the caller expects; absent unless given.")
given("filing_date", Scope.LISTING, doc="datetime.date of filing that the caller gives; absent unless given.")


@value(Scope.LISTING)
def application(c: Context) -> Any:
    """ApplicationIdentification; absent where the element is."""
    return c.general.application or ABSENT


@value(Scope.LISTING)
def priority(c: Context) -> Any:
    """EarliestPriorityApplicationIdentification; absent where the element is."""
    return c.general.priority or ABSENT


@value(Scope.LISTING)
def applicant(c: Context) -> Any:
    """ApplicantName; absent where the element is."""
    return c.general.applicant or ABSENT


@value(Scope.LISTING)
def inventor(c: Context) -> Any:
    """InventorName; absent where the element is."""
    return c.general.inventor or ABSENT


@value(Scope.LISTING)
def titles(c: Context) -> Any:
    """The InventionTitle records in order."""
    return c.general.titles


# Sequence -----------------------------------------------------------------------------------------
given("sequence", Scope.SEQUENCE, "all", doc="The Sequence record, skipped or not.")
given("position", Scope.SEQUENCE, "position", doc="1-based place of the sequence in the listing.")
given("declared", Scope.SEQUENCE, "declared", doc="DeclaredSequence; absent while authoring.")
given(
    "skipped",
    Scope.SEQUENCE,
    "all",
    doc="The Sequence record of a skipped sequence; absent for any other.",
    rare=True,
)
given(
    "molecule_type",
    Scope.SEQUENCE,
    "molecule_type",
    doc="INSDSeq_moltype as written; absent for a skipped one.",
)
given(
    "moltype", Scope.SEQUENCE, "moltype", doc="DNA, RNA or AA; absent where it is none of them, or skipped."
)
given("protein", Scope.SEQUENCE, "moltype", doc="True for AA, False for DNA and RNA; absent as moltype.")
given("residues", Scope.SEQUENCE, "residues", doc="Residues; absent for a skipped sequence.")
given("length", Scope.SEQUENCE, "length", doc="Number of residues counted; absent for a skipped sequence.")
given("features", Scope.SEQUENCE, "features", doc="The Feature records; absent for a skipped sequence.")


@value(Scope.SEQUENCE, "residues")
def encoded(c: Context) -> Any:
    """The residues as ASCII bytes where they are one chunk (nearly all sequences are); absent otherwise."""
    if c.residues is ABSENT:
        return ABSENT
    chunks = c.residues.chunks
    return chunks[0].encode("ascii") if len(chunks) == 1 and chunks[0].isascii() else ABSENT


@value(Scope.SEQUENCE, "residues", "moltype", rare=True)
def bad_symbols(c: Context) -> Any:
    """BadSymbols (insdc) of characters that Table 1 or 3 does not have; absent where all are legal."""
    protein = c.protein
    if protein is ABSENT or c.residues is ABSENT:
        return ABSENT
    if not protein and c.residues.unknown is not None:
        return ABSENT
    encoded = c.encoded
    chunks = c.residues.chunks if encoded is ABSENT else (encoded,)
    for chunk in chunks:
        if not alphabet.is_clean(chunk, protein):
            return alphabet.find_bad_symbols(c.residues.text, protein) or ABSENT
    return ABSENT


@value(Scope.SEQUENCE, "residues", "moltype")
def sound_residues(c: Context) -> Any:
    """The Residues where all symbols are legal and there is at least one; absent otherwise."""
    residues = c.residues
    if c.moltype is ABSENT or residues is ABSENT or not residues.length or c.bad_symbols is not ABSENT:
        return ABSENT
    return residues


@value(Scope.SEQUENCE, "residues", "moltype")
def defined(c: Context) -> Any:
    """Number of specifically defined residues, everything but n and X (paragraph 3(k)); absent with bad symbols."""
    if c.sound_residues is ABSENT:
        return ABSENT
    counted = c.residues.unknown
    if counted is not None and not c.protein:
        return c.residues.length - counted
    # All symbols are legal here, so that only one of n and X can be there.
    unknown = "X" if c.protein else "n"
    encoded = c.encoded
    if encoded is not ABSENT:
        return len(encoded) - encoded.count(unknown.encode())
    return sum(len(chunk) - chunk.count(unknown) for chunk in c.residues.chunks)


@value(Scope.SEQUENCE, "features", "moltype")
def source(c: Context) -> Any:
    """The source feature; absent unless there is exactly one."""
    if c.features is ABSENT:
        return ABSENT
    protein = c.protein is True
    found = [f for f in c.features if f.key == "source" or (protein and f.key == "SOURCE")]
    return found[0] if len(found) == 1 else ABSENT


@value(Scope.SEQUENCE, "features", "moltype")
def organism(c: Context) -> Any:
    """INSDQualifier_value of the source's organism; absent without one."""
    return _source_value(c, "organism")


@value(Scope.SEQUENCE, "features", "moltype")
def mol_type(c: Context) -> Any:
    """INSDQualifier_value of the source's mol_type; absent without one."""
    return _source_value(c, "mol_type")


def _source_value(c: Context, name: str) -> Any:
    feature = c.source
    if feature is ABSENT:
        return ABSENT
    for qualifier in feature.qualifiers:
        if qualifier.value and canonical_name(qualifier.name, protein=c.protein is True) == name:
            return qualifier.value
    return ABSENT


# Feature ------------------------------------------------------------------------------------------
given("feature", Scope.FEATURE, "location", "key", "qualifiers", "ids", "moltype", doc="The Feature record.")

#: Names of amino acid features that old listings write in capitals; everybody reads them as the right ones.
_CAPITALS = {"ORGANISM": "organism", "MOL_TYPE": "mol_type", "NOTE": "note"}


def canonical_name(name: str, *, protein: bool) -> str:
    """The qualifier name meant: on AA sequences ORGANISM, MOL_TYPE and NOTE count as their lower-case forms."""
    return _CAPITALS.get(name, name) if protein else name


@value(Scope.FEATURE, "key", "moltype")
def key(c: Context) -> Any:
    """The key meant: SOURCE of an AA sequence counts as source."""
    written = c.feature.key
    return "source" if written == "SOURCE" and c.protein is True else written


@value(Scope.FEATURE, "key")
def written_key(c: Context) -> Any:
    """INSDFeature_key as written."""
    return c.feature.key


@value(Scope.FEATURE, "key", "moltype")
def key_spec(c: Context) -> Any:
    """spec.KeySpec of the key; absent for a key that Annex I does not have for this molecule type."""
    if c.moltype is ABSENT:
        return ABSENT
    return c.std.keys(c.protein).get(c.key, ABSENT)


@value(Scope.FEATURE, "location")
def location_text(c: Context) -> Any:
    """INSDFeature_location as written; absent where empty."""
    return c.feature.location or ABSENT


@value(Scope.FEATURE, "location", "moltype")
def reading(c: Context) -> Any:
    """LocationReading (insdc) of the location (tree and issues); absent where the location is empty."""
    if c.moltype is ABSENT or not c.feature.location:
        return ABSENT
    return read_location(c.feature.location, protein=c.protein)


@value(Scope.FEATURE, "location", "moltype", rare=True)
def flawed(c: Context) -> Any:
    """The ``reading`` where it has issues; absent where the location is legal or empty."""
    return c.reading if c.reading is not ABSENT and c.reading.issues else ABSENT


#: Issues that leave no doubt where the feature lies.
HARMLESS = frozenset({"leading-zero", "white-space", "same-ends", "upper-case-operator"})


def _tree(found: LocationReading) -> Any:
    if found.tree is None or any(issue.kind not in HARMLESS for issue in found.issues):
        return ABSENT
    return found.tree


@value(Scope.FEATURE, "location", "moltype")
def location(c: Context) -> Any:
    """Tree of a location that is legal or has a harmless fault only; absent otherwise."""
    return ABSENT if c.reading is ABSENT else _tree(c.reading)


@value(Scope.FEATURE, "location", "moltype", "length")
def placed(c: Context) -> Any:
    """Tree of a location that is readable and lies within 1..length; absent otherwise."""
    tree = c.location
    if tree is ABSENT or c.length is ABSENT or tree.low < 1 or tree.high > c.length:
        return ABSENT
    return tree


@value(Scope.FEATURE, "qualifiers")
def qualifiers(c: Context) -> Any:
    """The Qualifier records of the feature (do not read ids here: name ``given_ids``)."""
    return c.feature.qualifiers


@value(Scope.FEATURE, "names", "moltype")
def names(c: Context) -> Any:
    """Tuple of the names meant of all qualifiers, in order, repeated ones included."""
    protein = c.protein is True
    return tuple(canonical_name(q.name, protein=protein) for q in c.feature.qualifiers)


@value(Scope.FEATURE, "qualifiers", "moltype")
def qualifier_values(c: Context) -> Any:
    """Mapping of each name meant to the first INSDQualifier_value given (``None`` where absent)."""
    found: dict[str, str | None] = {}
    for name, qualifier in zip(c.names, c.feature.qualifiers, strict=True):
        found.setdefault(name, qualifier.value)
    return found


# Qualifier ----------------------------------------------------------------------------------------
given(
    "qualifier",
    Scope.QUALIFIER,
    "own",
    "name",
    doc="The Qualifier record (do not read its id: name ``given_ids``).",
)


@value(Scope.QUALIFIER, "name", "moltype")
def name(c: Context) -> Any:
    """The qualifier's name meant (see ``names``)."""
    return canonical_name(c.qualifier.name, protein=c.protein is True)


@value(Scope.QUALIFIER, "name")
def written_name(c: Context) -> Any:
    """INSDQualifier_name as written."""
    return c.qualifier.name


def _given(text: str | None) -> Any:
    return ABSENT if text is None else text


@value(Scope.QUALIFIER, "own")
def text(c: Context) -> Any:
    """INSDQualifier_value as written, may be empty; absent where the element is."""
    return _given(c.qualifier.value)


@value(Scope.QUALIFIER, "name", "moltype")
def qualifier_spec(c: Context) -> Any:
    """spec.QualifierSpec of the name; absent for a name that Annex I does not have for this molecule type."""
    if c.moltype is ABSENT:
        return ABSENT
    return c.std.qualifiers(c.protein).get(c.name, ABSENT)


def canonical_qid(written: str) -> bool:
    """Whether an id has the form q1, q2 … (paragraph 87(d))."""
    return (
        len(written) > 1
        and written[0] == "q"
        and written[1] != "0"
        and written.isascii()
        and written[1:].isdigit()
    )
