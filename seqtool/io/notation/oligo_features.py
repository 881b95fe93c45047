"""Nucleotides → features: one for each kind of modification, with all its places (paragraphs 16 to 22 and 55)."""

from __future__ import annotations

from typing import Final

from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.notation.oligo_parts import Nucleotide, Part
from seqtool.io.notation.oligo_tokens import Token
from seqtool.io.notation.parsed import FEWEST, SYNTHETIC, Moltype, ParsedSequence, Talk
from seqtool.io.notation.places import location, noted, span
from seqtool.io.notation.symbols import SymbolTable, listed
from seqtool.model import Feature, Qualifier

OTHER: Final = "OTHER"


def described(
    parts: list[Part], table: SymbolTable, choices: Choices, talk: Talk
) -> tuple[ParsedSequence, ...]:
    """The parts as sequences with their features."""
    del table
    found = []
    for index in range(len(parts)):
        made = _sequence(parts, index, choices, talk)
        if made is not None:
            found.append(made)
    if len(parts) > 1 and not talk.stopped:
        talk.tell(
            Kind.CHANGED,
            "the molecule is parted by what is no nucleotide, so it is several sequences (Annex VI 3(g))",
            None,
            f"{len(parts)} sequences",
        )
    return tuple(found)


def _sequence(parts: list[Part], index: int, choices: Choices, talk: Talk) -> ParsedSequence | None:
    part = parts[index]
    sugars = [n.sugar for n in part.nucleotides]
    kinds = {s for s in sugars if s in ("DNA", "RNA")}
    mixed = len(kinds) == 2
    moltype: Moltype
    if mixed or kinds == {"DNA"}:
        moltype = "DNA"
    elif kinds:
        moltype = "RNA"
    else:
        known = _by_bases(part, choices)
        if known is None:
            talk.ask(
                "--moltype DNA|RNA",
                "Nothing in an oligonucleotide says whether it counts as DNA or RNA: all its sugars are modified and it has neither T nor "
                "U. Which molecule type shall it have?",
            )
            return None
        moltype = known
    features: list[Feature] = []
    if mixed:
        features += _segments(sugars)
        talk.tell(
            Kind.ADDED,
            "segments of DNA and RNA: molecule type DNA, synthetic construct, other DNA, and a misc_feature for each segment "
            "(paragraph 55)",
        )
    ends = _ends(parts, index)
    bases = _bases(part, "" if mixed else moltype, sugars)
    features += ends + bases
    synthetic = bool(features) or len(parts) > 1
    return ParsedSequence(
        moltype,
        part.letters,
        tuple(features),
        SYNTHETIC if synthetic else "",
        f"other {moltype}" if synthetic else "",
        mixed,
    )


def _by_bases(part: Part, choices: Choices) -> Moltype | None:
    bases = {n.base for n in part.nucleotides}
    if "u" in bases:
        return "RNA"
    if "t" in bases:
        return "DNA"
    return choices.moltype if choices.moltype in ("DNA", "RNA") else None


def _segments(sugars: list[str]) -> list[Feature]:
    """Segments that tile the molecule; what is neither goes with the nucleotide before it, or after it."""
    filled = list(sugars)
    last = next(s for s in filled if s != "any")
    for place, sugar in enumerate(filled):
        last = filled[place] = last if sugar == "any" else sugar
    found, start = [], 0
    for place in range(1, len(filled) + 1):
        if place == len(filled) or filled[place] != filled[start]:
            found.append(noted("misc_feature", span(start + 1, place), filled[start]))
            start = place
    return found


def _bases(part: Part, moltype: str, sugars: list[str]) -> list[Feature]:
    places: dict[tuple[str, str], list[int]] = {}
    bonds: dict[str, list[int]] = {}
    for number, nucleotide in enumerate(part.nucleotides, 1):
        names = [_name(nucleotide, moltype, sugars[number - 1]), *nucleotide.also]
        for name in names:
            if name:
                short = listed(False).get(name.lower())
                places.setdefault((short, "") if short else (OTHER, name), []).append(number)
        if nucleotide.bond:
            bonds.setdefault(nucleotide.bond, []).append(number)
    size = len(part.nucleotides)
    made = [
        Feature("modified_base", span(1, size), (Qualifier("mod_base", OTHER), Qualifier("note", name)))
        for name in dict.fromkeys(part.whole)
    ]
    for (short, name), numbers in sorted(places.items(), key=lambda item: item[1][0]):
        table = (Qualifier("mod_base", short), *((Qualifier("note", name),) if name else ()))
        made.append(Feature("modified_base", location(numbers), table))
    for name, numbers in sorted(bonds.items(), key=lambda item: item[1][0]):
        note = f"{name} in place of the phosphodiester bond to the next nucleotide"
        made.append(
            Feature(
                "modified_base", location(numbers), (Qualifier("mod_base", OTHER), Qualifier("note", note))
            )
        )
    return made


def _name(nucleotide: Nucleotide, moltype: str, sugar: str) -> str:
    """What the feature names; uracil in DNA and thymine in RNA are modified too (paragraph 19)."""
    if nucleotide.name:
        return nucleotide.name
    kind = sugar if sugar in ("DNA", "RNA") else moltype
    return {("u", "DNA"): "uracil", ("t", "RNA"): "thymine"}.get((nucleotide.base, kind), "")


def _ends(parts: list[Part], index: int) -> list[Feature]:
    """What hangs at the ends, and how the parts of a molecule belong together."""
    part = parts[index]
    size = len(part.nucleotides)
    found: list[Feature] = []
    if index == 0:
        found += [noted("misc_feature", "1", note) for note in _chain("5'", part.before[::-1])]
    else:
        other = parts[index - 1]
        found.append(noted("misc_feature", "1", _joined("5'", "3'", other, index, len(parts), other)))
    if index == len(parts) - 1:
        found += [noted("misc_feature", str(size), note) for note in _chain("3'", part.after)]
    else:
        other = parts[index + 1]
        found.append(
            noted("misc_feature", str(size), _joined("3'", "5'", other, index + 2, len(parts), part))
        )
    return found


def _joined(end: str, far: str, other: Part, number: int, count: int, bridge: Part) -> str:
    """The note on the link to another part of the molecule."""
    names = [t.symbol.name for t in bridge.after if t.symbol is not None and t.symbol.name]
    through = " and ".join(names) if names else "a stretch of unknown length"
    if defined_count(other.letters, False) >= FEWEST["DNA"]:
        what = f"part {number} of {count} of the molecule ({len(other.nucleotides)} nucleotides)"
    else:
        what = f"{other.letters}, which is too short for a sequence of its own"
    return f"the {end} end is joined through {through} to the {far} end of {what}"


def _chain(end: str, tokens: list[Token]) -> list[str]:
    """Notes on groups at an end, the nearest first."""
    notes: list[str] = []
    plain: list[str] = []
    bond = ""
    for token in tokens:
        symbol = token.symbol
        if symbol is None:
            continue
        if token.sort == "link":
            bond = f" through a {symbol.name}" if symbol.name else ""
        elif "{end} end" in symbol.name:
            notes.append(symbol.name.replace("{end}", end))
            bond = ""
        else:
            plain.append(symbol.name.replace("{end}", end) + bond)
            bond = ""
    if plain:
        inner, *outer = plain
        text = f"{end} end joined to {inner}"
        text += "".join(f", which is joined to {name}" for name in outer)
        notes.append(text)
    return notes
