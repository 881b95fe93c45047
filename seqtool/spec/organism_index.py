"""The index of organism names: how names are stored, found, completed and corrected.

A key of the index is the name in lower case. Most names differ from their key
in the first letter alone; for all others the key carries, after a mark, one
character for each capital letter. So one trie answers with and without regard
to case, and no second copy of the names is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from string import ascii_lowercase
from typing import Any, Final

MARK: Final = "\x01"
MAX_NAME: Final = 90
"""Longest name of the index, in characters; the mark's characters stay printable ASCII."""

_FIRST: Final = 0x21
_ALPHABET: Final = ascii_lowercase + " -.0123456789'"
_CHECKS: Final = 12_000
"""How often a correction may ask the index: bounds the time of a hopeless name to some 15 ms."""


def encode(name: str) -> str:
    """The key of a name (ASCII, at most ``MAX_NAME`` characters)."""
    key = name.lower()
    capitals = [place for place, letter in enumerate(name) if letter.isupper()]
    if capitals == [0]:
        return key
    return key + MARK + "".join(chr(_FIRST + place) for place in capitals)


def decode(key: str) -> str:
    """The name that ``encode`` turned into this key."""
    text, mark, places = key.partition(MARK)
    if not mark:
        return text[:1].upper() + text[1:]
    letters = list(text)
    for place in places:
        at = ord(place) - _FIRST
        letters[at] = letters[at].upper()
    return "".join(letters)


def plain(text: str) -> bool:
    """Whether the index could hold this text: printable ASCII of a bounded length."""
    return 0 < len(text) <= MAX_NAME and text.isascii() and text.isprintable()


def spellings(trie: Any, folded: str) -> list[str]:
    """The names of the index whose lower-case form is ``folded`` (a ``plain`` text)."""
    found = [decode(folded)] if folded in trie else []
    found.extend(decode(key) for key in islice(trie.iterkeys(folded + MARK), 4))
    return found


def completions(trie: Any, folded: str, scan: int) -> list[str]:
    """Names that start with ``folded`` whatever their case: few words first, then short ones.

    Args:
        trie: the trie to ask.
        folded: a ``plain`` text in lower case.
        scan: how many keys to look at, at most.
    """
    keys = islice(trie.iterkeys(folded), scan)
    # A text that ends inside the name cannot match the mark: it is not printable.
    return sorted(map(decode, keys), key=lambda name: (name.count(" "), len(name), name))


def _goes_on(trie: Any, start: str) -> bool:
    """Whether a key of the trie begins like this."""
    return next(trie.iterkeys(start), None) is not None


class Corrector:
    """Finds the keys of one trie that differ from a text by a given number of edits.

    An edit is one letter too many, too few, wrong, or two neighbours swapped.
    How often the trie is asked is bounded, so a long hopeless text may miss a
    distant candidate; late places are tried first, as the beginning of a name
    is seldom wrong. One object serves one text.
    """

    def __init__(self, trie: Any, checks: int = _CHECKS) -> None:
        self._trie = trie
        self._left = checks
        self._letters: dict[str, str] = {}
        self._seen: set[tuple[str, int, int]] = set()

    def names(self, head: str, tail: str, edits: int, wanted: int) -> list[str]:
        """Names that are ``head``, unchanged, and then ``tail`` changed by ``edits`` edits or fewer.

        Args:
            head: beginning of the name in lower case, taken as right.
            tail: the rest in lower case; any text.
            edits: 0, 1 or 2.
            wanted: how many names suffice.
        """
        found: dict[str, None] = {}
        self._seen.clear()
        for key in self._keys(head, tail, edits):
            found.update(dict.fromkeys(spellings(self._trie, key)))
            if len(found) >= wanted:
                break
        return list(found)

    def _keys(self, head: str, tail: str, edits: int) -> Iterator[str]:
        state = (head, len(tail), edits)
        if self._left <= 0 or state in self._seen:
            return
        self._seen.add(state)
        whole = head + tail
        self._left -= 1
        if plain(whole) and (whole in self._trie or _goes_on(self._trie, whole + MARK)):
            yield whole
        if not edits:
            return
        good = 0
        while good < len(tail) and tail[good] in self._next(head + tail[:good]):
            good += 1
        for at in range(good, -1, -1):
            start, rest = head + tail[:at], tail[at:]
            letters = self._next(start)
            if rest[1:2] and rest[1] in letters:
                yield from self._keys(start + rest[1] + rest[0], rest[2:], edits - 1)
            if rest:
                yield from self._keys(start, rest[1:], edits - 1)
            for letter in letters:
                if rest:
                    yield from self._keys(start + letter, rest[1:], edits - 1)
                yield from self._keys(start + letter, rest, edits - 1)

    def _next(self, start: str) -> str:
        """The letters that go on from ``start`` in the trie."""
        known = self._letters.get(start)
        if known is None:
            known = ""
            if self._left > 0 and (plain(start) or not start) and _goes_on(self._trie, start):
                known = "".join(letter for letter in _ALPHABET if _goes_on(self._trie, start + letter))
                self._left -= len(_ALPHABET)
            self._letters[start] = known
        return known
