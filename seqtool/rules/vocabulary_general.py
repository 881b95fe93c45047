"""Values for the rules about the general information part."""

from __future__ import annotations

from typing import Any

from seqtool.rules.values import ABSENT, Context, Scope, value


@value(Scope.LISTING)
def from_file(c: Context) -> Any:
    """True where the listing was read from a file, whose structure has rules of its own; False while authoring."""
    return c.declared_listing is not ABSENT


@value(Scope.LISTING, rare=True)
def bilingual(c: Context) -> Any:
    """True where the listing says that it has values in another language; absent otherwise."""
    return True if c.general.non_english_language else ABSENT
