"""What each sequence tells the ledger ``entries``."""

from __future__ import annotations

from seqtool.rules.core import fact
from seqtool.rules.ledgers_sequences import EntryFacts


@fact("entries")
def entry(entry_facts: EntryFacts) -> EntryFacts:
    """Every sequence, skipped ones too."""
    return entry_facts
