#!/usr/bin/env bash
# PostgreSQL 15: after a row was deleted, `VACUUM (INDEX_CLEANUP ON)` and a CHECKPOINT, its words can still stand in the
# table's file. VACUUM gives the place free, and overwrites it only where it moves a neighbour there; `VACUUM FULL`
# writes a new file without them.
#
# One would guess: what VACUUM removes is out of the file, as SQLite does it with `secure_delete`. Seen: the address is
# found in the file by its bytes after VACUUM, and no more after VACUUM FULL. Whoever owes somebody that she is
# forgotten needs the second, for the tables that hold clear words (and still has the log of PostgreSQL to think of).
#
# Needs PostgreSQL's own programs on this machine. Fails when the behaviour has changed.
set -euo pipefail
place=$(mktemp -d)
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd "$place"
mkdir server && { [ "$(id -u)" != 0 ] || { chmod 755 "$place" && chown postgres server; }; }
port=$((20000 + RANDOM % 20000))
as "$programs/initdb" -D server/data -A trust -U tester >/dev/null
as "$programs/pg_ctl" -D server/data -w -l server/log -o "-p $port -k $place/server -c listen_addresses=127.0.0.1 -c autovacuum=off" start >/dev/null
trap 'as "$programs/pg_ctl" -D "$place/server/data" -m immediate stop >/dev/null; rm -rf "$place"' EXIT
ask() { "$programs/psql" -h 127.0.0.1 -p "$port" -U tester -d postgres -Atqc "$1"; }

ask "CREATE TABLE person (id int PRIMARY KEY, email text)"
ask "INSERT INTO person SELECT n, 'someone' || n || '@example.org' FROM generate_series(1, 60) n"
ask "DELETE FROM person WHERE id = 60"  # the last of its page: nothing is moved over it

count_in_file() { ask "CHECKPOINT"; as grep -ac "someone60@example.org" "server/data/$(ask "SELECT pg_relation_filepath('person')")" || true; }
ask "VACUUM (INDEX_CLEANUP ON) person"
after_vacuum=$(count_in_file)
ask "VACUUM FULL person"
after_full=$(count_in_file)
ask "SHOW server_version"
echo "lines of the file with the deleted address after VACUUM: $after_vacuum, after VACUUM FULL: $after_full"
[ "$after_vacuum" -gt 0 ] && [ "$after_full" = 0 ]
