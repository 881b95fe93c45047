"""Every way to write one amino acid: three-letter codes, D- and N-methyl forms, symbols of the table."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import msgspec

from seqtool.insdc.alphabet import THREE_LETTER
from seqtool.io.notation.symbols import Symbol, SymbolTable, listed
from seqtool.spec import standard

#: Names of amino acids that have no D form.
_NO_HAND: Final = frozenset({"Glycine", "Aib", "bAla", "Acp", "4Abu", "MeGly", "EtGly", "GABA"})
_MIRROR: Final = {"D-": "D-", "d-": "D-", "DL-": "DL-", "L-": "", "l-": ""}
_METHYL: Final = ("N-Me-", "NMe-", "NMe", "Me", "(NMe)", "N(Me)", "(N-Me)", "N-Methyl-", "N-methyl-")


class Form(msgspec.Struct, frozen=True):
    """One amino acid as written. ``name`` is empty for a plain one; ``key`` is that where it is post-translational."""

    letter: str
    name: str = ""
    key: str = ""
    #: Only in brackets: outside it might be several letters.
    inside: bool = False
    #: A three-letter code or the like, not one letter.
    long: bool = True
    look: str = ""


class Forms(msgspec.Struct, frozen=True):
    """All forms of one table."""

    by_text: dict[str, Form]
    #: Codes in small letters → what they may mean.
    folded: dict[str, set[Form]]


@lru_cache(maxsize=64)
def plain_name(letter: str) -> str:
    """``Alanine``: the name as it stands in notes."""
    name = standard().amino_acid_symbols[letter].name
    return name[:1].upper() + name[1:]


def _full(name: str) -> str:
    """The name behind an abbreviation of Table 4."""
    return standard().modified_amino_acids.get(name, name)


def noted_name(name: str) -> str:
    """The abbreviation of Table 4 for a name that it has, else the name."""
    return listed(True).get(name.lower(), name)


def mirrored(form: Form, mark: str) -> Form | None:
    """The D (or DL) form; ``None`` where there is none."""
    name = form.name or plain_name(form.letter)
    if name in _NO_HAND:
        return None
    return msgspec.structs.replace(form, name=f"{mark}{_full(name)}", key="")


def _methylated(letter: str, mark: str = "") -> Form:
    name = plain_name(letter)
    full = f"N-Methyl{'-' + mark if mark else ''}{name[:1].lower()}{name[1:]}"
    return Form(letter, noted_name(full) if not mark else full)


def _of(symbol: Symbol) -> Form:
    look = symbol.why[1:] if symbol.why.startswith("?") else ""
    return Form(symbol.letter, noted_name(symbol.name), symbol.key, look=look)


def _plain(forms: dict[str, Form]) -> None:
    for letter, code in THREE_LETTER.items():
        inside = {letter: Form(letter, inside=True, long=False)}
        if letter not in "BZJX":
            for mark, made in _MIRROR.items():
                form = mirrored(Form(letter), made) if made else Form(letter)
                if form is None:
                    continue
                forms[mark + code] = form
                inside[mark + letter] = msgspec.structs.replace(form, inside=True)
            if (other := mirrored(Form(letter), "D-")) is not None:
                forms["d" + code] = other
                inside["d" + letter] = msgspec.structs.replace(other, inside=True)
            if letter != "P":
                _methyl_forms(forms, inside, letter, code)
        forms[code] = Form(letter)
        for text, form in inside.items():
            forms.setdefault(text, form)


def _methyl_forms(forms: dict[str, Form], inside: dict[str, Form], letter: str, code: str) -> None:
    methyl = _methylated(letter)
    for mark in _METHYL:
        forms[mark + code] = methyl
        if mark != "Me":
            inside[mark + letter] = msgspec.structs.replace(methyl, inside=True)
    if letter == "G":
        return
    for text in (
        f"N-Me-D-{code}",
        f"NMe-D-{code}",
        f"D-NMe{code}",
        f"D-N-Me-{code}",
        f"D-Me{code}",
        f"D-NMe-{code}",
    ):
        forms[text] = _methylated(letter, "D-")


def forms_of(table: SymbolTable) -> Forms:
    """The forms of a table, made once."""
    found = table.prepared.get("forms")
    if not isinstance(found, Forms):
        forms: dict[str, Form] = {}
        _plain(forms)
        for text, symbols in table.peptide.items():
            for symbol in symbols:
                if symbol.kind != "residue":
                    continue
                form = _of(symbol)
                forms[text] = form
                for mark, made in _MIRROR.items():
                    other = mirrored(form, made) if made else form
                    if other is not None and not form.name.startswith("("):
                        forms.setdefault(mark + text, other)
        found = table.prepared["forms"] = Forms(forms, _folded(forms))
    return found


def _folded(forms: dict[str, Form]) -> dict[str, set[Form]]:
    found: dict[str, set[Form]] = {}
    for text, form in forms.items():
        if len(text) > 2:
            found.setdefault(text.lower(), set()).add(form)
    return found
