"""Residues as written → residues of ST.26, or the questions that only a person can answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from seqtool.insdc.alphabet import ONE_LETTER, unknown_of_bases
from seqtool.io.imports.choices import Choices

Ask = Callable[[str, str], None]
Tell = Callable[[str, str, str], None]

#: Mixed case in sequences up to this length may carry meaning.
SHORT_CASE = 200
#: Text up to this length is looked at for termini, three-letter codes and numbers.
SHORT_TEXT = 20_000
#: Fewest residues for which letters alone decide on nucleotides.
FEWEST = 20
#: Runs of n of just these lengths are the customary sign of a gap of unknown length.
GAP_RUNS = (100, 1_000, 50_000)

_NUCLEOTIDES = b"acgtumrwsykvhdbn"
_AMINO = b"ACDEFGHIKLMNOPQRSTUVWYBZJX"
_PLAIN = b"acgtunACGTUN"
#: Letters of amino acids that are no nucleotide symbol (X is used for both).
_CLEARLY_AMINO = b"EFILOPQZJefilopqzj"
#: Symbols of nucleotides, u, and what people write for inosine and for an unknown nucleotide.
_WITH_INOSINE = b"acgtumrwsykvhdbnixACGTUMRWSYKVHDBNIX"
_THREE = "|".join(sorted(ONE_LETTER))
_WHOLE_THREE = re.compile(rf"(?:(?:{_THREE})-?){{3,}}|(?:{_THREE})(?:-(?:{_THREE}))+", re.IGNORECASE)
_CODE_ROW = re.compile(r"(?:[A-Z][a-z]{2}){3,}")
_DIRECTION = re.compile(r"([35])['\u2019\u2032`]?-{0,3}(.+?)-{0,3}([35])['\u2019\u2032`]?")
#: What only a written peptide has: groups at its ends, and building blocks of several letters between hyphens.
_END_GROUP = re.compile(r"H-(?=[A-Za-z])")
_BLOCK_NAME = re.compile(r"(?:\A|(?<!-)-)[A-Z][a-z]{1,4}(?=-(?!-)|\Z)")
#: What only a written oligonucleotide has: a mark before each base, or a bond (*) behind each.
_OLIGO_SIGN = re.compile(r"(?:[A-Za-z]{1,3}\*){3}|(?:[dflmr][ACGTUN]s?){4}")
_GAP = re.compile(r"[-.]+")
_N_RUN = re.compile(r"n{100,}")


class Piece(msgspec.Struct, frozen=True):
    """Residues of one sequence: where they began in the record (0-based), and their chunks."""

    start: int
    chunks: list[str]
    #: As in Residues.
    unknown: int | None = None

    @property
    def length(self) -> int:
        """Residues."""
        return sum(map(len, self.chunks))


class Judged(msgspec.Struct, frozen=True):
    """What became of the residues of a record; no pieces where it was refused or asked."""

    moltype: str
    pieces: list[Piece]
    uracils: tuple[int, ...] = ()
    """0-based places of u in DNA that are to be described as modified."""
    refused: str = ""


def judge(
    chunks: list[bytes],
    stated: str | None,
    choices: Choices,
    ask: Ask,
    tell: Tell,
    *,
    chosen: bool = False,
    backwards: bool = False,
    known_gaps: frozenset[tuple[int, int]] = frozenset(),
    unknown_gaps: tuple[tuple[int, int], ...] = (),
) -> Judged:
    """Decide on the residues of one record.

    Args:
        chunks: as written, without white space.
        stated: the molecule type that the record or the user states.
        choices: what the user decided.
        ask: takes (option, question).
        tell: takes (reason, before, after) of a change.
        chosen: whether the user stated it, of all records at once.
        backwards: whether the heading says that the sequence is written from 3' to 5'.
        known_gaps: spans (0-based, half-open) of n whose length is known.
        unknown_gaps: spans whose length is not known.
    """
    size = sum(map(len, chunks))
    if not size:
        return Judged("", [], refused="it has no residues")
    asked = False

    def put(option: str, question: str) -> None:
        nonlocal asked
        asked = True
        ask(option, question)

    counted = _plain(chunks)
    plain = counted is not None
    if size <= SHORT_TEXT and (backwards or not plain):
        text = b"".join(chunks).decode("utf-8", "replace")
        text, marked = _marks(text, tell)
        symbols = _from_three_letters(text, choices, put, tell)
        if symbols is not None and (odd := _odd_code(text)):
            return Judged(
                "",
                [],
                refused=f"{odd!r} is no three-letter code of an amino acid, as the others are; write compact notation (--from notation) for "
                "modified amino acids",
            )
        if symbols is not None and symbols != text:
            # Whoever reads three-letter codes says that it is a protein.
            text, stated = symbols, "AA"
        if (marked or backwards) and choices.direction is None:
            put("--direction reverse|as-written", "A sequence is marked as written from 3' to 5'. The standard wants it from 5' to 3' "
                "(paragraph 11): reverse it, or are the marks wrong?")  # fmt: skip
        if symbols is None or (symbols == text and _in_notation(text, stated, choices, put)):
            return Judged("", [])
        if (marked or backwards) and choices.direction == "reverse":
            tell("written 3' to 5'; the order of the residues was reversed", text[:40], text[::-1][:40])
            text = text[::-1]
        chunks = [text.encode("utf-8")]
        size = len(chunks[0])
        counted = _plain(chunks)
        plain = counted is not None
    gaps = not plain and any(b"-" in chunk or b"." in chunk for chunk in chunks)
    stops = not plain and any(b"*" in chunk for chunk in chunks)
    letters = [chunk.translate(None, b"-.*") for chunk in chunks] if gaps or stops else chunks
    if not plain and not stated and (refused := alien(letters, None)):
        return Judged("", [], refused=refused)
    moltype = stated or ("DNA" if plain and size >= FEWEST and _has_t(chunks) else _moltype(letters, put))
    protein = moltype == "AA"
    if chosen and stated == "AA" and (seems := _moltype(letters, lambda *_: None)) in ("DNA", "RNA"):
        put("[molecule=DNA], [molecule=RNA] or [molecule=AA] in the FASTA heading of the record (a column of a table), or separate files",
            f"--moltype AA is given, but a sequence has the letters of {seems}. Are there nucleotides among the proteins?")  # fmt: skip
    if moltype and not plain and (refused := alien(letters if protein else _with_stops(chunks), protein)):
        return Judged(moltype, [], refused=refused)
    mixed = not plain and not _one_case(letters)
    if mixed and size <= SHORT_CASE and choices.case is None:
        put("--case fold", "Upper and lower case are mixed in a short sequence. Case may mean DNA and RNA, modified or "
            "D-residues, or nothing. Fold it if it means nothing; otherwise describe what it means as features.")  # fmt: skip
    elif mixed:
        tell(
            "upper and lower case were mixed (a mask or a mark); all residues are written alike",
            "mixed case",
            "",
        )
    if gaps and choices.gaps is None:
        put("--gaps close|split|unknown-n", "A sequence holds - or . : an alignment (close up), a gap of unknown length "
            "(two sequences, paragraph 37), or that many unknown residues?")  # fmt: skip
    if not moltype:
        return Judged("", [])
    if counted is not None and not protein and chunks[0][:1].islower():
        folded = [chunk.decode("ascii") for chunk in chunks]  # all in one case: lower case already
    else:
        folded = [(chunk.upper() if protein else chunk.lower()).decode("ascii") for chunk in chunks]
    uracils: tuple[int, ...] = ()
    if not plain and not protein:
        folded, uracils = _uracil(folded, moltype, choices, put, tell)
    elif moltype == "RNA" and _has_t(chunks):
        tell("t stands for uracil in RNA (paragraph 14)", "t", "t")
    pieces = [Piece(0, folded, None if protein else counted)]
    if gaps:
        pieces = _gaps(pieces[0], choices.gaps or "close", protein, tell)
    if protein:
        pieces = _stops(pieces, choices, put, tell) if stops else pieces
    else:
        pieces = _unknown(pieces, choices, put, tell, known_gaps, unknown_gaps)
    return Judged(moltype, [] if asked else pieces, uracils)


def _with_stops(chunks: list[bytes]) -> list[bytes]:
    """A nucleotide sequence has no stops: there a * is as alien as any other sign."""
    return [chunk.translate(None, b"-.") for chunk in chunks]


def _uracil(
    folded: list[str], moltype: str, choices: Choices, ask: Ask, tell: Tell
) -> tuple[list[str], tuple[int, ...]]:
    """The residues with t for u, and the places of uracil in DNA that is to be described."""
    has_t = any("t" in chunk for chunk in folded)
    if not any("u" in chunk for chunk in folded):
        if moltype == "RNA" and has_t:
            tell("t stands for uracil in RNA (paragraph 14)", "t", "t")
        return folded, ()
    if moltype == "DNA" and choices.uracil in (None, "rna-parts"):
        ask("--moltype RNA, or --uracil t|modified", "A sequence of DNA holds u (uracil). Is it RNA, is the u only a way to "
            "write t, or is it uracil in DNA, which is described as a modified base (paragraph 19)?")  # fmt: skip
    if moltype == "RNA" and choices.uracil in (None, "rna-parts") and has_t:
        ask("--uracil t", "A sequence of RNA holds both u and t. Where they mean the same, say so; a thymine in RNA is described as "
            "a modified base (paragraph 19).")  # fmt: skip
    places: tuple[int, ...] = ()
    if moltype == "DNA" and choices.uracil == "modified":
        joined = "".join(folded)
        places = tuple(
            m.start() for m in re.finditer("u", _GAP.sub("", joined) if choices.gaps == "close" else joined)
        )
    tell("u is written as t (paragraph 14)", "u", "t")
    return [chunk.replace("u", "t") for chunk in folded], places


def _unknown(
    pieces: list[Piece],
    choices: Choices,
    ask: Ask,
    tell: Tell,
    known: frozenset[tuple[int, int]],
    unknown: tuple[tuple[int, int], ...],
) -> list[Piece]:
    """The pieces, split at gaps of unknown length where the user wants that."""
    out: list[Piece] = []
    for piece in pieces:
        runs = _runs(piece.chunks, known, unknown if len(pieces) == 1 else ())
        if runs and choices.gap_runs is None:
            ask("--gap-runs keep|split", "A run of n has just 100, 1,000 or 50,000 residues or is marked as a gap of unknown "
                "length. Such a gap must not stand within one sequence (paragraph 37). Split there, or keep n as that many "
                "unknown residues?")  # fmt: skip
        if runs and choices.gap_runs == "split":
            tell("the sequence was split at gaps of unknown length (paragraph 37)", f"{len(runs)} gaps", "")
            out += [Piece(piece.start + cut.start, cut.chunks) for cut in _cut(piece, runs)]
        else:
            out.append(piece)
    return out


def _marks(text: str, tell: Tell) -> tuple[str, bool]:
    """The text without direction marks, and whether they run from 3' to 5'."""
    match = None if text.isalpha() else _DIRECTION.fullmatch(text)
    if match is None or match[1] == match[3]:
        return text, False
    if match[1] == "5":
        tell("the marks 5' and 3' were taken away", text[:40], match[2][:40])
    return match[2], match[1] == "3"


def _in_notation(text: str, stated: str | None, choices: Choices, ask: Ask) -> bool:
    """Ask where signs are bonds and marks, not gaps and stops: ``H-…-OH``, ``G-Nle-G`` or ``mA*fC*`` would gain residues."""
    if _OLIGO_SIGN.search(text):
        ask("--from notation", "A sequence seems to be a modified oligonucleotide in compact notation (mA*fC*), whose marks are no residues. "
            "Read it as such; where it is none, write it in one case and without *.")  # fmt: skip
        return True
    if stated in ("DNA", "RNA"):
        return False
    end = choices.leading_h is None and _END_GROUP.match(text)
    sign = text.endswith("-OH")
    if not sign and len(text) <= SHORT_CASE and (rest := _BLOCK_NAME.sub("", text)) != text:
        # Small letters elsewhere, too: the case of an alignment.
        sign = rest == rest.upper()
    if not end and not sign:
        return False
    how = "--from notation" if sign else "--from notation, or --leading-h his (a histidine and a gap)"
    ask(how, "A sequence seems to be a peptide written with the groups at its ends (H-, Ac-, -OH) or with building blocks of several "
        "letters (-Aib-), which are no residues of their letters. Read it as compact notation; where it is an alignment after "
        "all, take those hyphens away in the file.")  # fmt: skip
    return True


def _from_three_letters(text: str, choices: Choices, ask: Ask, tell: Tell) -> str | None:
    """One-letter symbols of three-letter codes; the text itself where it is none; ``None`` where it was asked."""
    if choices.three_letter is False or not _WHOLE_THREE.fullmatch(text):
        return text
    if choices.three_letter is None:
        ask(
            "--three-letter or --no-three-letter",
            "A sequence can be read as three-letter codes of amino acids. Read it so?",
        )
        return None
    one = "".join(ONE_LETTER[code.capitalize()] for code in re.findall(_THREE, text, re.IGNORECASE))
    tell("three-letter codes were written as one-letter symbols", text[:40], one[:40])
    return one


def _odd_code(text: str) -> str:
    """The code that is not known among three-letter codes (GlyPheDipAla), whose letters would be other residues."""
    if not _CODE_ROW.fullmatch(text):
        return ""
    codes = re.findall("[A-Z][a-z]{2}", text)
    odd = [code for code in codes if code not in ONE_LETTER]
    return odd[0] if odd and 2 * len(odd) <= len(codes) else ""


def _plain(chunks: list[bytes]) -> int | None:
    """How many are n where there is nothing but a, c, g, t and n in one case, the usual thing; else None."""
    for upper in (False, True):
        total = 0
        for chunk in chunks:
            here = unknown_of_bases(chunk, upper=upper)
            if here is None:
                break
            total += here
        else:
            return total
    return None


def _has_t(chunks: list[bytes]) -> bool:
    return any(b"t" in chunk or b"T" in chunk for chunk in chunks)


def _moltype(letters: list[bytes], ask: Ask) -> str:
    size = sum(map(len, letters))
    other = sum(len(chunk.translate(None, _PLAIN)) for chunk in letters)
    clear = (
        any(len(chunk.translate(None, _CLEARLY_AMINO)) < len(chunk) for chunk in letters) if other else False
    )
    mostly = (size - other) * 10 >= size * 9
    if clear and not mostly and not inosines(letters):
        return "AA"
    if mostly and not clear and size >= FEWEST:
        has_t = _has_t(letters)
        has_u = any(b"u" in c or b"U" in c for c in letters)
        if has_t != has_u:
            return "DNA" if has_t else "RNA"
    ask("--moltype DNA|RNA|AA", "The letters of a sequence fit nucleotides and amino acids, or DNA and RNA, alike. Which molecule is it? "
        "(Where records are of several kinds, write [molecule=AA] and the like into their FASTA headings, or convert separate files.)")  # fmt: skip
    return ""


def inosines(letters: list[bytes]) -> bool:
    """Whether letters that no nucleotide has may be inosines: I and X among symbols of nucleotides, most of them plain."""
    size = sum(map(len, letters))
    plain = size - sum(len(chunk.translate(None, _PLAIN)) for chunk in letters)
    return plain * 10 >= size * 6 and not any(chunk.translate(None, _WITH_INOSINE) for chunk in letters)


def alien(letters: list[bytes], protein: bool | None) -> str:
    """What is no symbol of a residue (``None``: of any molecule), in words; empty where all are."""
    legal = b"" if protein else _NUCLEOTIDES + _NUCLEOTIDES.upper()
    if protein is not False:
        legal += _AMINO + _AMINO.lower()
    before = 0
    for chunk in letters:
        left = chunk.translate(None, legal)
        if left:
            bad = left.decode("utf-8", "replace")[0]
            place = before + chunk.decode("utf-8", "replace").index(bad) + 1
            what = "a residue" if protein is None else "an amino acid" if protein else "a nucleotide"
            hint = ""
            if bad == "\ufffd":
                hint = "; the file is not UTF-8 there"
            elif not protein and bad in "iI":
                hint = "; write inosine as n or as the base it stands for, and describe it as a modified base"
            elif not protein and bad in "xX":
                hint = "; an unknown nucleotide is n"
            return f"{bad!r} at residue {place:,} is no symbol of {what}{hint}"
        before += len(chunk)
    return ""


def _one_case(letters: list[bytes]) -> bool:
    # Deleting the letters of one case is one quick pass that ends at the first chunk of the other.
    upper, lower = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
    return not any(c.translate(None, upper) for c in letters) or not any(
        c.translate(None, lower) for c in letters
    )


def _gaps(piece: Piece, how: str, protein: bool, tell: Tell) -> list[Piece]:
    text = "".join(piece.chunks)
    if how == "close":
        tell("gaps of an alignment were closed up", f"{len(text) - len(_GAP.sub('', text))} signs", "")
        return [Piece(0, [_GAP.sub("", text)])]
    if how == "unknown-n":
        unknown = "X" if protein else "n"
        tell(f"each - or . was written as {unknown}, an unknown residue", "- .", unknown)
        return [Piece(0, [text.replace("-", unknown).replace(".", unknown)])]
    tell("the sequence was split at its gaps (paragraph 37)", "- .", "")
    return _cut(piece, [match.span() for match in _GAP.finditer(text)])


def _cut(piece: Piece, runs: list[tuple[int, int]]) -> list[Piece]:
    text = "".join(piece.chunks)
    ends = [0, *(place for run in runs for place in run), len(text)]
    return [Piece(a, [text[a:b]]) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]


def _stops(pieces: list[Piece], choices: Choices, ask: Ask, tell: Tell) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        text = "".join(piece.chunks)
        bare = text.rstrip("*")
        if bare != text:
            tell("the stop (*) at the end was taken away (paragraph 28)", text[-20:], bare[-20:])
        if "*" not in bare:
            out.append(Piece(piece.start, [bare]))
            continue
        if choices.stops is None:
            ask(
                "--stops split",
                "A protein holds a stop (*) inside. It is then several sequences (paragraph 28): split it?",
            )
            continue
        tell("the protein was split at its stops (paragraph 28)", "*", "")
        cut = _cut(Piece(0, [bare]), [match.span() for match in re.finditer(r"\*+", bare)])
        out += [Piece(piece.start + p.start, p.chunks) for p in cut]
    return out


def _runs(
    chunks: list[str], known: frozenset[tuple[int, int]], unknown: tuple[tuple[int, int], ...]
) -> list[tuple[int, int]]:
    """Gaps of unknown length: stated, and runs of n of a customary length that no feature explains."""
    found = set(unknown)
    if any("n" in chunk and "nnnn" in chunk for chunk in chunks):
        text = "".join(chunks)
        for match in _N_RUN.finditer(text):
            span = match.span()
            if span[1] - span[0] in GAP_RUNS and span not in known and span[0] > 0 and span[1] < len(text):
                found.add(span)
    return sorted(found)
