#!/bin/sh
# What deploy/backup runs in a database's container, as root: backup.sh days
set -eu
days=$1
as_postgres() {
  setpriv --reuid postgres --regid postgres --init-groups "$@"
}

install -d -o postgres -g postgres -m 0700 /backups/base /backups/wal
rm -rf /backups/base/*.new
# from now on the log is kept, too
touch /var/lib/postgresql/backed-up

draft=/backups/base/backup.new
as_postgres pg_basebackup --username postgres --pgdata "$draft" --checkpoint fast --wal-method stream \
  --manifest-checksums SHA256 --no-password
as_postgres pg_verifybackup --quiet "$draft"
# named by the moment from which on it can be gone on from
name=$(date --utc +%Y%m%dT%H%M%SZ)
mv "$draft" "/backups/base/$name"
sync /backups/base

# what is older goes, and the log that only it needs
oldest=$(date --utc --date "-$days days" +%Y%m%dT%H%M%SZ)
for base in /backups/base/*; do
  if [ "$(basename "$base")" "<" "$oldest" ] && [ "$(basename "$base")" != "$name" ]; then
    rm -rf "$base"
    echo "Removed the backup of $(basename "$base"), which is older than $days days."
  fi
done
first=$(ls /backups/base | head -n 1)
log=$(sed -n 's/^START WAL LOCATION: .*(file \([0-9A-F]*\))$/\1/p' "/backups/base/$first/backup_label")
as_postgres pg_archivecleanup -x .gz /backups/wal "$log"
echo "Backed up and verified: $name, $(du -sh "/backups/base/$name" | cut -f 1). Restorable from $first on."
