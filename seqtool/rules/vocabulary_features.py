"""Values that the rules of features and qualifiers name beside the common ones."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import Any, Final, Literal, NamedTuple

from seqtool.insdc.alphabet import COMPLEMENT
from seqtool.insdc.location import read_location, spans
from seqtool.model import Feature
from seqtool.rules.nearest import nearest, respelled
from seqtool.rules.values import ABSENT, Context, Scope, value
from seqtool.rules.wording import is_blank
from seqtool.spec.records import Replacement

#: Keys of old protein listings that need the location to say what stands for them now.
MISC_FEATURE = frozenset({"misc_feature", "MISC_FEATURE"})


class Odd(NamedTuple):
    """A key or qualifier name that Annex I does not have for the molecule type, and what was probably meant.

    ``spelling``: right but for case, blanks, hyphens or underscores; ``replaced``: a term of ST.25, INSDC or
    an old version (``row``); ``other``: belongs to the other kind of molecule; ``unknown``: none of these.
    """

    kind: Literal["spelling", "replaced", "other", "unknown"]
    written: str
    meant: str
    row: Replacement | None = None


# Sequence -----------------------------------------------------------------------------------------


@value(Scope.SEQUENCE, "features", "moltype", "declared", rare=True)
def sources(c: Context) -> Any:
    """0-based indices of all features that mean source; absent where there is exactly one, rightly written.

    Absent also where a file has no feature table or an empty one: that is a fault of the structure.
    """
    if c.features is ABSENT or c.source is not ABSENT:
        return ABSENT
    if c.declared is not ABSENT and not c.features:
        return ABSENT
    # Misspelt beyond mere case it counts as well: the wrong key is the fault, not a missing source.
    return tuple(i for i, f in enumerate(c.features) if nearest(f.key.strip(), ("source",), "") == "source")


@value(Scope.SEQUENCE, "features")
def unmixed(c: Context) -> Any:
    """True; absent where a misc_feature speaks of DNA or RNA, as in molecules of both (paragraph 55)."""
    if c.features is ABSENT:
        return ABSENT
    for feature in c.features:
        if feature.key == "misc_feature":
            for q in feature.qualifiers:
                if q.name == "note" and q.value is not None and ("DNA" in q.value or "RNA" in q.value):
                    return ABSENT
    return True


#: Keys that describe a modified residue (paragraphs 17 and 30).
DESCRIBING = {True: ("CARBOHYD", "LIPID", "MOD_RES", "SITE"), False: ("modified_base",)}


class Described(NamedTuple):
    """Stretches that features describe as modified: their first residues in order, and the highest last one so far."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]

    def covers(self, low: int, high: int) -> bool:
        """Whether one of the stretches holds all of low to high."""
        before = bisect_right(self.lows, low)
        return before > 0 and self.highs[before - 1] >= high


@value(Scope.SEQUENCE, "features", "moltype")
def described(c: Context) -> Any:
    """Described; absent where the molecule type is unknown."""
    if c.moltype is ABSENT or c.features is ABSENT:
        return ABSENT
    protein = c.protein is True
    keys = DESCRIBING[protein]
    trees = [read_location(f.location, protein=protein).tree for f in c.features if f.key in keys]
    found = sorted((tree.low, tree.high) for tree in trees if tree is not None)
    return Described(tuple(low for low, _ in found), tuple(accumulate((high for _, high in found), max)))


# Feature ------------------------------------------------------------------------------------------


def _replacement(c: Context, kind: str, written: str) -> Replacement | None:
    protein = c.protein is True
    wanted = written.strip().lower()
    rows = [r for r in c.std.replacements if r.kind == kind and r.old.lower() == wanted and r.new != r.old]
    rows.sort(key=lambda r: r.protein is not protein)
    return rows[0] if rows else None


@value(Scope.FEATURE, "key", "moltype", rare=True)
def odd_key(c: Context) -> Any:
    """Odd for a key that Annex I does not have for this molecule type; absent otherwise and for an empty key."""
    written: str = c.feature.key
    if c.moltype is ABSENT or not written.strip() or c.key_spec is not ABSENT:
        return ABSENT
    protein = c.protein is True
    known = c.std.keys(protein)
    right = respelled(written, known)
    if right is not None:
        return Odd("spelling", written, right)
    row = _replacement(c, "key", written)
    if row is not None and row.protein is protein and row.new:
        return Odd("replaced", written, row.new, row)
    other = respelled(written, c.std.keys(not protein))
    if other is not None:
        return Odd("other", written, other)
    general = "REGION" if protein else "misc_feature"
    if general.lower().startswith(written.strip().lower()):
        return Odd("unknown", written, general)
    return Odd("unknown", written, nearest(written, known, general))


