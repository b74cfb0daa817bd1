-- Who is signed in to the pages; what connect-pg-simple reads and writes
create table sessions (
  sid text primary key,
  sess jsonb not null,
  expire timestamptz not null
);
create index sessions_expire on sessions (expire);
