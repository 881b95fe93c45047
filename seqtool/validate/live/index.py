"""Which sequences tell something: a counted index that can also forget."""

from __future__ import annotations

from collections.abc import Hashable, Iterator


class Index:
    """Something told → the keys of the sequences that tell it, each as often as it does."""

    __slots__ = ("_many", "_one")

    def __init__(self) -> None:
        #: What is told once in all, which is nearly everything.
        self._one: dict[Hashable, int] = {}
        self._many: dict[Hashable, dict[int, int]] = {}

    def add(self, what: Hashable, key: int) -> None:
        """A sequence tells it (once more)."""
        many = self._many.get(what)
        if many is not None:
            many[key] = many.get(key, 0) + 1
            return
        other = self._one.get(what)
        if other is None:
            self._one[what] = key
            return
        del self._one[what]
        self._many[what] = {key: 2} if key == other else {other: 1, key: 1}

    def drop(self, what: Hashable, key: int) -> None:
        """A sequence tells it once less."""
        many = self._many.get(what)
        if many is None:
            del self._one[what]
            return
        many[key] -= 1
        if not many[key]:
            del many[key]
        if len(many) == 1:
            last, times = next(iter(many.items()))
            if times == 1:
                del self._many[what]
                self._one[what] = last

    def keys(self, what: Hashable) -> tuple[int, ...]:
        """The sequences that tell it."""
        one = self._one.get(what)
        if one is not None:
            return (one,)
        many = self._many.get(what)
        return () if many is None else tuple(many)

    def often(self, what: Hashable) -> bool:
        """Whether it is told more than once."""
        return what in self._many

    def repeated(self) -> Iterator[Hashable]:
        """Everything that is told more than once."""
        return iter(self._many)

    @property
    def repetitions(self) -> int:
        """How many things are told more than once."""
        return len(self._many)

    def __iter__(self) -> Iterator[Hashable]:
        yield from self._one
        yield from self._many

    def __contains__(self, what: Hashable) -> bool:
        return what in self._one or what in self._many

    def __len__(self) -> int:
        return len(self._one) + len(self._many)
