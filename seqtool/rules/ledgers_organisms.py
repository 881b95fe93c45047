"""The ledger ``strangers``: organisms that nobody knows, so that the search for like names stays bounded."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from seqtool.rules.digests import text_digest
from seqtool.rules.ledgers import ledger

#: Different names kept as text; of further ones only the places are known.
MOST_NAMES = 20_000
_LONGEST = 200
_MOST = 0xFFFF


@ledger
class Strangers:
    """Place and name of each organism that is not known, in the order of the file."""

    __slots__ = ("_digests", "_features", "_names", "_positions", "_qualifiers")

    def __init__(self) -> None:
        self._positions = array("Q")
        self._features = array("I")
        self._qualifiers = array("H")
        self._digests = array("Q")
        self._names: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._positions)

    def add(self, position: int, feature: int | None, qualifier: int | None, payload: str) -> None:
        """Take one name."""
        digest = text_digest(payload)
        self._positions.append(position)
        self._features.append(feature or 0)
        self._qualifiers.append(min(qualifier or 0, _MOST))
        self._digests.append(digest)
        self._keep(digest, payload[:_LONGEST])

    def _keep(self, digest: int, name: str) -> None:
        if len(self._names) < MOST_NAMES:
            self._names.setdefault(digest, name)

    def merge(self, other: Strangers, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        self._positions.extend(array("Q", (position + offset for position in other._positions)))
        self._features.extend(other._features)
        self._qualifiers.extend(other._qualifiers)
        self._digests.extend(other._digests)
        for digest, name in other._names.items():
            self._keep(digest, name)

    def __iter__(self) -> Iterator[tuple[int, int, int, str | None]]:
        """Position, feature, qualifier and name of each (``None`` where there were too many names)."""
        names = self._names
        rows = zip(self._positions, self._features, self._qualifiers, self._digests, strict=True)
        for position, feature, qualifier, digest in rows:
            yield position, feature, qualifier, names.get(digest)
