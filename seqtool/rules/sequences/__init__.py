"""Rules about single sequences (paragraphs 50 to 58)."""
