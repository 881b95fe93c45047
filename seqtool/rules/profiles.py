"""Profiles: which rules are on, with which severity, for whom (data in ``resources/profiles``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from seqtool import assets
from seqtool.errors import UsageError
from seqtool.rules import catalogue
from seqtool.rules.core import Rule, Severity


class Profile(msgspec.Struct, frozen=True):
    """A selection of rules with severities, and the source that supports it."""

    name: str
    title: str
    source: str
    severity: Mapping[str, Severity]
    off: frozenset[str]
    on: frozenset[str]

    def rules(self, *, formality: bool = False) -> list[Rule]:
        """The rules that are on, in the order of their codes; only those of the level formality if asked."""
        return [
            rule
            for code, rule in catalogue().items()
            if code not in self.off
            and (not rule.optional or code in self.on)
            and (rule.formality or not formality)
        ]

    def severity_of(self, rule: Rule) -> Severity:
        """The severity of a rule under this profile."""
        return self.severity.get(rule.code, rule.severity)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    source: str
    base: str | None = None
    on: list[str] = []
    off: list[str] = []
    severity: dict[str, Severity] = {}


def names() -> list[str]:
    """The profiles there are."""
    return sorted(p.stem for p in assets.path("profiles").glob("*.toml"))


@lru_cache(maxsize=32)
def profile(name: str) -> Profile:
    """The profile of this name.

    Raises:
        UsageError: there is no such profile.
    """
    if name not in names():
        raise UsageError(f"There is no profile {name!r}. Profiles: {', '.join(names())}.")
    read = msgspec.convert(tomllib.loads(assets.text("profiles", f"{name}.toml")), _File)
    base = profile(read.base) if read.base else None
    return Profile(
        name=name,
        title=read.title,
        source=read.source,
        severity={**(base.severity if base else {}), **read.severity},
        off=frozenset(read.off) | (base.off - frozenset(read.on) if base else frozenset()),
        on=frozenset(read.on) | (base.on - frozenset(read.off) if base else frozenset()),
    )
