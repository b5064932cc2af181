#!/bin/sh
# What deploy/restore runs, as root; the first in the database's container, the others in one of their own beside it:
#   restore.sh flush             puts the log so far where the backups are
#   restore.sh make [moment]     rebuilds the data, as of a moment or as new as the backups allow, in a folder of its own
#   restore.sh switch [moment]   puts it in the place of the data, which is kept beside it
set -eu
parent=$(dirname "$PGDATA")
new=$parent/restored
as_postgres() {
  setpriv --reuid postgres --regid postgres --init-groups "$@"
}

flush() {
  last=$(as_postgres psql --no-psqlrc --tuples-only --no-align --username postgres --dbname postgres \
    --command "select pg_walfile_name(pg_switch_wal())" </dev/null)
  for second in $(seq 60); do
    [ ! -e "/backups/wal/$last.gz" ] || return 0
    sleep 1
  done
  return 1
}

stamp() {
  echo "${1:-9999}" | tr -d ':-'
}

# Not the one of a time that a restore before the limit has undone.
leads_there() {
  for restore in $(ls /backups/left 2>/dev/null); do
    if ! [ "$restore" ">" "$limit" ] && [ "$1" "<" "$restore" ] &&
      [ "$1" ">" "$(cut -d ' ' -f 2 "/backups/left/$restore")" ]; then
      return 1
    fi
  done
}

make() {
  moment=${1:-}
  limit=$(stamp "$moment")
  if [ -n "$moment" ] && [ "$limit" ">" "$(date --utc +%Y%m%dT%H%M%SZ)" ]; then
    echo "That moment has not come yet." >&2
    exit 1
  fi
  base=
  timeline=latest
  # a backup serves from the moment on that it bears as its name
  for one in $(ls /backups/base 2>/dev/null | grep -v '\.new$'); do
    if ! [ "$one" ">" "$limit" ] && leads_there "$one"; then
      base=$one
    fi
  done
  # what an earlier restore has left is reached on the line of the log that was gone on then
  for restore in $(ls /backups/left 2>/dev/null); do
    if [ "$restore" ">" "$limit" ]; then
      timeline=$(cut -d ' ' -f 1 "/backups/left/$restore")
      break
    fi
  done
  if [ -z "$base" ]; then
    echo "There is no backup ${moment:+that is as old as $moment }in /backups/base." >&2
    exit 1
  fi
  echo "Verifying and copying the backup of $base ..."
  install -d -o postgres -g postgres -m 0755 "$parent"
  touch /var/lib/postgresql/backed-up
  as_postgres pg_verifybackup --quiet "/backups/base/$base"
  rm -rf "$new"
  trap 'end $?' EXIT
  install -d -o postgres -g postgres -m 0700 "$new"
  as_postgres cp -a "/backups/base/$base/." "$new"
  as_postgres touch "$new/recovery.signal"

  echo "Repeating the log ${moment:+until $moment }..."
  target=
  if [ -n "$moment" ]; then
    target="-c recovery_target_time='$(echo "$moment" | sed 's/T/ /; s/Z$/+00/')' -c recovery_target_action=promote"
  fi
  # nobody but this script gets in; the log goes on in a line of its own, which is kept like the one before
  options="-c listen_addresses= -c unix_socket_directories=/tmp -c hot_standby=off"
  options="$options -c archive_mode=on -c archive_command='sh /deploy/archive.sh put %p %f'"
  options="$options -c restore_command='sh /deploy/archive.sh get %f %p' -c recovery_target_timeline=$timeline"
  if ! repeat "$target"; then
    grep -q 'before configured recovery target' "$new/restore.log" || exit 1
    # nothing happened between the end of the log and the moment
    repeat "" || exit 1
  fi
  if [ "${THROUGHLINE_DATABASE:-}" = record ]; then
    # from here on another history may come at the same positions: so that every reader notices, it is another store
    ask "update log_head set store_id = gen_random_uuid()
      returning 'Restored up to position ' || position || ', recorded at ' || recorded_at || '.'"
  fi
}

repeat() {
  as_postgres pg_ctl start --pgdata "$new" --wait --timeout 86400 --log "$new/restore.log" -o "$options $1" >/dev/null 2>&1 || return 1
  # it counts as started before it is there
  until [ "$(ask "select pg_is_in_recovery()" 2>/dev/null)" = f ]; do
    as_postgres pg_ctl status --pgdata "$new" >/dev/null || return 1
    sleep 1
  done
}

ask() {
  as_postgres psql --no-psqlrc --quiet --tuples-only --no-align --host /tmp --username postgres \
    --dbname "${THROUGHLINE_DATABASE:-postgres}" --set ON_ERROR_STOP=1 --command "$1" </dev/null
}

# Leaves something that is whole, or nothing.
end() {
  as_postgres pg_ctl stop --pgdata "$new" --mode fast >/dev/null 2>&1 || true
  if [ "$1" -ne 0 ]; then
    grep -E 'FATAL|PANIC' "$new/restore.log" 2>/dev/null | grep -v 'accepting connections' >&2 || true
    rm -rf "$new"
  fi
  rm -f "$new/restore.log"
}

switch() {
  [ -d "$new" ] && [ ! -e "$new/postmaster.pid" ] || { echo "Nothing is ready to switch to." >&2; exit 1; }
  now=$(date --utc +%Y%m%dT%H%M%SZ)
  if [ -d "$PGDATA" ]; then
    left=$(as_postgres pg_controldata "$PGDATA" | sed -n "s/^Latest checkpoint's TimeLineID: *//p")
    install -d -o postgres -g postgres -m 0700 /backups/left
    echo "${left:-latest} $(stamp "${1:-}")" >"/backups/left/$now"
    mv "$PGDATA" "$PGDATA.before-$now"
    echo "The data before is kept in the same volume as $PGDATA.before-$now."
  fi
  mv "$new" "$PGDATA" || { mv "$PGDATA.before-$now" "$PGDATA"; exit 1; }
  sync "$parent"
}

"$@"
