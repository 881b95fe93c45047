"""Compact notation in plain lines (``name<TAB>text``) or under FASTA headings: oligonucleotides, peptides, formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.formats import Ready, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.residues import inosines
from seqtool.io.notation import (
    Parsed,
    ParsedSequence,
    SymbolTable,
    add_source,
    expand_formula,
    looks_like_notation,
    parse_oligo,
    parse_peptide,
    symbol_table,
)
from seqtool.io.notation.parsed import SYNTHETIC
from seqtool.model import Sequence

#: Longest text of one sequence, and line, in bytes.
_LONGEST: Final = 4_000_000
_AMINO_ONLY: Final = frozenset("EFILPQZX")
#: (GGGGS)n without a word on n.
_REPEATED: Final = re.compile(r"[)\]}] ?[a-z]\Z", re.ASCII)
_PHOSPHATE: Final = re.compile(r"\A\s*[Pp]-(?=[ACGTUacgtu\s]{6,}\Z)", re.ASCII)
_NUCLEIC: Final = re.compile(r"[ACGTUNacgtun\s]{1,4000000}", re.ASCII)
_NOT_FASTA: Final = re.compile(r"[\[(/+;']|[a-z]\*|\*[a-z]|\*[A-Z]\*", re.ASCII)
_HOW: Final = "one sequence a line, its name and a tab before it, or FASTA headings"


class Text(msgspec.Struct):
    """One text as it stands in the file."""

    name: str
    description: str
    text: str
    line: int


def texts(source: Source) -> Iterator[Text]:
    """The texts of a file with names and lines.

    Raises:
        InputError: it is not UTF-8, or a line is too long for notation.
    """
    heading: Text | None = None
    for number, line in _lines(source):
        bare = line.strip()
        if line.startswith(">"):
            if heading is not None:
                yield heading
            name, _, description = line[1:].strip().partition(" ")
            heading = Text(name, description.strip(), "", number)
        elif heading is not None:
            # Blanks part nothing, so wrapped lines may be put together by them.
            heading.text += ("\n" if heading.text else "") + bare
            if len(heading.text) > _LONGEST:
                raise InputError(
                    f"{source.name}, line {number:,}: a text of more than {_LONGEST:,} characters."
                )
        elif bare and not bare.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) == 1:
                cells = ["", *cells]
            yield Text(cells[0], " ".join(cells[2:]).strip(), cells[1], number)
    if heading is not None:
        yield heading


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := source.file.readline(_LONGEST + 1):
        number += 1
        if len(raw) > _LONGEST:
            raise InputError(
                f"{source.name}, line {number:,} has more than {_LONGEST:,} bytes, too many for notation: {_HOW}."
            )
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{source.name}, line {number:,}: byte {error.start + 1:,} is not UTF-8; save the file as UTF-8."
            ) from error
        if "\x00" in line:
            raise InputError(f"{source.name}, line {number:,}: this is no text; save the file as UTF-8.")
        yield number, line.rstrip("\r\n")


def read(source: Source) -> Iterator[Ready]:
    """The sequences of a file, each with its features and its source.

    Raises:
        InputError: the file or the table of symbols cannot be read.
    """
    table = symbol_table(source.choices.symbols)
    found = False
    for text in texts(source):
        found = True
        yield from _Record(source, text, table).sequences()
    if not found:
        raise InputError(f"{source.name} holds no sequence; wanted is {_HOW}.")


class _Record:
    def __init__(self, source: Source, text: Text, table: SymbolTable) -> None:
        self.source = source
        self.text = text
        self.table = table
        self.where = f"{source.name}: {text.name or '(no name)'} (line {text.line:,})"

    def _tell(self, kind: Kind, reason: str, before: str | None = None, after: str | None = None) -> None:
        text = self.text
        self.source.notes.add(
            Note(
                kind=kind, reason=reason, file=self.source.name, record=text.name, line=text.line, before=before, after=after
            )
        )  # fmt: skip

    def _ask(self, option: str, text: str) -> None:
        self.source.notes.ask(option, text, self.where)

    def sequences(self) -> Iterator[Ready]:
        """What comes of one text; nothing where something is asked."""
        choices = self.source.choices
        parse = self._parser()
        if parse is None:
            return
        parsed = parse(self.text.text)
        for question in parsed.questions:
            self._ask(question.option, question.text)
        for problem in parsed.errors:
            if choices.refused == "omit":
                self._tell(Kind.LEFT_OUT, f"the text cannot be read: {problem}", self.text.text[:160])
            else:
                self._ask(
                    "--refused omit (leaves such texts out), or correct it",
                    f"A text cannot be read: {problem}.",
                )
        if parsed.errors and choices.refused == "omit":
            self.source.notes.records["left_out"] += 1
        for remark in parsed.notes:
            self._tell(remark.kind, remark.reason, remark.before, remark.after)
        for number, one in enumerate(parsed.sequences, 1):
            made = self._made(one)
            if made is not None:
                yield Ready(
                    file=self.source.name,
                    line=self.text.line,
                    name=self.text.name + (f" ({number})" if len(parsed.sequences) > 1 else ""),
                    description=self.text.description,
                    sequence=made,
                )

    def _parser(self) -> Callable[[str], Parsed] | None:
        choices, text = self.source.choices, self.text.text
        if not text.strip():
            self._ask("--refused omit (leaves such texts out)", "A name stands without a sequence.")
            return None
        kind: str | None = looks_like_notation(text, self.table)
        if kind is None and _REPEATED.search(text.partition(";")[0].rstrip()):
            kind = "formula"
        if kind is None and choices.moltype is not None:
            kind = "peptide" if choices.moltype == "AA" else "oligo"
        # P- before nucleotides is a phosphate.
        letters = _PHOSPHATE.sub("", text.partition(";")[0])
        if kind is None and _AMINO_ONLY & set(letters) and not inosines([letters.strip().encode("utf-8")]):
            kind = "peptide"
        if kind is None and len(text) >= 10 and _NUCLEIC.fullmatch(text) and re.search("[TtUu]", text):
            kind = "oligo"
        if kind is None:
            kind = self._best_reason(text)
        if kind is None:
            self._ask(
                "--moltype DNA|RNA|AA",
                "A text fits oligonucleotides and peptides alike. Which molecule is it? (For records of several kinds, convert them "
                "from separate files.)",
            )
            return None
        if kind == "oligo":
            return lambda t: parse_oligo(t, symbols=self.table, choices=choices)
        if kind == "peptide":
            return lambda t: parse_peptide(t, symbols=self.table, choices=choices)
        return lambda t: expand_formula(t, moltype=choices.moltype, choices=choices)

    def _best_reason(self, text: str) -> str | None:
        """Where neither reader takes a text: the one that comes farther says why."""
        failed = {
            kind: parse(text, symbols=self.table, choices=self.source.choices).errors
            for kind, parse in (("oligo", parse_oligo), ("peptide", parse_peptide))
        }
        if not all(failed.values()):
            return None
        return max(failed, key=lambda kind: failed[kind][0].position)

    def _made(self, one: ParsedSequence) -> Sequence | None:
        choices = self.source.choices
        organism = choices.organism or one.organism
        if one.mixed and organism != SYNTHETIC:
            self._tell(Kind.CHANGED, "a molecule of DNA and RNA segments is a synthetic construct (paragraph 55)", organism, SYNTHETIC)  # fmt: skip
            organism = SYNTHETIC
        if not organism:
            if not choices.draft:
                self._ask(
                    '--organism NAME (for instance "Homo sapiens", "synthetic construct", "unidentified")',
                    "No organism is stated. Every sequence must name one (paragraph 76).",
                )
                return None
            self._tell(Kind.QUESTION, "no organism is stated; the draft has none")
        elif not choices.organism and one.organism:
            self._tell(
                Kind.ADDED,
                "organism and mol_type, as a modified molecule is synthetic (paragraph 83)",
                None,
                organism,
            )
        notes: tuple[str, ...] = ()
        name = self.text.name
        if choices.note_name and name and name.isascii() and name.isprintable():
            notes = (f"name: {name}"[:1000],)
        made = add_source(one, organism, choices.mol_type, notes)
        wanted = choices.mol_type
        got = next((q.value for q in made.features[0].qualifiers if q.name == "mol_type"), None)
        if wanted and wanted != got:
            self._tell(Kind.CHANGED, f"mol_type of {one.moltype} (paragraph 84)", wanted, got)
        return made


def clearly(bodies: list[str], *, fasta: bool) -> bool:
    """Whether most of these texts are compact notation; under FASTA headings only where no other reader can take them."""
    kinds = [looks_like_notation(body) for body in bodies]
    if fasta:
        sure = [b for b, kind in zip(bodies, kinds, strict=True) if kind and _NOT_FASTA.search(b)]
        return len(sure) * 2 > len(kinds)
    return sum(kind is not None for kind in kinds) * 2 > len(kinds)
