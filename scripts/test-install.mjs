/**
 * `npm run test:install` does what a new user does: it makes a portal with the newest
 * `@backstage/create-app`, follows the README by reading the commands out of it, starts the
 * portal with SQLite and with PostgreSQL, and looks at it in a browser; once with each
 * frontend system. It takes long, and is run before a release.
 *
 * `npm run test:install -- new sqlite` does one of the four.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { rootDir } from './lib/paths.mjs';
import { createPortal } from './lib/portal/create.mjs';
import { followReadme } from './lib/portal/follow.mjs';
import { secondCopies } from './lib/portal/release.mjs';
import { startAndLook } from './lib/portal/start.mjs';
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
