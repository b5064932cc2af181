create table kept (
    stream uuid primary key,
    facts bytea not null
);
comment on table kept is
    'What each journey''s outcome follows from: its entries that count, in the form of the code that fills this. No identity';

create table bundle (
    bundle int primary key,
    members bytea not null,
    counted bytea not null
);
alter table bundle alter members set storage external, alter counted set storage main;
comment on table bundle is
    'The journeys once more, as few bytes each, for those who count all of them. All journeys of a patient are in the same '
    'bundle';
comment on column bundle.members is 'Whose journeys these are, and which, in the order of what is counted';
comment on column bundle.counted is 'What is counted of them, in the form of the code that fills this. No ids of theirs';

create table journey (
    journey uuid primary key,
    version bigint not null,
    patient uuid not null,
    program uuid not null,
    level_of_care text not null,
    source text not null,
    clinician text not null,
    admitted_on date not null,
    weekly_minutes int not null,
    planned_days int,
    teds jsonb not null,
    attributes jsonb not null,
    diagnoses jsonb not null,
    discharge_reason int,
    discharged_on date,
    last_contact date,
    discharge_teds jsonb,
    stay_days int,
    los_days int,
    first_relapse_day int,
    relapse_or_lost_day int,
    relapse_after_day int,
    relapse_or_lost_after_day int,
    died_day int,
    found_until_day int not null,
    asked_until_day int not null,
    last_known_day int not null,
    attended int not null,
    missed int not null,
    no_shows int not null,
    credited_minutes bigint not null,
    attended_month_1 int not null,
    attended_month_2 int not null,
    attended_month_3 int not null,
    relapses int not null,
    follow_ups int not null
);
comment on table journey is
    'One row a journey with an effective admission. Days are counted from the day of admission, which is day 0, by the '
    'program''s calendar. Entries that were voided, retracted or rescinded do not count. No identity. Pages count the same '
    'journeys in bundles; these rows are for whoever asks in SQL';
comment on column journey.version is 'The sequence of its last entry that counts or once counted';
comment on column journey.source is
    'Through which door the journey first came, whoever corrected its admission later: demonstration means synthetic';
comment on column journey.teds is 'TEDS variables at admission, raw codes';
comment on column journey.discharge_teds is 'TEDS variables at discharge; an empty object when they could not be obtained';
comment on column journey.discharge_reason is 'TEDS REASON, 1 to 7; null while the journey is open';
comment on column journey.stay_days is 'Plain days from admission to discharge: 0 if on the same day; null while open';
comment on column journey.los_days is
    'TEDS length of stay: last contact minus admission, one day more for outpatient levels of care, at least 1; null '
    'while open';
comment on column journey.found_until_day is
    'Up to here the patient was observed: the last of admission, the sessions attended, the last contact before discharge, '
    'the follow-ups that found the patient, and death. Reports of relapse do not extend it: whether one comes depends on '
    'what happened, so that who returned to use would be observed for longer than who did not';
comment on column journey.asked_until_day is
    'The same with all follow-ups, also those that could not find the patient or tell return from loss';
comment on column journey.first_relapse_day is
    'The first day of use while the patient was observed, found_until_day included: of the relapses reported, by when the '
    'use happened, and of follow-ups that found a return to use, by the day of the follow-up. A follow-up that cannot tell '
    'return from loss is no relapse. Null if none is known';
comment on column journey.relapse_or_lost_day is
    'The first day, up to asked_until_day, of any of: relapse, follow-up that found a return to use, lost, or one of the '
    'two without telling which. Null if none is known';
comment on column journey.relapse_after_day is
    'The first relapse reported of a day after found_until_day; null if there is none, or one before it';
comment on column journey.relapse_or_lost_after_day is
    'The first relapse reported of a day after asked_until_day; null if there is none, or a return or loss before it';
comment on column journey.died_day is
    'The day of death: of a follow-up that found it, or of a discharge for it (REASON 6). Null if none is known';
comment on column journey.last_known_day is
    'The last day anything is known of: found_until_day, or a later relapse. Open imported journeys are in treatment up to '
    'here; of others it is known up to the day they are counted on';
comment on column journey.attended_month_1 is 'Sessions attended on days 0 to 29; month 2: 30 to 59; month 3: 60 to 89';
