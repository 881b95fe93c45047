"""Rules about qualifiers: names, presence and forms of values (paragraphs 72 to 76, 84 and 97, Annex I)."""
