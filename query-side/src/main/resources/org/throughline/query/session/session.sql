create table session (
    session uuid primary key,
    version bigint not null,
    program uuid not null,
    kind text not null,
    starts timestamptz not null,
    zone text not null,
    minutes int not null,
    modality text not null,
    facilitator text not null,
    capacity int,
    standing_group text,
    unusual_length text,
    cancelled_at timestamptz,
    cancelled_reason text
);
create index session_of_program on session (program, starts);
