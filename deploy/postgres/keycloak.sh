#!/bin/sh
# Keycloak's login and its database. The image runs it when the data folder is new; run again, it changes the password:
#   docker compose exec --user postgres keycloak-database /docker-entrypoint-initdb.d/keycloak.sh
set -eu
: "${KEYCLOAK_DATABASE_PASSWORD:?}"

psql --no-psqlrc --quiet --username postgres --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv password KEYCLOAK_DATABASE_PASSWORD

select 'create role keycloak login' where not exists (select from pg_roles where rolname = 'keycloak')
\gexec
alter role keycloak password :'password';

select 'create database keycloak template template0 owner keycloak'
where not exists (select from pg_database where datname = 'keycloak')
\gexec
revoke all on database keycloak from public;
revoke all on database postgres from public;
SQL
