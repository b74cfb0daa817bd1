-- What time will bring to a case by itself, so that anybody can see what has no next moment; and from when on it is an alarm that
-- nothing more was written. A case that has not written since then has neither.
alter table cases add column ahead jsonb, add column alarm_at timestamptz;
create index cases_alarm on cases (alarm_at) where status = 'open';

-- What did not arrive is looked for among very many letters that did
create index mails_refused on mails (id) where status = 'refused';
create index letters_without_mail on letters (status, at, key) where mail_id is null;
