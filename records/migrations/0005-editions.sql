-- Under which edition of its authority's policy a case runs
alter table cases add column edition text;
