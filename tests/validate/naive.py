"""A naive engine: every rule and fact for every target, with a fresh context each time and no memory.

It is a second, plain reading of what ``rules/core.py`` says a rule is. Slow on purpose: the engine of the
program must say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from seqtool.model import DeclaredListing, Entry, Feature, GeneralInformation
from seqtool.rules.core import Fact, Rule, as_faults
from seqtool.rules.ledgers import ledger_classes
from seqtool.rules.values import ABSENT, Scope, named
from seqtool.spec import Standard
from seqtool.validate.engine import Settings

#: Code, position, feature, qualifier, value, arguments, element, fix.
Said = tuple[str, int, int | None, int | None, str | None, tuple[tuple[str, str | int], ...], str | None, str]
MEANT = {"SOURCE": "source", "ORGANISM": "organism", "MOL_TYPE": "mol_type", "NOTE": "note"}


class Values:
    """Named values of one target; anything not given is computed for this one call."""

    def __init__(self, scope: Scope, outer: Values | None, **given: Any) -> None:
        self.__dict__.update(given, scope=scope, outer=outer)

    def __getattr__(self, name: str) -> Any:
        declared = named(name)
        if declared is None:
            raise AttributeError(name)
        if declared.scope < self.scope:
            assert self.outer is not None
            return getattr(self.outer, name)
        if declared.compute is None:
            return ABSENT
        found = declared.compute(self)
        self.__dict__[name] = found
        return found


def scope_of(subject: Rule | Fact) -> Scope | None:
    """The innermost scope named; ``None`` where a ledger is."""
    known = [named(name) for name in subject.reads]
    if any(value is None for value in known):
        return None
    return max((value.scope for value in known if value is not None), default=Scope.LISTING)


class Naive:
    """Judges one listing as a whole."""

    def __init__(
        self, rules: Iterable[Rule], facts: Iterable[Fact], settings: Settings, std: Standard
    ) -> None:
        self.subjects: list[Rule | Fact] = [r for r in rules if r.check is not None]
        self.subjects += facts
        known = {name: getattr(settings, name) for name in settings.__struct_fields__}
        self._outside = {name: ABSENT if given is None else given for name, given in known.items()}
        self._outside["std"] = std

    def judge(
        self, general: GeneralInformation, declared: DeclaredListing | None, entries: list[Entry]
    ) -> list[Said]:
        ledgers = {name: made() for name, made in ledger_classes().items()}
        said: list[Said] = []
        for subject in self.subjects:
            scope = scope_of(subject)
            if scope is None:
                continue
            for values, position, feature, qualifier in self._targets(
                subject, scope, general, declared, entries
            ):
                args = [getattr(values(), name) for name in subject.reads]
                if any(arg is ABSENT for arg in args):
                    continue
                verdict = _check(subject, args)
                if isinstance(subject, Rule):
                    said += _say(subject, verdict, position, feature, qualifier)
                elif verdict is not None:
                    ledgers[subject.ledger].add(position, feature, qualifier, verdict)
        for subject in self.subjects:
            if scope_of(subject) is None and isinstance(subject, Rule):
                listing = self._listing(general, declared)
                listing.__dict__["sequence_count"] = len(entries)
                args = [ledgers[n] if n in ledgers else getattr(listing, n) for n in subject.reads]
                if not any(arg is ABSENT for arg in args):
                    said += _say(subject, _check(subject, args), 0, None, None)
        return said

    def _listing(self, general: GeneralInformation, declared: DeclaredListing | None) -> Values:
        return Values(
            Scope.LISTING,
            None,
            general=general,
            declared_listing=ABSENT if declared is None else declared,
            **self._outside,
        )

    def _targets(
        self,
        subject: Rule | Fact,
        scope: Scope,
        general: GeneralInformation,
        declared: DeclaredListing | None,
        entries: list[Entry],
    ) -> Iterator[tuple[Any, int, int | None, int | None]]:
        """Every target of a rule with a maker of its fresh values."""
        if scope is Scope.LISTING:
            yield lambda: self._listing(general, declared), 0, None, None
            return
        for position, entry in enumerate(entries, 1):
            record = entry.sequence
            known = not record.skipped and record.molecule_type in ("DNA", "RNA", "AA")
            moltype = record.molecule_type if known else ""
            if subject.moltypes and moltype not in subject.moltypes:
                continue

            def sequence(entry: Entry = entry, position: int = position) -> Values:
                return _sequence(entry, position, self._listing(general, declared))

            if scope is Scope.SEQUENCE:
                yield sequence, position, None, None
                continue
            if record.skipped:
                continue
            protein = moltype == "AA"
            for index, feature in enumerate(record.features):
                key = (
                    MEANT.get(feature.key, feature.key)
                    if protein and feature.key == "SOURCE"
                    else feature.key
                )
                if subject.keys and key not in subject.keys:
                    continue

                def at(feature: Feature = feature, index: int = index, sequence: Any = sequence) -> Values:
                    return Values(Scope.FEATURE, sequence(), feature=feature, feature_index=index)

                meant = [
                    MEANT.get(q.name, q.name) if protein and q.name != "SOURCE" else q.name
                    for q in feature.qualifiers
                ]
                if scope is Scope.FEATURE:
                    if not subject.qualifiers or subject.qualifiers & set(meant):
                        yield at, position, index, None
                    continue
                for number, record_q in enumerate(feature.qualifiers):
                    if not subject.qualifiers or meant[number] in subject.qualifiers:

                        def inner(q: Any = record_q, number: int = number, at: Any = at) -> Values:
                            return Values(Scope.QUALIFIER, at(), qualifier=q, qualifier_index=number)

                        yield inner, position, index, number


def _check(subject: Rule | Fact, args: list[Any]) -> Any:
    assert subject.check is not None  # rules that the reader finds were left out
    return subject.check(*args)


def _sequence(entry: Entry, position: int, listing: Values) -> Values:
    record = entry.sequence
    known: dict[str, Any] = {
        "sequence": record,
        "position": position,
        "declared": ABSENT if entry.declared is None else entry.declared,
    }
    if record.skipped:
        known["skipped"] = record
        return Values(Scope.SEQUENCE, listing, **known)
    sound = record.molecule_type in ("DNA", "RNA", "AA")
    known |= {
        "skipped": ABSENT,
        "molecule_type": record.molecule_type,
        "moltype": record.molecule_type if sound else ABSENT,
        "protein": record.molecule_type == "AA" if sound else ABSENT,
        "residues": record.residues,
        "length": record.residues.length,
        "features": record.features,
    }
    return Values(Scope.SEQUENCE, listing, **known)


def _say(rule: Rule, verdict: Any, position: int, feature: int | None, qualifier: int | None) -> list[Said]:
    said = []
    for fault in as_faults(verdict):
        said.append(
            (
                rule.code,
                fault.position or 0 if scope_of(rule) is None else position,
                feature if feature is not None else fault.feature,
                # A rule about a feature may name one of its qualifiers.
                qualifier if fault.qualifier is None else fault.qualifier,
                fault.value,
                tuple(sorted(fault.args.items())),
                fault.element,
                repr(fault.fix),
            )
        )
    return said
