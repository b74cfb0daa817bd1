-- Schools, people and the roles they hold

create table schools (
  urn text primary key,
  name text not null,
  authority text,
  phase text not null,
  district text,
  denomination text,
  status text not null default 'open',
  successor_urn text,
  details jsonb not null default '{}'
);
create index schools_authority on schools (authority, urn);

create table people (
  id text primary key,
  name text not null,
  email text not null,
  authority text
);
create index people_email on people (lower(email));

create table roles_held (
  id bigint generated always as identity primary key,
  person_id text not null references people (id) on delete cascade,
  role text not null,
  from_day date not null,
  to_day date,
  district text,
  school text
);
create index roles_held_person on roles_held (person_id);
create index roles_held_role on roles_held (role, school, district);

create table absences (
  id bigint generated always as identity primary key,
  person_id text not null references people (id) on delete cascade,
  from_day date not null,
  to_day date not null
);
create index absences_person on absences (person_id);

-- The calendar: what is shipped is put in at the first start; imports add and move, never erase

create table bank_holidays (
  day date primary key,
  name text not null
);

create table terms (
  authority text not null,
  school text not null default '',
  academic_year text not null,
  term text not null,
  first_day date not null,
  half_term_first_day date not null,
  half_term_last_day date not null,
  last_day date not null,
  inset_days jsonb not null default '[]',
  primary key (authority, school, academic_year, term)
);

create table calendar_changes (
  id bigint generated always as identity primary key,
  made_at timestamptz not null default now(),
  by_role text,
  -- whose cases it concerns; null: everybody's
  authority text,
  kind text not null,
  summary text not null,
  details jsonb not null,
  -- when the running cases had been told
  told_at timestamptz
);

-- Cases: the case file is append-only; deadlines, notices and statements are what it comes to

create table cases (
  id text primary key,
  authority text not null,
  urn text not null,
  number integer not null,
  -- opening: reserved, its workflow not yet heard of; then open, then closed
  status text not null,
  level text,
  level_since date,
  opened_on date,
  closed_on date,
  next_deadline date,
  overdue boolean not null default false,
  category text,
  district text,
  school_name text not null,
  -- the school as the case's workflow knows it
  school jsonb,
  seq integer not null default 0,
  -- the command that opens it, until its workflow has recorded it
  opening jsonb,
  -- what a closed case knows, from which it is opened again
  state jsonb,
  opened_at timestamptz not null default now(),
  unique (authority, urn, number)
);
create unique index cases_one_open on cases (authority, urn) where status <> 'closed';
create index cases_next on cases (authority, next_deadline, id);
create index cases_status on cases (status, id);

create table case_urns (
  urn text not null,
  case_id text not null references cases (id),
  primary key (urn, case_id)
);

create table case_officers (
  case_id text not null references cases (id),
  role text not null,
  person_id text not null,
  primary key (case_id, role)
);
create index case_officers_person on case_officers (person_id);

create table case_file (
  case_id text not null references cases (id),
  seq integer not null,
  at timestamptz not null,
  type text not null,
  body jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (case_id, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The case file is append-only: correct an entry with the command correctEntry';
end $$;
create trigger case_file_is_append_only before update or delete on case_file
  for each row execute function refuse_change();

create table deadlines (
  case_id text not null references cases (id),
  key text not null,
  id text not null,
  title text not null,
  rule text not null,
  owner text not null,
  status text not null,
  due date,
  provisional boolean not null default false,
  why text not null default '',
  statutory boolean not null default false,
  opened_at timestamptz not null,
  missed_at timestamptz,
  ended_at timestamptz,
  details jsonb not null default '{}',
  primary key (case_id, key)
);
create index deadlines_due on deadlines (due, case_id, key) where ended_at is null;
create index deadlines_ended on deadlines (status, due, case_id, key) where ended_at is not null;
create index deadlines_owner on deadlines (owner, due) where ended_at is null;

create table notices (
  id text primary key,
  case_id text not null references cases (id),
  number integer not null,
  stage text not null,
  given_on date,
  received_on date,
  decided_on date,
  ended text,
  details jsonb not null
);
create index notices_case on notices (case_id);

create table statements (
  id text primary key,
  case_id text not null references cases (id),
  number integer not null,
  urgent boolean not null,
  owed_from date not null,
  filed_on date,
  ended text,
  details jsonb not null
);
create index statements_case on statements (case_id);

-- Letters to roles, and the mails that carry them: one letter a role and person, one mail a person

create table mails (
  id bigint generated always as identity primary key,
  message_id text not null unique,
  case_id text not null,
  kind text not null,
  address text not null,
  at timestamptz not null,
  subject text not null,
  text text not null,
  html text not null,
  ics text,
  headers jsonb not null default '{}',
  -- waiting, sent, refused
  status text not null default 'waiting',
  attempts integer not null default 0,
  leased_until timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null default now()
);
create index mails_waiting on mails (status, id) where status = 'waiting';
create index mails_case on mails (case_id, id);
create index mails_at on mails (at, id);

create table letters (
  key text primary key,
  case_id text not null,
  entry integer not null default 0,
  letter text not null,
  kind text not null,
  to_role text not null,
  -- who is addressed, and who stands in while they are away
  person text,
  stands_in_for text,
  address text,
  at timestamptz not null,
  deadline text,
  deadline_key text,
  rule text,
  statutory boolean not null default false,
  -- gathering: waits for what else goes to that person; mailed; by post; nobody
  status text not null,
  mail_id bigint references mails (id),
  body jsonb not null
);
create index letters_case on letters (case_id, entry);
create index letters_at on letters (at, key);
create index letters_gathering on letters (address, at) where status = 'gathering';
create index letters_mail on letters (mail_id);

-- What a POST with an Idempotency-Key answered, so that a repeat has one effect

create table idempotency_keys (
  key text not null,
  caller text not null,
  fingerprint text not null,
  status integer,
  headers jsonb,
  body jsonb,
  made_at timestamptz not null default now(),
  primary key (caller, key)
);
