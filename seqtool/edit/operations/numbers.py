"""SEQ ID NOs before and after an edit of the order: what names them follows in the same step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from msgspec.structs import replace

from seqtool.edit.operations.report import Reference, Renumbered, Report
from seqtool.edit.session import Edit, EditError, Session
from seqtool.model.document import ASIDE, TEXTS, Document
from seqtool.model.draft import Draft, Translations
from seqtool.model.sequence import Feature, Qualifier, Sequence
from seqtool.spec.citations import cited, renumbered
from seqtool.spec.references import (
    Followed,
    Numbers,
    broken_ranges,
    follow,
    may_cite,
    proteins,
    refers,
    texts,
)

#: Sentences of one kind in a report.
MOST = 100


class Numbering:
    """The SEQ ID NOs before and after: called with an old number it gives the new one, None where it is no more.

    Numbers that there never were stay what they are.
    """

    def __init__(self, before: list[int], after: list[int]) -> None:
        """Take the keys in order, before and after."""
        first = _shared(before, after)
        last = min(_shared(before[::-1], after[::-1]), len(before) - first, len(after) - first)
        self._first, self._tail, self._last = first, len(before) - last, len(before)
        self._shift = len(after) - len(before)
        places = {key: place for place, key in enumerate(after[first : len(after) - last], first + 1)}
        middle = before[first : self._tail]
        #: New numbers of those between; 0 is gone.
        self._middle = [places.get(key, 0) for key in middle]
        changed = [
            Renumbered(key, old, new or None)
            for old, (key, new) in enumerate(zip(middle, self._middle, strict=True), first + 1)
            if old != new
        ]
        if self._shift:
            shift = self._shift
            changed += [
                Renumbered(key, old, old + shift)
                for old, key in enumerate(before[self._tail :], self._tail + 1)
            ]
        self.changed = tuple(changed)

    def __call__(self, old: int) -> int | None:
        """The new number of an old one."""
        if self._first < old <= self._tail:
            return self._middle[old - self._first - 1] or None
        return old + self._shift if self._tail < old <= self._last else old

    def touches(self, numbers: frozenset[int]) -> bool:
        """Whether one of the numbers is another now."""
        return any(self(old) != old for old in numbers)


def _shared(one: list[int], other: list[int]) -> int:
    """How many items both begin with: halved until it is found, since comparing slices is quick."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def runs(changed: Iterable[Renumbered]) -> list[tuple[int, int, int | None]]:
    """Numbers that changed, in runs: (first old, last old, first new), the last None where they were deleted."""
    found: list[list[int | None]] = []
    for one in changed:
        if found:
            first, last, new = found[-1]
            assert first is not None
            assert last is not None
            if one.old == last + 1 and one.new == (None if new is None else new + one.old - first):
                found[-1][1] = one.old
                continue
        found.append([one.old, one.old, one.new])
    return [(first or 0, last or 0, new) for first, last, new in found]


def in_words(changed: Iterable[Renumbered]) -> list[str]:
    """A sentence for each run of numbers that changed, for whoever must change the description accordingly."""
    found: list[str] = []
    for first, last, new in runs(changed):
        old = f"{first}" if first == last else f"{first} to {last}"
        if new is None:
            found.append(f"SEQ ID NO: {old} {'was' if first == last else 'were'} deleted.")
        else:
            now = f"{new}" if first == last else f"{new} to {new + last - first}"
            found.append(f"SEQ ID NO: {old} {'is' if first == last else 'are'} {now} now.")
    return found


