"""Applies the edits of fixes to records: pure, one round at a time.

In one round each field is changed at most once: a second edit of the same field
was made for the text before the first one, so it waits for the next round, when
the rules have seen the new text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from seqtool.errors import SeqtoolError
from seqtool.model import (
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Qualifier,
    Residues,
    Sequence,
)
from seqtool.rules.core import Edit, Fix

_QUALIFIER = frozenset({"name", "value", "non_english", "id"})
_FEATURE = frozenset({"key", "location"})
_DECLARED = frozenset({"number", "length", "division"})


class Wanted(NamedTuple):
    """A fix with the target of its finding."""

    code: str
    fix: Fix
    feature: int | None
    qualifier: int | None


class Change(NamedTuple):
    """One field that was changed: for the list of what was done."""

    code: str
    label: str
    feature: int | None
    qualifier: int | None
    field: str
    before: str | None
    after: str | None


def apply_to_entry(entry: Entry, wanted: Iterable[Wanted]) -> tuple[Entry, list[Change]]:
    """One round of fixes on a sequence; gives the new entry and what changed."""
    draft = _Draft(entry)
    changes: list[Change] = []
    touched: set[tuple[int | None, int | None, str]] = set()
    for code, fix, feature, qualifier in wanted:
        places = [_place(edit, feature, qualifier) for edit in fix.edits]
        # A fix is done whole or waits whole.
        if any(place in touched for place in places) or any(place[:2] in draft.removed for place in places):
            continue
        touched.update(places)
        for edit, place in zip(fix.edits, places, strict=True):
            before = draft.apply(edit, place[0], place[1])
            if before != edit.value:
                changes.append(Change(code, fix.label, place[0], place[1], edit.field, before, edit.value))
    return draft.entry(), changes


def _place(edit: Edit, feature: int | None, qualifier: int | None) -> tuple[int | None, int | None, str]:
    field = edit.field
    at_feature = feature if edit.feature is None else edit.feature
    at_qualifier = qualifier if edit.qualifier is None else edit.qualifier
    if field in _QUALIFIER or field == "qualifier":
        return (at_feature, at_qualifier, field)
    if field in _FEATURE or field == "feature":
        return (at_feature, None, field)
    if field == "add_qualifier":
        return (at_feature, None, f"{field}:{edit.value}")
    return (None, None, field)


class _Draft:
    """An entry under change."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._sequence = entry.sequence
        self._declared = entry.declared
        self._features: list[Feature] = list(entry.sequence.features)
        self.removed: set[tuple[int | None, int | None]] = set()
        self._added: list[tuple[int, Qualifier]] = []

    def apply(self, edit: Edit, feature: int | None, qualifier: int | None) -> str | None:
        """Make one edit; gives the text before."""
        field, value = edit.field, edit.value
        if field in _QUALIFIER or field == "qualifier":
            return self._qualifier(field, value, feature, qualifier)
        if field in _FEATURE or field in ("feature", "add_qualifier"):
            return self._feature(field, value, feature)
        return self._whole(field, value)

    def _at(self, feature: int | None) -> int:
        if feature is None or not 0 <= feature < len(self._features):
            raise SeqtoolError(f"A fix names feature {feature}, but there are {len(self._features)}.")
        return feature

    def _qualifier(
        self, field: str, value: str | None, feature: int | None, qualifier: int | None
    ) -> str | None:
        at = self._at(feature)
        record = self._features[at]
        if qualifier is None or not 0 <= qualifier < len(record.qualifiers):
            raise SeqtoolError(f"A fix names qualifier {qualifier} of {len(record.qualifiers)}.")
        old = record.qualifiers[qualifier]
        if field == "qualifier":
            self.removed.add((feature, qualifier))
            return f"{old.name}={old.value}" if old.value is not None else old.name
        before: str | None = getattr(old, field)
        new = msgspec.structs.replace(old, **{field: value})
        quals = (*record.qualifiers[:qualifier], new, *record.qualifiers[qualifier + 1 :])
        self._features[at] = msgspec.structs.replace(record, qualifiers=quals)
        return before

    def _feature(self, field: str, value: str | None, feature: int | None) -> str | None:
        at = self._at(feature)
        record = self._features[at]
        if field == "feature":
            self.removed.add((at, None))
            return f"{record.key} {record.location}"
        if field == "add_qualifier":
            name, equals, text = (value or "").partition("=")
            self._added.append((at, Qualifier(name, text if equals else None)))
            return None
        before: str = getattr(record, field)
        self._features[at] = msgspec.structs.replace(record, **{field: value or ""})
        return before

    def _whole(self, field: str, value: str | None) -> str | None:
        if field in _DECLARED:
            declared = self._declared or DeclaredSequence()
            before: str | None = getattr(declared, field)
            self._declared = msgspec.structs.replace(declared, **{field: value})
            return before
        if field == "other_seqids":
            declared = self._declared or DeclaredSequence()
            self._declared = msgspec.structs.replace(declared, other_seqids=None)
            return "|".join(declared.other_seqids or ())
        sequence = self._sequence
        if field == "molecule_type":
            self._sequence = msgspec.structs.replace(sequence, molecule_type=value or "")
            return sequence.molecule_type
        if field == "residues":
            self._sequence = msgspec.structs.replace(sequence, residues=Residues(value or ""))
            return sequence.residues.text
        if field == "features":
            self._features.clear()
            if self._declared is not None:
                self._declared = msgspec.structs.replace(self._declared, has_feature_table=False)
            return "feature table"
        raise SeqtoolError(f"A fix names the field {field}, which a sequence has not.")

    def entry(self) -> Entry:
        """The entry with all edits."""
        features: list[Feature] = []
        for index, record in enumerate(self._features):
            if (index, None) in self.removed:
                continue
            quals = [q for i, q in enumerate(record.qualifiers) if (index, i) not in self.removed]
            quals += [q for at, q in self._added if at == index]
            changed = len(quals) != len(record.qualifiers) or any(
                a is not b for a, b in zip(quals, record.qualifiers, strict=True)
            )
            features.append(msgspec.structs.replace(record, qualifiers=tuple(quals)) if changed else record)
        sequence: Sequence = self._sequence
        if tuple(features) != sequence.features:
            sequence = msgspec.structs.replace(sequence, features=tuple(features))
        if sequence is self._entry.sequence and self._declared is self._entry.declared:
            return self._entry
        return Entry(sequence, self._declared)


