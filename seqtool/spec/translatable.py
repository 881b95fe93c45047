"""Which free text needs no translation (paragraph 87(a)): Latin names, terms used everywhere, and what has no words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from seqtool.spec.organisms import Kind, lookup
from seqtool.spec.standard import standard

_WORD: Final = re.compile("[a-z]{3,}")
_LATIN: Final = re.compile(r"[A-Z][a-z-]+ [a-z-]+", re.ASCII)
#: Words that everybody uses and that need no translation (paragraph 87(a) names the first two terms).
_INTERNATIONAL: Final = frozenset(
    {"vitro", "vivo", "situ", "silico", "novo", "cis", "trans", "subsp", "spp", "var"}
)
#: Short words and words in capitals: asking for what needs no translation is better than leaving out what does.
_SHORT: Final = re.compile(r"\b(?:an?|at|by|in|is|no|of|on|or|to)\b|[A-Z]{4,}", re.ASCII)
_LATIN_IN: Final = re.compile(r"\bin (?=(?:vitro|vivo|situ|silico)\b)")
#: Longer texts are sentences, not names.
_LONGEST_NAME: Final = 200
_NAMES: Final = frozenset({Kind.EXACT, Kind.GENUS, Kind.GENUS_SP, Kind.STRAIN_LEVEL})


class Need(StrEnum):
    """Whether a text wants a translation, and if not, why."""

    TRANSLATION = "translation"
    """It has words that differ between languages."""
    LATIN = "latin name"
    """The name of an organism, as the taxonomy has it."""
    PRESCRIBED = "prescribed"
    """A term that the standard prescribes: "synthetic construct", "unidentified"."""
    INTERNATIONAL = "international"
    """Terms used in all languages only, such as "in vitro"."""
    WORDLESS = "no words"
    """Codes, numbers and formulas only."""


def binomial(text: str) -> bool:
    """Whether a text has the form of a Latin genus and species; it need not be one."""
    return _LATIN.fullmatch(text) is not None


def words(text: str) -> list[str]:
    """The words of a text that differ between languages."""
    return [word for word in _WORD.findall(text) if word not in _INTERNATIONAL]


@lru_cache(maxsize=4096)
def need(name: str, text: str) -> Need:
    """Whether the text of a language-dependent qualifier needs a translation.

    It is an offer: whoever wants a translation of a Latin name may give one.
    """
    if (name == "organism" or binomial(text)) and len(text) <= _LONGEST_NAME:
        kind = lookup(text).kind
        if kind is Kind.SPECIAL:
            return Need.PRESCRIBED
        if kind in _NAMES if name == "organism" else kind is Kind.EXACT:
            return Need.LATIN
    if words(text) or _SHORT.search(_LATIN_IN.sub("", text)):
        return Need.TRANSLATION
    return Need.INTERNATIONAL if _WORD.search(text) else Need.WORDLESS


@lru_cache(maxsize=2)
def language_dependent(protein: bool) -> frozenset[str]:
    """The qualifiers of Table 6 (protein) or Table 5, remembered."""
    return standard().language_dependent(protein)
