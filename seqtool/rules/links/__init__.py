"""Rules about what links sequences: repeated ones, citations, sequences inside qualifier values."""
