"""Claims -> entities, events, copies, conflicts and sums: decides, never queries."""
