-- Versions of the program run beside each other while it is upgraded, and the record may be restored under any of them.

comment on column feed.read_model.definition is
    'SHA-256 of the tables'' definition and the projection''s version: another one means a rebuild';

alter table feed.rebuild
    add column event_id uuid,
    add column runner uuid;
comment on column feed.rebuild.event_id is 'The event at the position: another one there is of another history';
comment on column feed.rebuild.runner is 'Who is at it; one who finds another name here has been overtaken and gives up';

-- The nodes that are up and which version of a projection they run: those that can work on it share its segments.
drop table feed.node;
create table feed.node (
    id text not null,
    projection text not null,
    definition text not null,
    seen_at timestamptz not null,
    primary key (id, projection)
);
grant select, insert, update, delete on feed.node to throughline_query;
