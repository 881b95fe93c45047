"""SEQ ID NOs before and after an edit of the order: what names them follows in the same step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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
        first, shared = 0, min(len(before), len(after))
        while first < shared and before[first] == after[first]:
            first += 1
        last = 0
        while last < shared - first and before[-1 - last] == after[-1 - last]:
            last += 1
        tail = len(before) - last
        shift = len(after) - len(before)
        places = {key: place for place, key in enumerate(after[first : len(after) - last], first + 1)}
        #: New number by old number - 1; 0 is gone.
        self._new = [
            *range(1, first + 1),
            *[places.get(key, 0) for key in before[first:tail]],
            *range(tail + shift + 1, len(after) + 1),
        ]
        self.changed = tuple(
            [
                Renumbered(key, old, new or None)
                for old, (key, new) in enumerate(zip(before, self._new, strict=True), 1)
                if old != new
            ]
        )

    def __call__(self, old: int) -> int | None:
        """The new number of an old one."""
        return (self._new[old - 1] or None) if 0 < old <= len(self._new) else old


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


def referring(document: Document, *, aside: bool = False) -> Iterator[int]:
    """The keys of the sequences that may name others, in order; ``aside`` counts what skipped ones held."""
    # Qualifiers that are written alike are often one object: each is looked at once.
    seen: dict[int, bool] = {}
    records = document.records
    for key in document.order:
        draft: Draft = records[key]
        for feature in draft.sequence.features:
            qualifiers = feature.qualifiers
            found = seen.get(id(qualifiers))
            if found is None:
                found = seen[id(qualifiers)] = refers(qualifiers)
            if found:
                yield key
                break
        else:
            held = document.aside(key) if aside and draft.sequence.skipped else None
            if held is not None and any(refers(feature.qualifiers) for feature in held.sequence.features):
                yield key


def _follow(edit: Edit, numbers: Numbers, new: set[int]) -> tuple[list[Reference], list[str]]:
    references: list[Reference] = []
    notes: list[str] = []
    document = edit.document
    memo: dict[str, str] = {}
    where = Where(document)
    for key in list(referring(document, aside=True)):
        if key in new:
            continue
        draft = document.draft(key)
        sequence, said = follow(draft.sequence, numbers)
        edit.sequence(key, sequence)
        references += [
            Reference(key, one.feature, one.qualifier, one.name, one.before, one.after, one.field)
            for one in said
            if one.before != one.after
        ]
        notes += _notes(where, key, sequence, said, numbers, memo)
        if draft.sequence.skipped and (held := document.aside(key)) is not None:
            aside, kept = follow(held.sequence, numbers)
            if aside is not held.sequence:
                edit.put(f"{ASIDE}{key}", replace(held, sequence=aside))
            notes += [
                f"What was set aside when it was skipped: {words}"
                for words in _notes(where, key, aside, kept, numbers, memo)
            ]
    return references, notes + _translations(edit, numbers)


def _notes(
    where: Where,
    key: int,
    sequence: Sequence,
    said: list[Followed],
    numbers: Numbers,
    memo: dict[str, str],
) -> list[str]:
    notes: list[str] = []
    for one in said:
        feature = sequence.features[one.feature]
        if one.name in ("protein_id", "translation"):
            if one.after is None and one.name == "protein_id":
                notes.append(
                    f"{where.feature(key, feature)} lost protein_id and translation: "
                    f"its protein, SEQ ID NO: {one.before}, is no more."
                )
            continue
        words = memo.get(one.before)
        if words is None:
            words = memo[one.before] = _words(one, numbers)
        if words:
            notes.append(f"{where.feature(key, feature)}, {one.name}: {words}")
    return notes


def _words(one: Followed, numbers: Numbers) -> str:
    if one.gone:
        cited = ", ".join(map(str, dict.fromkeys(one.gone)))
        return f"the text cites SEQ ID NO: {cited}, which is no more; it was left as written ({one.before[:80]!r})."
    if broken := broken_ranges(one.before, numbers):
        first, last = broken[0]
        return f"the range {first} to {last} that the text cites holds other sequences now ({(one.after or '')[:80]!r})."
    return ""


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
    for name, record in list(edit.document.records.items()):
        if not isinstance(name, str) or not name.startswith(TEXTS) or not isinstance(record, Translations):
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
    for key in referring(document):
        if key in keys:
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
