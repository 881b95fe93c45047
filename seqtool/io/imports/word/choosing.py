"""The list of what was found in a document, and the records of what was chosen from it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from seqtool.errors import InputError
from seqtool.io.imports.context import Here
from seqtool.io.imports.formats import Item, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import Record
from seqtool.io.imports.sheet.letters import letters_of
from seqtool.io.imports.sheet.notated import kind_of, sequences
from seqtool.io.imports.sheet.tell import RowError
from seqtool.io.imports.word.candidates import Candidate, Finder
from seqtool.io.imports.word.document import Document
from seqtool.io.imports.word.lines import NOTATION

#: Candidates that the question shows.
_SHOWN = 200
_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?(?::(DNA|RNA|AA))?", re.ASCII | re.IGNORECASE)


def read(source: Source) -> Iterator[Item]:
    """The sequences chosen with ``--select-items``; without it the list is asked about.

    Raises:
        InputError: the document cannot be read, holds nothing like a sequence, or an item is not there.
    """
    document = Document(source)
    finder = Finder(source.name)
    for block in document.blocks():
        finder.take(block)
    found = finder.found
    if not found:
        raise InputError(
            f"{source.name}: no paragraph and no table of the document holds anything like a sequence (pictures are not read)."
        )
    wanted = source.choices.select_items
    if wanted is None:
        source.notes.ask(
            "--select-items 1,3,5-8 or all (with a molecule type, if you like: 1:DNA,5-8:AA)",
            _list(found),
            source.name,
        )
        return
    if document.tracked:
        source.notes.add(
            Note(
                kind=Kind.QUESTION,
                reason="the document has tracked changes; it was read as if all were accepted",
                file=source.name,
            )
        )
    chosen = numbers(wanted, len(found), source.name)
    left = len(found) - len(chosen)
    if left:
        source.notes.add(
            Note(
                kind=Kind.LEFT_OUT,
                reason=f"not chosen: {left:,} of {len(found):,} items found in the document",
                file=source.name,
            )
        )
    for number, moltype in chosen.items():
        one = found[number - 1]
        one.moltype = moltype or one.moltype
        yield from _items(one, number, source)


def numbers(text: str, most: int, name: str) -> dict[int, str]:
    """The items of ``1,3,5-8:AA`` in that order with the molecule types given; ``all``.

    Raises:
        InputError: it is not of that form, or an item is not there.
    """
    if text.strip().lower() == "all":
        return dict.fromkeys(range(1, most + 1), "")
    found: dict[int, str] = {}
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise InputError(f"--select-items {text!r}: write numbers and ranges such as 1,3,5-8, or all.")
        first = int(match[1])
        last = int(match[2] or first)
        if not 1 <= first <= last <= most:
            raise InputError(
                f"--select-items {text!r}: {name} has the items 1 to {most:,}; {part.strip()!r} is not among them."
            )
        for number in range(first, last + 1):
            if number in found:
                raise InputError(f"--select-items {text!r}: item {number} is named twice.")
            found[number] = (match[3] or "").upper()
    return found


def _list(found: list[Candidate]) -> str:
    lines = [f"{len(found):,} places of the document look like sequences. Which are to be taken?"]
    for number, one in enumerate(found[:_SHOWN], 1):
        letters = letters_of(one.text)
        residues = letters.text.decode("utf-8", "replace")
        start = residues[:30] + ("\u2026" if len(residues) > 30 else "")
        name = f" {one.name}:" if one.name else ""
        lines.append(
            f"       {number}.{name} {one.moltype or one.kind}, {letters.size:,} {'characters' if one.kind == NOTATION else 'residues'}, {start} ({one.place})"
        )
    if len(found) > _SHOWN:
        lines.append(f"       \u2026 and {len(found) - _SHOWN:,} more")
    return "\n".join(lines)


def _items(one: Candidate, number: int, source: Source) -> Iterator[Item]:
    letters = letters_of(one.text)
    kind = kind_of(one.text, letters.text, one.moltype or source.choices.moltype or "")
    if not kind:
        yield _record(one, number, source)
        return
    about = Record(
        file=source.name,
        line=one.line,
        name=one.name or f"item {number}",
        description=one.description,
        residues=[],
        molecule=one.moltype,
        organism=one.organism,
        place=f"item {number}, {one.place}",
    )

    def refuse(why: str) -> RowError:
        if source.choices.refused == "omit":
            Here(about, source.choices, source.notes, None).tell(
                Kind.LEFT_OUT, f"the item cannot be taken: {why}"
            )
            source.notes.records["read"] += 1
            source.notes.records["left_out"] += 1
        else:
            source.notes.ask(
                "--refused omit (leaves such items out)",
                f"An item cannot be taken: {why}.",
                f"{source.name}: {about.label}",
            )
        return RowError()

    with contextlib.suppress(RowError):
        yield from sequences(one.text, kind, about, source, refuse)


def _record(one: Candidate, number: int, source: Source) -> Record:
    letters = letters_of(one.text)
    place = f"item {number}, {one.place}"
    if letters.stated is not None and source.choices.length is None:
        source.notes.ask(
            "--length accept",
            "The numbers beside the residues do not agree with them, so residues may be lost or doubled. Mend the document, or accept "
            f"the residues that are there ({letters.stated[0]:,} stated, {letters.stated[1]:,} due).",
            f"{source.name}: {place}",
        )
    remarks = [(reason, before, one.line) for reason, before in letters.remarks]
    if len(one.texts) > 1:
        remarks.append((f"{len(one.texts)} lines were joined to one sequence", one.texts[0][:40], one.line))
    if one.mixed:
        remarks.append(
            ("parts of the sequence look otherwise than the rest (bold, underlined, coloured); if that marks something, describe it as a feature",
             one.text[:40], one.line)
        )  # fmt: skip
    return Record(
        file=source.name,
        line=one.line,
        name=one.name or f"item {number}",
        description=one.description,
        residues=[letters.text],
        molecule=one.moltype,
        organism=one.organism,
        remarks=remarks,
        place=place,
    )
