"""How modified nucleotides are named (paragraph 17)."""

from __future__ import annotations

import re

from seqtool.model import Qualifier
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.features.required import missing_of
from seqtool.spec import Standard

_KEYS = ("modified_base",)
OTHER = "OTHER"
_NOTE = frozenset({"note"})

_BETWEEN = re.compile(r"[,;/ ]+(?:or |and )?")
#: Shortest run of letters that no abbreviation has.
_WORD = re.compile(r"[a-z]{4}")
_LONGEST_ABBREVIATION = 12
#: Longer notes are no name of Table 2.
_LONGEST_NAME = 200


def _is_other(values: dict[str, str | None]) -> bool:
    return values.get("mod_base") == OTHER


@rule(
    "F050",
    "other-base-without-note",
    Severity.ERROR,
    paragraph="17",
    element="INSDFeature_quals",
    keys=_KEYS,
    message="mod_base is OTHER, but no note names the modified nucleotide.",
    mend="Add a note with the complete, unabbreviated name of the modified nucleotide.",
)
def other_base_without_note(qualifier_values: dict[str, str | None], names: tuple[str, ...]) -> Fault | None:
    """OTHER needs a note."""
    if not _is_other(qualifier_values) or not missing_of(_NOTE, names):
        return None
    return fault(qualifier=names.index("mod_base"))


def _notes(qualifiers: tuple[Qualifier, ...]) -> list[tuple[int, str]]:
    return [(i, q.value.strip()) for i, q in enumerate(qualifiers) if q.name == "note" and q.value]


@rule(
    "F051",
    "listed-base-as-other",
    Severity.WARNING,
    paragraph="17",
    element="INSDQualifier_value",
    keys=_KEYS,
    message="mod_base is OTHER, but the note says {value}, which Table 2 has as {abbreviation}.",
    mend="Use mod_base {abbreviation} if that is the nucleotide meant.",
)
def listed_base_as_other(
    qualifier_values: dict[str, str | None],
    names: tuple[str, ...],
    qualifiers: tuple[Qualifier, ...],
    std: Standard,
) -> Fault | None:
    """OTHER is for nucleotides outside Table 2; a single listed one has its abbreviation."""
    if not _is_other(qualifier_values):
        return None
    notes = _notes(qualifiers)
    if len(notes) != 1:  # further notes may say more than the name
        return None
    index, note = notes[0]
    if len(note) > _LONGEST_NAME:
        return None
    for abbreviation, name in std.modified_nucleotides.items():
        if abbreviation != OTHER and (note == abbreviation or note.lower() == name.lower()):
            edits = (Edit("value", abbreviation, qualifier=names.index("mod_base")),)
            fix = Fix(f"Set mod_base to {abbreviation}", edits)
            return fault(note, qualifier=index, abbreviation=abbreviation, fix=fix)
    return None


@rule(
    "F052",
    "base-name-abbreviated",
    Severity.WARNING,
    paragraph="17",
    element="INSDQualifier_value",
    keys=_KEYS,
    message="The note {value} looks like an abbreviation, not like the complete name of a modified nucleotide.",
    mend="Write the complete, unabbreviated name.",
)
def base_name_abbreviated(
    qualifier_values: dict[str, str | None], qualifiers: tuple[Qualifier, ...], std: Standard
) -> Fault | None:
    """The name in the note of OTHER is unabbreviated; a list of Table 2 abbreviations is lawful."""
    if not _is_other(qualifier_values):
        return None
    notes = _notes(qualifiers)
    if not notes or any(len(n) > _LONGEST_ABBREVIATION or _WORD.search(n.lower()) for _, n in notes):
        return None
    index, note = notes[0]
    listed = [*std.modified_nucleotides, *std.nucleotide_symbols]
    if all(word in listed for word in _BETWEEN.split(note)):
        return None
    return fault(note, qualifier=index)
