"""The file itself: bytes, prolog and structure (paragraphs 38 to 43 and the DTD). The reader finds these faults."""
