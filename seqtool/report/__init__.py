"""seqtool report."""
