"""Use case: apply the mends that rules offer to one listing, streaming, and say what changed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import msgspec

from seqtool.app.many import naming
from seqtool.app.validate import Options, Work
from seqtool.edit.fixes import Change, Wanted, apply_to_entry, apply_to_general
from seqtool.errors import InputError, UsageError
from seqtool.io.atomic import replacing
from seqtool.io.st26.reader import Found, ListingReader
from seqtool.io.st26.writer import ListingWriter
from seqtool.model import DeclaredListing, Entry
from seqtool.rules import catalogue
from seqtool.rules.core import Fix
from seqtool.rules.file import content
from seqtool.rules.file.structure import MISSING, MISSING_ATTRIBUTE
from seqtool.spec import dtd_versions, standard
from seqtool.task import Task
from seqtool.validate.cell import Hit

#: A mend may uncover the next fault of the same field: so many rounds at most.
ROUNDS = 6


#: What is missing is not left out in writing.
_MISSING = frozenset({MISSING, MISSING_ATTRIBUTE})


#: Faults of bytes where reading goes on without a part of the text: a file written anew would lack it in silence.
LOST = frozenset(
    {
        content.NOT_WELL_FORMED,
        content.BAD_UTF8,
        content.CONTROL_CHARACTER,
        content.UNKNOWN_ENTITY,
        content.TRUNCATED,
        content.TOO_LARGE,
    }
)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which fixes to apply: safe ones (of some rules only, if named) and, of the rules confirmed, all."""

    only: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def takes(self, code: str, fix: Fix | None) -> bool:
        """Whether this fix is to be applied."""
        if fix is None:
            return False
        if code in self.confirmed:
            return True
        return fix.safe and (not self.only or code in self.only)


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One change, with its place."""

    code: str
    label: str
    position: int
    sequence_id: str | None
    feature: int | None
    qualifier: int | None
    field: str
    before: str | None
    after: str | None


class FixResult(msgspec.Struct, kw_only=True):
    """What was changed, what is left, and what writing the file anew left out."""

    file: str
    changes: list[Done]
    counts: dict[str, int]
    #: Things in the file that a listing cannot hold and that were therefore not written.
    left_out: list[str]
    #: Fixes still on offer that need to be confirmed: code → number.
    unconfirmed: dict[str, int]


def check_codes(codes: Iterable[str]) -> frozenset[str]:
    """The codes, checked; names of rules are accepted too.

    Raises:
        UsageError: there is no such rule.
    """
    known = catalogue()
    by_name = {rule.name: code for code, rule in known.items()}
    found = set()
    for code in codes:
        if code.upper() in known:
            found.add(code.upper())
        elif code in by_name:
            found.add(by_name[code])
        else:
            raise UsageError(f"There is no rule {code!r}. `seqtool rules` lists them.")
    return frozenset(found)


class _Fixer:
    def __init__(self, source: Path, options: Options, choice: Choice, file: str, task: Task) -> None:
        self.source = source
        self.options = options
        self.choice = choice
        self.file = file
        self.task = task
        self.result = FixResult(file=file, changes=[], counts={}, left_out=[], unconfirmed={})
        self._head: list[Wanted] = []
        self._later: dict[int, list[Wanted]] = {}
        self._total = 0
        self._declared = DeclaredListing()

    def survey(self) -> None:
        """First pass: fixes of the general information part and of what spans sequences; the number of sequences."""
        work = Work(self.options, self.file)
        size = self.source.stat().st_size
        with ListingReader(self.source) as reader:
            head = reader.head
            if not (head.known and head.readable):
                raise InputError(
                    f"{self.file}: the general information part cannot be read as XML, so nothing was written. "
                    "Mend it by hand first; `seqtool validate` says what is wrong there."
                )
            self._found(head.found, 0)
            for hit in work.engine.begin(head.general, head.declared):
                self._sort_in(hit)
            for block in reader:
                self._total += 1
                self._found(block.found, block.line)
                if block.entry is None:
                    raise InputError(
                        f"{self.file}: the sequence at line {block.line} cannot be read as XML, so nothing was written. "
                        "Mend it by hand first; `seqtool validate` says what is wrong there."
                    )
                work.engine.check(block.entry.sequence, block.entry.declared)
                self.task.step(reader.offset // 2, size)
            for hit in work.engine.finish():
                self._sort_in(hit)
            self._found(reader.tail, 0)

    def _found(self, found: Iterable[Found], line: int) -> None:
        for code, fault in found:
            rule = catalogue()[code]
            fix = fault.fix
            if code in LOST:
                raise InputError(
                    f"{self.file}: line {fault.line or line} has what cannot be read ({code} {rule.name}: "
                    f"{fault.value or 'text'}), and writing the file anew would leave it out, so nothing was written. "
                    "Mend it by hand first; `seqtool validate` says how."
                )
            if fix is not None and any(edit.field != "file" for edit in fix.edits):
                self._want(code, fix, self._total, fault.feature, fault.qualifier)
            elif fix is not None and self.choice.takes(code, fix):
                self._count(code)
                self.result.changes.append(
                    Done(
                        code=code,
                        label=fix.label,
                        position=0,
                        sequence_id=None,
                        feature=None,
                        qualifier=None,
                        field="file",
                        before=fault.value,
                        after=None,
                    )
                )
            elif rule.area == "file and structure" and fix is None and code not in _MISSING:
                place = f"line {fault.line or line}"
                self.result.left_out.append(
                    f"{place}: {rule.name} ({code}) {fault.element or ''} {fault.value or ''}".rstrip()
                )

    def _count(self, code: str) -> None:
        self.result.counts[code] = self.result.counts.get(code, 0) + 1

    def _sort_in(self, hit: Hit) -> None:
        if hit.fault.fix is not None:
            self._want(hit.rule.code, hit.fault.fix, hit.position, hit.feature, hit.qualifier)

    def _want(self, code: str, fix: Fix, position: int, feature: int | None, qualifier: int | None) -> None:
        if not self.choice.takes(code, fix):
            self.result.unconfirmed[code] = self.result.unconfirmed.get(code, 0) + 1
            return
        wanted = Wanted(code, fix, feature, qualifier)
        if position:
            self._later.setdefault(position, []).append(wanted)
        else:
            self._head.append(wanted)

    def write(self, out: BinaryIO) -> None:
        """Second pass: mend and write sequence by sequence."""
        work = Work(self.options, self.file)
        size = self.source.stat().st_size
        with ListingReader(self.source) as reader:
            general, declared = reader.head.general, _canonical(reader.head.declared)
            wanted = self._head
            for _ in range(ROUNDS):
                general, declared, changes = apply_to_general(general, declared, wanted)
                declared = _canonical(declared)
                self._done(changes, 0, None)
                if not changes:
                    break
                wanted = [
                    Wanted(h.rule.code, h.fault.fix, None, None)
                    for h in work.engine.begin(general, declared)
                    if h.fault.fix is not None and self.choice.takes(h.rule.code, h.fault.fix)
                ]
            work.engine.begin(general, declared)
            writer = ListingWriter(out, general, total=self._total, declared=declared)
            for position, block in enumerate(reader, 1):
                assert block.entry is not None  # the survey refused otherwise
                entry = self._mend(work, block.entry, position)
                writer.write(entry.sequence, entry.declared)
                self.task.step(size // 2 + reader.offset // 2, size)
            writer.close()

    def _mend(self, work: Work, entry: Entry, position: int) -> Entry:
        number = entry.declared.number if entry.declared else None
        later = self._later.get(position, [])
        for turn in range(ROUNDS):
            wanted: list[Wanted] = list(later) if not turn else []
            for hit in work.engine.recheck(entry.sequence, entry.declared, position):
                fix = hit.fault.fix
                if fix is None:
                    continue
                if self.choice.takes(hit.rule.code, fix):
                    wanted.append(Wanted(hit.rule.code, fix, hit.feature, hit.qualifier))
                elif not turn:
                    self.result.unconfirmed[hit.rule.code] = self.result.unconfirmed.get(hit.rule.code, 0) + 1
            if not wanted:
                break
            entry, changes = apply_to_entry(entry, wanted)
            if not changes:
                break
            self._done(changes, position, number)
        return entry

    def _done(self, changes: Iterable[Change], position: int, number: str | None) -> None:
        cap = self.options.max_per_rule
        for change in changes:
            self._count(change.code)
            if cap and self.result.counts[change.code] > cap:
                continue
            self.result.changes.append(
                Done(
                    code=change.code,
                    label=change.label,
                    position=position,
                    sequence_id=number,
                    feature=change.feature,
                    qualifier=change.qualifier,
                    field=change.field,
                    before=change.before,
                    after=change.after,
                )
            )


def _canonical(declared: DeclaredListing) -> DeclaredListing:
    """The declared DTD with the identifiers that it has (the newest where none is named)."""
    newest = standard().dtd
    chosen = dtd_versions().get(declared.dtd_version or "", newest)
    if declared.public_id == newest.public_id:
        chosen = newest  # a right document type declaration is not made worse for a wrong dtdVersion
    return msgspec.structs.replace(declared, public_id=chosen.public_id, system_id=chosen.system_id)


def fix_listing(
    source: Path | BinaryIO,
    target: Path | BinaryIO | None,
    options: Options,
    choice: Choice,
    *,
    file: str,
    task: Task | None = None,
) -> FixResult:
    """Apply fixes to a listing; ``target`` ``None`` writes nothing and only says what would change.

    Raises:
        InputError: the source cannot be read, or holds a sequence that cannot.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    if not isinstance(source, Path):
        with tempfile.NamedTemporaryFile(prefix="seqtool-", suffix=".xml") as spool:
            while chunk := source.read(1 << 20):
                spool.write(chunk)
            spool.flush()
            return fix_listing(Path(spool.name), target, options, choice, file=file, task=task)
    fixer = _Fixer(source, options, choice, file, task)
    try:
        fixer.survey()
    except InputError as error:
        raise naming(error, file) from None
    if isinstance(target, Path):
        with replacing(target) as out:
            fixer.write(out)
    else:
        fixer.write(target or io.BufferedWriter(_Nowhere()))
    return fixer.result


class _Nowhere(io.RawIOBase):
    """Takes bytes and forgets them."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        # A buffer in front hands over views, not bytes.
        return memoryview(data).nbytes if isinstance(data, (bytes, bytearray, memoryview)) else 0
