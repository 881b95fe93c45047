"""The listed word that a wrong one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

#: Words longer than this are no misspelt term, and comparing them would be slow.
LONGEST = 60
#: How alike two words must be, from 0 to 1: one wrong letter in four.
ALIKE = 0.75

_SIGNS = str.maketrans("", "", " _-\t")


def loose(word: str) -> str:
    """The word without case, blanks, hyphens and underscores."""
    return word[: LONGEST + 1].translate(_SIGNS).lower()


def respelled(word: str, choices: Iterable[str]) -> str | None:
    """The choice that differs from the word only by case, blanks, hyphens or underscores."""
    if len(word) > LONGEST:
        return None
    wanted = loose(word)
    return next((choice for choice in choices if loose(choice) == wanted), None)


def nearest(word: str, choices: Iterable[str], otherwise: str) -> str:
    """The choice most like the word, or ``otherwise`` where none is like it."""
    if len(word) > LONGEST:
        return otherwise
    listed = {choice.lower(): choice for choice in sorted(choices)}
    found = get_close_matches(word.lower(), listed, n=1, cutoff=ALIKE)
    return listed[found[0]] if found else otherwise
