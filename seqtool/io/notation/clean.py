"""Typographic variants made plain, one character for one, so that positions stay those of the text."""

from __future__ import annotations

from typing import Final

_PLAIN: Final = {
    "\u2032": "'", "\u2019": "'", "\u2018": "'", "\u00b4": "'", "\u02b9": "'", "`": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ",
    "\u2217": "*", "\u00d7": "x", "\u2261": "=", "\u03d5": "\u03c6",
    "\uff08": "(", "\uff09": ")", "\uff0c": ",", "\uff1b": ";", "\u2265": "\u2265",
}  # fmt: skip
_TABLE: Final = str.maketrans(_PLAIN)


def plain(text: str) -> str:
    """The text with plain primes, hyphens and blanks; as long as before."""
    return text.translate(_TABLE)
