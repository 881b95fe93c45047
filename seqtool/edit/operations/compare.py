"""Whether two listings state the same sequences: a digest that proves it, and every difference where they do not.

What counts is what a listing states of its sequences, in order: SEQ ID NO, skipped
or not, molecule type, residues, features with key and location, qualifiers with
name, value and the value in the other language. What does not count: the ids of
qualifiers (handles for translators that every program numbers as it likes; they
disclose nothing), names and descriptions of a project (no listing holds them),
how residues are kept in memory, and the general information, which is
compared apart. The order of features and of qualifiers counts: the standard gives
it no meaning, but a digest that overlooked it would not prove that two files
hold the same.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final, Literal

import msgspec

from seqtool.model.document import Document
from seqtool.model.listing import GeneralInformation
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature, Qualifier, Sequence

#: What a digest begins with: which serialisation, which hash.
SCHEME: Final = "seqtool-sequences-1:sha256:"

Kind = Literal["added", "deleted", "replaced", "order"]


class Difference(msgspec.Struct, frozen=True):
    """One addition, deletion or replacement, from the earlier to the later listing."""

    #: SEQ ID NO; None for the general information.
    number: int | None
    kind: Kind
    #: The XML element or attribute whose content it is.
    element: str
    #: Words for the place within the sequence: "CDS 1..9, note" (as in the later listing, where it is there).
    place: str = ""
    before: str | None = None
    after: str | None = None


def digest(sequences: Document | Iterable[Sequence]) -> str:
    """The digest of the sequence data part: equal where two listings state the same sequences.

    SHA-256 over a canonical serialisation (scheme 1): per sequence the fields
    below in this order, each text as its length in UTF-8 bytes, a colon and
    the bytes, an absent one as ``-``: SEQ ID NO, ``skipped`` or ``sequence``,
    molecule type, residues, the number of features; per feature key, location, the number of
    qualifiers; per qualifier name, value, value in the other language.
    """
    hasher = hashlib.sha256()
    for number, sequence in enumerate(_sequences(sequences), 1):
        parts: list[bytes] = []
        _text(parts, str(number))
        _text(parts, "skipped" if sequence.skipped else "sequence")
        _text(parts, sequence.molecule_type)
        _residues(parts, sequence.residues)
        _text(parts, str(len(sequence.features)))
        for feature in sequence.features:
            _text(parts, feature.key)
            _text(parts, feature.location)
            _text(parts, str(len(feature.qualifiers)))
            for qualifier in feature.qualifiers:
                _text(parts, qualifier.name)
                _text(parts, qualifier.value)
                _text(parts, qualifier.non_english)
        hasher.update(b"".join(parts))
    return SCHEME + hasher.hexdigest()


def _text(parts: list[bytes], text: str | None) -> None:
    if text is None:
        parts.append(b"-")
        return
    # What a reader took from a file may hold half a character: it counts, too.
    data = text.encode("utf-8", "surrogatepass")
    parts.append(b"%d:%b" % (len(data), data))


def _residues(parts: list[bytes], residues: Residues) -> None:
    pieces = [chunk.encode("utf-8", "surrogatepass") for chunk in residues.chunks]
    parts.append(b"%d:" % sum(map(len, pieces)))
    parts += pieces


def _sequences(source: Document | Iterable[Sequence]) -> Iterable[Sequence]:
    if isinstance(source, Document):
        return (draft.sequence for _, draft in source.drafts())
    return source


def identical(document: Document | Iterable[Sequence], other: Document | Iterable[Sequence]) -> bool:
    """Whether the sequence data parts state the same."""
    return digest(document) == digest(other)


def differences(
    document: Document | Iterable[Sequence], other: Document | Iterable[Sequence]
) -> list[Difference]:
    """What leads from the sequences of one listing to those of another, by SEQ ID NO; nothing where the digests are equal."""
    return list(each_difference(_sequences(document), _sequences(other)))


def each_difference(old: Iterable[Sequence], new: Iterable[Sequence]) -> Iterator[Difference]:
    """The differences one after the other: two listings that stream need not be held."""
    for number, (before, after) in enumerate(zip_longest(old, new), 1):
        if before is after:
            continue
        if before is None:
            assert after is not None
            yield Difference(number, "added", "SequenceData", after=_sketch(after))
        elif after is None:
            yield Difference(number, "deleted", "SequenceData", before=_sketch(before))
        else:
            yield from _sequence(number, before, after)


def _sketch(sequence: Sequence) -> str:
    if sequence.skipped:
        return "skipped (000)"
    count = len(sequence.features)
    return f"{sequence.molecule_type or 'no molecule type'}, {sequence.residues.length:,} residues, {count} feature{'s' * (count != 1)}"


def _sequence(number: int, old: Sequence, new: Sequence) -> Iterator[Difference]:
    if old.skipped != new.skipped:
        # With the whole entry: its parts tell nothing more.
        yield Difference(number, "replaced", "SequenceData", before=_sketch(old), after=_sketch(new))
        return
    if old.molecule_type != new.molecule_type:
        yield Difference(
            number, "replaced", "INSDSeq_moltype", before=old.molecule_type, after=new.molecule_type
        )
    if old.residues != new.residues:
        yield _changed_residues(number, old.residues, new.residues)
    if old.features != new.features:
        yield from _features(number, old.features, new.features)


def _changed_residues(number: int, old: Residues, new: Residues) -> Difference:
    before, after = old.text, new.text
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    gone, came = before[start : len(before) - end], after[start : len(after) - end]
    if not gone:
        place = f"behind residue {start}"
    else:
        last = start + len(gone)
        place = f"residue {last}" if last == start + 1 else f"residues {start + 1} to {last}"
    kind: Kind = "added" if not gone else "deleted" if not came else "replaced"
    return Difference(number, kind, "INSDSeq_sequence", place, gone or None, came or None)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with: halved until it is found, since comparing is quick and stepping is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


# Features and qualifiers: what is the same is set aside, what is alike is compared, the rest came or went.


def _plain(feature: Feature) -> Any:
    return (feature.key, feature.location, tuple([_said(one) for one in feature.qualifiers]))


def _said(qualifier: Qualifier) -> tuple[str, str | None, str | None]:
    return (qualifier.name, qualifier.value, qualifier.non_english)


def _features(number: int, old: tuple[Feature, ...], new: tuple[Feature, ...]) -> Iterator[Difference]:
    befores, afters = [_plain(one) for one in old], [_plain(one) for one in new]
    if befores == afters:
        return
    gone, came = _rest(befores, afters)
    if _kept(befores, gone) != _kept(afters, came):
        yield Difference(number, "order", "INSDSeq_feature-table", "the features stand in another order")
    pairs: list[tuple[int, int]] = []
    for alike in (
        lambda one: (one.key, one.location),
        lambda one: (one.key, tuple([_said(q) for q in one.qualifiers])),
        lambda one: one.key,
    ):
        waiting: dict[Any, list[int]] = {}
        for index in reversed(came):
            waiting.setdefault(alike(new[index]), []).append(index)
        left: list[int] = []
        for index in gone:
            found = waiting.get(alike(old[index]))
            if found:
                pairs.append((index, found.pop()))
            else:
                left.append(index)
        taken = {index for _, index in pairs}
        gone, came = left, [index for index in came if index not in taken]
    for before, after in sorted(pairs, key=lambda pair: pair[1]):
        yield from _feature(number, old[before], new[after])
    for index in gone:
        yield Difference(number, "deleted", "INSDFeature", _named(old[index]), before=_whole(old[index]))
    for index in came:
        yield Difference(number, "added", "INSDFeature", _named(new[index]), after=_whole(new[index]))


def _rest(befores: list[Any], afters: list[Any]) -> tuple[list[int], list[int]]:
    """The indices of what is in only one of the lists, equal ones counted."""
    both = Counter(befores) & Counter(afters)
    return _without(befores, Counter(both)), _without(afters, both)


def _without(items: list[Any], both: Counter[Any]) -> list[int]:
    left: list[int] = []
    for index, item in enumerate(items):
        if both[item] > 0:
            both[item] -= 1
        else:
            left.append(index)
    return left


def _kept(items: list[Any], left: list[int]) -> list[Any]:
    """The items that are in both lists, in their order."""
    without = set(left)
    return [item for index, item in enumerate(items) if index not in without]


def _named(feature: Feature) -> str:
    return f"{feature.key} {feature.location}"


def _whole(feature: Feature) -> str:
    return "; ".join([_named(feature), *[f"{one.name}={one.value}" if one.value is not None else one.name for one in feature.qualifiers]])  # fmt: skip


def _feature(number: int, old: Feature, new: Feature) -> Iterator[Difference]:
    place = _named(new)
    if old.location != new.location:
        yield Difference(number, "replaced", "INSDFeature_location", place, old.location, new.location)
    befores, afters = [_said(one) for one in old.qualifiers], [_said(one) for one in new.qualifiers]
    if befores == afters:
        return
    gone, came = _rest(befores, afters)
    if _kept(befores, gone) != _kept(afters, came):
        yield Difference(
            number, "order", "INSDFeature_quals", f"{place}: the qualifiers stand in another order"
        )
    waiting: dict[str, list[int]] = {}
    for index in reversed(came):
        waiting.setdefault(afters[index][0], []).append(index)
    for index in gone:
        name, value, non_english = befores[index]
        found = waiting.get(name)
        if not found:
            yield Difference(
                number, "deleted", "INSDQualifier", f"{place}, {name}", before=_both(value, non_english)
            )
            continue
        _, value_after, non_english_after = afters[found.pop()]
        if value != value_after:
            yield _value(number, "INSDQualifier_value", f"{place}, {name}", value, value_after)
        if non_english != non_english_after:
            yield _value(
                number, "NonEnglishQualifier_value", f"{place}, {name}", non_english, non_english_after
            )
    for index in sorted(index for found in waiting.values() for index in found):
        name, value, non_english = afters[index]
        yield Difference(
            number, "added", "INSDQualifier", f"{place}, {name}", after=_both(value, non_english)
        )


def _value(number: int, element: str, place: str, before: str | None, after: str | None) -> Difference:
    kind: Kind = "added" if before is None else "deleted" if after is None else "replaced"
    return Difference(number, kind, element, place, before, after)


def _both(value: str | None, non_english: str | None) -> str:
    return " / ".join([one for one in (value, non_english) if one is not None])


# General information

_ELEMENTS: Final = {
    "application.office": "ApplicationIdentification/IPOfficeCode",
    "application.number": "ApplicationIdentification/ApplicationNumberText",
    "application.filing_date": "ApplicationIdentification/FilingDate",
    "file_reference": "ApplicantFileReference",
    "priority.office": "EarliestPriorityApplicationIdentification/IPOfficeCode",
    "priority.number": "EarliestPriorityApplicationIdentification/ApplicationNumberText",
    "priority.filing_date": "EarliestPriorityApplicationIdentification/FilingDate",
    "applicant.name": "ApplicantName",
    "applicant.language": "ApplicantName/@languageCode",
    "applicant.latin": "ApplicantNameLatin",
    "inventor.name": "InventorName",
    "inventor.language": "InventorName/@languageCode",
    "inventor.latin": "InventorNameLatin",
    "file_name": "@fileName",
    "software_name": "@softwareName",
    "software_version": "@softwareVersion",
    "production_date": "@productionDate",
    "original_language": "@originalFreeTextLanguageCode",
    "non_english_language": "@nonEnglishFreeTextLanguageCode",
}


def general_differences(old: GeneralInformation, new: GeneralInformation) -> list[Difference]:
    """What leads from the general information of one listing to that of another."""
    found: list[Difference] = []
    for path, element in _ELEMENTS.items():
        before, after = _at(old, path), _at(new, path)
        if before != after:
            kind: Kind = "added" if before is None else "deleted" if after is None else "replaced"
            found.append(Difference(None, kind, element, "", before, after))
    befores, afters = [(t.text, t.language) for t in old.titles], [(t.text, t.language) for t in new.titles]
    for place in range(max(len(befores), len(afters))):
        before_title = befores[place] if place < len(befores) else None
        after_title = afters[place] if place < len(afters) else None
        if before_title != after_title:
            kind = "added" if before_title is None else "deleted" if after_title is None else "replaced"
            found.append(
                Difference(
                    None,
                    kind,
                    "InventionTitle",
                    f"title {place + 1}",
                    _title(before_title),
                    _title(after_title),
                )
            )
    return found


def _at(record: Any, path: str) -> str | None:
    for name in path.split("."):
        record = None if record is None else getattr(record, name)
    return record if isinstance(record, str) else None


def _title(title: tuple[str, str | None] | None) -> str | None:
    return None if title is None else f"{title[0]} ({title[1] or 'no language'})"
