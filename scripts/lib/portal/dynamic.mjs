// Not by name: Node 20, which only starts another, has no globSync
import fs, { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson } from '../packages.mjs';
import { rootDir } from '../paths.mjs';
import { shell } from '../shell.mjs';
import { addConfig, configure, insert } from './follow.mjs';

/** @typedef {import('./create.mjs').NewPortal} NewPortal */

/** What is loaded; the others need a product that a new portal does not have. */
const LOADED = [
  'catalog-backend-module-kpi-tree',
  'kpi-tree-backend',
  'kpi-tree-backend-module-catalog',
  'kpi-tree-backend-module-prometheus',
  'kpi-tree-backend-module-records',
  'kpi-tree-backend-module-sql',
  'search-backend-module-kpi-tree',
];

/**
 * Exports the packages as dynamic plugins, and lets the backend of a portal load them with
 * the loader that Red Hat Developer Hub has.
 *
 * @param {NewPortal} portal
 */
export function loadDynamically(portal) {
  const { dir } = portal;
  shell('npm run export:rhdh', { cwd: rootDir });
  shell(
    'yarn --cwd packages/backend add @backstage/backend-dynamic-feature-service',
    { cwd: dir },
  );
  insert(
    join(dir, 'packages/backend/src/index.ts'),
    'backend.start();',
    "backend.add(import('@backstage/backend-dynamic-feature-service').then(m => ({ default: m.dynamicPluginsFeatureLoader() })));",
  );
  for (const name of LOADED) {
    cpSync(
      join(rootDir, 'dist-packages/rhdh', name),
      join(dir, 'dynamic-plugins-root', name),
      { recursive: true },
    );
  }
  addConfig(dir, 'dynamicPlugins: { rootDirectory: dynamic-plugins-root }');
  configure(portal);
}

/**
 * Asks the backend for the number of the README's CSV, as a guest.
 *
 * @param {NewPortal} portal
 * @param {string} url - of the backend
 * @returns {Promise<string[]>} the dynamic plugins that are there
 * @throws if the number is not there within two minutes
 */
export async function askForNumber({ dir }, url) {
  const end = Date.now() + 120_000;
  for (;;) {
    const value = await restoredAfter(url);
    if (value === 2) {
      return fs
        .globSync('dynamic-plugins-root/*/package.json', { cwd: dir })
        .map(file => {
          const { name, version } = readJson(join(dir, file));
          return `${basename(join(dir, file, '..'))}: ${name} ${version}`;
        });
    }
    if (Date.now() > end) {
      throw new Error(
        `The mean time to restore of October 2026 is ${value}, and should be 2`,
      );
    }
    await sleep(2_000);
  }
}

/** @param {string} url */
async function restoredAfter(url) {
  const session = await fetch(new URL('/api/auth/guest/refresh', url), {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await session.json();
  const series = await fetch(
    new URL(
      '/api/kpi-tree/v1/series/component/default/payments/incident-mttr',
      url,
    ),
    { headers: { Authorization: `Bearer ${backstageIdentity.token}` } },
  );
  const { points } = await series.json();
  return points?.find(
    /** @param {{ period: string }} point */ point =>
      point.period === '2026-10-01',
  )?.value;
}
