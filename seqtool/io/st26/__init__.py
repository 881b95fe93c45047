"""seqtool io.st26."""
