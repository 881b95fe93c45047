"""Words of a peptide that look like codes of amino acids: they are not read letter by letter in silence."""

from __future__ import annotations

import re
from typing import Final

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.notation.amino_forms import Forms

#: (CH2)5, (OCH2CH2)4: a chain of carbon, which can be read as Cys-His-His.
ALKYL: Final = re.compile(r"[ONS]?(?:C[0-9]?H[0-9]?){1,9}[ONS]?", re.ASCII)
NO_RESIDUES: Final = (
    "this is a chain of carbon atoms and no amino acids, so it parts the peptide (Annex VI 3(c)): give each part on a line of its own, or "
    "add the chain as a linker to a table of your own (--symbols FILE)"
)
_WORD: Final = re.compile(r"[A-Za-z]{3,}", re.ASCII)
_CODE: Final = re.compile(r"[A-Z][a-z]{2}(?![a-z])", re.ASCII)
_CODES: Final = re.compile(r"(?:[A-Z][a-z]{2}){2,70000}", re.ASCII)
_SHAPE: Final = re.compile(r"[A-Z][a-z]{2,3}", re.ASCII)
_UNKNOWN: Final = (
    "this looks like the code of an amino acid and is none of the table; check the spelling, or add it to a table of your own "
    "(--symbols FILE); D-amino acids in single letters may stand in braces, {D-Lys}"
)
_EITHER: Final = "this may be a code or single letters; put hyphens around a code (-Nle-), or write D-amino acids in braces ({D-Lys})"


def has_codes(text: str, forms: Forms) -> bool:
    """Whether some word of a text is the code of an amino acid."""
    return any(word[0] in forms.by_text for word in _WORD.finditer(text))


def doubt(
    word: str, forms: Forms, *, alone: bool, coded: bool, fold: bool, letters: bool
) -> tuple[int, str, str] | None:
    """What speaks against reading a word as single letters: (offset, piece, reason); ``None`` where nothing does.

    Args:
        word: letters without anything between them, no symbol of the table.
        forms: what the table knows.
        alone: the word is all of the peptide.
        coded: other words of the text are codes.
        fold: the user says that case means nothing.
        letters: the user says that words in capitals or small letters alone are no codes.
    """
    if _CODES.fullmatch(word):
        codes = [word[i : i + 3] for i in range(0, len(word), 3)]
        odd = next((i for i, code in enumerate(codes) if code not in forms.by_text), None)
        if odd is not None and len(codes) > 1 and any(code in forms.by_text for code in codes):
            return 3 * odd, codes[odd], _UNKNOWN
    if not fold and len(word) > 3:
        for match in _CODE.finditer(word):
            if match[0] in forms.by_text:
                return match.start(), match[0], _EITHER
    if alone:
        return None
    if _SHAPE.fullmatch(word) and (len(word) == 3 or coded):
        return 0, word, _UNKNOWN
    if letters:
        return None
    if word.islower() and word in forms.folded:
        return 0, word, _EITHER
    if coded and word.isupper() and word.capitalize() in ONE_LETTER:
        return 0, word, _EITHER
    return None
