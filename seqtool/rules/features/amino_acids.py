"""How modified amino acids are named in notes (paragraphs 30, 97 and 98)."""

from __future__ import annotations

import re

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.spec import Standard

_MODIFIED = ("CARBOHYD", "LIPID", "MOD_RES", "SITE")
_BETWEEN = re.compile(r"([,;/ ]+(?:or |and )?)")
_LONGEST_LIST = 200
_CONFIGURED = re.compile(r"(D|L|DL)-([A-Z][a-z]{2})")


@rule(
    "F060",
    "amino-acid-abbreviation-case",
    Severity.WARNING,
    paragraph="30",
    element="INSDQualifier_value",
    keys=(*_MODIFIED, "VARIANT"),
    qualifiers=("note",),
    moltypes=("AA",),
    message="The note {value} has an abbreviation of Table 4 in the wrong case: {right} is right.",
    mend="Write {right}.",
)
def abbreviation_case(text: str, std: Standard) -> Fault | None:
    """A note that is made of abbreviations of Table 4 and residue symbols only writes them as the table does."""
    if not text or len(text) > _LONGEST_LIST:
        return None
    table = std.modified_amino_acids
    parts = _BETWEEN.split(text.strip())
    listed = {abbreviation.lower(): abbreviation for abbreviation in table}
    wrong = False
    for at in range(0, len(parts), 2):
        word = parts[at]
        if word in table or word in std.amino_acid_symbols:
            continue
        right = listed.get(word.lower())
        if right is None:
            return None
        wrong = True
        parts[at] = right
    if not wrong:
        return None
    right = "".join(parts)
    return fault(text, right=right, fix=Fix(f"Write {right}", (Edit("value", right),)))


@rule(
    "F061",
    "amino-acid-name-abbreviated",
    Severity.WARNING,
    paragraph="30",
    element="INSDQualifier_value",
    keys=_MODIFIED,
    qualifiers=("note",),
    moltypes=("AA",),
    message="The note {value} is an abbreviation that Table 4 does not have.",
    mend="Write the complete name, such as {name}.",
)
def name_abbreviated(text: str, std: Standard) -> Fault | None:
    """D-amino acids and the like are named in full: Table 4 has no abbreviation for them."""
    if len(text) > _LONGEST_LIST:
        return None
    match = _CONFIGURED.fullmatch(text.strip())
    if match is None:
        return None
    name = next((s.name for s in std.amino_acid_symbols.values() if s.three_letter == match[2]), None)
    if name is None:
        return None
    full = f"{match[1]}-{name}"
    return fault(text, name=full, fix=Fix(f"Write {full}", (Edit("value", full),)))
