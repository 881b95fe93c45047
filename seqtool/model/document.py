"""The document of a project: frozen records by key, and the order of its sequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec.structs import replace

from seqtool.model.changes import ChangeSet, Features, Key, Letters, Put, Shift, filled
from seqtool.model.draft import Draft, DraftGeneral, Filing, Settings, Translations, Waiver
from seqtool.model.places import shifted, with_others

GENERAL = "general"
SETTINGS = "settings"
FILING = "filing"
#: What the keys of waivers and translations begin with.
WAIVER = "waiver:"
TEXTS = "texts:"
#: What the keys of drafts begin with that skipped sequences were (their key follows): a listing does not state them.
ASIDE = "aside:"

R = TypeVar("R")


class Document:
    """Records by key; ``order`` has the keys of the sequences, the first is SEQ ID NO 1.

    Nobody changes it but :class:`seqtool.edit.Session`. A snapshot is a copy of
    the dictionary: records are never changed, only replaced.
    """

    def __init__(self) -> None:
        self.records: dict[Key, Any] = {GENERAL: DraftGeneral(), SETTINGS: Settings(), FILING: Filing()}
        self.order: list[int] = []
        #: The next key of a sequence: keys are never used again.
        self.next_key = 1
        #: What operations remember of records, which they know by identity: no part of the document.
        self.memo: dict[str, Any] = {}

    @property
    def general(self) -> DraftGeneral:
        """The general information."""
        return self._record(GENERAL, DraftGeneral)

    @property
    def settings(self) -> Settings:
        """How the project is worked on."""
        return self._record(SETTINGS, Settings)

    @property
    def filing(self) -> Filing:
        """Whether it was filed."""
        return self._record(FILING, Filing)

    @property
    def waivers(self) -> dict[str, Waiver]:
        """Waivers by fingerprint."""
        # Keys first: records of a project may be loaded when they are asked for.
        keys = [key for key in self.records if isinstance(key, str) and key.startswith(WAIVER)]
        return {key[len(WAIVER) :]: self.records[key] for key in keys}

    def texts(self, language: str) -> Translations:
        """The translations of one language."""
        found = self.records.get(TEXTS + language)
        return found if isinstance(found, Translations) else Translations(language)

    def aside(self, key: int) -> Draft | None:
        """What a skipped sequence was, so that the skip can be taken back."""
        found = self.records.get(f"{ASIDE}{key}")
        return found if isinstance(found, Draft) else None

    def _record(self, key: str, kind: type[R]) -> R:
        found = self.records[key]
        assert isinstance(found, kind)
        return found

    def __len__(self) -> int:
        return len(self.order)

    def draft(self, key: int) -> Draft:
        """The record of a sequence."""
        found = self.records[key]
        assert isinstance(found, Draft)
        return found

    def drafts(self) -> Iterator[tuple[int, Draft]]:
        """All sequences in order, with their keys."""
        for key in self.order:
            yield key, self.draft(key)

    def copy(self) -> Document:
        """A snapshot."""
        made = Document()
        made.records = dict(self.records)
        made.order = list(self.order)
        made.next_key = self.next_key
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return self.order == other.order and self.records == other.records

    __hash__ = None  # type: ignore[assignment]  # it changes

    def apply(self, changes: ChangeSet) -> None:
        """Do what a step did (from a journal, or undoing)."""
        for change in changes.changes:
            if isinstance(change, Put):
                self._put(change)
            elif isinstance(change, Letters):
                draft = self.draft(change.key)
                residues = draft.sequence.residues.replace(
                    change.at, change.at + len(change.removed), change.inserted
                )
                self.records[change.key] = replace(draft, sequence=replace(draft.sequence, residues=residues))
            elif isinstance(change, Features):
                draft = self.draft(change.key)
                old = draft.sequence.features
                features = with_others(old, change.at, len(change.removed), change.inserted)
                self.records[change.key] = replace(draft, sequence=replace(draft.sequence, features=features))
            elif isinstance(change, Shift):
                draft = self.draft(change.key)
                features = shifted(draft.sequence.features, change.at, change.offset, change.keep)
                self.records[change.key] = replace(draft, sequence=replace(draft.sequence, features=features))
            else:
                self.order[change.at : change.at + len(change.removed)] = change.inserted

    def _put(self, change: Put) -> None:
        key, after = change.key, change.after
        if after is None:
            del self.records[key]
        elif isinstance(key, int) and change.before is not None:
            self.records[key] = filled(after, self.draft(key))
        else:
            self.records[key] = after
            if isinstance(key, int):
                self.next_key = max(self.next_key, key + 1)
