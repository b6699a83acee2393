-- What a later reading of a page changed: derived, rebuilt by relink.
CREATE TABLE revisions (
    document TEXT PRIMARY KEY,  -- the later reading
    earlier  TEXT NOT NULL,
    record   BLOB NOT NULL      -- Revision as JSON
);

-- An item keeps its name over revisions of its page: document of its first reading and number there.
ALTER TABLE items ADD COLUMN key TEXT NOT NULL DEFAULT '';
UPDATE items SET key = (SELECT coalesce((SELECT f.id FROM documents f WHERE f.page = d.page AND f.revision = 1), d.id) FROM documents d
                        WHERE d.id = items.document) || '-' || number;
ALTER TABLE items ADD COLUMN changed TEXT NOT NULL DEFAULT '';  -- when other words of it were read; '' = as it was first read
UPDATE items SET changed = coalesce((SELECT d.fetched FROM documents d WHERE d.id = items.document AND d.revision > 1), '');
CREATE INDEX items_key ON items (key);

-- The day by which a figure is listed: of its event, else of its telling.
ALTER TABLE figures ADD COLUMN told TEXT NOT NULL DEFAULT '';
UPDATE figures SET told = coalesce((SELECT coalesce(c.day, c.published) FROM claims c WHERE c.id = figures.claim), '');
CREATE INDEX figures_told ON figures (told, measure);

CREATE INDEX claims_told_actor ON claims (actor, published);
DROP INDEX claims_actor;
