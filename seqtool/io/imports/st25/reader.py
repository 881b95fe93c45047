"""ST.25 listings as finished sequences of ST.26 (Annex VII): no entry is made, dropped or renumbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from seqtool.errors import InputError
from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.formats import Ready, Source, seekable
from seqtool.io.imports.importer import FEWEST
from seqtool.io.imports.links import Links
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.io.imports.st25.coding import code
from seqtool.io.imports.st25.combined import segment_features
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.entries import Entry, Header, Listing, join, number_of
from seqtool.io.imports.st25.header import read_general
from seqtool.io.imports.st25.links import find_links, organism_words
from seqtool.io.imports.st25.molecule import Refusal, nucleotides, protein, tell_hybrid, thymines
from seqtool.io.imports.st25.nucleotides import nucleotide_features
from seqtool.io.imports.st25.origin import source_of
from seqtool.io.imports.st25.pieces import features_of, of_all, publications
from seqtool.io.imports.st25.proteins import modified_residues, protein_features
from seqtool.io.imports.st25.symbols import named_symbols
from seqtool.io.st25_signs import NAMES, ST23_REFUSED, decoded, looks_like_st23
from seqtool.model import Feature, Residues, Sequence

#: More numbers in a row than this are not filled with skipped sequences.
_LARGEST_GAP: Final = 100_000
_SKIPPED: Final = re.compile(r"0{3}|<?\s*(?:this )?(?:sequence|page)? ?(?:is )?intentionally (?:left )?(?:skipped|blank|omitted|empty).*", re.IGNORECASE)  # fmt: skip
_INTEGER: Final = re.compile(r"[0-9]{1,12}", re.ASCII)


def read(source: Source) -> Iterator[Ready]:
    """The entries in their order, one at a time.

    Raises:
        InputError: the text holds no entry of ST.25.
    """
    file = seekable(source)
    try:
        start = file.tell()
        links = find_links(file, source.name)
        file.seek(start)
        listing = Listing(file, source.name)
        reader = _Reader(source.name, source.choices, source.notes, listing, links, source.unused)
        yield from reader.items(file, start)
    finally:
        if file is not source.file:
            file.close()


def general(source: Source) -> dict[str, str]:
    """General information of the header; what is said about it in the notes is said by :func:`read`."""
    return read_general(Listing(source.file, source.name).header, lambda *_: None)


def numbers(source: Source) -> Iterator[int]:
    """The SEQ ID NOs alone, as :func:`read` gives them: residues are passed over."""
    listing = Listing(source.file, source.name, light="numbers")
    reader = _Reader(source.name, source.choices, Notes(), listing, Links())
    for _, number, missing in reader.numbered():
        yield from missing
        yield number


class _Reader:
    def __init__(self, name: str, choices: Choices, notes: Notes, listing: Listing, links: Links, unused: frozenset[str] = frozenset()) -> None:  # fmt: skip
        self._name, self._choices, self._notes = name, choices, notes
        self._listing, self._links = listing, links
        self._unused = unused
        self._last = 0
        self._count = 0

    def items(self, file: BinaryIO, start: int) -> Iterator[Ready]:
        header = self._listing.header
        self._header(header)
        for entry, number, missing in self.numbered():
            for one in missing:
                at = self._at(entry, one)
                at.tell(Kind.ADDED, "a skipped sequence (000) for a number that the listing passes over (paragraph 58)")  # fmt: skip
                yield self._skipped(at)
            self._count += 1
            yield self._entry(entry, number)
        if not self._count:
            file.seek(start)
            raise InputError(_nothing(self._name, file.read(1 << 16)))
        self._total(header)
        self._encoding()

    # The listing as a whole

    def _tell(self, kind: Kind, reason: str, line: int, before: str | None, after: str | None) -> None:
        short = [text if text is None or len(text) <= 160 else f"{text[:159]}…" for text in (before, after)]
        self._notes.add(Note(kind=kind, reason=reason, file=self._name, line=line, before=short[0], after=short[1]))  # fmt: skip

    def _header(self, header: Header) -> None:
        read_general(header, self._tell, self._unused)
        text = [(line, words) for line, words in header.preamble if words.upper() != "SEQUENCE LISTING"]
        if text:
            self._tell(Kind.LEFT_OUT, f"text before the first identifier ({len(text)} lines)", text[0][0], text[0][1], None)  # fmt: skip
        for reason, words, line in header.remarks:
            self._tell(Kind.LEFT_OUT, reason, line, words, None)
        for value in header.values:
            if value.tag not in NAMES:
                self._tell(Kind.LEFT_OUT, f"an identifier that ST.25 does not have: <{value.tag}>", value.line, value.text, None)  # fmt: skip

    def _total(self, header: Header) -> None:
        stated = next((value for value in header.values if value.tag == 160), None)
        if stated is None:
            return
        found = _INTEGER.match(stated.text)
        if found is None or int(found[0]) != self._count:
            self._tell(Kind.QUESTION, "<160> states another number of sequences than the listing holds; is the file complete?", stated.line, stated.text, str(self._count))  # fmt: skip

    def _encoding(self) -> None:
        lines = self._listing.lines
        if lines.foreign:
            line, text = lines.first_foreign
            self._tell(Kind.CHANGED, f"{lines.foreign:,} lines are not UTF-8 and were read as Windows-1252 (Latin-1)", line, None, text)  # fmt: skip

    # Numbers

    def numbered(self) -> Iterator[tuple[Entry, int, range]]:
        """The entries with their numbers, and the numbers missing before each."""
        for entry in self._listing.entries():
            number = self._number(entry)
            missing = self._missing(entry, number)
            self._last = max(self._last, number)
            yield entry, number, missing

    def _number(self, entry: Entry) -> int:
        expected = self._last + 1
        value = entry.first(210)
        written = join(value.lines) if value else ""
        number = number_of(written)[0] if written else None
        behind = number_of(join(entry.sequence.lines))[0] if entry.sequence and entry.sequence.lines else None
        line = value.line if value else entry.line
        if number is None:
            number = expected if behind is None else behind
            how = "by its place" if behind is None else "from <400>"
            self._tell(Kind.QUESTION, f"<210> holds no number; it was taken {how}", line, written or None, str(number))  # fmt: skip
        elif behind is not None and behind != number:
            self._tell(Kind.QUESTION, "<400> names another number than <210>, which counts", entry.sequence.line if entry.sequence else line, str(behind), str(number))  # fmt: skip
        if number <= self._last and self._choices.numbers != "ignore":
            self._notes.ask(
                "--numbers ignore",
                "A SEQ ID NO stands there twice, or the numbers do not rise. ST.26 counts 1, 2, 3 …: number all entries anew, in "
                "the order of the file (references in the description must follow)?",
                f"{self._name}: SEQ ID NO {number} after {self._last} (line {line:,})",
            )
        return number

    def _missing(self, entry: Entry, number: int) -> range:
        """Numbers that the listing passes over: skipped sequences keep those that follow where they are."""
        gap = number - self._last - 1
        if gap <= 0 or self._choices.numbers == "ignore":
            return range(0)
        if self._choices.numbers is None or gap > _LARGEST_GAP:
            self._notes.ask(
                "--numbers skip|ignore" if gap <= _LARGEST_GAP else "--numbers ignore",
                "SEQ ID NOs are missing from the listing. ST.26 counts without gaps: put a skipped sequence (000) for each missing "
                "number, which keeps the others (skip), or number anew (ignore)?",
                f"{self._name}: {gap:,} missing before SEQ ID NO {number} (line {entry.line:,})",
            )
            return range(0)
        return range(self._last + 1, number)

    # One entry

    def _at(self, entry: Entry, number: int) -> At:
        return At(self._name, number, entry.line, self._choices, self._notes)

    def _skipped(self, at: At) -> Ready:
        return Ready(file=self._name, line=at.line, name=at.label, sequence=Sequence("", Residues(), (), skipped=True), number=at.number)  # fmt: skip

    def _entry(self, entry: Entry, number: int) -> Ready:
        at = self._at(entry, number)
        for reason, text, line in entry.remarks:
            at.tell(Kind.QUESTION, reason, line=line, before=text or None)
        for odd in entry.block.headings:
            at.tell(Kind.LEFT_OUT, "the heading of a page among the residues", line=odd.line, before=odd.text)
        publications(entry, at)
        pieces = features_of(entry, at)
        block = entry.block
        if (block.odd or not block.length) and _SKIPPED.fullmatch(block.first.text):
            at.tell(Kind.TAKEN, "a sequence that is skipped on purpose (paragraph 58)", line=block.first.line, before=block.first.text, after="000")  # fmt: skip
            self._lose(pieces, at, "a skipped sequence has no features")
            return self._skipped(at)
        made = self._refused(entry, pieces, at)
        if made is None:
            self._lose(pieces, at, "its entry cannot be taken")
            return self._skipped(at)
        moltype, residues = made
        if moltype == "AA":
            residues, pieces = named_symbols(residues, pieces, block.negative, at)
        if _few(residues, moltype):
            at.tell(Kind.CHANGED, "below the minimum length (paragraph 8): a skipped sequence keeps the number; put the residues into the description", before=residues.slice(0, 100), after="000")  # fmt: skip
            self._lose(pieces, at, "its sequence is below the minimum length")
            return self._skipped(at)
        return self._sequence(entry, pieces, moltype, residues, at)

    def _lose(self, pieces: list[Piece25], at: At, why: str) -> None:
        for piece in pieces:
            self._notes.features["read"] += 1
            self._notes.features["left_out"] += 1
            at.tell(Kind.LEFT_OUT, why, line=piece.line, feature=f"{piece.name or 'source'} {piece.place}".strip(), before=piece.written)  # fmt: skip

    def _refused(self, entry: Entry, pieces: list[Piece25], at: At) -> tuple[str, Residues] | None:
        """Molecule type and residues; ``None`` where they cannot be taken, which was asked or told."""
        block = entry.block
        read = protein(entry, at) if block.protein else nucleotides(entry, pieces, at)
        if not isinstance(read, Refusal):
            return read
        if read.reason and self._choices.refused == "omit":
            at.tell(Kind.LEFT_OUT, f"the entry cannot be taken, a skipped sequence (000) keeps its number: {read.reason}", line=read.line, before=read.detail or None)  # fmt: skip
            self._notes.records["left_out"] += 1
        elif read.reason:
            at.ask("--refused omit (a skipped sequence keeps the number of each)", f"An entry cannot be taken: {read.reason}.", read.line, read.detail)  # fmt: skip
        return None

    def _sequence(
        self, entry: Entry, pieces: list[Piece25], moltype: str, residues: Residues, at: At
    ) -> Ready:
        block = entry.block
        value = entry.first(213)
        length = residues.length
        whole = [piece for piece in pieces if not piece.place or of_all(piece, length)]
        placed = [piece for piece in pieces if piece.place and not of_all(piece, length)]
        features = [source_of(value, whole, moltype, residues.length, at)]
        organism = organism_words(value.text if value else "")
        if moltype == "AA":
            for piece, feature in protein_features(placed, residues.text, block.negative, at):
                _taken(piece, feature, features, at)
            features += modified_residues(block.modified, at)
        else:
            left = list(block.beneath)
            for piece, made in nucleotide_features(placed, residues, at):
                if made.key == "CDS":
                    used = {one.base for one in code(made, residues, left, organism, self._links, at)}
                    left = [one for one in left if one.base not in used]
                _taken(piece, made.record(), features, at)
            if left:
                at.tell(Kind.LEFT_OUT, "amino acids beneath the nucleotides that no CDS covers", line=left[0].line, before="".join(one.symbol for one in left))  # fmt: skip
            features += thymines(block, placed, moltype, at)
            tell_hybrid(entry, at)
            if at.parts is not None:
                features += segment_features(at.parts, features, at, block.first.line)
        description = next((piece.text for piece in whole if piece.text), "")
        return Ready(
            file=self._name, line=entry.line, name=at.label, description=description[:200], number=at.number,
            sequence=Sequence(moltype, residues, tuple(features)),
        )  # fmt: skip


def _taken(piece: Piece25, feature: Feature, features: list[Feature], at: At) -> None:
    label = f"{feature.key} {feature.location}"
    line = piece.key.line if piece.key else piece.line
    if feature in features:
        at.notes.features["read"] += 1
        at.notes.features["left_out"] += 1
        at.tell(Kind.LEFT_OUT, "the same feature stands there already", line=line, feature=label, before=piece.written)  # fmt: skip
        return
    values = "; ".join(f"{q.name}: {q.value}" if q.value else q.name for q in feature.qualifiers if q.name != "translation")  # fmt: skip
    at.tell(Kind.TAKEN, "feature from <220> to <223>", line=line, feature=label, before=piece.written, after=f"{label} {values}".strip())  # fmt: skip
    features.append(feature)


def _few(residues: Residues, moltype: str) -> bool:
    """Whether fewer residues are specifically defined than paragraph 8 asks for; the first chunk mostly answers."""
    defined = 0
    for chunk in residues.chunks:
        defined += defined_count(chunk, moltype == "AA")
        if defined >= FEWEST[moltype]:
            return False
    return True


def _nothing(name: str, head: bytes) -> str:
    if looks_like_st23(decoded(head)):
        return f"{name} {ST23_REFUSED}"
    return f"{name}: there is no line with <210>, so it holds no sequence of ST.25."
