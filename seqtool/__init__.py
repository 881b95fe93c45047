"""seqtool: author, import, check and export WIPO ST.26 sequence listings."""

from seqtool.__about__ import __version__

__all__ = ["__version__"]
