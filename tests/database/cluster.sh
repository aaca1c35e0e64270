#!/bin/sh
# A PostgreSQL cluster of the tests' own, which lives as long as standard input is open: that closes
# when whoever started this ends, however it ends. Says "ready FOLDER" once databases can be made, or
# why not. Listens on a socket in its folder and nowhere else; leaves no process and no folder.
#
#   cluster.sh FSYNC        on, as PostgreSQL is set by default, or off
set -u

fail() {
  echo "$*"
  exit 1
}

# Debian keeps the server's programs outside the PATH.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
[ -x "$bin/initdb" ] && [ -x "$bin/psql" ] ||
  fail "PostgreSQL is not installed, and the store is tested on it: install the package postgresql"

# The server refuses to run as root.
become=
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || fail "there is no user postgres: install the package postgresql"
  become="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

# The folder's path is part of the socket's, which may not be long: not below a long TMPDIR.
folder=$(mktemp -d /tmp/paiwei-postgres.XXXXXX) || fail "no folder can be made in /tmp"
server=
tidy() {
  # QUIT: at once, without tidying up what is removed anyway.
  [ -z "$server" ] || { kill -QUIT "$server"; wait "$server"; } 2>/dev/null
  rm -rf "$folder"
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM
[ -z "$become" ] || chown postgres: "$folder"
log=$folder/log

# Words are ordered by a language's rules, not by bytes: the store may not depend on either.
$become "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --no-sync \
  --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US >"$log" 2>&1 ||
  fail "initdb failed: $(cat "$log")"

# Should this script be killed, the server goes with it.
$become setpriv --pdeathsig QUIT "$bin/postgres" -D "$folder/data" -k "$folder" \
  -c listen_addresses= -c max_connections=400 -c shared_buffers=64MB -c fsync="$1" \
  >>"$log" 2>&1 3<&- &
server=$!
until "$bin/psql" -h "$folder" -p 5432 -U postgres -qc "create role paiwei login" >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || fail "the server did not start: $(cat "$log")"
  sleep 0.05
done
echo "ready $bin $folder"
exec >/dev/null 2>&1
read -r _
