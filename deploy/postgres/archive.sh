#!/bin/sh
# PostgreSQL's archive_command and restore_command: puts a file of the log into /backups/wal, or gets it from there.
#   archive.sh put path name        archive.sh get name path
# Before the first backup nothing is put there: a log without a backup that it goes on from is of no use.
set -eu
case $1 in
  put)
    [ -e /var/lib/postgresql/backed-up ] || exit 0
    # written beside it and renamed, so that a file with its name is whole; the same again is no mistake
    if [ -e "/backups/wal/$3.gz" ]; then
      gzip --decompress --stdout "/backups/wal/$3.gz" | cmp --silent - "$2"
      exit
    fi
    gzip --fast --stdout "$2" >"/backups/wal/$3.new"
    sync "/backups/wal/$3.new"
    mv "/backups/wal/$3.new" "/backups/wal/$3.gz"
    sync /backups/wal
    ;;
  get)
    [ -e "/backups/wal/$2.gz" ] || exit 1
    gzip --decompress --stdout "/backups/wal/$2.gz" >"$3"
    ;;
esac
