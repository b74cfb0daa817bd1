-- What support of a school is planned and given, in days of an officer and in pounds (ST-40 to ST-43, DA-5); a row for each entry of a case file
create table support (
  case_id text not null references cases (id),
  entry integer not null,
  stage text not null,
  kind text not null,
  days double precision not null,
  pounds double precision not null,
  officer text,
  from_day date not null,
  until_day date,
  stream text,
  under_agreement boolean not null,
  impact text not null,
  primary key (case_id, entry)
);
create index support_by_day on support (from_day);
create index support_of_officer on support (officer, from_day);
