-- What was observed: append-only.
CREATE TABLE captures (
    sha256     TEXT PRIMARY KEY,  -- of the bytes as they came
    media_type TEXT NOT NULL,
    url        TEXT NOT NULL,
    name       TEXT NOT NULL,     -- file or entry name
    fetched    TEXT NOT NULL,     -- UTC, ISO 8601; '' where not fetched
    status     INTEGER NOT NULL,  -- HTTP status; 0 = not over HTTP
    headers    TEXT NOT NULL,     -- JSON list of pairs
    bytes      BLOB NOT NULL      -- zlib-compressed
);

CREATE TABLE documents (
    seq       INTEGER PRIMARY KEY,    -- order of reading
    id        TEXT NOT NULL UNIQUE,   -- hash of page and text
    page      TEXT NOT NULL,          -- what stays the same over revisions: url, else name
    revision  INTEGER NOT NULL,       -- 1 = first reading of the page
    source    TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    title     TEXT NOT NULL,
    published TEXT,                   -- newest day among its items, ISO
    fetched   TEXT NOT NULL,
    record    BLOB NOT NULL,          -- Document as JSON
    segments  BLOB NOT NULL           -- Page as JSON
);
CREATE INDEX documents_page ON documents (page, revision);
CREATE INDEX documents_published ON documents (published);

CREATE TABLE sentences (
    id       INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    number   INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    start    INTEGER NOT NULL,    -- code points of Document.text
    end      INTEGER NOT NULL,
    text     TEXT NOT NULL
);
CREATE INDEX sentences_document ON sentences (document, number);
CREATE VIRTUAL TABLE sentences_text USING fts5 (text, content = 'sentences', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');

-- What editors decided: append-only; a decision is taken back by a later row.
CREATE TABLE editor_decisions (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    record  BLOB NOT NULL         -- Decision as JSON
);

-- What is derived: rebuilt from the above by `dateline relink`.
CREATE TABLE claims (
    seq               INTEGER PRIMARY KEY,
    id                TEXT NOT NULL UNIQUE,
    document          TEXT NOT NULL,
    item              INTEGER NOT NULL,
    sentence          INTEGER NOT NULL,
    kind              TEXT NOT NULL,
    event             TEXT,            -- PLOVER type
    mode              TEXT,
    status            TEXT NOT NULL,
    actor             TEXT NOT NULL,   -- canonical name, '' = none
    actor_country     TEXT NOT NULL,   -- ISO 3166-1 alpha-3, blank-separated; '' = none
    recipient_country TEXT NOT NULL,
    place             TEXT NOT NULL,   -- canonical name
    place_id          TEXT NOT NULL,
    country           TEXT NOT NULL,   -- of the place
    speaker           TEXT NOT NULL,
    day               TEXT,            -- first day of the event, ISO
    until             TEXT,
    published         TEXT,            -- day of the item
    record            BLOB NOT NULL    -- Claim as JSON
);
CREATE INDEX claims_document ON claims (document, sentence);
CREATE INDEX claims_day ON claims (day, event);
CREATE INDEX claims_published ON claims (published);
CREATE INDEX claims_place ON claims (place);
CREATE INDEX claims_speaker ON claims (speaker);
CREATE INDEX claims_actor ON claims (actor);

CREATE TABLE figures (
    claim   TEXT NOT NULL,
    number  INTEGER NOT NULL,    -- order within the claim
    measure TEXT NOT NULL,
    object  TEXT NOT NULL,
    low     REAL NOT NULL,
    high    REAL NOT NULL,
    op      TEXT NOT NULL,
    of      REAL,
    text    TEXT NOT NULL,
    start   INTEGER NOT NULL,
    end     INTEGER NOT NULL,
    PRIMARY KEY (claim, number)
) WITHOUT ROWID;
CREATE INDEX figures_measure ON figures (measure, object);

CREATE TABLE entities (
    id     TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    record BLOB NOT NULL
);

CREATE TABLE events (
    id       TEXT PRIMARY KEY,
    type     TEXT NOT NULL,
    mode     TEXT,
    day      TEXT,
    until    TEXT,
    place    TEXT NOT NULL,
    country  TEXT NOT NULL,
    section  TEXT NOT NULL,
    whole    TEXT NOT NULL,
    speakers INTEGER NOT NULL,
    reports  INTEGER NOT NULL,
    conflict INTEGER NOT NULL,   -- how many of its questions are answered differently
    record   BLOB NOT NULL
);
CREATE INDEX events_day ON events (day, section);
CREATE INDEX events_place ON events (place);
CREATE INDEX events_type ON events (type, mode);

CREATE TABLE event_claims (
    event TEXT NOT NULL,
    claim TEXT NOT NULL,
    PRIMARY KEY (event, claim)
) WITHOUT ROWID;
CREATE INDEX event_claims_claim ON event_claims (claim);

CREATE TABLE conflicts (
    event    TEXT NOT NULL,
    number   INTEGER NOT NULL,
    question TEXT NOT NULL,
    kind     TEXT NOT NULL,
    record   BLOB NOT NULL,
    PRIMARY KEY (event, number)
) WITHOUT ROWID;
CREATE INDEX conflicts_kind ON conflicts (kind);

CREATE TABLE sums (
    event  TEXT NOT NULL,
    number INTEGER NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (event, number)
) WITHOUT ROWID;

CREATE TABLE decisions (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    object  TEXT NOT NULL,
    record  BLOB NOT NULL
);
CREATE INDEX decisions_subject ON decisions (subject);
CREATE INDEX decisions_object ON decisions (object);

CREATE TABLE findings (
    document TEXT NOT NULL,
    item     INTEGER NOT NULL,
    number   INTEGER NOT NULL,   -- order within the document
    verdict  TEXT NOT NULL,
    record   BLOB NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
