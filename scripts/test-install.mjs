/**
 * `npm run test:install` does what a new user does: it makes a portal with the newest
 * `@backstage/create-app`, follows the README by reading the commands out of it, starts the
 * portal with SQLite and with PostgreSQL, and looks at it in a browser; once with each
 * frontend system. It takes long, and is run before a release.
 *
 * `npm run test:install -- new sqlite` does one of the four.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { waitForHttp } from './lib/http.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { rootDir } from './lib/paths.mjs';
import { createPortal } from './lib/portal/create.mjs';
import { followReadme } from './lib/portal/follow.mjs';
import { lookAt } from './lib/portal/look.mjs';
import { secondCopies } from './lib/portal/release.mjs';
import { freePort } from './lib/ports.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { startNode } from './lib/processes.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';
import { temporaryDir } from './lib/temporary.mjs';

const args = process.argv.slice(2);
/** @param {string[]} names */
const chosen = names => {
  const some = names.filter(name => args.includes(name));
  return some.length ? some : names;
};

/**
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} work
 */
async function timed(what, work) {
  const startedAt = Date.now();
  const result = await work();
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(`  ${what}: ${minutes} min`);
  return result;
}

/**
 * @param {import('./lib/portal/create.mjs').NewPortal} portal
 * @param {string} database - sqlite or postgres
 * @param {string} pictures
 */
async function startAndLook({ dir }, database, pictures) {
  const [app, backend] = [await freePort(), await freePort()];
  const url = `http://localhost:${app}`;
  writeFileSync(
    join(dir, 'app-config.local.yaml'),
    stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: `http://localhost:${backend}`,
        listen: { port: backend },
        cors: { origin: url },
        ...(database === 'postgres'
          ? {
              database: {
                client: 'pg',
                connection: (await startPostgres()).connectionString,
              },
            }
          : {}),
      },
    }),
  );
  let log = '';
  const portal = startNode(
    [
      join(dir, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
    ],
    { cwd: dir, env: { BROWSER: 'none' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [portal.child.stdout, portal.child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => (log += text));
  }
  let hasEnded = false;
  portal.exited.then(() => {
    hasEnded = true;
  });
  try {
    const wait = { timeoutMinutes: 10, ended: () => hasEnded };
    await Promise.all([
      waitForHttp(
        `http://localhost:${backend}/.backstage/health/v1/readiness`,
        wait,
      ),
      waitForHttp(url, wait),
    ]);
    for (const line of await lookAt(url, pictures)) {
      console.log(`    ${line}`);
    }
  } catch (error) {
    console.error(log.slice(-8_000));
    throw error;
  } finally {
    await portal.stop();
    writeFileSync(join(pictures, 'portal.log'), log);
  }
}

async function testInstall() {
  await ensureInstalled();
  const results = join(rootDir, 'dist-packages/test-install');
  rmSync(results, { recursive: true, force: true });
  for (const frontend of chosen(['new', 'legacy'])) {
    const dir = join(temporaryDir('install'), 'my-portal');
    console.log(`A new portal, ${frontend} frontend system`);
    const portal = await timed('creating it', () =>
      createPortal(dir, { legacy: frontend === 'legacy' }),
    );
    console.log(
      `  create-app ${portal.createApp}, Backstage ${portal.release}`,
    );
    const before = secondCopies(dir);
    await timed('following the README', () => followReadme(portal));
    const more = secondCopies(dir).filter(each => !before.includes(each));
    if (more.length) {
      throw new Error(
        `The portal has second copies of packages of Backstage:\n${more.join(
          '\n',
        )}`,
      );
    }
    for (const database of chosen(['sqlite', 'postgres'])) {
      const pictures = join(results, `${frontend}-${database}`);
      mkdirSync(pictures, { recursive: true });
      await timed(database, () => startAndLook(portal, database, pictures));
    }
  }
}

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  await timed('all of it', testInstall);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
