-- Each entry of a case file is chained to the one before it (SO-2): whoever changes one changes all hashes after it

alter table case_file add column hash text;

create function chain_entry() returns trigger language plpgsql as $$
begin
  new.hash := encode(sha256(convert_to(concat_ws(E'\n',
    coalesce((select hash from case_file where case_id = new.case_id and seq = new.seq - 1), ''),
    new.case_id, new.seq,
    to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    new.type, new.body::text), 'UTF8')), 'hex');
  return new;
end $$;
create trigger case_file_is_chained before insert on case_file
  for each row execute function chain_entry();
