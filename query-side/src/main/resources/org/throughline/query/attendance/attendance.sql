create table entry (
    position bigint not null,
    sequence bigint not null,
    occurred_at timestamptz not null,
    occurred_on date not null,
    week date,
    scheduled_minutes int,
    credited_minutes int,
    withdrawn_position bigint,
    journey uuid not null,
    entry_id uuid not null,
    kind text not null check (kind in ('enrolled', 'attended', 'missed', 'discharged')),
    absence text,
    program uuid,
    weekly_minutes int,
    zone text,
    primary key (journey, position)
);
comment on table entry is
    'What a journey''s weeks are judged by: admission, sessions attended and missed, discharge. The record tells them in full';
comment on column entry.credited_minutes is 'Of sessions attended, and of these only';
comment on column entry.absence is 'Of sessions missed, and of these only';
comment on column entry.program is 'Of admissions, as are weekly minutes and zone';
comment on column entry.week is 'The first day of the program''s week that it counts in';
comment on column entry.withdrawn_position is 'The event that took it back: it no longer counts';

create table week (
    journey uuid not null,
    week date not null,
    scheduled_minutes int not null,
    credited_minutes int not null,
    attended int not null,
    missed int not null,
    no_shows int not null,
    primary key (journey, week)
);
comment on table week is 'The entries that count, summed by the program''s week';

create table journey (
    journey uuid primary key,
    version bigint not null,
    program uuid not null,
    weekly_minutes int not null,
    admitted_on date not null,
    discharged_on date,
    zone text not null,
    last_attended_at timestamptz,
    absences_in_a_row int not null,
    attended int not null,
    missed int not null
);
comment on table journey is 'One row a journey that has an effective admission or had one';
comment on column journey.version is 'The sequence of its last entry of these kinds';
comment on column journey.absences_in_a_row is 'Sessions missed since the last one attended, by when they took place';
