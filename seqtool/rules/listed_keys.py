"""Feature keys that may have a qualifier, for rules that are narrowed to them."""

from __future__ import annotations

from seqtool.spec import standard


def keys_with(*qualifiers: str) -> frozenset[str]:
    """The nucleotide keys that may have one of the qualifiers (in the newest version, which allows most)."""
    wanted = frozenset(qualifiers)
    return frozenset(
        key for key, spec in standard().nucleotide_keys.items() if not wanted.isdisjoint(spec.allowed)
    )
