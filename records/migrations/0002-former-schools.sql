-- A school's former URNs are looked for whenever somebody is written to.
create index schools_successor on schools (successor_urn) where successor_urn is not null;
