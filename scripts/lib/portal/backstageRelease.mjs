/**
 * The Backstage release of a new portal. `create-app` fetches a lock file for it from
 * GitHub, so that all its packages are of one release. Where that cannot be reached, the
 * ranges of package.json alone would mix it with packages of later releases, which do not
 * work together. The same lock file is made here from the registry: within a release, each
 * package names the others of the release as the lower bound of its ranges.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readJson } from '../packages.mjs';

const WORKSPACES = ['.', 'packages/app', 'packages/backend'];
const SCOPE = '@backstage/';

/** @param {string} name */
const isOfBackstage = name => name.startsWith(SCOPE);

/**
 * @param {string} portal - its folder
 * @param {string} registry - the address of the npm registry
 * @returns {Promise<Record<string, string>>} the version of each package of Backstage
 */
export async function releaseOf(portal, registry) {
  /** @type {Map<string, string>} */
  const versions = new Map();
  let pending = WORKSPACES.map(dir =>
    readJson(join(portal, dir, 'package.json')),
  )
    .map(({ dependencies, devDependencies }) => ({
      ...dependencies,
      ...devDependencies,
    }))
    .flatMap(Object.entries);
  while (pending.length) {
    /** @type {Set<string>} */
    const raised = new Set();
    for (const [name, range] of pending) {
      const version = /^[\^~]?(\d+\.\d+\.\d+)$/.exec(range)?.[1];
      const known = versions.get(name);
      if (
        isOfBackstage(name) &&
        version &&
        (!known || isLater(version, known))
      ) {
        versions.set(name, version);
        raised.add(name);
      }
    }
    const manifests = await Promise.all(
      [...raised].map(name =>
        manifestOf(registry, name, /** @type {string} */ (versions.get(name))),
      ),
    );
    pending = manifests.flatMap(({ dependencies }) =>
      Object.entries(dependencies ?? {}),
    );
  }
  return Object.fromEntries([...versions].sort());
}

/**
 * @param {string} version
 * @param {string} other
 */
function isLater(version, other) {
  const [a, b] = [version, other].map(each => each.split('.').map(Number));
  const differs = a.findIndex((part, i) => part !== b[i]);
  return differs >= 0 && a[differs] > b[differs];
}

/**
 * @param {string} registry
 * @param {string} name
 * @param {string} version
 */
async function manifestOf(registry, name, version) {
  const url = new URL(`${name.replace('/', '%2f')}/${version}`, registry);
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response.json();
}

/**
 * Lets the package manager install exactly these versions.
 *
 * @param {string} portal
 * @param {Record<string, string>} versions
 */
export function pin(portal, versions) {
  changeJson(join(portal, 'package.json'), json => ({
    ...json,
    resolutions: { ...json.resolutions, ...versions },
  }));
}

/**
 * Once it is installed: the lock file says by itself what the pins said, as one would that
 * was fetched, and the pins are gone.
 *
 * @param {string} portal
 * @param {Record<string, string>} versions
 */
export function unpin(portal, versions) {
  const file = join(portal, 'yarn.lock');
  /** @type {Record<string, { dependencies?: Record<string, string> }>} */
  const lock = parse(readFileSync(file, 'utf8'));
  /** @type {Map<string, Set<string>>} */
  const ranges = new Map(Object.keys(versions).map(name => [name, new Set()]));
  for (const { dependencies } of Object.values(lock)) {
    for (const [name, range] of Object.entries(dependencies ?? {})) {
      ranges.get(name)?.add(`${name}@${range.replace(/^(?!npm:)/, 'npm:')}`);
    }
  }
  const entries = Object.entries(lock).map(([key, entry]) => {
    const named = ranges.get(key.slice(0, key.indexOf('@', 1)));
    return [named?.size ? [...named].sort().join(', ') : key, entry];
  });
  writeFileSync(file, stringify(Object.fromEntries(entries), { lineWidth: 0 }));
  changeJson(join(portal, 'package.json'), json => ({
    ...json,
    resolutions: Object.fromEntries(
      Object.entries(json.resolutions).filter(([name]) => !(name in versions)),
    ),
  }));
}

/**
 * The packages of which the portal has more than one copy.
 *
 * @param {string} portal
 * @returns {string[]} such as `@backstage/plugin-catalog-react 3.2.3, 4.0.0`
 */
export function secondCopies(portal) {
  /** @type {Record<string, { version: string }>} */
  const lock = parse(readFileSync(join(portal, 'yarn.lock'), 'utf8'));
  /** @type {Map<string, string[]>} */
  const copies = new Map();
  for (const [key, { version }] of Object.entries(lock)) {
    const name = key.slice(0, key.indexOf('@', 1));
    if (isOfBackstage(name)) {
      copies.set(name, [...(copies.get(name) ?? []), version]);
    }
  }
  return [...copies]
    .filter(([, versions]) => versions.length > 1)
    .map(([name, versions]) => `${name} ${versions.join(', ')}`);
}

/**
 * @param {string} file
 * @param {(json: any) => object} change
 */
export function changeJson(file, change) {
  const json = existsSync(file) ? readJson(file) : {};
  writeFileSync(file, `${JSON.stringify(change(json), null, 2)}\n`);
}
