"""seqtool cli."""
