create table patient (
    patient uuid primary key,
    version bigint not null,
    program uuid not null,
    given text not null,
    family text not null,
    birth_date date,
    identifiers jsonb not null,
    contact jsonb,
    search text not null
);
create index patient_by_name on patient (family, given);
comment on table patient is 'The only clear names there are. The row goes when the key is destroyed';
comment on column patient.search is 'Name and identifiers, lower case, without marks';
