import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../packages.mjs';
import { shell } from '../shell.mjs';
import { changeJson, pin, releaseOf, unpin } from './backstageRelease.mjs';

/**
 * @typedef {object} NewPortal
 * @property {string} dir
 * @property {boolean} legacy - whether it has the classic frontend system
 * @property {string} createApp - the version of create-app
 * @property {string} release - of Backstage, as its backstage.json says
 */

/** The owners that the README names; in a portal of yours they are your own. */
const ORGANISATION = `---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: cio-office
spec:
  type: team
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: incident-management
spec:
  type: team
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: jane
spec:
  memberOf: [incident-management]
`;

/**
 * Creates a portal with the newest `@backstage/create-app`, and installs its dependencies.
 *
 * @param {string} dir - a folder that does not exist yet
 * @param {object} options
 * @param {boolean} options.legacy - with the classic frontend system
 * @returns {Promise<NewPortal>}
 */
export async function createPortal(dir, { legacy }) {
  const tool = `${dir}-create-app`;
  shell(
    `npm install --no-audit --no-fund --prefix ${tool} @backstage/create-app@latest`,
  );
  const packageDir = join(tool, 'node_modules/@backstage/create-app');
  const { bin, version: createApp } = readJson(
    join(packageDir, 'package.json'),
  );
  const script = join(packageDir, bin['backstage-create-app'] ?? bin);
  shell(
    `node ${script} --skip-install --path ${dir} ${legacy ? '--legacy' : ''}`,
    { env: { BACKSTAGE_APP_NAME: 'my-portal' } },
  );
  if (hasLockFile(dir)) {
    shell('yarn install', { cwd: dir });
  } else {
    await installRelease(dir);
  }
  appendFileSync(join(dir, 'examples/org.yaml'), ORGANISATION);
  const { version: release } = readJson(join(dir, 'backstage.json'));
  return { dir, legacy, createApp, release };
}

/**
 * Whether create-app could fetch the lock file of its release.
 *
 * @param {string} dir
 */
function hasLockFile(dir) {
  const file = join(dir, 'yarn.lock');
  return existsSync(file) && readFileSync(file, 'utf8').includes('@backstage/');
}

/** @param {string} dir */
async function installRelease(dir) {
  const versions = await releaseOf(
    dir,
    shell('npm config get registry').trim(),
  );
  pin(dir, versions);
  // The build of the template's version is fetched from GitHub too; this one is on npm
  changeJson(join(dir, 'package.json'), json => ({
    ...json,
    resolutions: { ...json.resolutions, 'better-sqlite3': '^13.0.0' },
    dependenciesMeta: { 'better-sqlite3': { built: false } },
  }));
  shell('yarn install', { cwd: dir });
  unpin(dir, versions);
  shell('yarn install', { cwd: dir });
}