#: So many residues of one stretch are looked at.
_LOOKED_AT = 10_000


@value(Scope.FEATURE, "residues", "location", "moltype", "length")
def symbols_here(c: Context) -> Any:
    """The set of symbols at the location, read on its strand (the first 10,000 of a stretch); absent if unsound."""
    tree, residues = c.placed, c.sound_residues
    if tree is ABSENT or residues is ABSENT:
        return ABSENT
    found: set[str] = set()
    for low, high, strand in spans(tree):
        here = set(residues.slice(low - 1, min(high, low - 1 + _LOOKED_AT)))
        found |= here if strand == 1 else {COMPLEMENT[s] for s in here}
    return frozenset(found)


@value(Scope.FEATURE, "names")
def written_names(c: Context) -> Any:
    """INSDQualifier_name of all qualifiers as written, in order."""
    return tuple(q.name for q in c.feature.qualifiers)


@value(Scope.FEATURE, "names", "moltype", rare=True)
def repeated_names(c: Context) -> Any:
    """Names meant that stand more than once, in order of first appearance; absent where there are none."""
    names = c.names
    if len(set(names)) == len(names):
        return ABSENT
    return tuple(name for name, count in Counter(names).items() if count > 1)


# Qualifier ----------------------------------------------------------------------------------------


@value(Scope.QUALIFIER, "own", rare=True)
def valueless(c: Context) -> Any:
    """True for a qualifier without any value element, also a flag; absent otherwise."""
    q = c.qualifier
    return True if q.value is None and q.non_english is None else ABSENT


@value(Scope.QUALIFIER, "own", rare=True)
def blank_text(c: Context) -> Any:
    """INSDQualifier_value that is empty or white space, with no other value beside it; absent otherwise."""
    text = c.qualifier.value
    return ABSENT if text is None or not is_blank(text) or c.qualifier.non_english else text


@value(Scope.QUALIFIER, "name", "moltype", rare=True)
def odd_name(c: Context) -> Any:
    """Odd for a name that Annex I does not have for this molecule type; absent otherwise and when empty."""
    written: str = c.qualifier.name
    if c.moltype is ABSENT or not written.strip() or c.qualifier_spec is not ABSENT:
        return ABSENT
    protein = c.protein is True
    known = c.std.qualifiers(protein)
    right = respelled(written, known)
    if right is not None:
        return Odd("spelling", written, right)
    row = _replacement(c, "qualifier", written)
    if row is not None:
        return Odd("replaced", written, row.new if row.new in known else "note", row)
    other = respelled(written, c.std.qualifiers(not protein))
    if other is not None:
        return Odd("other", written, other)
    return Odd("unknown", written, nearest(written, known, "note"))


@value(Scope.QUALIFIER, "key", "own", "moltype")
def judged(c: Context) -> Any:
    """INSDQualifier_value whose form can be judged; absent otherwise.

    That is one with more than white space and no other characters than Basic Latin (which is another
    fault), of a qualifier that the key may have.
    """
    text = c.text
    if text is ABSENT or c.key_spec is ABSENT or c.name not in c.key_spec.allowed:
        return ABSENT
    return text if text.strip() and text.isascii() and text.isprintable() else ABSENT


def all_apart(features: tuple[Feature, ...]) -> bool:
    """Whether no two features share key and location."""
    if len(features) < 3:
        return (
            len(features) < 2
            or features[0].location != features[1].location
            or features[0].key != features[1].key
        )
    return len({(f.key, f.location) for f in features}) == len(features)


@value(Scope.SEQUENCE, "features", rare=True)
def twins(c: Context) -> Any:
    """The ``features`` where two of them share key and location; absent otherwise."""
    return ABSENT if c.features is ABSENT or all_apart(c.features) else c.features


SYNTHETIC: Final = "synthetic construct"


@value(Scope.SEQUENCE, "features", "moltype", rare=True)
def artificial(c: Context) -> Any:
    """The ``mol_type`` of nucleotides whose organism is synthetic construct, in whatever case; absent otherwise."""
    if c.protein is not False or c.organism is ABSENT or c.mol_type is ABSENT:
        return ABSENT
    return c.mol_type if " ".join(c.organism.split()).lower() == SYNTHETIC else ABSENT
