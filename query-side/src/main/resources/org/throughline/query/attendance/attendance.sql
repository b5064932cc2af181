create table kept (
    stream uuid primary key,
    facts bytea not null
);
comment on table kept is
    'What each journey''s weeks are judged by: its admission, sessions and discharge that count, with their positions in '
    'the record, in the form of the code that fills this. The record tells them in full';

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
