"""Keys and qualifiers that a table marks, for rules that are narrowed to them."""

from __future__ import annotations

from seqtool.spec import standard


def keys_with(*qualifiers: str) -> frozenset[str]:
    """The nucleotide keys that may have one of the qualifiers (in the newest version, which allows most)."""
    wanted = frozenset(qualifiers)
    return frozenset(
        key for key, spec in standard().nucleotide_keys.items() if not wanted.isdisjoint(spec.allowed)
    )


def linking_keys() -> frozenset[str]:
    """The amino acid keys whose two residue numbers are a link, not a range (paragraph 66(c))."""
    return frozenset(key for key, spec in standard().keys(protein=True).items() if spec.location == "link")


def flags() -> frozenset[str]:
    """The nucleotide qualifiers that have no value (paragraph 72)."""
    return frozenset(
        name for name, spec in standard().qualifiers(protein=False).items() if spec.format == "none"
    )


def language_dependent() -> frozenset[str]:
    """The qualifiers whose free text may be translated (paragraph 87, Tables 5 and 6)."""
    return frozenset(standard().language_dependent(protein=False)) | standard().language_dependent(
        protein=True
    )
