"""JSON of any value, also where a text in it cannot be UTF-8."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def as_json(value: Any, indent: int | None = None) -> bytes:
    """The value as JSON: one line, or indented.

    A lone surrogate (a file name whose bytes are no UTF-8) is written as its escape.
    """
    try:
        line = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), indent=indent).encode("ascii")
    return line if indent is None else msgspec.json.format(line, indent=indent)
