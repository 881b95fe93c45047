"""seqtool edit."""
