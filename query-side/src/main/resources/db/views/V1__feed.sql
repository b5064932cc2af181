-- How far each read model has read the record. The read models themselves are made by the program that fills them:
-- each lives in a schema of its own and can be rebuilt beside the live one.

create schema feed;
grant usage on schema feed to throughline_query;

-- What Axon's processors share their work with.
create table feed.token (
    processor text not null,
    segment int not null,
    token text,
    token_type text,
    claimed_at text,
    owner text,
    primary key (processor, segment)
);

-- The nodes that are up, so that they can share the segments.
create table feed.node (
    id text primary key,
    seen_at timestamptz not null
);

create table feed.read_model (
    projection text primary key check (projection ~ '^[a-z]+$'),
    definition text not null,
    built_at timestamptz not null default now()
);
comment on column feed.read_model.definition is 'SHA-256 of the tables'' definition: a new one means a rebuild';

create table feed.position (
    projection text not null references feed.read_model on delete cascade,
    segment int not null,
    position bigint not null,
    event_id uuid,
    store_id uuid,
    primary key (projection, segment)
);
comment on table feed.position is 'Written with the rows it speaks of: event and store tell a restored record apart';

create table feed.dead_letter (
    projection text not null,
    position bigint not null,
    stream uuid not null,
    event_id uuid not null,
    cause text not null,
    tries int not null default 1,
    parked_at timestamptz not null default now(),
    primary key (projection, position)
);
create index on feed.dead_letter (projection, stream, position);
comment on table feed.dead_letter is 'Events that a projection could not take, and those after them of the same stream: '
    'where they stand in the record, never what they say';

create table feed.rebuild (
    projection text primary key,
    definition text not null,
    store_id uuid not null,
    position bigint not null,
    head bigint not null,
    events bigint not null,
    worked_ms bigint not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    failure text
);
comment on table feed.rebuild is 'The rebuild that is underway beside the live read model, or the last one';

grant select, insert, update, delete on all tables in schema feed to throughline_query;

-- Schemas can be made, swapped and dropped by these functions only, so that the application needs no right to make
-- schemas. The tables in them belong to the application.
create function feed.drop_schema(schema_name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if schema_name !~ '^[a-z]+(_next|_old)$' then
        raise exception 'no schema beside a read model: %', schema_name;
    end if;
    execute format('drop schema if exists %I cascade', schema_name);
end $$;

create function feed.make_next_schema(projection text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform feed.drop_schema(projection || '_next');
    execute format('create schema %I', projection || '_next');
    execute format('grant usage, create on schema %I to throughline_query', projection || '_next');
end $$;

-- Only names change: nobody who reads has to be waited for. The old tables are dropped afterwards.
create function feed.swap_schema(projection text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if projection !~ '^[a-z]+$' or projection in ('feed', 'public') then
        raise exception 'no read model: %', projection;
    end if;
    perform feed.drop_schema(projection || '_old');
    if to_regnamespace(projection) is not null then
        execute format('alter schema %I rename to %I', projection, projection || '_old');
    end if;
    execute format('alter schema %I rename to %I', projection || '_next', projection);
end $$;

revoke execute on all functions in schema feed from public;
grant execute on all functions in schema feed to throughline_query;
