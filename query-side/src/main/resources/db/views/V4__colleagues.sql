-- Who has signed in with a provider, as it named them last. The record knows opaque ids only; this is lost with the views,
-- and comes again when people sign in.

create table colleague (
    id text not null primary key,
    name text not null,
    roles text[] not null,
    programs uuid[] not null,
    seen_at timestamptz not null
);
create index colleague_programs on colleague using gin (programs);

grant select, insert, update on colleague to throughline_query;
