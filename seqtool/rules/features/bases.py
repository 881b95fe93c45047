"""Modified nucleotides against the residues they stand for (paragraphs 14, 16 and 19). All of it is worth a look only."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from seqtool.insdc.alphabet import members
from seqtool.rules import vocabulary_features  # noqa: F401  declares unmixed
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.features.modified import OTHER
from seqtool.rules.values import ABSENT, Context, Scope, value

_KEYS = ("modified_base",)
#: What the name of a nucleoside tells of the unmodified base that it comes from; inosine comes from several.
_ENDINGS = (
    ("cytidine", "c"),
    ("cytosine", "c"),
    ("uridine", "t"),
    ("guanosine", "g"),
    ("queuosine", "g"),
    ("wybutosine", "g"),
    ("wybutoxosine", "g"),
    ("adenosine", "a"),
    ("threonine", "a"),
)


@lru_cache(maxsize=256)
def parent(name: str) -> str | None:
    """The unmodified base (a, c, g or t) of a nucleoside of Table 2, or None where the name does not say."""
    return next((base for word, base in _ENDINGS if word in name), None)


@rule(
    "F053",
    "base-of-another-nucleotide",
    Severity.INFO,
    paragraph="16",
    basis="inferred",
    element="INSDQualifier_value",
    keys=_KEYS,
    message="mod_base {value} is a modified {base}, but the location holds {symbols}.",
    mend="Check the location and the abbreviation.",
)
def base_of_another_nucleotide(
    listed_base: tuple[str, str], names: tuple[str, ...], symbols_here: frozenset[str]
) -> Fault | None:
    """A modified nucleotide is shown as the unmodified one that corresponds to it, or as n."""
    written, base = listed_base
    odd = sorted(s for s in symbols_here if base not in members(s))
    if not odd:
        return None
    return fault(written, qualifier=names.index("mod_base"), base=base, symbols=", ".join(odd))


@rule(
    "F054",
    "modified-base-as-n",
    Severity.INFO,
    paragraph="16",
    basis="inferred",
    element="INSDQualifier_value",
    keys=_KEYS,
    message="mod_base {value} is a modified {base}, but the sequence has n there.",
    mend="Write {base} in the sequence where the modified nucleotide corresponds to it.",
)
def modified_base_as_n(
    listed_base: tuple[str, str], names: tuple[str, ...], symbols_here: frozenset[str]
) -> Fault | None:
    """The symbol n is for modified nucleotides that correspond to none of a, c, g and t."""
    written, base = listed_base
    if symbols_here != {"n"}:
        return None
    return fault(written, qualifier=names.index("mod_base"), base=base)


#: The base that t does not stand for, and the one that it does.
_FOREIGN = {"DNA": "uracil", "RNA": "thymine"}
_OWN = {"DNA": "thymine", "RNA": "uracil"}


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def listed_base(c: Context) -> Any:
    """mod_base and the unmodified base that it comes from, where Table 2 has it and its name tells; absent otherwise."""
    written = c.qualifier_values.get("mod_base")
    base = parent(c.std.modified_nucleotides.get(written, "")) if written else None
    return ABSENT if base is None else (written, base)


@value(Scope.FEATURE, "qualifiers", "moltype", rare=True)
def named_base(c: Context) -> Any:
    """The word uracil or thymine where mod_base is OTHER and the note names it; absent otherwise."""
    values = c.qualifier_values
    note = values.get("note")
    if values.get("mod_base") != OTHER or note is None:
        return ABSENT
    word = note.strip().lower()
    return word if word in ("uracil", "thymine") else ABSENT


@rule(
    "F055",
    "uracil-or-thymine-other-symbol",
    Severity.WARNING,
    paragraph="19",
    element="INSDFeature_location",
    keys=_KEYS,
    qualifiers=("note",),
    message="The note says {value}, but the location holds {symbols} instead of t.",
    mend="Uracil in DNA and thymine in RNA are written t: check location and residues.",
)
def uracil_or_thymine_not_t(
    named_base: str, names: tuple[str, ...], moltype: str, symbols_here: frozenset[str], unmixed: bool
) -> Fault | None:
    """Uracil in DNA and thymine in RNA stand as t; molecules of both segments are left alone."""
    if named_base != _FOREIGN.get(moltype) or not unmixed:
        return None
    odd = sorted(symbols_here - {"t"})
    return fault(named_base, qualifier=names.index("note"), symbols=", ".join(odd)) if odd else None


@rule(
    "F056",
    "own-base-as-modified",
    Severity.WARNING,
    paragraph="14",
    basis="inferred",
    element="INSDFeature_key",
    keys=_KEYS,
    qualifiers=("note",),
    message="{value} is what t stands for in {moltype}, so it is no modified nucleotide.",
    mend="Remove the feature, or correct the molecule type or the note.",
)
def own_base_as_modified(
    named_base: str, names: tuple[str, ...], moltype: str, unmixed: bool
) -> Fault | None:
    """The symbol t is thymine in DNA and uracil in RNA; in a molecule of both segments it may be either."""
    if named_base != _OWN.get(moltype) or not unmixed:
        return None
    return fault(named_base, qualifier=names.index("note"), moltype=moltype)
