"""One huge listing, read and checked by several processes: pieces in, facts merged, the same answer out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec

from seqtool.app.pool import Pool
from seqtool.app.validate import Options, Work
from seqtool.io.st26.pieces import pieces
from seqtool.io.st26.reader import ListingReader, Piece, PieceReader
from seqtool.model import DeclaredListing, GeneralInformation
from seqtool.report.result import Result
from seqtool.task import Task
from seqtool.validate.collect import Finding, Statistics

#: Bytes of a piece: large enough that starting it does not count, small enough for an even load.
PIECE = 12_000_000


class Order(msgspec.Struct, frozen=True):
    """What a process needs to know to check one piece."""

    path: Path
    file: str
    size: int
    piece: Piece
    version: str
    options: Options
    general: GeneralInformation
    declared: DeclaredListing


class Part(msgspec.Struct):
    """What came out for one piece. Positions are those within the piece."""

    count: int
    ledgers: dict[str, Any]
    findings: list[Finding]
    counts: dict[str, int]
    statistics: Statistics
    internal_errors: list[str]
    places: Any
    tail: Any
    reached: int


def check_piece(order: Order, task: Task) -> Part:
    """Check one piece (runs in a process of its own)."""
    work = Work(order.options, order.file, order.size)
    if work.full:
        work.engine.begin(order.general, order.declared)
    with PieceReader(order.path, order.piece, order.version) as reader:
        reader.watch(lambda: task.step(reader.offset - order.piece.start))
        work.run(reader)
        return Part(
            count=work.position,
            ledgers=work.engine.ledgers,
            findings=work.collector.findings,
            counts=work.collector.counts,
            statistics=work.statistics,
            internal_errors=work.internal_errors,
            places=reader.places,
            tail=reader.tail,
            reached=reader.offset,
        )


def validate_split(path: Path, options: Options, pool: Pool, *, file: str, task: Task) -> Result | None:
    """Validate one listing with several processes; ``None`` where it cannot be cut into pieces.

    Raises:
        InputError: the source cannot be read at all.
        CancelledError: the task was cancelled.
    """
    size = path.stat().st_size
    cut = pieces(path, max(2, -(-size // PIECE)))
    if len(cut) < 2:
        return None
    with ListingReader(path) as reader:
        head = reader.head
        if not head.readable:
            return None
        work = Work(options, file, size)
        work.begin(reader)

        def order(piece: Piece) -> Order:
            return Order(path, file, size, piece, head.version, options, head.general, head.declared)

        reached = cut[0].start

        def here(piece: Piece) -> Part:
            before = piece.start
            return check_piece(order(piece), Task(lambda done, _total, _unit: task.step(before + done, size)))

        for piece, part in _in_order(pool, cut, order, here):
            if reached != piece.start:
                # A comment or CDATA section hid the end tag at which was cut: read on from where reading stopped.
                if reached >= piece.end:
                    continue
                moved = reader.piece_from(reached, piece)
                part = check_piece(order(moved), task)  # noqa: PLW2901
            absorb(work, reader, part)
            reached = part.reached
            task.step(piece.end, size)
        work.finish(reader)
    return work.result()


def _in_order(
    pool: Pool, cut: list[Piece], order: Callable[[Piece], Order], here: Callable[[Piece], Part]
) -> Iterator[tuple[Piece, Part]]:
    """The parts in the order of the pieces. This process works too, from the first moment, while others start.

    No more parts wait than the processes need to be always at work.
    """
    todo = deque(cut)
    waiting: deque[tuple[Piece, Future[Part] | Part]] = deque()
    while todo or waiting:
        given = sum(isinstance(part, Future) and not part.done() for _, part in waiting)
        while todo and given <= pool.jobs:
            piece = todo.popleft()
            waiting.append((piece, pool.submit(check_piece, order(piece))))
            given += 1
        piece, first = waiting[0]
        ready = not isinstance(first, Future) or first.done()
        if not ready and todo and len(waiting) < 4 * (pool.jobs + 1):
            mine = todo.popleft()
            waiting.append((mine, here(mine)))
            continue
        waiting.popleft()
        yield piece, pool.result(first) if isinstance(first, Future) else first


def absorb(work: Work, reader: ListingReader, part: Part) -> None:
    """Add what came out for the following piece."""
    offset = work.position
    work.collector.merge(
        (msgspec.structs.replace(f, position=f.position + offset) for f in part.findings),
        part.counts,
        work.recorder.severities,
    )
    work.engine.merge(part.ledgers, part.count)
    work.position += part.count
    work.statistics.merge(part.statistics)
    work.internal_errors += part.internal_errors
    reader.adopt(part.places, part.tail)
