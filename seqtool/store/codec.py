"""Records as they lie in a project file (JSON) and in its journal (MessagePack)."""

from __future__ import annotations

from sys import intern
from typing import Any

import msgspec

from seqtool.edit.session import Edit
from seqtool.model.changes import Change, Features, Key, Letters, Put, Shift, filled
from seqtool.model.document import ASIDE, FILING, GENERAL, SETTINGS, TEXTS, WAIVER
from seqtool.model.draft import Draft, DraftGeneral, Filing, Settings, Translations, Waiver
from seqtool.model.places import shifted
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, SharedQualifiers

#: Records by the name of their key, or by what it begins with.
KINDS: dict[str, type] = {GENERAL: DraftGeneral, SETTINGS: Settings, FILING: Filing}
PREFIXES: dict[str, type] = {WAIVER: Waiver, TEXTS: Translations, ASIDE: Draft}


def kind(key: Key) -> type | None:
    """What the record of a key is; None for one that this version does not know."""
    if isinstance(key, int):
        return Draft
    return KINDS.get(key) or next((t for p, t in PREFIXES.items() if key.startswith(p)), None)


def _out(value: Any) -> Any:
    if isinstance(value, Residues):
        return value.chunks
    raise NotImplementedError(type(value))


def _in(wanted: type, value: Any) -> Any:
    if wanted is Residues:
        return Residues.from_chunks(value)
    raise NotImplementedError(wanted)


_json = msgspec.json.Encoder(enc_hook=_out)
_pack = msgspec.msgpack.Encoder(enc_hook=_out)


class _Feature(msgspec.Struct, gc=False):
    key: str
    location: str
    qualifiers: msgspec.Raw = msgspec.Raw(b"[]")


_features = msgspec.json.Decoder(list[_Feature])
_qualifiers = msgspec.json.Decoder(tuple[Qualifier, ...])
#: Qualifiers that many features have alike are in memory once, as the reader of listings has it.
_shared: dict[bytes, SharedQualifiers] = {}
_MOST_SHARED = 50_000
_LONGEST_SHARED = 400


def to_json(value: Any) -> str:
    """A record, or features, as JSON."""
    return _json.encode(value).decode("utf-8")


def record_of(key: str, text: str) -> Any:
    """The record of a name. One that this version does not know stays as it is written."""
    known = kind(key)
    if known is None:
        return msgspec.json.decode(text)
    return msgspec.json.decode(text, type=known, dec_hook=_in)


def features_of(text: str) -> tuple[Feature, ...]:
    """Features of a sequence."""
    found = []
    for one in _features.decode(text):
        raw = bytes(one.qualifiers)
        qualifiers: tuple[Qualifier, ...] | None = _shared.get(raw)
        if qualifiers is None:
            qualifiers = _qualifiers.decode(raw)
            if len(raw) <= _LONGEST_SHARED:
                if len(_shared) >= _MOST_SHARED:
                    _shared.clear()
                qualifiers = _shared[raw] = SharedQualifiers(qualifiers)
        found.append(Feature(intern(one.key), one.location, qualifiers))
    return tuple(found)


# Changes in a journal: it is only ever played forward, so what was there before is not written.


class _Put(msgspec.Struct, frozen=True, array_like=True, tag=0):
    key: int | str
    replaces: bool
    after: Any


class _Splice(msgspec.Struct, frozen=True, array_like=True, tag=1):
    at: int
    removed: int
    inserted: tuple[int, ...]


class _Letters(msgspec.Struct, frozen=True, array_like=True, tag=2):
    key: int
    at: int
    removed: int
    inserted: str


class _Features(msgspec.Struct, frozen=True, array_like=True, tag=3):
    key: int
    at: int
    removed: int
    inserted: tuple[Feature, ...]


class Note(msgspec.Struct, frozen=True, array_like=True, tag=4):
    """Something that is kept beside the document: what an import said, a receipt."""

    time: str
    kind: str
    text: str


class _Shift(msgspec.Struct, frozen=True, array_like=True, tag=5):
    key: int
    at: int
    offset: int
    keep: tuple[int, ...]


Written = _Put | _Splice | _Letters | _Features | _Shift | Note


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What one frame of a journal holds; a step of many changes is in several."""

    label: str
    more: bool
    changes: list[Written]


_parts = msgspec.msgpack.Decoder(Part)


def written(change: Change) -> Written:
    """A change as the journal has it."""
    if isinstance(change, Letters):
        return _Letters(change.key, change.at, len(change.removed), change.inserted)
    if isinstance(change, Put):
        return _Put(change.key, change.before is not None, change.after)
    if isinstance(change, Features):
        return _Features(change.key, change.at, len(change.removed), change.inserted)
    if isinstance(change, Shift):
        return _Shift(change.key, change.at, change.offset, change.keep)
    return _Splice(change.at, len(change.removed), change.inserted)


def pack(part: Part) -> bytes:
    """One frame."""
    return _pack.encode(part)


def unpack(payload: bytes) -> Part:
    """One frame."""
    return _parts.decode(payload)


def redo(change: Written, edit: Edit) -> None:
    """Do a change of a journal again.

    Raises:
        LookupError, ValueError, AssertionError: the document is not the one that it was made in.
    """
    document = edit.document
    if isinstance(change, _Put):
        key, known = change.key, kind(change.key)
        if change.after is None:
            edit.drop(key)
            return
        after = change.after
        if known is not None:
            after = msgspec.convert(after, type=known, dec_hook=_in)
        edit.put(
            key, filled(after, document.draft(key)) if change.replaces and isinstance(key, int) else after
        )
        if isinstance(key, int):
            document.next_key = max(document.next_key, key + 1)
    elif isinstance(change, _Splice):
        if not 0 <= change.at <= change.at + change.removed <= len(document.order):
            raise ValueError("a place beyond the last sequence")
        edit.splice(change.at, change.removed, change.inserted)
    elif isinstance(change, _Letters):
        sequence = document.draft(change.key).sequence
        residues = sequence.residues.replace(change.at, change.at + change.removed, change.inserted)
        edit.sequence(change.key, msgspec.structs.replace(sequence, residues=residues))
    elif isinstance(change, _Shift):
        sequence = document.draft(change.key).sequence
        features = shifted(sequence.features, change.at, change.offset, change.keep)
        edit.sequence(change.key, msgspec.structs.replace(sequence, features=features))
    elif isinstance(change, _Features):
        sequence = document.draft(change.key).sequence
        old = sequence.features
        if change.at + change.removed > len(old):
            raise ValueError("a place beyond the last feature")
        features = (*old[: change.at], *change.inserted, *old[change.at + change.removed :])
        edit.sequence(change.key, msgspec.structs.replace(sequence, features=features))
