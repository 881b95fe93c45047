"""seqtool validate."""
