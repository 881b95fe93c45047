"""Rules about residues (paragraphs 7, 8, 11 to 19, 24 to 29, 35 to 37 and 57)."""
