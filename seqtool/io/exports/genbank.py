"""GenBank flat file; protein entries as GenPept has them (``aa``, division PAT).

Names are ``SEQ_ID_NO_7``; a ``protein_id`` points at its protein under that name. What the flat file has no
place for (ids of qualifiers, a second language, skipped sequences) is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from seqtool.io.exports.formats import Format, Item, Job
from seqtool.io.exports.parts import label, one_line, pieces, source_of, value_of
from seqtool.io.imports.notes import Kind
from seqtool.model import Feature, GeneralInformation, Qualifier

#: Qualifiers whose values the INSDC feature table writes without quotation marks.
UNQUOTED: Final = frozenset(
    {
        "anticodon",
        "citation",
        "codon_start",
        "compare",
        "direction",
        "estimated_length",
        "mod_base",
        "number",
        "rpt_type",
        "rpt_unit_range",
        "tag_peptide",
        "transl_except",
        "transl_table",
    }
)
#: Values that are residues or codes: broken anywhere, since every reader takes blanks out of them.
_SOLID: Final = frozenset({"translation"})
#: mol_type → what the LOCUS line calls the molecule, where it is more than DNA or RNA.
_LOCUS: Final = {"mRNA": "mRNA", "tRNA": "tRNA", "rRNA": "rRNA", "viral cRNA": "cRNA"}
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WORD: Final = re.compile(r"[A-Za-z0-9_*'-]{1,15}", re.ASCII)
_NOT_NAME: Final = re.compile(r"[^A-Za-z0-9_*'-]", re.ASCII)
_DATE: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
#: What a writer of flat files puts where no date is known.
_NO_DATE: Final = "01-JAN-1980"
_INDENT: Final = " " * 12
_QUALIFIER: Final = " " * 21
_WIDTH: Final = 79
#: Residues handed to the file at once: a thousand lines.
_AT_ONCE: Final = 60_000


def write(job: Job) -> None:
    """Write the sequences of a listing as a GenBank flat file."""
    date, about = _date(job.general), list(_about(job.general))
    if about:
        job.tell(Kind.CHANGED, "general information stands as text in the COMMENT of each GenBank record")
    for item in job.items:
        if item.sequence.skipped or not item.sequence.residues.length:
            why = "a skipped sequence has" if item.sequence.skipped else "the sequence has"
            job.leave(item, f"{why} no residues")
            continue
        job.out.write("".join(_head(item, date, about)).encode())
        job.out.write("".join(_features(job, item)).encode())
        _residues(job, item)
        job.take(item)


def _date(general: GeneralInformation) -> str:
    filed = general.application.filing_date if general.application else None
    for text in (general.production_date, filed):
        if found := _DATE.fullmatch(text or ""):
            return f"{found[3]}-{_MONTHS[int(found[2]) - 1]}-{found[1]}"
    return _NO_DATE


def _about(general: GeneralInformation) -> Iterator[str]:
    """General information, a line each."""
    for name, record in (("Application", general.application), ("Earliest priority", general.priority)):
        if record:
            yield f"{name}: {' '.join(filter(None, (record.office, record.number, record.filing_date)))}"
    if general.file_reference:
        yield f"Applicant's file reference: {general.file_reference}"
    for name, person in (("Applicant", general.applicant), ("Inventor", general.inventor)):
        if person:
            yield f"{name}: {person.name}" + (f" ({person.latin})" if person.latin else "")
    for title in general.titles:
        yield f"Title of the invention{f' ({title.language})' if title.language else ''}: {title.text}"


def _head(item: Item, date: str, about: list[str]) -> Iterator[str]:
    sequence, name = item.sequence, label(item.number)
    source = source_of(sequence)
    protein = sequence.molecule_type == "AA"
    length = sequence.residues.length
    # Name and length share 28 columns; a longer pair pushes the rest to the right, which readers follow.
    molecule = "" if protein else _LOCUS.get(value_of(source, "mol_type"), sequence.molecule_type)
    unit = "aa" if protein else "bp"
    yield f"LOCUS       {name:<16} {length:>{max(1, 27 - max(len(name), 16))}} {unit}    {molecule:<6}  linear   PAT {date}\n"
    words = ". ".join(filter(None, (one_line(item.name), one_line(item.description))))
    yield from _block("DEFINITION", f"{words or f'SEQ ID NO {item.number}'}.")
    yield f"ACCESSION   {name}\nVERSION     {name}\nKEYWORDS    .\n"
    organism = one_line(value_of(source, "organism")) or "unidentified"
    yield from _block("SOURCE", organism)
    yield from _block("  ORGANISM", organism)
    yield f"{_INDENT}Unclassified.\n"
    yield from _block("COMMENT", f"SEQ ID NO {item.number} of a WIPO ST.26 sequence listing.")
    for line in about:
        yield from _block("", one_line(line))
    yield "FEATURES             Location/Qualifiers\n"


def _block(word: str, text: str) -> Iterator[str]:
    first = f"{word:<12}"
    for line in _wrapped(text, _WIDTH - 12):
        yield f"{first}{line}\n"
        first = _INDENT


def _wrapped(text: str, width: int, breaks: str = " ") -> Iterator[str]:
    """Lines broken at blanks (``breaks``: kept at the end of the line); what has none stays whole.

    A reader puts a blank, or nothing, where a line was broken, so no other place would come back as it was.
    """
    while len(text) > width:
        at = text.rfind(breaks, 1, width + 1 if breaks == " " else width)
        if at < 0:
            at = text.find(breaks, width)
        if at < 0:
            break
        end = at if breaks == " " else at + 1
        yield text[:end]
        text = text[at + 1 :]
    yield text


def _features(job: Job, item: Item) -> Iterator[str]:
    notes = job.notes
    for feature in item.sequence.features:
        notes.features["read"] += 1
        notes.features["taken"] += 1
        key, location = one_line(feature.key), "".join(feature.location.split())
        if not key or not location:
            notes.features["taken"] -= 1
            notes.features["left_out"] += 1
            job.tell(Kind.LEFT_OUT, "a feature without key or location", item, feature=feature)
            continue
        odd = None if _WORD.fullmatch(key) else key
        if odd:
            job.tell(
                Kind.CHANGED,
                "a key that a flat file cannot hold stands in a note",
                item,
                feature=feature,
                before=key,
                after="misc_feature",
            )
            key = "misc_feature"
        first = f"     {key:<15} "
        for line in _wrapped(location, _WIDTH - 21, ","):
            yield f"{first}{line}\n"
            first = _QUALIFIER
        if odd:
            yield from _qualifier("note", f"key: {odd}")
        for qualifier in feature.qualifiers:
            for name, value in _values(job, item, feature, qualifier):
                yield from _qualifier(name, value)


def _values(job: Job, item: Item, feature: Feature, qualifier: Qualifier) -> Iterator[tuple[str, str | None]]:
    """A qualifier as one or two of the flat file; what changes is told."""
    name, value = _NOT_NAME.sub("_", qualifier.name) or "note", qualifier.value
    if name != qualifier.name:
        job.tell(
            Kind.CHANGED, "a name of a qualifier that a flat file cannot hold", item, feature=feature, before=qualifier.name, after=name
        )  # fmt: skip
    if qualifier.id is not None:
        job.tell(
            Kind.LEFT_OUT, "GenBank has no ids of qualifiers", item, feature=feature, qualifier=name, before=qualifier.id
        )  # fmt: skip
    if name == "protein_id" and value and _NUMBER.fullmatch(value):
        named = label(int(value))
        job.tell(
            Kind.CHANGED, "protein_id points at the record of the protein", item, feature=feature, qualifier=name, before=value, after=named
        )  # fmt: skip
        value = named
    if qualifier.non_english is None:
        yield name, value
        return
    if value:
        yield name, value
    language = job.general.non_english_language
    text = f"{name}{f' ({language})' if language else ''}: {qualifier.non_english}"
    job.tell(
        Kind.CHANGED,
        "a value in another language stands in a note",
        item,
        feature=feature,
        qualifier=name,
        before=qualifier.non_english,
        after=text,
    )
    if not value and name == "organism":
        yield name, qualifier.non_english
    yield "note", text


def _qualifier(name: str, value: str | None) -> Iterator[str]:
    if value is None:
        yield f"{_QUALIFIER}/{name}\n"
        return
    value = one_line(value)
    if name in UNQUOTED:
        text = f"/{name}={value}"
    else:
        value = value.replace('"', '""')
        text = f'/{name}="{value}"'
    width = _WIDTH - 21
    if name in _SOLID:
        for at in range(0, len(text), width):
            yield f"{_QUALIFIER}{text[at : at + width]}\n"
        return
    for line in _wrapped(text, width):
        yield f"{_QUALIFIER}{line}\n"


def _residues(job: Job, item: Item) -> None:
    """The ORIGIN lines: sixty residues in blocks of ten, in small letters."""
    put = job.out.write
    put(b"ORIGIN\n")
    number = 1
    for piece in pieces(item.sequence.residues.chunks, _AT_ONCE):
        for start in range(0, len(piece), _AT_ONCE):
            part = piece[start : start + _AT_ONCE].lower()
            tens = [part[at : at + 10] for at in range(0, len(part), 10)]
            lines = [
                f"{number + at * 10:>9} {' '.join(tens[at : at + 6])}\n" for at in range(0, len(tens), 6)
            ]
            number += len(part)
            put("".join(lines).encode())
    put(b"//\n")


FORMAT = Format(
    name="genbank",
    title="GenBank flat file (proteins as GenPept)",
    suffixes=(".gb", ".gbk", ".genbank", ".gp", ".gpff"),
    write=write,
)
