"""One fault, one finding: rules on records that only repeat what reading already said of the structure."""

from __future__ import annotations

from collections.abc import Iterable

from seqtool.io.st26.reader import Found
from seqtool.rules.file import structure
from seqtool.validate.cell import Hit

#: A record cannot tell an absent element from an empty one: missing element → the rules on the empty one.
#: A feature without a key may well be the source.
_OF_MISSING = {
    "INSDSeq": ("S030",),
    "INSDSeq_moltype": ("S021",),
    "INSDSeq_sequence": ("S030",),
    "INSDFeature_key": ("F016", "F001"),
    "INSDFeature_location": ("L001",),
    "INSDQualifier_name": ("Q006",),
}
#: A structure finding → the rules that would tell the same of the record.
_OF_CODE = {
    structure.EMPTY_QUALIFIERS: ("F030", "F031", "F032"),
    structure.LATIN_WITHOUT_NAME: ("G150",),
}


def without_echoes(hits: list[Hit], found: Iterable[Found]) -> list[Hit]:
    """The hits without those that repeat what was found in reading the same part of the file.

    Of rules on an empty element as many are dropped as elements are missing, so
    that an empty one beside a missing one is still told.
    """
    echoes: dict[str, int] = {}
    for code, fault in found:
        if code == structure.MISSING and fault.value in _OF_MISSING:
            for echo in _OF_MISSING[fault.value]:
                echoes[echo] = echoes.get(echo, 0) + 1
        elif code in _OF_CODE:
            echoes.update(dict.fromkeys(_OF_CODE[code], len(hits)))
    if not echoes:
        return hits
    kept: list[Hit] = []
    for hit in hits:
        if echoes.get(hit.rule.code, 0) > 0:
            echoes[hit.rule.code] -= 1
        else:
            kept.append(hit)
    return kept
