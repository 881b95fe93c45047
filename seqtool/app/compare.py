"""Use case: what differs between two listings.

Sequences belong together when they have the same SEQ ID NO and residues, or the
same residues under another number (sequences were inserted, deleted or moved);
of those left, the ones that stand at the same place between their neighbours
(residues were replaced). Both files are read twice and never held: what waits
for its partner is held only where sequences changed places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec
import xxhash
from msgspec.structs import replace

from seqtool.app.many import naming, open_input
from seqtool.edit.operations.compare import (
    Difference,
    Kind,
    digest,
    each_difference,
    general_differences,
)
from seqtool.errors import InputError
from seqtool.io.st26.reader import Block, ListingReader
from seqtool.model import GeneralInformation, Sequence
from seqtool.spec.references import Followed, follow
from seqtool.task import Task

SCHEMA: Final = "seqtool-compare/1"
Match = Literal["auto", "number"]
_KINDS: Final[tuple[Kind, ...]] = ("added", "deleted", "replaced", "order")


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two listings."""

    file: str
    sequences: int
    #: Of the sequence data part: equal where it states the same.
    digest: str


class Renumbered(msgspec.Struct, frozen=True):
    """Sequences ``first`` to ``last`` that have the SEQ ID NOs from ``now`` on."""

    first: int
    last: int
    now: int


class Comparison(msgspec.Struct, kw_only=True):
    """What leads from the old listing to the new one. Counts are exact, the lists may be cut."""

    schema: Literal["seqtool-compare/1"] = SCHEMA
    old: Side
    new: Side
    #: Nothing differs at all (but for what was left aside).
    same: bool
    #: The digests are equal.
    same_sequences: bool
    #: Differences of the sequences by kind.
    counts: dict[str, int]
    general: list[Difference]
    renumbered: list[Renumbered]
    #: Values of ``protein_id`` and citations in free text that only follow the new numbers; they are no differences.
    followed: int
    #: ``number`` is that of the new listing, but of deleted sequences that of the old one.
    differences: list[Difference]
    truncated: bool
    #: What else there is to know, in words.
    remarks: list[str] = []


class _Pass(msgspec.Struct):
    """What the first reading of a listing gives."""

    side: Side
    general: GeneralInformation
    #: Of molecule type and residues; None: a skipped sequence.
    prints: list[bytes | None]
    #: Of the SEQ ID NOs as they are stated.
    numbers: bytes
    remark: str = ""


