"""What is wrong with a value of JSON, in plain words: where the decoder speaks of types and paths."""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = re.compile(r" - at `\$\.?([^`]*)`$")
_EXPECTED: Final = re.compile(r"Expected `([^`]*)`([^,]*)(?:, got `([^`]*)`)?")
_FIELD: Final = re.compile(r"Object (missing required|contains unknown) field `([^`]*)`")
_WANTED: Final = re.compile(r"JSON is malformed: expected (.*) \(byte ([0-9]+)\)")
_CHARACTER: Final = re.compile(r"JSON is malformed: .*\(byte ([0-9]+)\)")
_STEP: Final = re.compile(r"([A-Za-z_]+)(?:\[([0-9]+)\])?")
_NUMBER: Final = re.compile(rb'"number"\s*:\s*"?([0-9]{1,9})\b')
_KINDS: Final = {
    "int": "a whole number",
    "float": "a number with a fraction",
    "str": "a text in quotation marks",
    "bool": "true or false",
    "null": "null",
    "array": "a list in [ ]",
    "object": "an object in { }",
}


def plain(error: Exception) -> str:
    """What a decoder found wrong."""
    if isinstance(error, UnicodeDecodeError):
        return "it holds bytes that are no UTF-8 text"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = str(error)
    place = ""
    if found := _PLACE.search(text):
        place, text = _place(found[1]), text[: found.start()]
    if field := _FIELD.match(text):
        inside = f" in {place}" if place else ""
        if field[1] == "missing required":
            return f"{field[2]!r} is missing{inside}"
        return f"{field[2][:40]!r}{inside} is not known"
    if expected := _EXPECTED.match(text):
        least = expected[2].strip().removeprefix(">=").strip()
        what = _kinds(expected[1]) + (f" of at least {least}" if least else "")
        but = f", but {_kinds(expected[3])} stands there" if expected[3] else ""
        return f"{place or 'it'} must be {what}{but}"
    if wanted := _WANTED.match(text):
        return f"it is no JSON: {wanted[1]} should stand at its byte {wanted[2]}"
    if character := _CHARACTER.match(text):
        return f"it is no JSON: what stands at its byte {character[1]} cannot stand there"
    return "it is no JSON: it ends in the middle" if "truncated" in text else "it has another form"


def numbered(value: bytes) -> str:
    """The SEQ ID NO that a sequence in JSON states, for a message; nothing where it states none."""
    found = _NUMBER.search(value)
    return f" (SEQ ID NO {int(found[1]):,})" if found else ""


def _kinds(text: str) -> str:
    return " or ".join(_KINDS.get(kind.strip(), kind.strip()) for kind in text.split("|"))


def _place(path: str) -> str:
    """``features[0].key`` → key of feature 1."""
    steps = _STEP.findall(path)
    said = [f"{name.removesuffix('s')} {int(index) + 1}" if index else name for name, index in steps]
    return " of ".join(reversed(said))
