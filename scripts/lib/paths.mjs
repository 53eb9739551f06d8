import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository. */
export const rootDir = resolve(fileURLToPath(import.meta.url), '../../..');

/** What the scripts bring by themselves (Node, Chromium, a yarn command). Git-ignored. */
export const toolsDir = join(rootDir, '.tools');

/** Where the portal of `npm start` keeps its data between starts. Git-ignored. */
export const dataDir = join(rootDir, '.data');

/** The Yarn release that is committed with the repository. */
export const yarnPath = join(rootDir, '.yarn/releases/yarn-4.13.0.cjs');

/**
 * The script behind a command of an installed package, to be run with the
 * Node binary. Going around `node_modules/.bin` spares a shell, and works on
 * Windows, where the files in there are not scripts for Node.
 *
 * @param {string} packageName - an installed package
 * @param {string} [command] - the command's name, if it is not the package's
 * @returns {string} the absolute path of the script
 */
export function packageBin(packageName, command = packageName) {
  const packageDir = join(rootDir, 'node_modules', packageName);
  const { bin } = JSON.parse(
    readFileSync(join(packageDir, 'package.json'), 'utf8'),
  );
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (!script) {
    throw new Error(`The package ${packageName} has no command ${command}`);
  }
  return join(packageDir, script);
}
