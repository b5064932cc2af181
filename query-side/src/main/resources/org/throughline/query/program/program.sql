create table program (
    program uuid primary key,
    version bigint not null,
    name text not null,
    level_of_care text not null,
    population text not null,
    zone text not null,
    published_at timestamptz not null
);

create table policy (
    program uuid not null,
    version int not null,
    effective_from date not null,
    adopted_at timestamptz not null,
    zone text not null,
    week_start int not null,
    weekly_minutes int not null,
    usual_shortest_minutes int not null,
    usual_longest_minutes int not null,
    longest_minutes int not null,
    late_after_hours int not null,
    make_up_within_days int not null,
    absences_in_a_row int not null,
    silence_days int not null,
    retention_years int not null,
    primary key (program, version)
);
comment on table policy is 'Every policy ever adopted; in force on a day is the one effective last by then';
comment on column policy.week_start is '1 for Monday to 7 for Sunday';
