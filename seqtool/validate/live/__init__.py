"""Validation that follows a session: what is asked again is only what an edit can have changed."""

from __future__ import annotations

from seqtool.validate.live.delta import Delta, LiveFinding, Progress
from seqtool.validate.live.statements import Stated, StatedGeneral, Statements
from seqtool.validate.live.validator import LiveValidator

__all__ = ["Delta", "LiveFinding", "LiveValidator", "Progress", "Stated", "StatedGeneral", "Statements"]