def apply_to_general(
    general: GeneralInformation, declared: DeclaredListing, wanted: Iterable[Wanted]
) -> tuple[GeneralInformation, DeclaredListing, list[Change]]:
    """One round of fixes on the general information part and what the file declares of itself."""
    changes: list[Change] = []
    touched: set[str] = set()
    removals: list[tuple[str, Wanted]] = []
    for one in wanted:
        fields = [edit.field for edit in one.fix.edits]
        if any(field in touched for field in fields):
            continue
        touched.update(fields)
        for edit in one.fix.edits:
            before: str | None
            if edit.field.startswith("general."):
                path = edit.field.split(".")[1:]
                if edit.value is None and path[0] == "titles" and len(path) == 2:
                    removals.append((path[1], one))
                    continue
                before = _get(general, path)
                general = _set(general, path, edit.value)
            elif edit.field in ("total", "dtd_version"):
                before = getattr(declared, edit.field)
                declared = msgspec.structs.replace(declared, **{edit.field: edit.value})
            else:
                continue  # ``file``: writing the listing anew is the mend
            if before != edit.value:
                changes.append(Change(one.code, one.fix.label, None, None, edit.field, before, edit.value))
    for index, one in sorted(removals, key=lambda r: -int(r[0])):
        titles = list(general.titles)
        gone = titles.pop(int(index))
        general = msgspec.structs.replace(general, titles=tuple(titles))
        changes.append(
            Change(one.code, one.fix.label, None, None, f"general.titles.{index}", gone.text, None)
        )
    return general, declared, changes


def _get(record: Any, path: list[str]) -> str | None:
    for name in path:
        if record is None:
            return None
        record = record[int(name)] if name.isdigit() else getattr(record, name)
    return record if isinstance(record, str) or record is None else repr(record)


def _set(record: Any, path: list[str], value: str | None) -> Any:
    name, rest = path[0], path[1:]
    if name.isdigit():
        index = int(name)
        return (*record[:index], _set(record[index], rest, value), *record[index + 1 :])
    if not rest:
        return msgspec.structs.replace(record, **{name: value})
    inner = getattr(record, name)
    if inner is None:
        raise SeqtoolError(f"A fix names {'.'.join(path)}, but {name} is absent.")
    return msgspec.structs.replace(record, **{name: _set(inner, rest, value)})
