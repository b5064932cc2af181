create table entry (
    position bigint primary key,
    journey uuid not null,
    sequence bigint not null,
    patient uuid not null,
    entry_id uuid not null,
    kind text not null check (kind in ('enrolled', 'attended', 'missed', 'discharged')),
    occurred_at timestamptz not null,
    occurred_on date not null,
    zone text not null,
    program uuid,
    weekly_minutes int,
    level_of_care text,
    session uuid,
    session_kind text,
    modality text,
    scheduled_minutes int,
    present_minutes int,
    credited_minutes int,
    make_up_for uuid,
    absence text,
    absence_reason text,
    notified_at timestamptz,
    week date,
    discharge_reason int,
    last_contact date,
    policy_version int not null,
    withdrawn_position bigint
);
create index entry_of_journey on entry (journey, position);
comment on table entry is 'What a journey''s weeks are judged by: admission, sessions attended and missed, discharge';
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
