"""A sequence back to notation: what :func:`parse_oligo` reads as the same sequence."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.notation.parsed import ParsedSequence
from seqtool.io.notation.symbols import Symbol, SymbolTable, listed

_NUMBERS: Final = re.compile(r"([0-9]{1,9})(?:\.\.([0-9]{1,9}))?", re.ASCII)


def _places(location: str) -> list[int]:
    found: list[int] = []
    for match in _NUMBERS.finditer(location):
        first = int(match[1])
        found += range(first, int(match[2] or first) + 1)
    return found


def print_oligo(sequence: ParsedSequence, symbols: SymbolTable) -> str | None:
    """Every nucleotide in brackets with its mark, bonds as ``(ps)`` and the like.

    ``None`` where a feature has no symbol (groups at the ends, statements about a whole molecule).
    """
    names: list[str] = [""] * len(sequence.residues)
    bonds: list[str] = [""] * len(sequence.residues)
    sugars = [sequence.moltype] * len(sequence.residues)
    short = {abbreviation: name for name, abbreviation in listed(False).items()}
    for feature in sequence.features:
        values = {q.name: q.value or "" for q in feature.qualifiers}
        places = _places(feature.location)
        note = values.get("note", "")
        if feature.key == "misc_feature" and note in ("DNA", "RNA"):
            for place in places:
                sugars[place - 1] = "DNA" if note == "DNA" else "RNA"
            continue
        if feature.key != "modified_base":
            return None
        name = note or short.get(values.get("mod_base", ""), "")
        bond, sign, _ = name.partition(" in place of the phosphodiester bond")
        for place in places:
            target = bonds if sign else names
            if target[place - 1]:
                return None
            target[place - 1] = bond if sign else name
    out: list[str] = []
    for place, letter in enumerate(sequence.residues):
        text = _spelled(letter, names[place], sugars[place], symbols)
        link = _link(bonds[place], symbols) if bonds[place] else ""
        if text is None or link is None:
            return None
        out += [f"[{text}]", link]
    return "".join(out)


def _residues(symbols: SymbolTable) -> list[Symbol]:
    return [s for found in symbols.oligo.values() for s in found if s.kind == "residue"]


def _spelled(letter: str, name: str, sugar: str, symbols: SymbolTable) -> str | None:
    if name in ("", "uracil", "thymine"):
        own = {"DNA": "t", "RNA": "u"}[sugar]
        base = {"uracil": "u", "thymine": "t"}.get(name, own if letter == "t" else letter)
        if base in "acgtu":
            return f"{'d' if sugar == 'DNA' else 'r'}{base.upper()}"
        return None
    fitting = [s for s in _residues(symbols) if s.name.lower() == name.lower()]
    exact = [s for s in fitting if s.sugar in (sugar, "any")] or [s for s in fitting if s.sugar != "same"]
    return exact[0].text if exact else None


def _link(name: str, symbols: SymbolTable) -> str | None:
    found = [s.text for many in symbols.oligo.values() for s in many if s.kind == "link" and s.name == name]
    return f"({'ps' if 'ps' in found else found[0]})" if found else None
