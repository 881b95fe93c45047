"""Residues of one entry: letters of ST.26, or why they cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.residues import judge
from seqtool.io.imports.st25.block import Block
from seqtool.io.imports.st25.combined import parts_of, said
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.entries import Entry, Value, join
from seqtool.io.imports.st25.places import place
from seqtool.io.imports.st25.tables import mod_base
from seqtool.model import Feature, Qualifier, Residues

_INTEGER: Final = re.compile(r"([0-9]{1,12})(?:\s*(?:bp|nt|aa|bases?|residues?|amino acids?)\b.*)?\.?", re.ASCII | re.IGNORECASE)  # fmt: skip
#: Questions about residues in the words of ST.25, where each entry states its molecule.
_OWN: Final = {
    "--moltype DNA|RNA|AA": (
        "--moltype DNA|RNA",
        "<212> does not say what an entry is, and its letters do not either. Which molecule is it? (Or correct <212>.)",
    ),
    "--moltype RNA, or --uracil t|modified": (
        "--uracil t|modified|rna-parts",
        (
            "An entry of DNA (<212>) holds u. Is the u only a way to write t, or uracil in DNA, which is described as a modified base "
            "(paragraph 19), or does u stand in segments of RNA (rna-parts, paragraph 55)? If the molecule is RNA, correct <212>."
        ),
    ),
    "--uracil t": (
        "--uracil t|modified|rna-parts",
        (
            "An entry of RNA (<212>) holds both u and t. Do they mean the same, or is t a thymine in RNA, which is described as a "
            "modified base (paragraph 19), or does t stand in segments of DNA (rna-parts, paragraph 55)?"
        ),
    ),
}
_BOTH: Final = re.compile(r"DNA\s*(?:/|-|and|or)\s*RNA|RNA\s*(?:/|-|and|or)\s*DNA|chimer", re.IGNORECASE)
_AMINO: Final = frozenset("ACDEFGHIKLMNOPQRSTUVWYBZJX")
_RUN_U: Final = re.compile(r"u+", re.IGNORECASE)
_RUN_T: Final = re.compile(r"t+", re.IGNORECASE)


#: A modified_base that says why there is a t in RNA.
_THYMINE: Final = re.compile(r"\b(?:ribo)?thymi", re.IGNORECASE)
_SPAN: Final = re.compile(r"([0-9]{1,12})(?:\.\.([0-9]{1,12}))?", re.ASCII)


class Refusal(msgspec.Struct, frozen=True):
    """Why an entry cannot be taken, and where and what exactly; no reason where that was asked already."""

    reason: str = ""
    detail: str = ""
    line: int | None = None


Read = tuple[str, Residues] | Refusal


def protein(entry: Entry, at: At) -> Read:
    """A protein, or why it cannot be taken."""
    block = entry.block
    symbols = "".join(block.symbols)
    if block.letters and not symbols:
        symbols = _one_letter(entry, at)
    if block.odd and not (block.letters and symbols):
        return Refusal(
            "a word is no three-letter code of an amino acid", repr(block.odd[0].text), block.odd[0].line
        )
    if block.recased:
        at.tell(Kind.CHANGED, "three-letter codes in another case were read as Met, Ala …", line=block.first.line, before=block.first.text)  # fmt: skip
    bare = symbols.rstrip("*")
    if bare != symbols:
        at.tell(Kind.CHANGED, "the stop at the end is no residue (paragraph 28)", line=block.last_line, before=symbols[-10:], after=bare[-10:])  # fmt: skip
    if "*" in bare:
        return Refusal("a stop stands inside a protein, which is then several sequences (paragraph 28); split the entry in the ST.25 listing", f"residue {bare.index('*') + 1:,}")  # fmt: skip
    if not bare:
        return _empty(entry)
    if not entry.block.stated:
        _stated(entry, "AA", at)
    _length(entry, len(bare), at, stops=len(symbols) - len(bare))
    if block.symbols:
        at.tell(Kind.CHANGED, "three-letter codes were written as one-letter symbols (paragraph 26)", line=block.first.line, before=block.first.text, after=bare[:40])  # fmt: skip
    return "AA", Residues(bare)


def _one_letter(entry: Entry, at: At) -> str:
    """One-letter symbols, taken where their count is the one stated: then nobody can mean anything else."""
    block = entry.block
    symbols = "".join(block.letters)
    value = entry.first(211)
    found = _INTEGER.fullmatch(value.text) if value else None
    if (
        not symbols.isupper()
        or not _AMINO.issuperset(symbols)
        or found is None
        or int(found[1]) != len(symbols)
    ):
        return ""
    if len({odd.line for odd in block.odd}) != len(block.odd):
        return ""
    at.tell(Kind.CHANGED, "one-letter symbols instead of three-letter codes; their number is the one stated", line=block.first.line, before=block.first.text, after=symbols[:40])  # fmt: skip
    return symbols


def nucleotides(entry: Entry, pieces: list[Piece25], at: At) -> Read:
    """A nucleotide sequence, or why it cannot be taken."""
    block = entry.block
    if not block.length and not block.odd:
        return _empty(entry)
    if block.odd:
        word = block.odd[0].text.lower()
        more = "" if block.chunks else " (its residues look like amino acids, so <212> may be wrong)"
        if "x" in word:
            more = " (an unknown nucleotide is n)"
        elif "i" in word and not more:
            more = " (inosine is written as n or as the base it stands for, with a modified_base)"
        return Refusal(f"a word is no nucleotide{more}", repr(block.odd[0].text), block.odd[0].line)
    if block.unmatched:
        at.tell(Kind.LEFT_OUT, "amino acids beneath the nucleotides that do not stand beneath codons", line=block.unmatched.line, before=block.unmatched.text)  # fmt: skip
    stated = block.stated
    value = entry.first(212)
    if value is not None and not stated and join(value.lines) and at.choices.moltype is None:
        at.tell(Kind.QUESTION, "<212> names no type of molecule", line=value.line, before=join(value.lines))
    _length(entry, block.length, at)
    at.parts = parts_of(entry, pieces, at)
    if at.parts is None and at.asked:
        return Refusal()
    choices = replace(
        at.choices,
        gap_runs="keep",
        three_letter=False,
        gaps=None if at.choices.gaps == "split" else at.choices.gaps,
        uracil="t"
        if at.parts or (at.choices.uracil is None and _explained(block, pieces))
        else at.choices.uracil,
    )

    def tell(reason: str, before: str, after: str) -> None:
        at.tell(Kind.CHANGED, reason, line=block.first.line, before=before or None, after=after or None)

    def ask(option: str, text: str) -> None:
        option, text = _OWN.get(option, (option, text))
        at.ask(option, text, block.first.line)

    judged = judge(list(block.chunks), stated or at.choices.moltype, choices, ask, tell)
    if judged.refused:
        return Refusal(judged.refused)
    if not judged.pieces:
        return Refusal("" if at.asked else "it cannot be read")
    if not stated:
        _stated(entry, judged.moltype, at)
    moltype = judged.moltype
    if at.parts and moltype == "RNA":
        at.tell(Kind.CHANGED, "a molecule of DNA and RNA is DNA (paragraph 55)", line=value.line if value else at.line, before="RNA", after="DNA")  # fmt: skip
        moltype = "DNA"
    return moltype, Residues.from_chunks(judged.pieces[0].chunks)


def _empty(entry: Entry) -> Refusal:
    if entry.sequence is None:
        return Refusal("there is no <400> and no residue" + ("; is the file cut off?" if entry.ended else ""))
    return Refusal("no residues follow <400>; write 000 there if the sequence is skipped on purpose")


def _stated(entry: Entry, moltype: str, at: At) -> None:
    value = entry.first(212)
    at.tell(Kind.ADDED, "molecule type, which <212> does not state", line=value.line if value else at.line, before=join(value.lines) if value else None, after=moltype)  # fmt: skip


def _length(entry: Entry, found: int, at: At, *, stops: int = 0) -> None:
    """Compare the length with the one stated: it is the only checksum of the entry."""
    value: Value | None = entry.first(211)
    match = _INTEGER.fullmatch(value.text.replace(",", "")) if value else None
    if value is None or match is None:
        at.tell(Kind.QUESTION, "<211> states no length, so nothing shows whether all residues are there", line=value.line if value else at.line, before=value.text if value else None, after=str(found))  # fmt: skip
        return
    stated = int(match[1])
    if stated in (found, found + stops):
        return
    place = ""
    if entry.block.mismatch is not None:
        line, count, so_far = entry.block.mismatch
        place = f"; first at line {line:,}, {count:,} written and {so_far:,} counted"
    if at.choices.length == "accept":
        at.tell(Kind.CHANGED, "<211> states another length than the entry has residues; those that are there were taken", line=value.line, before=str(stated), after=f"{found}{place}")  # fmt: skip
        return
    at.ask(
        "--length accept",
        "<211> states another length than the entry has residues. Residues may be lost or doubled: compare with the original, or "
        "accept what is there.",
        value.line,
        f"{stated:,} stated, {found:,} found{place}",
    )


def tell_hybrid(entry: Entry, at: At) -> None:
    """A molecule of DNA and RNA is to be described segment by segment, which ST.25 did not ask for (paragraph 55)."""
    if at.parts is not None:
        return
    value = next((v for v in entry.values if v.tag == 223 and _BOTH.search(v.text)), None)
    value = value or entry.first(212)
    # Looser words (a chimeric gene, a probe for DNA and RNA) count where there is u in DNA only.
    uracil = entry.block.stated == "DNA" and any(b"u" in c or b"U" in c for c in entry.block.chunks)
    if value is not None and (said(entry) or (uracil and value.tag == 223)):
        at.tell(Kind.QUESTION, "said to be of DNA and RNA: ST.26 wants a misc_feature with the note DNA or RNA for each segment (paragraph 55)", line=value.line, before=join(value.lines))  # fmt: skip


def _named(pieces: list[Piece25]) -> Iterator[tuple[int, int]]:
    """Where a modified_base of the listing speaks of thymine."""
    for piece in pieces:
        if piece.name.lower() == "modified_base" and (
            _THYMINE.search(piece.text) or mod_base(piece.text)[0] == "m5u"
        ):
            for part in place(piece.place).parts:
                if (match := _SPAN.fullmatch(part)) is not None:
                    yield int(match[1]), int(match[2] or match[1])


def _explained(block: Block, pieces: list[Piece25]) -> bool:
    """Whether each t of an RNA written with u is described as thymine already."""
    if block.stated != "RNA" or not (spans := sorted(_named(pieces))):
        return False
    text = b"".join(block.chunks).decode("ascii", "replace").lower()
    left = list(text)
    for low, high in spans:
        left[low - 1 : high] = "-" * len(left[low - 1 : high])
    return "u" in text and "t" not in left


def thymines(block: Block, pieces: list[Piece25], moltype: str, at: At) -> Iterator[Feature]:
    """``--uracil modified``: u in DNA and t in RNA are bases to be described (paragraph 19)."""
    if at.choices.uracil != "modified" or at.parts is not None:
        return
    text = b"".join(block.chunks).decode("ascii", "replace")
    pattern, name = (_RUN_U, "uracil") if moltype == "DNA" else (_RUN_T, "thymine")
    if moltype == "RNA" and "u" not in text.lower():
        return
    named = list(_named(pieces)) if moltype == "RNA" else []
    for found in pattern.finditer(text):
        low, high = found.start() + 1, found.end()
        if any(first <= low and high <= last for first, last in named):
            continue
        location = str(low) if low == high else f"{low}..{high}"
        at.tell(Kind.ADDED, f"{name} in {moltype} is described as a modified base (paragraph 19)", line=block.first.line, feature=f"modified_base {location}", before=found[0], after=name)  # fmt: skip
        yield Feature("modified_base", location, (Qualifier("mod_base", "OTHER"), Qualifier("note", name)))
