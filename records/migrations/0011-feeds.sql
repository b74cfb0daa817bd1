-- Calendars that people subscribe to: whose, of which deadlines, and until when they hold
create table feeds (
  id text primary key,
  people jsonb not null,
  query jsonb not null,
  made_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index feeds_people on feeds using gin (people);
