create table entry (
    position bigint not null,
    sequence bigint not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    occurred_on date not null,
    discharge_reason int,
    withdrawn_position bigint,
    journey uuid not null,
    entry_id uuid,
    name text not null,
    follow_up_status text,
    patient uuid,
    program uuid,
    level_of_care text,
    clinician text,
    zone text,
    source text,
    primary key (journey, position)
);
comment on table entry is
    'One row for each event of a journey: where it stands, and what the journey follows from. What the event says is in '
    'the record';
comment on column entry.occurred_on is 'The day it happened on, where the program is';
comment on column entry.entry_id is 'What corrections refer to; null for events that only take others back';
comment on column entry.patient is 'Of admissions, as are program, level of care, clinician, zone and source';
comment on column entry.withdrawn_position is 'The event that took this entry back: it no longer counts';

create table journey (
    journey uuid primary key,
    version bigint not null,
    patient uuid not null,
    program uuid not null,
    level_of_care text not null,
    clinician text not null,
    status text not null check (status in ('open', 'discharged', 'withdrawn')),
    zone text not null,
    admitted_at timestamptz not null,
    admitted_on date not null,
    discharged_at timestamptz,
    discharged_on date,
    discharge_reason int,
    last_occurred_at timestamptz not null,
    last_recorded_at timestamptz not null,
    last_position bigint not null,
    last_contact_at timestamptz not null,
    last_contact_on date not null,
    last_relapse_at timestamptz,
    last_relapse_on date,
    source text not null
);
create index journey_of_patient on journey (patient);
create index journey_of_program on journey (program, status);
comment on table journey is 'One row a journey, as its effective entries tell it';
comment on column journey.version is 'The sequence of its last event';
comment on column journey.status is 'withdrawn: the admission itself was voided';
comment on column journey.last_contact_at is
    'When the patient was last seen or spoken to: admission, a session attended, a follow-up that found the patient';
comment on column journey.source is
    'Through which door the journey first came, whoever corrected its admission later: demonstration means synthetic';
