"""The values that a rule may name in its parameter list.

Each value is declared once: its scope, which primitive inputs it depends on
(that decides how long a verdict may be remembered) and how it is computed.
``ABSENT`` means that there is nothing to judge: every rule that names the value
is then not asked. So one fault gives one finding: a rule about bounds names
``location`` and is silent where the location cannot be read.

Scopes, outermost first: ``listing``, ``sequence``, ``feature``, ``qualifier``.
A rule belongs to the innermost scope that it names; a rule that names a ledger
(see :mod:`seqtool.rules.ledgers`) runs once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Final

import msgspec


class Absent:
    """Nothing to judge."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


class Scope(IntEnum):
    """Where a rule is asked."""

    LISTING = 0
    SEQUENCE = 1
    FEATURE = 2
    QUALIFIER = 3


#: Primitive inputs of a feature's verdicts. Verdicts are remembered per exact set of these.
QUALS: Final = frozenset({"moltype", "key", "qualifiers"})
PLACE: Final = frozenset({"moltype", "key", "location", "length"})


class Value(msgspec.Struct, frozen=True):
    """Declaration of one named value."""

    name: str
    scope: Scope
    reads: frozenset[str]
    compute: Callable[[Any], Any] | None
    doc: str


_VALUES: dict[str, Value] = {}


def given(name: str, scope: Scope, *reads: str, doc: str) -> None:
    """Declare a value that the engine itself puts into the context."""
    _VALUES[name] = Value(name, scope, frozenset(reads), None, doc)


def value(scope: Scope, *reads: str) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Declare the function below as the way to compute the value of its name from a context."""

    def declare(compute: Callable[[Any], Any]) -> Callable[[Any], Any]:
        name = compute.__name__
        _VALUES[name] = Value(name, scope, frozenset(reads), compute, (compute.__doc__ or "").strip())
        return compute

    return declare


def named(name: str) -> Value | None:
    """The declaration of a value, or None."""
    return _VALUES.get(name)


def all_values() -> dict[str, Value]:
    """Every declared value by name."""
    return _VALUES


class Context:
    """Values of one scope, computed on first use; asks its parent for those of outer scopes."""

    parent: Context | None = None
    scope: Scope = Scope.LISTING

    def __getattr__(self, name: str) -> Any:
        declared = _VALUES.get(name)
        if declared is None:
            raise AttributeError(name)
        if declared.scope < self.scope:
            assert self.parent is not None
            found = getattr(self.parent, name)
        elif declared.compute is None:
            found = ABSENT
        else:
            found = declared.compute(self)
        self.__dict__[name] = found
        return found


def make(scope: Scope, parent: Context | None, **values: Any) -> Context:
    """A context of the scope with the given values put in."""
    context = Context()
    context.__dict__.update(values, scope=scope, parent=parent)
    return context
