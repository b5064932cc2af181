#!/bin/sh
# The logins of Throughline and one of its databases, on one PostgreSQL server. The image runs it when the data folder is
# new. It changes nothing that is there already except the passwords, so that they are changed by running it again:
#   docker compose exec --user postgres record /docker-entrypoint-initdb.d/throughline.sh
# The tables, and what each login may do with them, are made by the migrations.
set -eu
: "${THROUGHLINE_DATABASE:?}" "${THROUGHLINE_OWNER_PASSWORD:?}"
: "${THROUGHLINE_COMMAND_PASSWORD:?}" "${THROUGHLINE_QUERY_PASSWORD:?}"

psql --no-psqlrc --quiet --username postgres --dbname postgres \
  --set ON_ERROR_STOP=1 --set database="$THROUGHLINE_DATABASE" <<'SQL'
-- passwords by the environment, so that no list of processes shows them
\getenv owner THROUGHLINE_OWNER_PASSWORD
\getenv command THROUGHLINE_COMMAND_PASSWORD
\getenv query THROUGHLINE_QUERY_PASSWORD

select format('create role %I login', login)
from unnest(array['throughline_owner', 'throughline_command', 'throughline_query']) login
where not exists (select from pg_roles where rolname = login)
\gexec
alter role throughline_owner password :'owner';
alter role throughline_command password :'command';
alter role throughline_query password :'query';

select format('create database %I template template0 owner throughline_owner', :'database')
where not exists (select from pg_database where datname = :'database')
\gexec
revoke all on database :"database" from public;
grant connect, temporary on database :"database" to throughline_command, throughline_query;
revoke all on database postgres from public;
SQL
