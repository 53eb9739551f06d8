import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './paths.mjs';
import { onShutdown } from './shutdown.mjs';

/**
 * The real systems that sources are tested against, and what their packages take for
 * granted.
 */
const packages = [
  'icinga2-bin',
  'icinga2-common',
  'icinga2-ido-mysql',
  'libc6',
  'mariadb-server-core',
  'php8.2-bcmath',
  'php8.2-cli',
  'php8.2-gd',
  'php8.2-mbstring',
  'php8.2-mysql',
  'php8.2-xml',
  'prometheus',
  'prometheus-alertmanager',
  'puma',
  'redmine',
  'redmine-sqlite',
  'request-tracker5',
  'rt5-db-sqlite',
  'victoria-metrics',
  'zabbix-frontend-php',
  'zabbix-server-mysql',
];

/**
 * Unpacks Debian's packages of real systems, with all they need, into a folder that
 * programs can take for their root. Nothing is installed on the machine.
 *
 * @returns {string | undefined} the folder; nothing on a machine without apt, or
 *   where this is not run by root, which may change the root of a program
 */
export function debianRoot() {
  const dir = join(rootDir, 'node_modules/.cache/kpi-tree/debian');
  const root = join(dir, 'root');
  const marker = join(dir, 'packages');
  if (process.getuid?.() !== 0 || !has('apt-get') || !has('dpkg-deb')) {
    return undefined;
  }
  const wanted = packages.join(' ');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) {
    return root;
  }
  rmSync(dir, { recursive: true, force: true });
  const archives = download(join(dir, 'apt'));
  if (!archives) {
    return undefined;
  }
  unpack(archives, root);
  rmSync(join(dir, 'apt'), { recursive: true, force: true });
  writeFileSync(marker, wanted);
  return root;
}

/**
 * Starts a program of the folder; it ends with the script.
 *
 * @param {string} root
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, proc?: boolean }} [options] - `proc`: whether it
 *   needs to see processes, in a mount that only it has
 */
export function startInRoot(root, command, { env = {}, proc = false } = {}) {
  const mount = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"';
  const [program, ...args] = proc
    ? ['unshare', '--mount', 'sh', '-c', mount, root, ...command]
    : ['chroot', root, ...command];
  const child = spawn(program, args, {
    detached: true,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      log = (log + chunk).slice(-10_000);
    });
  }
  const stop = () => {
    try {
      // With the programs that it started
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has ended already
    }
  };
  onShutdown(async () => stop());
  process.on('exit', stop);
  return { log: () => log, ended: () => child.exitCode !== null };
}

/**
 * Runs a program of the folder to its end.
 *
 * @param {string} root
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, input?: string }} [options]
 */
export function runInRoot(root, command, { env = {}, input = '' } = {}) {
  const { status, stdout, stderr, error } = spawnSync(
    'chroot',
    [root, ...command],
    { env: { ...environment, ...env }, input, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(
      `${command.join(' ')} failed: ${error ?? `${stdout}\n${stderr}`}`,
    );
  }
}

/**
 * A folder for the data of a system, by its paths outside and inside its root.
 *
 * @param {string} root
 * @param {string} name
 */
export function dataDir(root, name) {
  const outside = mkdtempSync(join(root, 'tmp', `${name}-`));
  onShutdown(async () => rmSync(outside, { recursive: true, force: true }));
  return { outside, inside: outside.slice(root.length) };
}

const environment = {
  LC_ALL: 'C',
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  TZ: 'UTC',
};

/** @param {string} program */
function has(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Downloads the packages and all they depend on, as if the machine had none.
 *
 * @param {string} dir
 * @returns {string | undefined} the folder of the archives
 */
function download(dir) {
  mkdirSync(join(dir, 'state/lists/partial'), { recursive: true });
  mkdirSync(join(dir, 'cache/archives/partial'), { recursive: true });
  writeFileSync(join(dir, 'status'), '');
  const options = [
    `Dir::State=${dir}/state`,
    `Dir::State::status=${dir}/status`,
    `Dir::Cache=${dir}/cache`,
    'APT::Install-Recommends=false',
    'APT::Sandbox::User=',
  ].flatMap(option => ['-o', option]);
  for (const command of [
    ['update'],
    ['install', '--yes', '--download-only', ...packages],
  ]) {
    const { status } = spawnSync('apt-get', [...options, ...command], {
      stdio: 'ignore',
    });
    if (status !== 0) {
      return undefined;
    }
  }
  return join(dir, 'cache/archives');
}

/**
 * @param {string} archives
 * @param {string} root
 */
function unpack(archives, root) {
  const partial = `${root}.partial`;
  mkdirSync(partial, { recursive: true });
  for (const file of readdirSync(archives).filter(f => f.endsWith('.deb'))) {
    const { status, stderr } = spawnSync(
      'dpkg-deb',
      ['--extract', join(archives, file), partial],
      { encoding: 'utf8' },
    );
    if (status !== 0) {
      throw new Error(`${file} could not be unpacked: ${stderr}`);
    }
  }
  for (const dir of ['dev', 'proc', 'tmp']) {
    mkdirSync(join(partial, dir), { recursive: true });
  }
  for (const [name, minor] of [
    ['null', '3'],
    ['random', '8'],
    ['urandom', '9'],
  ]) {
    const node = join(partial, 'dev', name);
    spawnSync('mknod', ['-m', '666', node, 'c', '1', minor]);
  }
  writeFileSync(
    join(partial, 'etc/passwd'),
    'root:x:0:0:root:/:/bin/sh\nwww-data:x:33:33::/:/bin/sh\n',
  );
  writeFileSync(join(partial, 'etc/group'), 'root:x:0:\nwww-data:x:33:\n');
  writeFileSync(join(partial, 'etc/hosts'), '127.0.0.1 localhost\n');
  renameSync(partial, root);
}
