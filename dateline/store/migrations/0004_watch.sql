-- What polling remembers of each source between two polls.
CREATE TABLE watch_states (
    source TEXT PRIMARY KEY,
    record BLOB NOT NULL      -- State of the reader as JSON
);
