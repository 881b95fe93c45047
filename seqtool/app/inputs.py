"""The inputs of an import: opened, told apart, selected from, and read more than once where that is needed."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from seqtool.app.many import open_input
from seqtool.io.imports import (
    Choices,
    Format,
    Importer,
    Item,
    Kind,
    Note,
    Notes,
    Ready,
    Selection,
    Source,
    source_of,
)
from seqtool.io.imports.links import Standing, Survey
from seqtool.io.imports.ready import Renumbering
from seqtool.io.imports.st26.general import keys_of
from seqtool.model import GeneralInformation, Sequence
from seqtool.task import Task

_BLOCK = 1 << 20
#: What stands once for each sequence to come in a flat file or INSDSeq XML: to guess how many digits their number has.
_SIGNS = (b"\nLOCUS ", b"\nID   ", b"/translation=", b"<INSDSeq>", b"<GBSeq>", b"_name>translation<")


def _occurrences(block: bytes, sign: bytes) -> int:
    """How often a rare sign occurs: finding it is much quicker than counting all bytes."""
    found, at = 0, block.find(sign)
    while at >= 0:
        found += 1
        at = block.find(sign, at + 1)
    return found


def _temporary() -> contextlib.AbstractContextManager[BinaryIO]:
    return tempfile.TemporaryFile()


class Inputs:
    """The inputs, which can be read more than once (standard input is kept in a file)."""

    def __init__(
        self, names: tuple[str, ...], form: str | None, select: Selection, stack: contextlib.ExitStack
    ) -> None:
        self.form = form
        self.select = select
        self._others: list[Note] = []
        self._stated: list[tuple[str, dict[str, str]]] = []
        #: Input → keys of its general information that are not used.
        self._unused: dict[str, frozenset[str]] = {}
        self._seen = 0
        self._found = 0
        #: Input → about how many sequences its format says it has.
        self._counts: dict[int, int] = {}
        self._files: list[tuple[str, BinaryIO]] = []
        for name in names:
            file: BinaryIO
            if name == "-":
                file = stack.enter_context(_temporary())
                shutil.copyfileobj(sys.stdin.buffer, file, _BLOCK)
            else:
                file = stack.enter_context(open_input(name).open("rb"))
            self._files.append(("standard input" if name == "-" else name, file))
        self.size = sum(file.seek(0, io.SEEK_END) for _, file in self._files)

    def guess(self) -> int:
        """About how many sequences there will be: a quick count of the signs that begin one."""
        found = 0
        for index, (name, file) in enumerate(self._files):
            known, source = self._source(name, file, Choices(), Notes())
            if known.count is not None:
                self._counts[index] = known.count(source)
                found += self._counts[index]
                continue
            file.seek(0)
            tail = b"\n"
            fasta = False
            while block := file.read(_BLOCK):
                fasta = fasta or (tail == b"\n" and block[:1] == b">")
                if fasta:
                    found += _occurrences(block, b">")
                    continue
                text = tail + block
                found += sum(text.count(sign) for sign in _SIGNS)
                tail = block[-7:]
        return max(int(min(found, self.select.size)), 1)

    def coding(self) -> bool:
        """Whether any input may hold coding sequences, so that proteins that stand there too must be known."""
        return any(self._source(name, file, Choices(), Notes())[0].coding for name, file in self._files)

    def survey(self, choices: Choices, task: Task) -> tuple[int, Standing | None]:
        """A first run: the number of the first protein behind all others, and where coding sequences find theirs.

        Nothing is read where neither is needed.

        Raises:
            QuestionsError: something must not be guessed; all of it at once.
        """
        end, coding = choices.proteins == "end", self.coding()
        if not end and not coding:
            return 0, None
        importer = Importer(choices, Notes(), first_protein=1, survey=Survey() if coding else None)
        for _ in self.take(importer, task):
            pass
        importer.notes.stop_if_asked()
        return importer.number, importer.linking.found(choices)

    def general(self) -> dict[str, str]:
        """General information that the inputs themselves hold; of several statements the first (see :meth:`tell`)."""
        found: dict[str, str] = {}
        self._others.clear()
        self._stated.clear()
        for name, file in self._files:
            known, source = self._source(name, file, Choices(), Notes())
            if known.general is not None:
                stated = known.general(source)
                self._stated.append((name, stated))
                for key, value in stated.items():
                    if found.setdefault(key, value) != value:
                        reason = (
                            f"{key} of a further input: a listing states it once, and the first input counts"
                        )
                        self._others.append(
                            Note(kind=Kind.LEFT_OUT, reason=reason, file=name, before=value[:160])
                        )
        return found

    def decided(self, general: GeneralInformation) -> None:
        """What stands in the listing in the end, so that nobody says that another value was taken."""
        final = keys_of(general)
        for name, stated in self._stated:
            self._unused[name] = frozenset(key for key, value in stated.items() if final.get(key) != value)

    def tell(self, notes: Notes) -> None:
        """Note what was left out of the general information of the inputs."""
        for note in self._others:
            notes.add(note)

    def take(self, importer: Importer, task: Task) -> Iterator[Sequence]:
        """The sequences of all inputs in order."""
        before = self._seen = self._found = 0
        for index, (name, file) in enumerate(self._files):
            size = file.seek(0, io.SEEK_END)
            count = self._counts.get(index, 0)
            known, source = self._source(name, file, importer.choices, importer.notes)
            importer.renumbering = None
            if known.numbered:
                importer.renumbering = Renumbering(
                    self._numbers(name, file, importer.choices), importer.number
                )
                known, source = self._source(name, file, importer.choices, importer.notes)
            for number, item in enumerate(self._selected(known.read(source), importer.notes), 1):
                yield from importer.take(item)
                # A workbook is read whole at first: there the rows say how far it is.
                at = min(size * number // count, size) if count else file.tell()
                task.step(before + at, self.size)
            before += size
        if (unmet := self.select.unmet(self._found)) is not None:
            importer.notes.add(
                Note(kind=Kind.LEFT_OUT, reason=unmet, file=", ".join(n for n, _ in self._files[:3]))
            )
        yield from importer.proteins

    def _numbers(self, name: str, file: BinaryIO, choices: Choices) -> list[int | None]:
        """The SEQ ID NOs in the source of the sequences that will be taken, in order."""
        seen = self._seen
        known, source = self._source(name, file, choices, Notes())
        if known.numbers is not None and self.select.everything:
            return list(known.numbers(source))
        items = self._selected(known.read(source), None)
        olds = [item.number if isinstance(item, Ready) else None for item in items]
        self._seen = seen
        return olds

    def _source(self, name: str, file: BinaryIO, choices: Choices, notes: Notes) -> tuple[Format, Source]:
        file.seek(0)
        known, source = source_of(
            io.BufferedReader(_Unclosed(file), 1 << 18), name, self.form, choices, notes
        )
        source.unused = self._unused.get(name, frozenset())
        return known, source

    def _selected(self, items: Iterator[Item], notes: Notes | None) -> Iterator[Item]:
        """The items selected: by SEQ ID NO in a single source that has them, else counted through all inputs."""
        alone = len(self._files) == 1
        for item in items:
            self._seen += 1
            number = item.number if alone and isinstance(item, Ready) and item.number else self._seen
            if number in self.select:
                self._found += notes is not None
                yield item
            elif notes is not None:
                features = item.sequence.features if isinstance(item, Ready) else item.features
                for counts, size in ((notes.records, 1), (notes.features, len(features))):
                    counts["read"] += size
                    counts["left_out"] += size
                notes.add(
                    Note(
                        kind=Kind.LEFT_OUT,
                        reason="not selected",
                        file=item.file,
                        record=item.name or (f"SEQ ID NO {number}" if isinstance(item, Ready) else ""),
                        line=item.line,
                    )
                )


class _Unclosed(io.RawIOBase):
    """A file that stays open when its reader goes."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: object) -> int:
        # Reading all at once hands over a bytearray, else it is a memoryview.
        assert isinstance(buffer, memoryview | bytearray)
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
