import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { rootDir } from './paths.mjs';

/**
 * The files that differ from where the branch left main, those that are not committed yet
 * included.
 *
 * @returns {{ base: string, files: string[] }} the commit, and paths from the root of the
 *   repository; no files that were removed
 */
export function changedFiles() {
  const base = branchPoint();
  const files = [
    ...git('diff', '--name-only', '--diff-filter=d', base),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
  return { base, files: [...new Set(files)] };
}

/**
 * Patterns of Jest for the tests of changed files. Tests stand next to what they test, so
 * these are the tests of their folders; what a change breaks elsewhere the whole run finds.
 *
 * @param {string[]} files - paths from the root of the repository
 * @returns {string[]} regular expressions over paths; empty where no source has changed
 */
export function testsOf(files) {
  const folders = files
    .filter(file => /^(plugins|packages)\/.*\.(ts|tsx)$/.test(file))
    .map(file => dirname(file).replace(/\/__[a-zA-Z]+__(\/.*)?$/, ''));
  return [...new Set(folders)].map(
    folder => `${folder.replaceAll('.', '\\.')}/[^/]+\\.test\\.tsx?$`,
  );
}

/** Where the branch left main, or the last commit if there is no main. */
function branchPoint() {
  for (const main of ['origin/main', 'main']) {
    try {
      return git('merge-base', 'HEAD', main)[0];
    } catch {
      // There is no such branch here
    }
  }
  return 'HEAD';
}

/**
 * @param {string[]} args
 * @returns {string[]} the lines
 */
function git(...args) {
  return execFileSync('git', args, {
    cwd: rootDir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .split('\n')
    .filter(Boolean);
}
