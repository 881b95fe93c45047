"""ST.25, the older standard: text with numeric identifiers, for applications filed before 1 July 2022."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from msgspec.structs import replace

from seqtool.__about__ import __version__
from seqtool.insdc.alphabet import is_clean
from seqtool.io.exports.formats import Format, Item, Job
from seqtool.io.exports.formats import Options as FormOptions
from seqtool.io.exports.parts import letters, source_of, value_of
from seqtool.io.exports.st25_features import Block, blocks_of, codings_of, wrapped
from seqtool.io.exports.st25_lines import mixed_lines, nucleotide_lines, protein_lines
from seqtool.io.imports.notes import Kind, Notes
from seqtool.model import ApplicationIdentification, GeneralInformation, Sequence
from seqtool.spec import characters
from seqtool.spec.organisms import SYNTHETIC_CONSTRUCT, UNIDENTIFIED

_IDENTIFIER: Final = re.compile(r"<\s*([0-9]{3})\s*>", re.ASCII)
_TYPES: Final = {"DNA": "DNA", "RNA": "RNA", "AA": "PRT"}
_ORGANISMS: Final = {SYNTHETIC_CONSTRUCT: "Artificial Sequence", UNIDENTIFIED: "Unknown"}
#: Amino acids that Table 3 of ST.25 does not have: what stands in the sequence, and what describes it.
_UNKNOWN_THERE: Final = {"U": ("SE_CYS", "selenocysteine"), "O": ("MISC_FEATURE", "pyrrolysine"), "J": ("UNSURE", "Leu or Ile")}  # fmt: skip
_TO_X: Final = str.maketrans(dict.fromkeys(_UNKNOWN_THERE, "X"))


def write_st25(general: GeneralInformation, sequences: Iterable[Sequence], total: int, out: BinaryIO, notes: Notes) -> None:  # fmt: skip
    """Write a listing as ST.25 text (ASCII), one sequence at a time.

    Raises:
        OSError: it cannot be written.
    """
    items = (Item(number, sequence) for number, sequence in enumerate(sequences, 1))
    write(Job(general=general, items=items, total=total, out=out, notes=notes))


def write(job: Job) -> None:
    """Write a listing as ST.25; whatever ST.25 cannot say is told."""
    job.options = FormOptions(rna_u=True)
    out = job.out
    out.write(_text(_header(job)))
    for item in job.items:
        held: list[str] = []
        size = 0
        for line in _entry(job, item):
            held.append(line)
            size += len(line)
            if size > 1 << 18:
                out.write(_text(held))
                held, size = [], 0
        out.write(_text(held))
        job.take(item)


def _text(lines: Iterable[str]) -> bytes:
    # Word processors of the time wanted both signs; every reader takes them.
    return "".join([f"{line}\r\n" for line in lines]).encode("ascii")


def ascii_only(job: Job, text: str, what: str, item: Item | None = None) -> str:
    """The text in ASCII; empty, and told, where a character has nothing that stands for it."""
    new, _ = characters.replace(text)
    new = " ".join(new.split())
    if not characters.basic_latin(new):
        job.tell(Kind.LEFT_OUT, f"{what}: ST.25 is written in ASCII, and nothing stands for {', '.join(characters.outside(new)[:5])}", item, before=text)  # fmt: skip
        return ""
    if new != " ".join(text.split()):
        job.tell(Kind.CHANGED, f"{what}: ST.25 is written in ASCII", item, before=text, after=new)
    if _IDENTIFIER.search(new):
        # A reader would take it for the next part of the listing.
        text, new = new, _IDENTIFIER.sub(r"(\1)", new)
        job.tell(Kind.CHANGED, f"{what}: what looks like a numeric identifier was put into other brackets", item, before=text, after=new)  # fmt: skip
    return new


# General information


def _header(job: Job) -> Iterator[str]:
    general = job.general
    yield f"{'':<25}SEQUENCE LISTING"
    yield ""
    applicant = general.applicant
    name = (applicant.latin or applicant.name) if applicant else ""
    yield from _tag(110, ascii_only(job, name, "applicant"))
    if general.inventor is not None:
        job.tell(Kind.LEFT_OUT, "ST.25 has no inventor beside the applicants", before=general.inventor.name)
    titles = sorted(general.titles, key=lambda title: title.language != "en")
    yield from _tag(120, ascii_only(job, titles[0].text, "title") if titles else "")
    for title in titles[1:]:
        job.tell(Kind.LEFT_OUT, "ST.25 has one title", before=f"{title.language}: {title.text}")
    if general.file_reference:
        yield from _tag(130, ascii_only(job, general.file_reference, "file reference"))
    yield from _application(job, general.application, 140)
    yield from _application(job, general.priority, 150)
    yield from _tag(160, str(job.total))
    yield from _tag(170, f"seqtool {__version__}")


def _application(job: Job, one: ApplicationIdentification | None, tag: int) -> Iterator[str]:
    if one is None or not one.number:
        return
    number = one.number if not one.office or one.office in one.number else f"{one.office} {one.number}"
    number = ascii_only(job, number, "application number")
    yield from _tag(tag, number)[: None if one.filing_date else -1]
    if one.filing_date:
        # Number and date stand together.
        yield from _tag(tag + 1, ascii_only(job, one.filing_date, "date"))


def _tag(tag: int, text: str) -> list[str]:
    return [*wrapped(tag, text), ""]


# Sequences


def _entry(job: Job, item: Item) -> Iterator[str]:
    sequence = item.sequence
    job.notes.features["read"] += len(sequence.features)
    yield f"<210>  {item.number}"
    why = "" if sequence.skipped else _unfit(sequence)
    if sequence.skipped or why:
        if why:
            job.tell(Kind.LEFT_OUT, f"{why}: written as skipped (000), which keeps the numbers; mend the listing first", item)  # fmt: skip
        job.notes.features["left_out"] += len(sequence.features)
        yield from ("", f"<400>  {item.number}", "000", "", "")
        return
    yield f"<211>  {sequence.residues.length}"
    yield f"<212>  {_TYPES[sequence.molecule_type]}"
    yield from _organism(job, item)
    sequence, extra = _known_symbols(job, item)
    item = replace(item, sequence=sequence)
    codings = codings_of(job, item)
    for block in blocks_of(job, item, codings, extra):
        yield ""
        yield from block.lines(lambda text: ascii_only(job, text, "description", item))
    yield ""
    yield f"<400>  {item.number}"
    if sequence.molecule_type == "AA":
        yield from protein_lines(sequence.residues.text)
    elif codings:
        yield from mixed_lines("".join(letters(job, item)), codings)
    else:
        yield from nucleotide_lines(letters(job, item))
    yield ""


def _unfit(sequence: Sequence) -> str:
    """Why a sequence of a faulty listing cannot be written."""
    if sequence.molecule_type not in _TYPES:
        return "the sequence has no known molecule type"
    if not sequence.residues.length:
        return "the sequence has no residues"
    protein = sequence.molecule_type == "AA"
    # A u, which is wrong in ST.26, is what ST.25 wants.
    chunks = (chunk if protein else chunk.replace("u", "t") for chunk in sequence.residues.chunks)
    if not all(is_clean(chunk, protein) for chunk in chunks):
        return "a residue is no symbol of the standard"
    return ""


def _organism(job: Job, item: Item) -> list[str]:
    source = source_of(item.sequence)
    written = value_of(source, "organism") or value_of(source, "ORGANISM")
    known = _ORGANISMS.get(written)
    if known is not None:
        return wrapped(213, known)
    name = ascii_only(job, written, "organism", item)
    if not name:
        job.tell(
            Kind.CHANGED, "no organism is stated, so it is Unknown", item, before=written, after="Unknown"
        )
    return wrapped(213, name or "Unknown")


def _known_symbols(job: Job, item: Item) -> tuple[Sequence, list[Block]]:
    """Selenocysteine, pyrrolysine and J become Xaa with a feature that says what it is."""
    sequence = item.sequence
    if sequence.molecule_type != "AA":
        return sequence, []
    text = sequence.residues.text
    if text.translate(_TO_X) == text:
        return sequence, []
    extra: list[Block] = []
    for number, symbol in enumerate(text, 1):
        if symbol in _UNKNOWN_THERE:
            key, name = _UNKNOWN_THERE[symbol]
            job.tell(Kind.CHANGED, "ST.25 has no symbol for this amino acid: Xaa, described by a feature", item, before=f"{symbol} at {number}", after=f"Xaa, {key}: {name}")  # fmt: skip
            extra.append(Block(key, f"({number})..({number})", [f"Xaa is {name}"], number))
    return replace(sequence, residues=type(sequence.residues)(text.translate(_TO_X))), extra


FORMAT = Format(
    name="st25", title="ST.25 listing (text, for applications filed before July 2022)", suffixes=(), write=write,
    also=(".txt", ".app"), surveyed=True, about=True,
)  # fmt: skip
