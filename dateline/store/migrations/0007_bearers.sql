-- Names of people and places mean somebody over the whole record: ways of naming lead to entities, with all that is told by each.
DROP TABLE namings;
CREATE TABLE namings (
    key    TEXT PRIMARY KEY,           -- of a way of naming
    entity TEXT NOT NULL DEFAULT ''    -- id of the entity that it means; '' = nil
) WITHOUT ROWID;
DELETE FROM naming_words;              -- kind: 0 = a name, 1 = words as written, 2 = country, 3 = sector, 4 = office
INSERT OR IGNORE INTO unlinked SELECT id FROM documents;
