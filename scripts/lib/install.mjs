import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { rootDir, yarnPath } from './paths.mjs';
import { runNode } from './processes.mjs';

/** Lies in node_modules, so that it goes when node_modules goes. */
const marker = join(rootDir, 'node_modules/.kpi-tree-install');

/**
 * Installs the dependencies with the committed Yarn, unless nothing that
 * decides about them has changed since the last time.
 */
export async function ensureInstalled() {
  const state = dependencyState();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === state) {
    return;
  }
  console.log(
    'Installing the dependencies, which takes some minutes the first time ...',
  );
  rmSync(marker, { force: true });
  const { code } = await runNode([yarnPath, 'install', '--immutable'], {
    show: isWorthShowing,
  });
  if (code !== 0) {
    throw new Error(
      'The dependencies could not be installed. If a package.json was changed, run `yarn install` to bring yarn.lock up to date.',
    );
  }
  writeFileSync(marker, state);
}

/**
 * Yarn warns at length of peer dependencies that do not quite fit, which come
 * with Backstage, and of build scripts, which are not run on purpose.
 *
 * @param {string} line
 */
function isWorthShowing(line) {
  return !/ YN00(02|04|05|60|86)/.test(line);
}

/** A hash of all files that decide what is installed, and of the platform. */
function dependencyState() {
  const workspaces = ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(rootDir, parent))
      .sort()
      .map(name => `${parent}/${name}/package.json`)
      .filter(file => existsSync(join(rootDir, file))),
  );
  const files = ['yarn.lock', '.yarnrc.yml', 'package.json', ...workspaces];
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch}\n`);
  for (const file of files) {
    hash.update(`${file}\n`);
    hash.update(readFileSync(join(rootDir, file)));
  }
  return hash.digest('hex');
}
