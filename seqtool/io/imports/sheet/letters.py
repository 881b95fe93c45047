"""Residues as people write them into cells and documents → letters, with what was taken away."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from seqtool.io.imports.raw import count, residues_of

_PRIMES = str.maketrans(dict.fromkeys("\u2019\u2018\u2032\u00b4\u02b9\uff07`\u02bc", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f\u3000\u2009\u2003\u2002", " "))
_NOTHING = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_WIDE = re.compile("[\uff01-\uff5e]")
_MARKS = re.compile(r"(?:^[35]'-{0,3}>?)|(?:-{0,3}[35]'$)")


class Letters(msgspec.Struct, frozen=True):
    """Residues without layout; ``remarks`` are (reason, as written), ``stated`` a number that does not agree."""

    text: bytes
    remarks: tuple[tuple[str, str], ...] = ()
    stated: tuple[int, int] | None = None

    @property
    def size(self) -> int:
        """How many residues these probably are: what is compared with a stated length."""
        return count(_MARKS.sub("", self.text.decode("utf-8", "replace")).encode())


def letters_of(text: str) -> Letters:
    """The letters of a text: blanks, line breaks and the numbers of numbered blocks taken away.

    Marks of direction and signs within stay, since only the import as a whole decides on them.
    """
    if text.isascii() and text.isalpha():
        return Letters(text.encode("ascii"))
    remarks: list[tuple[str, str]] = []
    plain = text.translate(_NOTHING).translate(_BLANKS).translate(_PRIMES).translate(_DASHES)
    if _WIDE.search(plain):
        plain = unicodedata.normalize("NFKC", plain)
        remarks.append(("full-width letters were read as usual ones", text[:40]))
    pieces: list[bytes] = []
    size, stated, numbered = 0, None, False
    for line in plain.splitlines():
        row = residues_of(line.encode("utf-8"))
        if row.left is not None or row.right is not None:
            numbered = True
        here = count(row.letters)
        if row.letters:
            for number, due in ((row.left, size + 1), (row.right, size + here)):
                if number is not None and number != due and stated is None:
                    stated = (number, due)
        size += here
        pieces.append(row.letters)
    if numbered:
        remarks.append(("the numbers beside the residues were taken away", text[:40]))
    joined = b"".join(pieces)
    if joined.endswith(b"-") and not plain.rstrip(" 0123456789\r\n").endswith("-"):
        # The hyphen that parts three-letter codes of one line from those of the next.
        joined = joined[:-1]
    return Letters(joined, tuple(remarks), stated)
