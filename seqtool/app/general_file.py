"""The TOML file that holds what a listing says about itself, and the choices of its import."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from seqtool.app.many import open_input
from seqtool.errors import UsageError

_APPLICATION = ("office", "number", "filing-date")
_NAME = ("name", "language", "latin")
#: Table of the file → its keys; ``None``: any language code. Choices are added by whoever reads.
TABLES: dict[str, tuple[str, ...] | None] = {
    "application": _APPLICATION,
    "priority": _APPLICATION,
    "applicant": _NAME,
    "inventor": _NAME,
    "titles": None,
}
#: Keys at the top of the file.
TOP = ("file-reference", "file-name", "production-date", "original-language", "non-english-language")
#: The table of choices: the same names as the options of the command line.
CHOICES = "sequences"


def read_general(name: str, choices: Iterable[str]) -> dict[str, Any]:
    """The values of the file by dotted name: ``applicant.name``, ``titles.en``, ``sequences.organism``.

    Raises:
        InputError: it cannot be read.
        UsageError: it is no TOML, or holds a key that is not known (the nearest one is named).
    """
    path: Path = open_input(name)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{name}, line {line}: the text is not UTF-8; save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}.") from error
    known = {key: key.replace("_", "-") for key in (*TOP, *TABLES, CHOICES)}
    found: dict[str, Any] = {}
    for written, value in data.items():
        key = _known(written, known, name, "")
        if key in TOP:
            found[key] = _text(value, key, name)
            continue
        if not isinstance(value, Mapping):
            raise UsageError(
                f"{name}: {key} is a table; write [{key}] on a line of its own and its values below."
            )
        allowed = tuple(choices) if key == CHOICES else TABLES[key]
        for inner, item in value.items():
            part = inner if allowed is None else _known(inner, allowed, name, f"{key}.")
            found[f"{key}.{part}"] = item if key == CHOICES else _text(item, f"{key}.{part}", name)
    return found


def _known(written: str, known: Iterable[str], name: str, before: str) -> str:
    key = written.replace("_", "-")
    names = list(known)
    if key in names:
        return key
    near = difflib.get_close_matches(key.lower(), names, 1, 0.4)
    hint = f"; did you mean {before}{near[0]}?" if near else f"; known are {', '.join(names)}."
    raise UsageError(f"{name}: there is no key {before}{written}{hint}")


def _text(value: Any, key: str, name: str) -> str:
    # TOML has dates of its own; written without quotation marks they mean the same.
    if isinstance(value, str):
        return value
    if type(value).__name__ == "date":
        return str(value)
    raise UsageError(f"{name}: {key} must be a text in quotation marks, not {value!r}.")