def schema() -> str:
    """The JSON Schema, as the file ``resources/schema/seqtool-compare-1.json`` holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "What differs between two sequence listings (WIPO ST.26), as seqtool compare --format json writes it.",
        **msgspec.json.schema(Comparison),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def compare_listings(
    old: str,
    new: str,
    *,
    match: Match = "auto",
    sequences_only: bool = False,
    limit: int = 0,
    task: Task | None = None,
) -> Comparison:
    """Compare two listings.

    Args:
        old: the earlier file.
        new: the later file.
        match: ``number`` compares strictly by SEQ ID NO.
        sequences_only: leave the general information aside.
        limit: differences kept; 0: all.
        task: progress and cancellation.

    Raises:
        InputError: a file is no listing, or a sequence in it cannot be read.
    """
    task = task or Task()
    paths = open_input(old), open_input(new)
    first, second = (_look(path, name, task) for path, name in zip(paths, (old, new), strict=True))
    pairs = _by_number(first, second) if match == "number" else paired(first.prints, second.prints)
    general = [] if sequences_only else general_differences(first.general, second.general)
    found = Comparison(
        old=first.side,
        new=second.side,
        same=False,
        same_sequences=first.side.digest == second.side.digest,
        counts=dict.fromkeys(_KINDS, 0),
        general=general,
        renumbered=_renumbered(pairs),
        followed=0,
        differences=[],
        truncated=False,
        remarks=[one.remark for one in (first, second) if one.remark],
    )
    if not found.same_sequences:
        for one in _differences(paths, (old, new), pairs, found, task):
            found.counts[one.kind] += 1
            if limit and len(found.differences) >= limit:
                found.truncated = True
            else:
                found.differences.append(one)
    found.same = found.same_sequences and not general and first.numbers == second.numbers
    return found


def _look(path: Path, name: str, task: Task) -> _Pass:
    prints: list[bytes | None] = []
    remark = ""
    numbers = xxhash.xxh3_128()
    size = path.stat().st_size

    def sequences(reader: ListingReader) -> Iterator[Sequence]:
        nonlocal remark
        for number, block in enumerate(reader, 1):
            task.step(reader.offset, size)
            sequence = _sequence(block, number, name)
            stated = block.entry.declared.number if block.entry and block.entry.declared else None
            numbers.update(f"{stated}\0".encode("utf-8", "surrogatepass"))
            if stated != str(number) and not remark:
                remark = (
                    f"{name}: sequence {number:,} states the SEQ ID NO {stated!r}; "
                    "what is said here counts the sequences from 1."
                )
            prints.append(_print(sequence))
            yield sequence

    with _open(path, name) as reader:
        proof = digest(sequences(reader))
        general = reader.head.general
    return _Pass(
        Side(file=name, sequences=len(prints), digest=proof), general, prints, numbers.digest(), remark
    )


def _open(path: Path, name: str) -> ListingReader:
    try:
        reader = ListingReader(path)
    except InputError as error:
        raise naming(error, name) from error
    if not reader.head.readable:
        reader.__exit__()
        raise InputError(f"{name} is no sequence listing that can be compared; seqtool validate says why.")
    return reader


def _read(reader: ListingReader, name: str, size: int, task: Task) -> Iterator[Sequence]:
    for number, block in enumerate(reader, 1):
        task.step(reader.offset, size)
        yield _sequence(block, number, name)


def _sequence(block: Block, number: int, name: str) -> Sequence:
    if block.entry is None:
        raise InputError(
            f"{name}, line {block.line:,}: sequence {number:,} cannot be read, so nothing can be said of it; "
            "seqtool validate says what is wrong."
        )
    return block.entry.sequence


def _print(sequence: Sequence) -> bytes | None:
    if sequence.skipped:
        return None
    made = xxhash.xxh3_128(sequence.molecule_type.encode("utf-8", "surrogatepass"))
    made.update(b"\0")
    for chunk in sequence.residues.chunks:
        made.update(chunk.encode("utf-8", "surrogatepass"))
    return made.digest()


def _by_number(first: _Pass, second: _Pass) -> dict[int, int]:
    return {number: number for number in range(min(len(first.prints), len(second.prints)))}


def paired(old: list[bytes | None], new: list[bytes | None]) -> dict[int, int]:
    """Which sequences belong together: 0-based place in the new listing → in the old one."""
    pairs = {place: place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a == b}
    waiting: dict[bytes, list[int]] = {}
    for place in range(len(old) - 1, -1, -1):
        one = old[place]
        if one is not None and not (place in pairs and pairs[place] == place):
            waiting.setdefault(one, []).append(place)
    for place, one in enumerate(new):
        if place not in pairs and one is not None and (found := waiting.get(one)):
            pairs[place] = found.pop()
    taken = set(pairs.values())
    before = -1
    for place in range(len(new)):
        if place not in pairs:
            # Behind the partner of the one before it; else under the same number.
            for candidate in (before + 1, place):
                if candidate < len(old) and candidate not in taken:
                    pairs[place] = candidate
                    taken.add(candidate)
                    break
        before = pairs.get(place, before)
    return pairs


def _renumbered(pairs: Mapping[int, int]) -> list[Renumbered]:
    found: list[Renumbered] = []
    for now, before in sorted((now, before) for now, before in pairs.items() if now != before):
        last = found[-1] if found else None
        if last and last.last + 1 == before + 1 and last.now + (before + 1 - last.first) == now + 1:
            found[-1] = Renumbered(last.first, before + 1, last.now)
        else:
            found.append(Renumbered(before + 1, before + 1, now + 1))
    return found


def _there(sequence: Sequence, one: Followed) -> bool:
    """Whether the later sequence has the reference as the new numbers want it."""
    if one.feature >= len(sequence.features):
        return False
    qualifiers = sequence.features[one.feature].qualifiers
    return one.qualifier < len(qualifiers) and getattr(qualifiers[one.qualifier], one.field) == one.after


def _differences(
    paths: tuple[Path, Path], names: tuple[str, str], pairs: dict[int, int], told: Comparison, task: Task
) -> Iterator[Difference]:
    wanted = set(pairs.values())
    numbers = {before + 1: now + 1 for now, before in pairs.items()} if told.renumbered else {}
    deleted: list[Difference] = []
    with _open(paths[0], names[0]) as first, _open(paths[1], names[1]) as second:
        olds = enumerate(_read(first, names[0], paths[0].stat().st_size, task))
        kept: dict[int, Sequence] = {}

        def old_to(place: int | None) -> Sequence | None:
            """The sequence at a place of the old listing (None: read it to its end)."""
            if place is not None and place in kept:
                return kept.pop(place)
            for at, sequence in olds:
                if at == place:
                    return sequence
                if at in wanted:
                    kept[at] = sequence
                else:
                    deleted.extend(replace(one, number=at + 1) for one in each_difference([sequence], []))
            return None

        for place, after in enumerate(_read(second, names[1], paths[1].stat().st_size, task)):
            if place not in pairs:
                made = each_difference([], [after])
            else:
                before = old_to(pairs[place])
                assert before is not None
                if numbers:
                    before, references = follow(before, lambda number: numbers.get(number, number))
                    told.followed += sum(_there(after, one) for one in references)
                made = each_difference([before], [after])
            for one in made:
                yield replace(one, number=place + 1)
        old_to(None)
    yield from deleted
