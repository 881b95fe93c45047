"""What every step of the import of one record shares: where it is, and whom to tell."""

from __future__ import annotations

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.io.imports.record import RawFeature, Record

#: Values in notes are shortened to this many characters.
_SHOWN = 160


def shorten(text: str | None) -> str | None:
    """A value for the report."""
    if text is None or len(text) <= _SHOWN:
        return text
    return f"{text[: _SHOWN - 1]}…"


#: Kind, reason, qualifier, before and after of a note.
Told = tuple[Kind, str, str | None, str | None, str | None]


class Here:
    """One record at work; ``sequence`` is the SEQ ID NO that it leads to (``None``: not known yet)."""

    def __init__(self, record: Record, choices: Choices, notes: Notes, sequence: int | None) -> None:
        self.record = record
        self.choices = choices
        self.notes = notes
        self.sequence = sequence
        self.asked = False
        #: What was told, where it must be told again of other records.
        self.told: list[Told] | None = None

    def tell(
        self,
        kind: Kind,
        reason: str,
        *,
        feature: RawFeature | None = None,
        qualifier: str | None = None,
        before: str | None = None,
        after: str | None = None,
        line: int | None = None,
    ) -> None:
        """Take a note about this record."""
        if self.told is not None:
            self.told.append((kind, reason, qualifier, before, after))
        if self.notes.full(kind, reason, None if feature is None else feature.key, qualifier):
            return
        self.notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=self.record.file,
                record=f"{self.record.name} ({self.record.place})" if self.record.place else self.record.name,
                line=line or (feature.line if feature is not None else self.record.line),
                sequence=self.sequence,
                feature=None if feature is None else shorten(f"{feature.key} {feature.location}"),
                qualifier=qualifier,
                before=shorten(before),
                after=shorten(after),
            )
        )

    def ask(self, option: str, text: str) -> None:
        """Ask the user about this record."""
        self.asked = True
        self.notes.ask(option, text, f"{self.record.file}: {self.record.label}")
