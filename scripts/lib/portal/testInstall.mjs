import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from '../paths.mjs';
import { createPortal } from './create.mjs';
import { askForNumber, loadDynamically } from './dynamic.mjs';
import { followReadme } from './follow.mjs';
import { lookAt } from './look.mjs';
import { secondCopies } from './backstageRelease.mjs';
import { withPortal } from './start.mjs';
import { temporaryDir } from '../temporary.mjs';

const args = process.argv.slice(2);
const results = join(rootDir, 'dist-packages/test-install');

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
export async function timed(what, work) {
  const startedAt = Date.now();
  const result = await work();
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(`  ${what}: ${minutes} min`);
  return result;
}

/**
 * @param {string} dir - for the portal
 * @param {boolean} legacy
 */
async function newPortal(dir, legacy) {
  const portal = await timed('creating it', () =>
    createPortal(dir, { legacy }),
  );
  console.log(`  create-app ${portal.createApp}, Backstage ${portal.release}`);
  return portal;
}

/**
 * The README with a frontend system, on each database.
 *
 * @param {string} dir - for the portal
 * @param {string} frontend - new or legacy
 */
async function testReadme(dir, frontend) {
  const portal = await newPortal(dir, frontend === 'legacy');
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
    const log = join(pictures, 'portal.log');
    const seen = await timed(database, () =>
      withPortal(portal, { database, log }, ({ app }) => lookAt(app, pictures)),
    );
    console.log(`    seen: ${seen.join(', ')}`);
  }
}

/**
 * The backend packages as dynamic plugins of Red Hat Developer Hub.
 *
 * @param {string} dir - for the portal
 */
async function testDynamic(dir) {
  const portal = await newPortal(dir, false);
  await timed('exporting the packages', () => loadDynamically(portal));
  mkdirSync(results, { recursive: true });
  const log = join(results, 'dynamic.log');
  const loaded = await timed('sqlite', () =>
    withPortal(portal, { database: 'sqlite', log }, ({ backend }) =>
      askForNumber(portal, backend),
    ),
  );
  console.log(`    loaded: ${loaded.join(', ')}`);
}

/** Does what `npm run test:install` says, or the part of it that the arguments choose. */
export async function testInstall() {
  rmSync(results, { recursive: true, force: true });
  for (const kind of chosen(['new', 'legacy', 'dynamic'])) {
    console.log(`A new portal: ${kind}`);
    const dir = join(temporaryDir('install'), 'my-portal');
    await (kind === 'dynamic' ? testDynamic(dir) : testReadme(dir, kind));
  }
}
