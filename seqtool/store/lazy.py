"""Records that are read from the working copy when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, ValuesView
from typing import Any

from seqtool.model.changes import Key

_MISSING = object()


class LazyRecords(dict[Key, Any]):
    """A dictionary of records of which some are not there yet; whoever asks does not notice.

    A record that was never asked for was never changed, so what the working copy
    has of it stays right, however often the project is saved.
    """

    def __init__(
        self, there: dict[Key, Any], absent: Iterable[int], load: Callable[[int], dict[int, Any]]
    ) -> None:
        super().__init__(there)
        #: Keys of the records that are not there yet.
        self.absent: dict[Key, None] = dict.fromkeys(absent)
        self._load = load

    def __missing__(self, key: Key) -> Any:
        if key not in self.absent:
            raise KeyError(key)
        assert isinstance(key, int)
        self._take(key)
        return super().__getitem__(key)

    def _take(self, key: int) -> None:
        absent = self.absent
        for one, record in self._load(key).items():
            if one in absent:
                super().__setitem__(one, record)
                del absent[one]

    def fill(self, enough: Callable[[], bool] = lambda: False) -> bool:
        """Have records come until all are there, or it is enough; says whether all are there."""
        while self.absent:
            if enough():
                return False
            self[next(iter(self.absent))]
        return True

    def get(self, key: Key, default: Any = None) -> Any:
        """The record, or something else."""
        if key in self.absent:
            return self[key]
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self.absent

    def __len__(self) -> int:
        return super().__len__() + len(self.absent)

    def __iter__(self) -> Iterator[Key]:
        return iter([*super().__iter__(), *self.absent])

    def __setitem__(self, key: Key, record: Any) -> None:
        self.absent.pop(key, None)
        super().__setitem__(key, record)

    def __delitem__(self, key: Key) -> None:
        if key in self.absent:
            del self.absent[key]
        else:
            super().__delitem__(key)

    def pop(self, key: Key, default: Any = _MISSING) -> Any:
        """Take a record out."""
        if key in self.absent:
            self[key]
        return super().pop(key) if default is _MISSING else super().pop(key, default)

    def setdefault(self, key: Key, default: Any = None) -> Any:
        """The record; it comes where there is none."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def keys(self) -> KeysView[Key]:  # type: ignore[override]
        """All keys."""
        self.fill()
        return super().keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """All records, which then are there."""
        self.fill()
        return super().values()

    def items(self) -> ItemsView[Key, Any]:  # type: ignore[override]
        """All of both."""
        self.fill()
        return super().items()

    def copy(self) -> dict[Key, Any]:
        """A plain dictionary of all."""
        return dict(self.items())

    def __eq__(self, other: object) -> bool:
        self.fill()
        if isinstance(other, LazyRecords):
            other.fill()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None
