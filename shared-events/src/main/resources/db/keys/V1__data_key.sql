-- One key a patient, wrapped by a master key that no database sees. A destroyed key leaves its row as a tombstone.
create table data_key (
    key_id       uuid primary key,
    patient_id   uuid not null unique,
    wrapped      bytea,
    created_at   timestamptz not null default now(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);

-- Tombstones of keys that this store had lost, in a restore from an older backup, before they were destroyed, where the
-- patient has been given another key since.
create table lost_key (
    key_id       uuid primary key,
    destroyed_at timestamptz not null default now()
);

create function refuse_a_key_made_anew() returns trigger language plpgsql as $$
begin
    raise exception 'a destroyed key is never made anew';
end
$$;

create trigger never_made_anew before update on data_key
    for each row when (old.wrapped is null) execute function refuse_a_key_made_anew();

grant select, insert on data_key, lost_key to throughline_command;
grant update (wrapped, destroyed_at) on data_key to throughline_command;
grant select on data_key, lost_key to throughline_query;
