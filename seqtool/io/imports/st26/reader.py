"""The sequences of a listing, one by one, and what reading finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from seqtool.errors import InputError
from seqtool.io.imports.formats import Ready, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.model import Entry, Feature, Qualifier, Residues, Sequence

if TYPE_CHECKING:
    from seqtool.io.st26.reader import Block, Found, ListingReader

_NUMBER: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
#: More numbers in a row than this are not filled with skipped sequences.
_LARGEST_GAP: Final = 10_000
#: What is mended by writing the listing anew.
_COSMETIC: Final = frozenset({"file", "dtd_version", "division"})


def read(source: Source) -> Iterator[Ready]:
    """The sequences of a listing, in its order; what reading finds wrong becomes notes.

    Raises:
        InputError: it is no ST.26 listing.
    """
    from seqtool.io.st26.reader import ListingReader

    with ListingReader(source.file) as reader:
        yield from _Listing(source, reader).read()


class _Listing:
    def __init__(self, source: Source, reader: ListingReader) -> None:
        self._source, self._reader = source, reader
        self._notes, self._choices = source.notes, source.choices
        self._last = 0

    def read(self) -> Iterator[Ready]:
        from seqtool.io.st26.lines import Lines

        head = self._reader.head
        if not head.readable:
            why = _message(head.found[0]) if head.found else "it cannot be read"
            raise InputError(f"{self._source.name} cannot be read as an ST.26 listing: {why}")
        self._found(head.found, None)
        count, lines = 0, Lines()
        for block in self._reader:
            count += 1
            line = lines.of(block) + block.cut.raw[:400].split(b"<", 1)[0].count(b"\n")
            number = self._number(block.entry, line)
            self._found(block.found, number)
            if block.entry is None:
                self._refuse(block, line)
                continue
            yield from self._missing(number, line)
            if number is not None:
                self._last = number
            yield self._ready(block.entry, number, line)
        self._found(self._reader.tail, None)
        self._total(head.declared.total, count)

    # Notes

    def _tell(
        self,
        kind: Kind,
        reason: str,
        line: int | None,
        number: int | None,
        *,
        feature: str | None = None,
        qualifier: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        record = "" if number is None else f"SEQ ID NO: {number}"
        self._notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=self._source.name,
                record=record,
                line=line,
                feature=feature,
                qualifier=qualifier,
                before=before and before[:160],
                after=after and after[:160],
            )
        )

    def _found(self, found: tuple[Found, ...], number: int | None) -> None:
        for one in found:
            edits = one.fault.fix.edits if one.fault.fix is not None else ()
            written_anew = bool(edits) and all(edit.field in _COSMETIC for edit in edits)
            self._tell(
                Kind.CHANGED if written_anew else Kind.QUESTION,
                f"a fault of structure in the listing: {_name(one.code)} ({one.code})"
                + ("; it is written anew" if written_anew else ""),
                one.fault.line,
                number,
                before=_message(one),
            )

    def _refuse(self, block: Block, line: int) -> None:
        why = _message(block.found[0]) if block.found else "its XML is broken"
        if self._choices.refused == "omit":
            self._notes.records["read"] += 1
            self._notes.records["left_out"] += 1
            self._tell(Kind.LEFT_OUT, "the sequence cannot be read", line, None, before=why)
            return
        self._notes.ask(
            "--refused omit (leaves such sequences out)",
            f"A sequence of the listing cannot be read: {why}",
            f"{self._source.name}: line {line:,}",
        )

    def _total(self, stated: str | None, count: int) -> None:
        """The total is the only sign of sequences that were cut off."""
        text = (stated or "").strip()
        if not _NUMBER.fullmatch(text) or int(text) == count:
            return
        self._tell(Kind.QUESTION, "the listing states another number of sequences than it has", None, None, before=text, after=str(count))  # fmt: skip
        if self._choices.length is None:
            self._notes.ask(
                "--length accept",
                "A listing states another number of sequences than it has. Sequences may be lost: get it again, or accept what is there.",
                f"{self._source.name}: {text} stated, {count:,} found",
            )

    # Numbers

    def _number(self, entry: Entry | None, line: int) -> int | None:
        if entry is None or entry.declared is None:
            return None
        text = (entry.declared.number or "").strip()
        if not _NUMBER.fullmatch(text) or not int(text):
            self._tell(Kind.QUESTION, "a sequence without a SEQ ID NO", line, None, before=text or None)
            return None
        number = int(text)
        if number <= self._last and self._choices.numbers != "ignore":
            self._notes.ask(
                "--numbers ignore",
                "A SEQ ID NO stands there twice, or the numbers do not rise. ST.26 counts 1, 2, 3 …: number all sequences anew, in "
                "the order of the file (references in the description must follow)?",
                f"{self._source.name}: SEQ ID NO {number} after {self._last} (line {line:,})",
            )
        return number

    def _missing(self, number: int | None, line: int) -> Iterator[Ready]:
        gap = 0 if number is None else number - self._last - 1
        if number is None or gap <= 0 or self._choices.numbers == "ignore":
            return
        if self._choices.numbers is None or gap > _LARGEST_GAP:
            self._notes.ask(
                "--numbers skip|ignore" if gap <= _LARGEST_GAP else "--numbers ignore",
                "SEQ ID NOs are missing from the listing. ST.26 counts without gaps: put a skipped sequence (000) for each missing "
                "number, which keeps the others, or number anew?",
                f"{self._source.name}: {gap:,} missing before SEQ ID NO {number} (line {line:,})",
            )
            return
        for missing in range(self._last + 1, number):
            self._tell(Kind.ADDED, "a skipped sequence (000) for a number that the listing passes over (paragraph 58)", line, missing)  # fmt: skip
            yield self._item(Sequence("", Residues(), (), skipped=True), missing, line)

    def _item(self, sequence: Sequence, number: int | None, line: int) -> Ready:
        return Ready(file=self._source.name, line=line, name="", sequence=sequence, number=number)

    # One sequence

    def _ready(self, entry: Entry, number: int | None, line: int) -> Ready:
        sequence, declared = entry.sequence, entry.declared
        assert declared is not None
        if declared.other_seqids:
            self._tell(Kind.LEFT_OUT, "INSDSeq_other-seqids, which only offices write", line, number, before=", ".join(declared.other_seqids))  # fmt: skip
        if sequence.skipped:
            if sequence.molecule_type.strip() or sequence.features:
                held = f"{sequence.molecule_type} {len(sequence.features)} features".strip()
                self._tell(Kind.LEFT_OUT, "a skipped sequence has neither molecule type nor features (paragraph 58)", line, number, before=held)  # fmt: skip
            return self._item(Sequence("", Residues(), (), skipped=True), number, line)
        stated = (declared.length or "").strip()
        if _NUMBER.fullmatch(stated) and int(stated) != sequence.residues.length:
            found = sequence.residues.length
            self._tell(Kind.QUESTION, "the stated length is not that of the residues", line, number, before=stated, after=str(found))  # fmt: skip
            if self._choices.length is None:
                self._notes.ask(
                    "--length accept",
                    "The stated length of a sequence is not that of its residues. Residues may be lost: get the listing again, or accept "
                    "what is there.",
                    f"{self._source.name}: SEQ ID NO {number or '?'} (line {line:,}; {stated} stated, {found:,} found)",
                )
        if sequence.molecule_type.strip() == "AA":
            sequence = replace(
                sequence, features=tuple(self._today(f, number, line) for f in sequence.features)
            )
        return self._item(sequence, number, line)

    def _today(self, feature: Feature, number: int | None, line: int) -> Feature:
        """Names of a protein's features in lower case, as the standard has had them since 2021."""
        keys, names = _old_names()
        key = keys.get(feature.key, feature.key)
        qualifiers = feature.qualifiers
        if any(q.name in names for q in qualifiers):
            qualifiers = tuple(
                Qualifier(names.get(q.name, q.name), q.value, q.non_english, q.id) for q in qualifiers
            )
        if key == feature.key and qualifiers is feature.qualifiers:
            return feature
        self._tell(Kind.CHANGED, "names of a protein's features in capitals, as older versions of the standard had them", line, number, feature=f"{feature.key} {feature.location}"[:160], after=key)  # fmt: skip
        return Feature(key, feature.location, qualifiers)


@lru_cache(maxsize=1)
def _old_names() -> tuple[dict[str, str], dict[str, str]]:
    """Keys and qualifiers of proteins that only changed their case."""
    from seqtool.spec import standard

    rows = [row for row in standard().replacements if row.protein and row.new and row.old.lower() == row.new]
    return (
        {row.old: row.new for row in rows if row.kind == "key"},
        {row.old: row.new for row in rows if row.kind == "qualifier"},
    )


def _name(code: str) -> str:
    from seqtool.rules import catalogue

    return catalogue()[code].name.replace("-", " ")


def _message(found: Found) -> str:
    from seqtool.messages import texts
    from seqtool.rules import catalogue

    rule = catalogue()[found.code]
    return texts("en").fill(found.code, "message", rule.message, found.fault.args)
