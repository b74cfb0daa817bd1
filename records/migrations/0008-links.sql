-- The link in a mail: by what it is found, and which of them hold no longer. Letters written before have none.

alter table letters add column link text;
create unique index letters_by_link on letters (link) where link is not null;

create table revoked_links (
  link text primary key,
  at timestamptz not null default now(),
  by_role text not null,
  by_person text,
  reason text not null
);
