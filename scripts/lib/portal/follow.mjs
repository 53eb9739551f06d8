/**
 * What a reader of the README does to a portal: each command, each insertion into a
 * file and each piece of configuration is taken from the text.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { rootDir } from '../paths.mjs';
import { shell } from '../shell.mjs';
import { blockOf, codeBlocks } from './readme.mjs';

/** @typedef {import('./create.mjs').NewPortal} NewPortal */

/** The service of the reader whose incidents are in the README's CSV. */
const SERVICE = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments' },
  spec: { type: 'service', lifecycle: 'production', owner: 'guests' },
};

/**
 * Follows "Add it to your Backstage" of the README from the first line to the last.
 *
 * @param {NewPortal} portal
 */
export function followReadme(portal) {
  const blocks = codeBlocks('README.md', '## Add it to your Backstage');
  const { dir } = portal;

  shell(blockOf(blocks, 0, 'sh').replace('../my-portal', dir), {
    cwd: rootDir,
  });
  shell(blockOf(blocks, 1, 'sh'), { cwd: dir });
  insert(
    join(dir, 'packages/backend/src/index.ts'),
    'backend.start();',
    blockOf(blocks, 2, 'ts'),
  );
  if (portal.legacy) {
    followClassicFrontend(dir);
  } else {
    addConfig(dir, blockOf(blocks, 3, 'yaml'));
  }
  configure(portal);
}

/**
 * The steps of the README that are about configuration and definitions, from the library on.
 *
 * @param {NewPortal} portal
 */
export function configure({ dir }) {
  const blocks = codeBlocks('README.md', '## Add it to your Backstage');
  addConfig(dir, blockOf(blocks, 4, 'yaml'));
  const csv = join(dir, 'incidents.csv');
  writeFileSync(csv, blockOf(blocks, 5, 'csv'));
  addConfig(
    dir,
    blockOf(blocks, 5, 'yaml').replace('/data/incidents.csv', csv),
  );
  addConfig(dir, blockOf(blocks, 6, 'yaml', 'catalog:'));
  writeFileSync(
    join(dir, 'kpis.yaml'),
    blockOf(blocks, 6, 'yaml', 'apiVersion:'),
  );
  addService(dir, blockOf(blocks, 7, 'yaml'));
}

/**
 * The section of the plugin's README about the classic frontend system.
 *
 * @param {string} dir - of the portal
 */
function followClassicFrontend(dir) {
  const blocks = codeBlocks(
    'plugins/kpi-tree/README.md',
    '### Classic frontend system',
  );
  const app = join(dir, 'packages/app/src');
  for (const { code } of blocks) {
    const file = /^\/\/ (packages\/\S+)\n/.exec(code)?.[1];
    if (file?.endsWith('App.tsx')) {
      insert(join(dir, file), '</FlatRoutes>', withoutImports(code));
      prepend(join(dir, file), importsOf(code));
    } else if (file?.endsWith('EntityPage.tsx')) {
      const [card, tab, definitionPage, kinds] = sections(withoutImports(code));
      const page = join(dir, file);
      insert(page, '<Grid item md={6}>\n      <EntityAboutCard />', card);
      insert(page, '<EntityLayout.Route path="/api" title="API">', tab);
      insert(page, 'export const entityPage', definitionPage);
      insert(page, "<EntitySwitch.Case if={isKind('component')}", kinds);
      prepend(page, importsOf(code));
    } else if (file?.endsWith('Root.tsx')) {
      insert(
        join(app, 'components/Root/Root.tsx'),
        '{/* End global nav */}',
        withoutImports(code),
      );
      prepend(join(dir, file), importsOf(code));
    }
  }
}

/** @param {string} code */
const importsOf = code =>
  /** @type {string} */ (/^import [^;]*;\n/m.exec(code)?.[0] ?? '');

/**
 * The element alone: without imports, comments, and the semicolon of a statement.
 *
 * @param {string} code
 */
const withoutImports = code =>
  code
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^\/\/ packages.*\n/gm, '')
    .replace(/;$/gm, '');

/**
 * What stands below each comment.
 *
 * @param {string} code
 */
const sections = code =>
  code
    .split(/^\/\/ (?:in|before) .*\n/m)
    .slice(1)
    .map(part => part.trim());

/**
 * @param {string} file
 * @param {string} before - the first place of this text
 * @param {string} code
 * @throws if the file does not have it
 */
export function insert(file, before, code) {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(before);
  if (at < 0) {
    throw new Error(`${file} has no ${before}`);
  }
  writeFileSync(file, `${text.slice(0, at)}${code}\n${text.slice(at)}`);
}

/**
 * @param {string} file
 * @param {string} code
 */
function prepend(file, code) {
  writeFileSync(file, `${code}${readFileSync(file, 'utf8')}`);
}

/**
 * Adds to app-config.yaml: what it has stays, lists get what they lack in front.
 *
 * @param {string} dir
 * @param {string} yaml
 */
export function addConfig(dir, yaml) {
  const file = join(dir, 'app-config.yaml');
  writeFileSync(
    file,
    stringify(merge(parse(readFileSync(file, 'utf8')), parse(yaml))),
  );
}

/**
 * @param {any} known
 * @param {any} added
 * @returns {any}
 */
function merge(known, added) {
  if (Array.isArray(known) && Array.isArray(added)) {
    return [...added, ...known];
  }
  if (known && added && typeof added === 'object') {
    return {
      ...known,
      ...Object.fromEntries(
        Object.entries(added).map(([key, value]) => [
          key,
          merge(known[key], value),
        ]),
      ),
    };
  }
  return added;
}

/**
 * @param {string} dir
 * @param {string} annotations - of step 7
 */
function addService(dir, annotations) {
  const service = merge(SERVICE, parse(annotations));
  appendFileSync(
    join(dir, 'examples/entities.yaml'),
    `---\n${stringify(service)}`,
  );
}
