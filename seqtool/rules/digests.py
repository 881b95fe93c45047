"""64-bit digests of residues and texts: the same in every process, never 0 (0 stands for none)."""

from __future__ import annotations

from xxhash import xxh3_64, xxh3_64_intdigest

from seqtool.insdc.alphabet import reverse_complement, reverse_complement_bytes
from seqtool.model import Residues

#: Digests of the last long residues, by identity: where features are edited, they stay.
_LONG: dict[int, tuple[Residues, int]] = {}
_MOST_LONG = 4


def bytes_digest(data: bytes) -> int:
    """Digest of ASCII bytes: the same as that of the text."""
    return xxh3_64_intdigest(data) or 1


def text_digest(text: str) -> int:
    """Digest of a text; that of a translation equals :func:`residues_digest` of the same residues."""
    return bytes_digest(text.encode("utf-8", "surrogatepass"))


def residues_digest(residues: Residues) -> int:
    """Digest of the residues as written, whatever their chunks."""
    chunks = residues.chunks
    if len(chunks) == 1:
        return xxh3_64_intdigest(chunks[0].encode("utf-8", "surrogatepass")) or 1
    known = _LONG.get(id(residues))
    if known is not None and known[0] is residues:
        return known[1]
    digest = xxh3_64()
    for chunk in chunks:
        digest.update(chunk.encode("utf-8", "surrogatepass"))
    found = digest.intdigest() or 1
    if len(_LONG) >= _MOST_LONG:
        _LONG.clear()
    _LONG[id(residues)] = (residues, found)
    return found


def reverse_digest(residues: Residues) -> int:
    """Digest of the reverse complement of a nucleotide sequence."""
    chunks = residues.chunks
    if len(chunks) == 1:
        return xxh3_64_intdigest(reverse_complement(chunks[0]).encode("utf-8", "surrogatepass")) or 1
    digest = xxh3_64()
    for chunk in reversed(chunks):
        if chunk.isascii():
            digest.update(reverse_complement_bytes(chunk.encode("ascii")))
        else:
            digest.update(reverse_complement(chunk).encode("utf-8", "surrogatepass"))
    return digest.intdigest() or 1
