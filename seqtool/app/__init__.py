"""seqtool app."""
