"""How a person names what a project holds: sequences by SEQ ID NO, features by number or key, qualifiers by name."""

from __future__ import annotations

from seqtool.edit.operations.pick import number, pick
from seqtool.edit.session import EditError
from seqtool.model.document import Document


def key_of(document: Document, sequence: int | str) -> int:
    """The key of one sequence by its SEQ ID NO.

    Raises:
        EditError: there is none.
    """
    keys = pick(document, str(sequence))
    if len(keys) != 1:
        raise EditError(f"Name one SEQ ID NO, not {sequence}.")
    return keys[0]


def feature_of(document: Document, key: int, text: str) -> int:
    """The 0-based index of a feature: named by its place in the table, by ``key``, or by ``key:location``.

    Raises:
        EditError: there is none, or there are several.
    """
    sequence = document.draft(key).sequence
    seq = number(document, key)
    features = sequence.features
    if text.isascii() and text.isdecimal() and len(text) < 10:
        if not 1 <= int(text) <= len(features):
            raise EditError(f"SEQ ID NO: {seq} has {len(features)} features; there is no feature {text}.")
        return int(text) - 1
    wanted, colon, location = text.partition(":")
    found = [
        index
        for index, one in enumerate(features)
        if one.key == wanted and (not colon or one.location == location)
    ]
    if len(found) == 1:
        return found[0]
    there = [f"{index + 1} {features[index].key}:{features[index].location[:60]}" for index in found or range(len(features))]  # fmt: skip
    more = f" and {len(there) - 8:,} more" if len(there) > 8 else ""
    what = f"has {len(found)} features {text}" if found else f"has no feature {text}"
    raise EditError(
        f"SEQ ID NO: {seq} {what}. Name one by its number, or as key:location; there are {'; '.join(there[:8])}{more}."
    )


def qualifier_of(document: Document, key: int, feature: int, text: str) -> int:
    """The 0-based index of a qualifier: named by its name, or ``name#2`` for the second of that name.

    Raises:
        EditError: there is none, or there are several.
    """
    one = document.draft(key).sequence.features[feature]
    name, sign, nth = text.partition("#")
    found = [index for index, q in enumerate(one.qualifiers) if q.name == name]
    where = f"SEQ ID NO: {number(document, key)}, {one.key} {one.location[:60]}"
    if sign and nth.isascii() and nth.isdecimal() and 1 <= int(nth[:9]) <= len(found):
        return found[int(nth[:9]) - 1]
    if len(found) == 1 and not sign:
        return found[0]
    if not found or sign:
        there = ", ".join(dict.fromkeys(q.name for q in one.qualifiers)) or "none"
        raise EditError(f"{where} has no qualifier {text}; there are {there}.")
    raise EditError(
        f"{where} has {len(found)} qualifiers {name}. Name one as {name}#1 to {name}#{len(found)}."
    )
