-- Which events a read model leaves out, because somebody decided so: read models can be lost, the decision cannot.
create table skipped_event (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    who        text        not null,
    projection text        not null,
    definition text        not null,
    position   bigint      not null check (position > 0),
    event_id   uuid        not null,
    reason     text        not null check (length(reason) between 3 and 500)
);
comment on column skipped_event.definition is
    'Which version of the projection could not take it: another one tries it again';
create index skipped_event_projection on skipped_event (projection, definition);

create trigger only_added_to before update or delete or truncate on skipped_event
    for each statement execute function refuse_to_change_history();

grant select, insert on skipped_event to throughline_query;
