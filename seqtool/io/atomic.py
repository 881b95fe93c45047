"""Writing a file whole or not at all (the home of it is :mod:`seqtool.atomic`)."""

from seqtool.atomic import replacing

__all__ = ["replacing"]
