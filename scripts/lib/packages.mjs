// Not by name: Node 20, which only starts another, has no globSync
import fs, { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootDir } from './paths.mjs';

/**
 * @typedef {object} PublishedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} dir - relative to the root of the repository
 * @property {string[]} dependencies - names of those of the others that it needs
 */

/** @param {string} file */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * The names of the packages that become part of the builds of those that import them.
 *
 * @returns {string[]}
 */
export function inlinedPackages() {
  return allPackages()
    .filter(({ json }) => json.backstage?.inline)
    .map(({ json }) => json.name);
}

function allPackages() {
  return fs
    .globSync('{packages,plugins}/*/package.json', { cwd: rootDir })
    .map(file => ({ file, json: readJson(join(rootDir, file)) }));
}

/**
 * The packages that are published, each after those that it needs.
 *
 * @returns {PublishedPackage[]}
 */
export function publishedPackages() {
  const found = allPackages()
    .filter(({ json }) => !json.private)
    .map(({ file, json }) => ({
      name: json.name,
      version: json.version,
      dir: dirname(file),
      dependencies: Object.keys(json.dependencies ?? {}),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(found.map(({ name }) => name));
  /** @type {Map<string, PublishedPackage>} */
  const ordered = new Map();
  /** @param {PublishedPackage} each */
  const add = each => {
    if (!ordered.has(each.name)) {
      const needed = each.dependencies.filter(name => names.has(name));
      found.filter(({ name }) => needed.includes(name)).forEach(add);
      ordered.set(each.name, { ...each, dependencies: needed });
    }
  };
  found.forEach(add);
  return [...ordered.values()];
}
