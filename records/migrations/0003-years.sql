-- Besides interventions, the year of a school, of a district and of the authority itself run as cases of their own kind

alter table cases add column kind text not null default 'intervention';
drop index cases_one_open;
create unique index cases_one_open on cases (authority, urn, kind) where status <> 'closed';
alter table cases drop constraint cases_authority_urn_number_key;
alter table cases add unique (authority, urn, kind, number);
create index cases_kind on cases (kind, authority, id);