class Step:
    """An edit of the order under way; ``report`` is whole when its ``with`` block has ended."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        self.report = Report()
        self._before = list(edit.document.order)

    def note(self, *notes: str) -> None:
        """Say something more."""
        self.report = replace(self.report, notes=self.report.notes + notes)

    def created(self, keys: Iterable[int]) -> None:
        """Say which sequences came."""
        self.report = replace(self.report, created=self.report.created + tuple(keys))

    def settle(self) -> None:
        """Have all references follow.

        Raises:
            EditError: the numbers are frozen, and one would change.
        """
        document = self.edit.document
        numbering = Numbering(self._before, document.order)
        if not numbering.changed:
            return
        if document.filing.filed:
            one = numbering.changed[0]
            raise frozen(f"SEQ ID NO: {one.old} would {f'become {one.new}' if one.new else 'be no more'}")
        new = set(self.report.created)
        references, notes = _follow(self.edit, numbering, new)
        self.report += Report(
            renumbered=numbering.changed, references=tuple(references), notes=tuple(told(notes))
        )


@contextmanager
def renumbering(session: Session, label: str) -> Iterator[Step]:
    """One edit that may change SEQ ID NOs; ``protein_id`` and citations follow at its end.

    Sequences that come in it must name numbers as they are *after* it: they are
    left as they are where ``Step.created`` names them.
    """
    with session.edit(label) as edit:
        step = Step(edit)
        yield step
        step.settle()


def frozen(what: str) -> EditError:
    """The refusal of whatever would shift the numbers of a listing that was filed."""
    return EditError(
        f"{what}, but the listing was filed, and the description cites its numbers: they stay as they are. "
        "Append new sequences behind all, skip a sequence instead of deleting it, or take the mark 'filed' away with a reason."
    )


def told(notes: list[str]) -> list[str]:
    """The notes, the first of many only, and how many there are."""
    return notes if len(notes) <= MOST else [*notes[:MOST], f"{len(notes) - MOST:,} more of this kind."]


def _memo(document: Document) -> _Memo:
    made = document.memo.setdefault("references", _Memo({}, {}))
    assert isinstance(made, _Memo)
    return made


#: Numbers of a range that are kept one by one; of a longer one it is always looked anew.
_WIDE = 1_000


def referring(document: Document) -> dict[int, frozenset[int] | None]:
    """The sequences that name others, in order: key → the SEQ ID NOs named (None: more than are kept).

    What a skipped sequence held counts as its own. Each record is read once; that
    it was read is known by its identity.
    """
    memo = _memo(document)
    records, order, read, names = document.records, document.order, memo.read, memo.names
    if len(read) > 2 * len(order) + 1_000:
        read.clear()
        names.clear()
    seen: dict[int, bool] = {}
    for key in [key for key in order if read.get(key) is not records[key]]:
        draft: Draft = records[key]
        found = _read(draft, seen)
        read[key] = draft
        if found is None:
            names.pop(key, None)
        else:
            names[key] = found
    return {key: names[key].numbers for key in order if key in names} if names else {}


class _Named(NamedTuple):
    """The SEQ ID NOs that a draft names."""

    numbers: frozenset[int] | None
    #: Each by itself, in no range: new numbers of these are all there is to know of new texts.
    plain: bool = False


class _Memo(NamedTuple):
    read: dict[int, Draft]
    names: dict[int, _Named]

    def plain(self, key: int) -> bool:
        """Whether a draft names sequences in no range."""
        found = self.names.get(key)
        return found is not None and found.plain

    def follow(self, key: int, draft: Draft, numbers: Numbers) -> None:
        """Know what a draft names that followed new numbers without reading it."""
        old = self.names.get(key)
        if old is None or old.numbers is None or not old.plain:
            return
        new = [numbers(one) for one in old.numbers]
        if None not in new:
            self.read[key] = draft
            self.names[key] = _Named(frozenset(one for one in new if one is not None), plain=True)


_ANY = _Named(None)


def _read(draft: Draft, seen: dict[int, bool]) -> _Named | None:
    """What a draft names; None where it names none."""
    sequence = draft.sequence
    if sequence.skipped:
        # What was set aside is a record of its own, and there are few.
        return _ANY
    for feature in sequence.features:
        # Qualifiers that are written alike are often one object: each is looked at once.
        found = seen.get(id(feature.qualifiers))
        if found is None:
            found = seen[id(feature.qualifiers)] = refers(feature.qualifiers)
        if found:
            break
    else:
        return None
    numbers = {number for number, _, _ in proteins(sequence)}
    plain = True
    for _, _, _, _, text in texts(sequence):
        for one in cited(text, len(text)):
            if one.last - one.first > _WIDE:
                return _ANY
            plain = plain and one.first == one.last
            numbers.update(range(one.first, one.last + 1))
    return _Named(frozenset(numbers), plain) if numbers else None


def _follow(edit: Edit, numbers: Numbering, new: set[int]) -> tuple[list[Reference], list[str]]:
    references: list[Reference] = []
    notes: list[str] = []
    document = edit.document
    words: dict[str, str] = {}
    memo = _memo(document)
    where = Where(document)
    for key, names in referring(document).items():
        if key in new or (names is not None and not numbers.touches(names)):
            continue
        draft, plain = document.draft(key), memo.plain(key)
        sequence, said = follow(draft.sequence, numbers)
        if sequence is not draft.sequence:
            edit.sequence(key, sequence)
            memo.follow(key, document.draft(key), numbers)
        references += [
            Reference(key, one.feature, one.qualifier, one.name, one.before, one.after, one.field)
            for one in said
            if one.before != one.after
        ]
        notes += _gone(where, key, sequence, said)
        if not plain:
            notes += _ranges(where, key, draft.sequence, numbers, words)
        if draft.sequence.skipped and (held := document.aside(key)) is not None:
            aside, kept = follow(held.sequence, numbers)
            if aside is not held.sequence:
                edit.put(f"{ASIDE}{key}", replace(held, sequence=aside))
            notes += [
                f"What was set aside when it was skipped: {text}" for text in _gone(where, key, aside, kept)
            ]
    return references, notes + _translations(edit, numbers)


def _gone(where: Where, key: int, sequence: Sequence, said: list[Followed]) -> Iterator[str]:
    """Words for what names a sequence that is no more."""
    for one in said:
        if one.after is None:
            if one.name == "protein_id":
                yield (
                    f"{where.feature(key, sequence.features[one.feature])} lost protein_id and translation: "
                    f"its protein, SEQ ID NO: {one.before}, is no more."
                )
        elif one.gone:
            numbers = ", ".join(map(str, dict.fromkeys(one.gone)))
            yield (
                f"{where.feature(key, sequence.features[one.feature])}, {one.name}: the text cites SEQ ID NO: {numbers}, "
                f"which is no more; it was left as written ({one.before[:80]!r}). Mend it: the number may be that of "
                "another sequence now."
            )


def _ranges(
    where: Where, key: int, sequence: Sequence, numbers: Numbers, words: dict[str, str]
) -> Iterator[str]:
    """Words for each text with a range that takes in other sequences than before; ``words`` has those of known texts."""
    for at, _, qualifier, _, text in texts(sequence):
        if text not in words:
            broken = broken_ranges(text, numbers)
            words[text] = (
                f"the range {broken[0][0]} to {broken[0][1]} in {text[:80]!r} holds other sequences now"
                if broken
                else ""
            )
        if words[text]:
            yield f"{where.feature(key, sequence.features[at])}, {qualifier.name}: {words[text]}."


class Where:
    """Words for places of a document, for as long as its order is the same."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers: dict[int, int] | None = None

    def number(self, key: int) -> int:
        """The SEQ ID NO of a sequence."""
        if self._numbers is None:
            self._numbers = {key: number for number, key in enumerate(self._document.order, 1)}
        return self._numbers[key]

    def feature(self, key: int, feature: Feature) -> str:
        """Words for a feature: sequence, key and location."""
        return f"SEQ ID NO: {self.number(key)}, {feature.key} {feature.location[:60]}"


