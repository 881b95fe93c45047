"""seqtool insdc."""
