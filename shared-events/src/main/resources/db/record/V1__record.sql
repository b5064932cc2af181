-- The head of the log. Every append takes this row first: positions are dense, and their order is the order of commits.
create table log_head (
    one         boolean primary key default true check (one),
    store_id    uuid    not null default gen_random_uuid(),
    position    bigint  not null check (position >= 0),
    recorded_at text    not null collate "C" check (length(recorded_at) = 27)
) with (fillfactor = 10);
insert into log_head (position, recorded_at) values (0, '1970-01-01T00:00:00.000000Z');

-- What happened, exactly as written.
create table event (
    position    bigint  primary key check (position > 0),
    event_id    uuid    not null,
    stream      uuid    not null,
    sequence    bigint  not null check (sequence >= 0),
    name        text    not null,
    revision    int     not null check (revision > 0),
    recorded_at text    not null collate "C" check (length(recorded_at) = 27),
    payload     text    not null,
    metadata    text    not null,
    constraint event_once unique (event_id),
    constraint event_next_in_stream unique (stream, sequence)
);
-- which keys have to be destroyed is asked at every start
create index event_erasure on event (position) where name = 'patient.personal-data-erased';
-- rules ask for a patient's other journeys
create index event_enrolment on event ((payload::json ->> 'patientId')) where name = 'journey.enrolled';

-- What can be true only once: a command done under a key, an open journey of a patient in a program.
create table claim (
    kind           text   not null check (kind in ('idempotency', 'open-journey')),
    key            text   not null,
    request_hash   text,
    answer         text   not null,
    first_position bigint not null,
    last_position  bigint not null,
    constraint claim_once primary key (kind, key)
);

-- Who read whose record.
create table access_log (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default now(),
    who      text        not null,
    role     text        not null,
    whose    uuid,
    journey  uuid,
    what     text        not null,
    purpose  text        not null,
    position bigint
);
create index access_log_journey on access_log (journey, id);
create index access_log_whose on access_log (whose, id);

create function refuse_to_change_history() returns trigger language plpgsql as $$
begin
    raise exception 'history is only ever added to: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;
create trigger only_added_to before update or delete or truncate on event
    for each statement execute function refuse_to_change_history();
create trigger only_added_to before update or delete or truncate on access_log
    for each statement execute function refuse_to_change_history();
create trigger never_lost before delete or truncate on log_head
    for each statement execute function refuse_to_change_history();

grant select on log_head, event to throughline_command, throughline_query;
grant update (position, recorded_at) on log_head to throughline_command;
grant insert on event to throughline_command;
grant select, insert, delete on claim to throughline_command;
grant select, insert on access_log to throughline_command, throughline_query;
