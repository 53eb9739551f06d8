import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { dataDir, startInRoot } from './debian.mjs';
import { waitForHttp } from './http.mjs';
import { freePort, isInUse } from './ports.mjs';

/** What of the data that it is delivered with is needed to sign in: no templates. */
const needed = [
  'config',
  'hstgrp',
  'regexps',
  'role',
  'role_rule',
  'users',
  'users_groups',
  'usrgrp',
];

/**
 * The tables of a Zabbix, and its users and roles.
 *
 * @param {string} root
 * @returns {string}
 */
export function zabbixSchema(root) {
  const read = (/** @type {string} */ name) =>
    gunzipSync(
      readFileSync(join(root, 'usr/share/zabbix-server-mysql', name)),
    ).toString();
  const [tables] = read('schema.sql.gz').split(/^DELIMITER/m);
  const insert = new RegExp(`^INSERT INTO \`(${needed.join('|')})\``);
  const data = read('data.sql.gz')
    .split('\n')
    .filter(line => insert.test(line));
  return ['set foreign_key_checks = 0;', tables, ...data].join('\n');
}

/** The frontend finds its database by the environment of its process. */
const frontend = `<?php
$DB['TYPE'] = 'MYSQL';
$DB['SERVER'] = '127.0.0.1';
$DB['PORT'] = getenv('KPI_TREE_TEST_PORT');
$DB['DATABASE'] = 'zabbix';
$DB['USER'] = 'test';
$DB['PASSWORD'] = 'test';
$DB['DOUBLE_IEEE754'] = true;
$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
`;

const modules = [
  ...['mysqlnd', 'mysqli', 'mbstring', 'ctype', 'gettext', 'posix', 'sockets'],
  ...['dom', 'xml', 'xmlreader', 'xmlwriter', 'simplexml', 'tokenizer'],
  ...['fileinfo', 'bcmath', 'gd'],
].flatMap(module => ['-d', `extension=${module}`]);

/** Its processes that no test needs, of those that it can do without. */
const none = [
  ...['Pollers', 'PollersUnreachable', 'Pingers', 'Discoverers'],
  ...['HTTPPollers', 'IPMIPollers', 'ODBCPollers', 'HistoryPollers'],
].map(name => `Start${name}=0`);

/** And of those that it cannot, one. */
const one = [
  ...['Trappers', 'Preprocessors', 'DBSyncers', 'Escalators', 'Alerters'],
  ...['Timers', 'LLDProcessors'],
].map(name => `Start${name}=1`);

/**
 * Starts the server and the frontend of a Zabbix on a database with its tables.
 *
 * @param {string} root
 * @param {string} mariadb
 * @returns {Promise<{ url: string, sender: string, database: string }>} the frontend with
 *   the name and password of its admin; where programs send values to, as host:port; and
 *   its database
 */
export async function startZabbix(root, mariadb) {
  const { outside, inside } = dataDir(root, 'zabbix');
  const database = new URL(mariadb);
  database.pathname = '/zabbix';
  const [port, trapper] = [await freePort(), await lowPort()];
  writeFileSync(
    join(outside, 'server.conf'),
    [
      'AllowRoot=1',
      // Debian has a newer MariaDB than its Zabbix knows
      'AllowUnsupportedDBVersions=1',
      'DBHost=127.0.0.1',
      `DBPort=${database.port}`,
      'DBName=zabbix',
      'DBUser=test',
      'DBPassword=test',
      'ListenIP=127.0.0.1',
      `ListenPort=${trapper}`,
      'LogType=console',
      `PidFile=${inside}/pid`,
      `SocketDir=${inside}`,
      // How soon it notices what is configured, in seconds
      'CacheUpdateFrequency=1',
      'ServiceManagerSyncFrequency=1',
      'HousekeepingFrequency=0',
      ...none,
      ...one,
      '',
    ].join('\n'),
  );
  const server = startInRoot(root, [
    ...['/usr/sbin/zabbix_server', '--foreground'],
    ...['--config', `${inside}/server.conf`],
  ]);
  writeFileSync(join(root, 'etc/zabbix/zabbix.conf.php'), frontend);
  const php = startInRoot(
    root,
    [
      ...['/usr/bin/php8.2', ...modules, '-d', 'date.timezone=UTC'],
      ...['-S', `127.0.0.1:${port}`, '-t', '/usr/share/zabbix'],
    ],
    { env: { KPI_TREE_TEST_PORT: database.port, LC_ALL: 'C.UTF-8' } },
  );
  await waitForHttp(`http://127.0.0.1:${port}/`, {
    timeoutMinutes: 1,
    ended: php.ended,
  });
  while (!(await isInUse(`http://127.0.0.1:${trapper}`))) {
    if (server.ended()) {
      throw new Error(`Zabbix did not start: ${server.log()}`);
    }
    await sleep(100);
  }
  return {
    url: `http://Admin:zabbix@127.0.0.1:${port}`,
    sender: `127.0.0.1:${trapper}`,
    // What its API does not take can be written into it
    database: database.href,
  };
}

/** Zabbix takes no port above 32767, where those are that a machine gives away. */
async function lowPort() {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if (!(await isInUse(`http://127.0.0.1:${port}`))) {
      return port;
    }
  }
}
