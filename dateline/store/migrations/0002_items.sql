-- Items of the pages, in the order readers meet them: what the live page and the recaps list.
CREATE TABLE items (
    document  TEXT NOT NULL,
    number    INTEGER NOT NULL,   -- 0 = page furniture, not kept here
    form      TEXT NOT NULL,
    title     TEXT NOT NULL,
    published TEXT NOT NULL,      -- day or minute; '' = not known
    url       TEXT NOT NULL,
    repeats   INTEGER NOT NULL,   -- number of the item it shows a second time, -1 = none
    PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX items_published ON items (published, document, number);

INSERT INTO items
SELECT d.id, json_extract(i.value, '$.number'), json_extract(i.value, '$.form'), json_extract(i.value, '$.title'),
       coalesce(json_extract(i.value, '$.published'), ''), coalesce(json_extract(i.value, '$.url'), ''), coalesce(json_extract(i.value, '$.repeats'), -1)
FROM documents d, json_each(CAST(d.segments AS TEXT), '$.items') i
WHERE json_extract(i.value, '$.number') > 0;

CREATE INDEX figures_claim_measure ON figures (measure, claim);
CREATE INDEX claims_item ON claims (document, item);
CREATE INDEX claims_event ON claims (event, mode);
CREATE INDEX events_conflict ON events (conflict, day);
