"""The project file: SQLite that is worked on in a copy, a recovery journal, a lock."""
