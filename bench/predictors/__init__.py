"""One adapter a set: rows without gold -> predictions."""