def _translations(edit: Edit, numbers: Numbers) -> list[str]:
    """Texts of further languages: both the English text and its translation follow."""
    notes: list[str] = []
    document = edit.document
    for name in [name for name in document.records if isinstance(name, str) and name.startswith(TEXTS)]:
        record = document.records[name]
        if not isinstance(record, Translations):
            continue
        changed = {
            english: renumbered(english, numbers)[0]
            for english in record.texts
            if may_cite(english) or may_cite(record.texts[english])
        }
        followed = {
            english: renumbered(text, numbers)[0] if english in changed else text
            for english, text in record.texts.items()
        }
        if all(old == new for old, new in changed.items()) and followed == record.texts:
            continue
        made = {
            english: text for english, text in followed.items() if changed.get(english, english) == english
        }
        for english, new in changed.items():
            if new == english:
                continue
            if new in made:
                notes.append(
                    f"Two texts became one in {record.language}: {new[:80]!r}; the translation {made[new][:80]!r} was replaced."
                )
            made[new] = followed[english]
        edit.put(name, replace(record, texts=made))
    return notes


def named(document: Document, keys: set[int]) -> tuple[list[str], list[str]]:
    """Who names these sequences: words for each CDS that has one as its protein, and for each text that cites one.

    What these sequences say of themselves and of each other does not count.
    """
    numbers = {number for number, key in enumerate(document.order, 1) if key in keys}
    coding: list[str] = []
    cites: list[str] = []
    where = Where(document)
    for key, names in referring(document).items():
        if key in keys or (names is not None and names.isdisjoint(numbers)):
            continue
        sequence = document.draft(key).sequence
        for number, at, _ in proteins(sequence):
            if number in numbers:
                words = where.feature(key, sequence.features[at])
                coding.append(f"{words} names SEQ ID NO: {number} as its protein")
        for at, _, qualifier, _, text in texts(sequence):
            if gone := _cited(text, numbers):
                words = where.feature(key, sequence.features[at])
                cites.append(f"{words}, {qualifier.name}, cites SEQ ID NO: {', '.join(map(str, gone))}")
    return coding, cites


def _cited(text: str, numbers: set[int]) -> list[int]:
    """The ends of the ranges cited that are among the numbers."""
    ends = dict.fromkeys(end for one in cited(text, len(text)) for end in (one.first, one.last))
    return [end for end in ends if end in numbers]


def without_protein(sequence: Sequence, gone: set[int]) -> tuple[Sequence, list[Followed]]:
    """The sequence with ``protein_id`` and ``translation`` taken away where they name one of these SEQ ID NOs."""
    told_of: list[Followed] = []
    features = list(sequence.features)
    for number, at, index in proteins(sequence):
        if number not in gone:
            continue
        kept: list[Qualifier] = []
        for place_of, one in enumerate(sequence.features[at].qualifiers):
            if place_of == index or one.name == "translation":
                told_of.append(Followed(at, place_of, one.name, "value", one.value or "", None))
            else:
                kept.append(one)
        features[at] = replace(features[at], qualifiers=tuple(kept))
    return (replace(sequence, features=tuple(features)) if told_of else sequence), told_of
