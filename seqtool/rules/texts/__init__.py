"""Rules T: free text, languages, characters and ids of qualifiers (paragraphs 40, 76 and 85 to 87)."""
