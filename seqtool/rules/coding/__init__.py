"""Rules C: coding sequences and the proteins they name (paragraphs 89 to 92)."""
