-- What a new document is linked by, so that it touches only claims of its own days and places: derived, rebuilt by relink.
CREATE TABLE happenings (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,  -- lowest id of its claims
    document TEXT NOT NULL,
    record   BLOB NOT NULL          -- Happening as MessagePack
);
CREATE INDEX happenings_document ON happenings (document);

CREATE TABLE happening_keys (
    key   INTEGER NOT NULL,
    seeks INTEGER NOT NULL,         -- 1 = a key under which it looks for others, 0 = under which they find it
    seq   INTEGER NOT NULL,
    PRIMARY KEY (key, seeks, seq)
) WITHOUT ROWID;

CREATE TABLE ties (
    one   INTEGER NOT NULL,         -- happenings.seq
    other INTEGER NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX ties_other ON ties (other);

CREATE TABLE unlinked (
    document TEXT PRIMARY KEY       -- read, but not linked yet
) WITHOUT ROWID;
INSERT INTO unlinked SELECT id FROM documents;

CREATE TABLE sketches (
    hash     INTEGER NOT NULL,      -- of a run of words
    document INTEGER NOT NULL,      -- documents.seq
    PRIMARY KEY (hash, document)
) WITHOUT ROWID;

CREATE TABLE namings (
    key    TEXT PRIMARY KEY,        -- of an entity
    claim  TEXT NOT NULL,           -- lowest id of a claim that names it
    number INTEGER NOT NULL,        -- which of that claim's roles
    role   BLOB NOT NULL            -- Role as JSON
) WITHOUT ROWID;

CREATE TABLE naming_words (
    key    TEXT NOT NULL,
    kind   INTEGER NOT NULL,        -- 0 = a name, 1 = words as written
    words  TEXT NOT NULL,
    claims INTEGER NOT NULL,        -- how many name it so
    PRIMARY KEY (key, kind, words)
) WITHOUT ROWID;
CREATE INDEX naming_words_most ON naming_words (key, kind, claims);

CREATE INDEX decisions_id ON decisions (id);
