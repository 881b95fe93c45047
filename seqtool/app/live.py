"""Use case: validation that follows a session."""

from __future__ import annotations

import datetime

from seqtool.app.stated import Written
from seqtool.edit.session import Session
from seqtool.validate.live import LiveValidator


def live(
    session: Session, *, profile: str | None = None, today: datetime.date | None = None
) -> LiveValidator:
    """Follow a session; ``profile`` wins over the project's own."""
    return LiveValidator(session, Written(), profile_name=profile, today=today)
