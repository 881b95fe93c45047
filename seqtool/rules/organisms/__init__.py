"""Rules O: the name of the organism (paragraphs 77 to 83)."""
