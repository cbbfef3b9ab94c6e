#!/usr/bin/env bash
# tools/db/server-postgres.sh COMMAND…: runs COMMAND with DATABASE_URL naming a fresh PostgreSQL (15 or newer, with pgvector 0.8) on
# 127.0.0.1, and removes that server afterwards. Its exit code is the command's.
#
# As root on Debian or Ubuntu it installs what is missing: PostgreSQL, and pgvector from the distribution or, where that has none, built
# from the source package of Debian trixie (about a minute). Elsewhere it says what to install.
set -euo pipefail

readonly MINIMUM_SERVER=15
readonly PGVECTOR_SOURCE=0.8.0-1

say() { echo "server-postgres: $*" >&2; }
fail() { say "$*"; exit 1; }

[ $# -gt 0 ] || fail 'name the command to run, e.g. tools/db/server-postgres.sh npm test'

# ---- finding and installing -------------------------------------------------------------------------------------------------------

# Prints the newest folder with a server that is new enough.
find_bindir() {
  local candidate major best='' best_major=0
  for candidate in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] || continue
    major=$("$candidate/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
    # among servers that will do, one that has pgvector already comes first
    if [ "$major" -ge "$MINIMUM_SERVER" ]; then
      if has_vector "$candidate"; then major=$((major + 1000)); fi
      if [ "$major" -gt "$best_major" ]; then best=$candidate best_major=$major; fi
    fi
  done
  echo "$best"
}

# Asks the server itself where it looks for extensions: the folder differs between distributions.
has_vector() {
  local share
  share=$("$1/pg_config" --sharedir 2>/dev/null || echo "/usr/share/postgresql/$(basename "$(dirname "$1")")")
  [ -f "$share/extension/vector.control" ] && [ -f "$share/extension/pg_trgm.control" ]
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
  say "installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$WORK/apt.log" 2>&1 || {
    tail -20 "$WORK/apt.log" >&2
    fail "could not install $*"
  }
}

apt_refresh() { apt-get update -qq >"$WORK/apt.log" 2>&1 || { tail -20 "$WORK/apt.log" >&2; fail 'apt-get update failed'; }; }

apt_has() { [ -n "$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([^(].*\)$/\1/p')" ]; }

install_server() {
  can_install || fail "no PostgreSQL $MINIMUM_SERVER or newer was found: install one with its contrib extensions and pgvector 0.8"
  apt_refresh
  local major
  for major in 18 17 16 15; do
    if apt_has "postgresql-$major"; then
      # the package would set up and start a server of its own, which nobody asked for
      if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
      fi
      apt_install "postgresql-$major"
      return
    fi
  done
  fail "this distribution has no PostgreSQL $MINIMUM_SERVER or newer"
}

install_vector() {
  local bindir=$1 major
  major=$("$bindir/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
  can_install || fail "the server in $bindir has no pgvector: install postgresql-$major-pgvector, or build pgvector 0.8 for it"
  apt_refresh
  if apt_has "postgresql-$major-pgvector"; then
    apt_install "postgresql-$major-pgvector"
  else
    build_vector "$bindir" "$major"
  fi
}

# Fetches the source with lists and settings of its own, so that nothing of the machine's apt is changed; apt checks the signatures.
build_vector() {
  local bindir=$1 major=$2 apt="$WORK/apt" mirror
  apt_install "postgresql-server-dev-$major" build-essential ca-certificates debian-archive-keyring
  mkdir -p "$apt/lists/partial" "$apt/source"
  chmod -R a+rX "$WORK"
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 || true)
  mirror=${mirror%% *}
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} trixie main" >"$apt/trixie.list"
  local options=(-o "Dir::Etc::sourcelist=$apt/trixie.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists" -o APT::Sandbox::User=root)
  say "building pgvector $PGVECTOR_SOURCE for PostgreSQL $major"
  (
    cd "$apt/source"
    apt-get "${options[@]}" -qq update
    apt-get "${options[@]}" -qq source --download-only "pgvector=$PGVECTOR_SOURCE"
    tar xf pgvector_*.orig.tar.*
    cd pgvector-*/
    # no -march=native: the result should not depend on the machine that built it
    make -j2 OPTFLAGS='' "PG_CONFIG=$bindir/pg_config"
    make install "PG_CONFIG=$bindir/pg_config"
  ) >"$WORK/build.log" 2>&1 || { tail -30 "$WORK/build.log" >&2; fail 'pgvector could not be built'; }
}

# ---- running ----------------------------------------------------------------------------------------------------------------------

WORK=$(mktemp -d "${TMPDIR:-/tmp}/etcetera-postgres-XXXXXX")
BINDIR=''
STARTED=''
COMMAND_PID=''

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

clean_up() {
  local code=$?
  trap - EXIT INT TERM HUP
  if [ -n "$COMMAND_PID" ] && kill -0 "$COMMAND_PID" 2>/dev/null; then
    kill -TERM "$COMMAND_PID" 2>/dev/null || true
    wait "$COMMAND_PID" 2>/dev/null || true
  fi
  [ -z "$STARTED" ] || as_owner "$BINDIR/pg_ctl" -D "$WORK/data/cluster" -m immediate -w stop >/dev/null 2>&1 || say 'the server did not stop'
  rm -rf "$WORK"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

free_port() { node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'; }

start_server() {
  mkdir "$WORK/data"
  chmod 755 "$WORK"
  [ "$(id -u)" != 0 ] || chown postgres "$WORK/data"
  PASSWORD=$(node -p 'require("node:crypto").randomBytes(18).toString("hex")')
  (umask 077 && echo "$PASSWORD" >"$WORK/data/password")
  [ "$(id -u)" != 0 ] || chown postgres "$WORK/data/password"
  cd "$WORK/data"
  as_owner "$BINDIR/initdb" -D "$WORK/data/cluster" -U postgres -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
    --pwfile="$WORK/data/password" >"$WORK/initdb.log" 2>&1 || { cat "$WORK/initdb.log" >&2; fail 'initdb failed'; }
  cat >>"$WORK/data/cluster/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
  local attempt
  for attempt in 1 2 3 4 5; do
    PORT=$(free_port)
    if as_owner "$BINDIR/pg_ctl" -D "$WORK/data/cluster" -o "-p $PORT" -l "$WORK/data/server.log" -w -t 30 start >/dev/null 2>&1; then
      STARTED=yes
      cd - >/dev/null
      return
    fi
  done
  cat "$WORK/data/server.log" >&2
  fail 'the server did not start'
}

BINDIR=$(find_bindir)
if [ -z "$BINDIR" ]; then
  install_server
  BINDIR=$(find_bindir)
  [ -n "$BINDIR" ] || fail 'PostgreSQL was installed but not found'
fi
has_vector "$BINDIR" || install_vector "$BINDIR"
has_vector "$BINDIR" || fail "pgvector or pg_trgm is still missing beside $BINDIR"
start_server

DATABASE_URL="postgresql://postgres:$PASSWORD@127.0.0.1:$PORT/postgres"
export DATABASE_URL
say "$("$BINDIR/postgres" --version) on 127.0.0.1:$PORT"

# in the background, so that a signal to this script is acted upon at once
"$@" <&0 &
COMMAND_PID=$!
code=0
wait "$COMMAND_PID" || code=$?
COMMAND_PID=''
exit "$code"
