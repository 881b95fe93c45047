"""How a report for people is laid out."""

from __future__ import annotations

import msgspec


class Style(msgspec.Struct, frozen=True):
    """Colour for a terminal, and the width of the lines in columns."""

    colour: bool = False
    width: int = 100
