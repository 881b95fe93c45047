"""Rules L: where a feature lies (paragraphs 63 to 71)."""
