"""Which items of the inputs come in: ``1-20,33``."""

from seqtool.model.selection import Selection

__all__ = ["Selection"]
