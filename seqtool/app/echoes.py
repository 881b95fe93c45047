"""One fault, one finding: rules on records that only repeat what reading already said of the structure."""

from __future__ import annotations

from collections.abc import Iterable

from seqtool.io.st26.reader import Found
from seqtool.rules.file import structure
from seqtool.validate.cell import Hit

#: A record cannot tell an absent element from an empty one: missing element → the rule on the empty one.
_OF_MISSING = {"INSDFeature_key": "F016", "INSDQualifier_name": "Q006", "INSDFeature_location": "L001"}
#: A structure finding → the rule that would tell the same of the record.
_OF_CODE = {structure.EMPTY_QUALIFIERS: "F030", structure.LATIN_WITHOUT_NAME: "G150"}


def without_echoes(hits: list[Hit], found: Iterable[Found]) -> list[Hit]:
    """The hits without those that repeat what was found in reading the same part of the file.

    Of rules on an empty element as many are dropped as elements are missing, so
    that an empty one beside a missing one is still told.
    """
    echoes: dict[str, int] = {}
    for code, fault in found:
        if code == structure.MISSING and fault.value in _OF_MISSING:
            echo = _OF_MISSING[fault.value]
            echoes[echo] = echoes.get(echo, 0) + 1
        elif code in _OF_CODE:
            echoes[_OF_CODE[code]] = len(hits)
    if not echoes:
        return hits
    kept: list[Hit] = []
    for hit in hits:
        if echoes.get(hit.rule.code, 0) > 0:
            echoes[hit.rule.code] -= 1
        else:
            kept.append(hit)
    return kept
