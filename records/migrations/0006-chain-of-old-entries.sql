-- Entries from before there was a chain are chained too (SO-2): of each case that has one, all are chained anew in their order

alter table case_file disable trigger case_file_is_append_only;

do $$
declare
  entry record;
  last_case text := '';
  last_hash text := '';
begin
  for entry in
    select * from case_file
    where case_id in (select case_id from case_file where hash is null)
    order by case_id, seq
  loop
    if entry.case_id <> last_case then
      last_case := entry.case_id;
      last_hash := '';
    end if;
    last_hash := encode(sha256(convert_to(concat_ws(E'\n',
      last_hash, entry.case_id, entry.seq,
      to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      entry.type, entry.body::text), 'UTF8')), 'hex');
    update case_file set hash = last_hash where case_id = entry.case_id and seq = entry.seq;
  end loop;
end $$;

alter table case_file enable trigger case_file_is_append_only;
