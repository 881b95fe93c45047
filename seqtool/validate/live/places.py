"""Keys of sequences in the order of the listing, and the SEQ ID NO of each."""

from __future__ import annotations


class Places:
    """Keys in the order of the listing, and the 1-based place of each."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self._place: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.order)

    def at(self, number: int) -> int | None:
        """The key of a SEQ ID NO."""
        return self.order[number - 1] if 1 <= number <= len(self.order) else None

    def of(self, key: int) -> int:
        """The SEQ ID NO of a key."""
        return self._place[key]

    def __contains__(self, key: int) -> bool:
        return key in self._place

    def take(self, order: list[int]) -> tuple[int, int, list[int], list[int]]:
        """Follow a new order: first and last SEQ ID NO that name another sequence now, keys gone, keys come."""
        old = self.order
        first = _common(old, order, min(len(old), len(order)))
        last = 0
        if len(old) == len(order):
            last = _common(old[::-1], order[::-1], len(old) - first)
        before, after = old[first : len(old) - last], order[first : len(order) - last]
        stay = set(after)
        gone = [key for key in before if key not in stay]
        come = [key for key in after if key not in self._place]
        for key in gone:
            del self._place[key]
        self.order = list(order)
        self._place.update(zip(after, range(first + 1, first + 1 + len(after)), strict=True))
        return first + 1, max(len(old), len(order)) - last, gone, come


def _common(one: list[int], other: list[int], most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
