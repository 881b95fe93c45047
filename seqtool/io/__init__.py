"""seqtool io."""
