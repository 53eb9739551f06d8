import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDir, startInRoot } from './debian.mjs';

/**
 * The tables of Icinga's database IDO.
 *
 * @param {string} root
 * @returns {string}
 */
export function icingaSchema(root) {
  return readFileSync(
    join(root, 'usr/share/icinga2-ido-mysql/schema/mysql.sql'),
    'utf8',
  );
}

/** The services of the host `shop`: nothing but a test says how they are. */
const services = ['web', 'mail', 'search'];

/** @param {string} name */
const serviceObject = name => `object Service "${name}" {
  import "passive"
  host_name = "shop"
  vars.component = "${name}"
  vars.areas = [ "shop", "${name}" ]
  vars.limits = { load = 5 }
}
`;

/**
 * Starts an Icinga 2 that is told the results of checks, and writes its history into IDO.
 *
 * @param {string} root
 * @param {string} mariadb
 * @returns {Promise<{ commands: string, database: string }>} the pipe for external
 *   commands, and IDO
 */
export async function startIcinga(root, mariadb) {
  const { outside, inside } = dataDir(root, 'icinga');
  const database = new URL(mariadb);
  database.pathname = '/icinga';
  const folders = ['data', 'log', 'cache', 'run', 'spool'];
  folders.forEach(folder => mkdirSync(join(outside, folder)));
  writeFileSync(
    join(outside, 'icinga2.conf'),
    `include <itl>
const NodeName = "localhost"
const ZoneName = NodeName
object Endpoint NodeName { }
object Zone ZoneName { endpoints = [ NodeName ] }
library "db_ido_mysql"
object IdoMysqlConnection "ido" {
  host = "127.0.0.1"
  port = ${database.port}
  user = "test"
  password = "test"
  database = "icinga"
}
object ExternalCommandListener "command" { command_path = "${inside}/run/command" }
template Service "passive" {
  check_command = "dummy"
  enable_active_checks = false
  max_check_attempts = 3
}
object Host "shop" { check_command = "dummy"; enable_active_checks = false }
${services.map(serviceObject).join('')}`,
  );
  const server = startInRoot(
    root,
    [
      ...[`/usr/lib/${machine()}-linux-gnu/icinga2/sbin/icinga2`, 'daemon'],
      ...['--config', `${inside}/icinga2.conf`],
      ...['RunAsUser', 'RunAsGroup'].flatMap(name => [
        `-D${name}=root`,
        `-DConfiguration.${name}=root`,
      ]),
      `-DConfiguration.InitRunDir=${inside}/run`,
      ...['Data', 'Log', 'Cache', 'Spool'].map(
        name => `-DConfiguration.${name}Dir=${inside}/${name.toLowerCase()}`,
      ),
    ],
    // It looks for its open files there
    { proc: true },
  );
  while (!server.log().includes("Finished reconnecting to 'ido'")) {
    if (server.ended()) {
      throw new Error(`Icinga did not start: ${server.log()}`);
    }
    await sleep(100);
  }
  return {
    commands: join(outside, 'run/command'),
    database: database.href,
  };
}

/** The name of the machine's processor in the paths of Debian. */
function machine() {
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64';
}
