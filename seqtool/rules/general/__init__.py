"""Rules G: the root's attributes and the general information part (paragraphs 42 to 49)."""
