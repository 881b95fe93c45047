"""The errors that a face of the program shows to a person: never a traceback."""

from __future__ import annotations


class SeqtoolError(Exception):
    """Something a user can understand and mend; the text says what, where and how."""


class InputError(SeqtoolError):
    """An input that cannot be read at all (exit status 2)."""


class OutputError(SeqtoolError):
    """A result that cannot be written (exit status 2)."""


class UsageError(SeqtoolError):
    """Options that contradict each other or do not fit the input (exit status 2)."""


class CancelledError(SeqtoolError):
    """The user asked to stop (exit status 130)."""
