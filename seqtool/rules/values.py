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
from typing import TYPE_CHECKING, Any, Final

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


#: Primitive inputs of a feature's verdicts, by how long a verdict is remembered: per shape (molecule
#: type, key, names of the qualifiers), per single qualifier, per all qualifiers, per place.
_FIXED: Final = frozenset({"moltype", "molecule_type", "key"})
SHAPE: Final = _FIXED | {"names", "name", "mask"}
SINGLE: Final = _FIXED | {"name", "own"}
QUALS: Final = SHAPE | SINGLE | {"qualifiers"}
PLACE: Final = _FIXED | {"location", "length"}


class Value(msgspec.Struct, frozen=True):
    """Declaration of one named value."""

    name: str
    scope: Scope
    reads: frozenset[str]
    compute: Callable[[Any], Any] | None
    doc: str
    #: Absent in nearly every case: rules that name it are passed over together.
    rare: bool = False


_VALUES: dict[str, Value] = {}


def given(name: str, scope: Scope, *reads: str, doc: str, rare: bool = False) -> None:
    """Declare a value that the engine itself puts into the context."""
    _VALUES[name] = Value(name, scope, frozenset(reads), None, doc, rare)


def value(
    scope: Scope, *reads: str, rare: bool = False
) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Declare the function below as the way to compute the value of its name from a context."""

    def declare(compute: Callable[[Any], Any]) -> Callable[[Any], Any]:
        name = compute.__name__
        _VALUES[name] = Value(name, scope, frozenset(reads), compute, (compute.__doc__ or "").strip(), rare)
        return compute

    return declare


def named(name: str) -> Value | None:
    """The declaration of a value, or None."""
    return _VALUES.get(name)


def all_values() -> dict[str, Value]:
    """Every declared value by name."""
    return _VALUES


class Screen(msgspec.Struct, frozen=True):
    """A quick look that says, without a context, that all these rare values are absent."""

    covers: frozenset[str]
    passes: Callable[..., Any]
    #: Ledgers whose facts it tells itself.
    tells: frozenset[str] = frozenset()


_SCREENS: dict[str, Screen] = {}


def screen(
    tier: str, *covers: str, tells: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the function below as the quick look of a tier.

    Tiers and what their function is given: ``place`` (location text, number of
    residues, molecule type or ``""``), ``text`` (name, INSDQualifier_value,
    NonEnglishQualifier_value), ``texts`` (the same, for all qualifiers of a feature
    where none has a non-English value), ``coding`` (Feature, Sequence), ``ids`` (qualifiers of a feature, and of each whether
    it may have an id; it gives the fact of the ledger that it ``tells``, or None), ``sequence`` (Sequence, DeclaredSequence or None; it
    gives the facts of the ledgers that it ``tells``, or None). Where it says yes,
    each value named must be absent; it may say no as it likes.
    """

    def declare(passes: Callable[..., Any]) -> Callable[..., Any]:
        _SCREENS[tier] = Screen(frozenset(covers), passes, frozenset(tells))
        return passes

    return declare


def screens() -> dict[str, Screen]:
    """The quick looks by tier."""
    return _SCREENS


class Context(dict[str, Any]):
    """Values of one scope, computed on first use; asks its parent for those of outer scopes.

    A dict, since looking up a missing key costs a fifth of looking up a missing
    attribute. ``context.moltype`` is the same as ``context["moltype"]``: no
    method of a dict can be reached by a dot.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    else:
        __getattribute__ = dict.__getitem__

    def __missing__(self, name: str) -> Any:
        declared = _VALUES.get(name)
        if declared is None:
            raise AttributeError(name)
        if declared.scope < self["scope"]:
            found = self["parent"][name]
        elif declared.compute is None:
            found = ABSENT
        else:
            found = declared.compute(self)
        self[name] = found
        return found


def make(scope: Scope, parent: Context, **values: Any) -> Context:
    """A context of the scope with the given values put in; it begins with all that its parent knows."""
    context = Context(dict.copy(parent), **values)
    context["scope"] = scope
    context["parent"] = parent
    return context


def listing_context(**values: Any) -> Context:
    """The outermost context with the given values put in."""
    return Context(values, scope=Scope.LISTING)
