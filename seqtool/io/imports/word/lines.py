"""What a line of a document is: residues, a label with residues behind it, or prose."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.sheet.letters import Letters, letters_of

_NUCLEOTIDES: Final = "acgtunACGTUN"
_ANY_NUCLEOTIDE: Final = frozenset("acgtunrykmswbdhvACGTUNRYKMSWBDHV")
_AMINO: Final = frozenset("ACDEFGHIKLMNPQRSTVWYX")
_SHAPE: Final = re.compile(r"(?:[35]'-{0,3}>?)?[A-Za-z*.-]+(?:-{0,3}[35]')?")
_THREE: Final = "|".join(ONE_LETTER)
#: The kind of residues that are written as Met-Lys-Thr.
THREE: Final = "three-letter codes"
#: The kind of residues with modifications.
NOTATION: Final = "compact notation"
#: Residues with something beside them that is not understood.
UNCLEAR: Final = "not clear"
_CHAIN: Final = re.compile(rf"(?:(?:{_THREE})-){{2,}}(?:{_THREE})")
#: Headings in capitals that are made of letters of amino acids alone.
_WORDS: Final = frozenset(
    [
        "CLAIMS", "CLAIM", "FIELD", "DETAILED", "ABSTRACT", "EXAMPLE", "EXAMPLES", "SUMMARY", "TITLE", "TABLE", "FIGURE", "FIGURES", "REFERENCES",
        "MATERIALS", "METHODS", "RESULTS", "ANNEX", "APPENDIX", "INVENTION", "DESCRIPTION", "DRAWINGS", "SEQUENCE", "SEQUENCES", "LISTING", "PRIMERS",
        "PEPTIDES", "PROTEINS", "ANTIBODIES", "ANTIBODY", "LINKERS", "CLINICAL", "STATEMENT", "INVENTORS", "APPLICANT", "APPLICANTS", "WHAT",
    ]
)  # fmt: skip
_SEQ_ID: Final = (
    r"SEQ(?:UENCE)?\.?[ \u00a0]?ID\.?(?:[ \u00a0]?(?:NO|NOS|NR|NUMBER)\.?)?[ \u00a0]?[:#]?[ \u00a0]?"
)
SEQ_ID: Final = re.compile(rf"({_SEQ_ID})([0-9]{{1,9}})(?![0-9])", re.IGNORECASE)
_LABEL: Final = re.compile(
    rf"(.{{0,120}}?{_SEQ_ID}[0-9]{{1,9}}\)?)[ \t:;.,=\u2013\u2014-]{{1,5}}(.+)", re.IGNORECASE | re.DOTALL
)
_COLON: Final = re.compile(r"([^:\t=]{1,120})[:\t=][ \t]{0,8}(.+)", re.DOTALL)
_AFTER: Final = re.compile(
    rf"(.+?)[ \t]{{0,4}}[\[(]([^\[\]()]{{0,80}}{_SEQ_ID}[0-9]{{1,9}}[^\[\]()]{{0,80}})[\])][.;,]?",
    re.IGNORECASE | re.DOTALL,
)
_INLINE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[35]['\u2019\u2032\u2018]-?[ ]?[A-Za-z][A-Za-z -]{4,400}?-?[ ]?[35]['\u2019\u2032\u2018]"
    rf"|(?:(?:{_THREE})-){{3,400}}(?:{_THREE})|[ACGTUN]{{10,5000}}|[acgtun]{{12,5000}}|[ACDEFGHIKLMNPQRSTVWY]{{12,5000}})"
    r"(?![A-Za-z0-9])"
)


#: What may stand in one word with residues and belong to the molecule: Ac-…-NH2, FAM-…, …[invdT].
_GLUE: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-*+/()[]{}'\u2019\u2032"
)
_FARTHEST: Final = 400
_PROSE: Final = re.compile(r"\A(?:[a-z]{4,20}-){1,9}|(?:-[a-z]{4,20}){1,9}\Z")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


class Found(msgspec.Struct, frozen=True):
    """Residues in a line: their text as written, letters, a label that stands beside them, and what they look like."""

    text: str
    letters: Letters
    kind: str
    label: str = ""


def sequence(text: str, *, labelled: bool = False) -> Found | None:
    """The residues of a text that is nothing but residues; ``labelled`` makes short ones credible."""
    text = text.strip().strip(".;,").strip()
    if not text or len(text) < 4 or (not labelled and text.upper() in _WORDS):
        return None
    letters = letters_of(text)
    plain = letters.text.decode("utf-8", "replace")
    if not _SHAPE.fullmatch(plain):
        return None
    if _CHAIN.fullmatch(plain):
        return Found(text, letters, THREE)
    bare = re.sub("[^A-Za-z]", "", re.sub("^[35]'|[35]'$", "", plain))
    marked = plain[:1] in "35" or plain[-1:] == "'"
    words = [
        word for word in text.split() if re.search("[A-Za-z]", word) and not re.fullmatch("[35]'?", word)
    ]
    if len(bare) < (4 if labelled or marked else 6):
        return None
    strict = not bare.strip(_NUCLEOTIDES) and not set(bare) - set(_NUCLEOTIDES)
    nucleotides = strict or (
        not set(bare) - _ANY_NUCLEOTIDE
        and (marked or sum(map(bare.count, _NUCLEOTIDES)) * 10 >= len(bare) * 9)
    )
    protein = not set(bare) - _AMINO and bare.isupper()
    if len(words) > 1 and not _blocks(words) and not letters.remarks:
        # Prose is letters too: only the strictest letters are believed without a layout.
        if not strict or (len(bare) < 10 and not (labelled or marked)):
            return None
        return Found(text, letters, "nucleotides")
    if nucleotides and (strict or labelled or marked):
        return Found(text, letters, "nucleotides")
    if protein and (labelled or len(bare) >= 8):
        return Found(text, letters, "protein")
    return None


def _blocks(words: list[str]) -> bool:
    """Whether words are blocks of equal length, as numbered sequences have them."""
    widths = {len(word) for word in words[:-1]}
    return len(widths) == 1 and min(widths) >= 5 and len(words[-1]) <= min(widths)


def labelled(text: str) -> Found | None:
    """Residues behind a label (``SEQ ID NO: 5: ACGT``, ``Primer A: ACGT``, ``>name``) or before one in brackets."""
    if len(text) > 100_000:
        return None
    for pattern, label, tail in ((_LABEL, 1, 2), (_AFTER, 2, 1), (_COLON, 1, 2)):
        match = pattern.fullmatch(text.strip())
        if match is None:
            continue
        found = sequence(match[tail], labelled=pattern is not _COLON)
        if found is not None:
            return msgspec.structs.replace(found, label=" ".join(match[label].split()).strip(" :;.,-"))
        # "Primer A (SEQ ID NO: 5): ACGT" has the label of both forms.
        if (
            pattern is _LABEL
            and (inner := _COLON.fullmatch(match[2]))
            and (found := sequence(inner[2], labelled=True))
        ):
            return msgspec.structs.replace(found, label=" ".join(f"{match[1]} {inner[1]}".split()))
        if pattern is not _COLON and (match[tail].strip() and notation(match[tail])):
            label_text = " ".join(match[label].split()).strip(" :;.,-")
            return Found(match[tail].strip(), letters_of(match[tail]), NOTATION, label_text)
    return None


def notation(text: str) -> bool:
    """Whether a text that stands by itself is compact notation."""
    from seqtool.io.notation import looks_like_notation

    # Prose has blanks between its words, notation hardly any.
    text = text.strip()
    return (
        8 <= len(text) <= 4_000
        and text.count(" ") * 12 <= len(text)
        and looks_like_notation(text) is not None
    )


def inline(text: str) -> list[Found]:
    """Residues within prose, with the SEQ ID NO that stands next to them."""
    found: list[Found] = []
    for match in _INLINE.finditer(text[:200_000]):
        piece = match[0]
        whole = _whole(text, match.start(), match.end())
        if whole.strip("-") != piece.strip("-"):
            if whole not in {one.text for one in found} and len(found) < 200:
                kind = NOTATION if notation(whole) else UNCLEAR
                found.append(Found(whole, letters_of(whole), kind, _near(text, match)))
            continue
        bare = re.sub("[^A-Za-z]", "", piece)
        if piece.upper() in _WORDS or (" " in piece and set(bare) - _ANY_NUCLEOTIDE):
            continue
        one = sequence(piece, labelled=True)
        if one is None or len(found) >= 200:
            continue
        found.append(msgspec.structs.replace(one, label=_near(text, match)))
    return found


def _near(text: str, match: re.Match[str]) -> str:
    """The SEQ ID NO that stands next to residues."""
    near = SEQ_ID.search(text, match.end(), match.end() + 60) or SEQ_ID.search(
        text, max(0, match.start() - 60), match.start()
    )
    return f"SEQ ID NO: {near[2]}" if near else ""


def _whole(text: str, start: int, end: int) -> str:
    """The word that residues stand in, so that nothing of the molecule is cut away; without words of prose and outer brackets."""
    first, last = start, end
    while first > max(0, start - _FARTHEST) and text[first - 1] in _GLUE:
        first -= 1
    while last < min(len(text), end + _FARTHEST) and text[last] in _GLUE:
        last += 1
    word = text[first:last]
    while word:
        both = _CLOSING.get(word[0])
        if both is not None and (word[-1] == both or word.count(word[0]) != word.count(both)):
            word = word[1:-1] if word[-1] == both else word[1:]
        elif word[-1] in ")]}" and word.count(word[-1]) != word.count("([{"[")]}".index(word[-1])]):
            word = word[:-1]
        else:
            break
    return _PROSE.sub("", word)
