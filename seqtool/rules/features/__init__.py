"""Rules about features: keys, the source feature and what a key asks for (paragraphs 17 to 34, 60 to 63, 75)."""
