-- What pages ask most, in the order in which they show it.
CREATE INDEX events_newest ON events (coalesce(day, '') DESC, reports DESC, id);
CREATE INDEX events_where ON events (place, country, day, id);
CREATE INDEX claims_told_type ON claims (event, mode, published);
CREATE INDEX claims_told_speaker ON claims (speaker, published);
CREATE INDEX claims_told_place ON claims (place, published);
DROP INDEX claims_event;
