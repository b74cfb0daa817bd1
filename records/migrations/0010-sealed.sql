-- A level that is confidential is sealed, and so is the day since when it is the level (DA-4): both are text
alter table cases alter column level_since type text using to_char(level_since, 'YYYY-MM-DD');
