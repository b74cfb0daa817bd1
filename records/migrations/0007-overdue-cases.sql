-- Lists of cases stand in the order of their ids; the overdue ones of a level are few among many

create index cases_in_order on cases (kind, id);
create index cases_overdue on cases (kind, level, id) where overdue;
