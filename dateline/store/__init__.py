"""Records <-> SQLite: the only SQL.

Laws: captures, documents, sentences and editors' decisions are append-only; claims, events and what hangs on them are
derived and rebuilt as a whole; one document is one transaction, so a stop at any moment leaves a record that opens.
"""

from dateline.store.sqlite import Store

__all__ = ["Store"]
