"""Records <-> SQLite: the only SQL."""
