// Fails where two folders side by side in the sources of a package import each other: one
// of the two is above, and what it gives the other belongs below both.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { rootDir } from './lib/paths.mjs';

const mutual = packages().flatMap(folder => mutualImports(join(folder, 'src')));
for (const [one, other] of mutual) {
  console.log(`Two folders import each other:\n  ${one}\n  ${other}`);
}
process.exitCode = mutual.length ? 1 : 0;

/** The folders of all packages. */
function packages() {
  return ['plugins', 'packages'].flatMap(group =>
    readdirSync(join(rootDir, group)).map(name => join(rootDir, group, name)),
  );
}

/**
 * The pairs of folders side by side that import each other, each with an import in
 * either direction.
 *
 * @param {string} src - the folder of the sources
 * @returns {[string, string][]}
 */
function mutualImports(src) {
  /** By the folder that imports and the one that is imported, the first such import. */
  const first = new Map();
  for (const file of sources(src)) {
    for (const imported of importsOf(file)) {
      const [from, to] = siblings(src, file, imported);
      if (to !== undefined && !first.has(`${from} ${to}`)) {
        const place = relative(rootDir, file);
        first.set(
          `${from} ${to}`,
          `${place} imports ${relative(src, imported)}`,
        );
      }
    }
  }
  return [...first].flatMap(([key, one]) => {
    const [from, to] = key.split(' ');
    const other = from < to ? first.get(`${to} ${from}`) : undefined;
    return other ? [[one, other]] : [];
  });
}

/**
 * The two folders below the one that both files share; nothing where one of the files is
 * directly in that.
 *
 * @param {string} src
 * @param {string} file
 * @param {string} imported
 */
function siblings(src, file, imported) {
  const from = relative(src, file).split(sep);
  const to = relative(src, imported).split(sep);
  let shared = 0;
  while (from[shared] === to[shared]) {
    shared++;
  }
  return shared < from.length - 1 && shared < to.length - 1
    ? [from, to].map(parts => parts.slice(0, shared + 1).join('/'))
    : [];
}

/**
 * What a file imports of its package, without the extension.
 *
 * @param {string} file
 */
function importsOf(file) {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter(name => name.startsWith('.'))
    .map(name => resolve(dirname(file), name))
    .filter(path => !isOfTests(path));
}

/**
 * The files of a folder and those below, without tests and what is theirs.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isOfTests(name))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory()
        ? sources(path)
        : /\.tsx?$/.test(entry.name)
        ? [path]
        : [];
    });
}

/** @param {string} path */
function isOfTests(path) {
  return /(^|\/)__test\w+__(\/|$)|\.test\.tsx?$/.test(path);
}
