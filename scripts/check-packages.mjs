/**
 * Checks what would be published: `backstage-cli repo fix`, and of each tarball what
 * publint and "Are the types wrong?" say, and that nothing is missing.
 *
 * The tarballs are as of a release; only the address of the repository is an example.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, parse } from 'node:path';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';
import { packAll } from './lib/pack.mjs';
import {
  inlinedPackages,
  publishedPackages,
  readJson,
} from './lib/packages.mjs';
import { packageBin } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';
import { temporaryDir } from './lib/temporary.mjs';

/** Reserved for examples. */
const repository = 'https://example.org/kpi-tree';

/**
 * What the builds of Backstage's own CLI are like, and those of all its plugins: ES
 * modules in `.esm.js`, types after the code, default exports of CommonJS, and the type of
 * an export beside its file.
 */
const ofBackstage = {
  publint: new Set([
    'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
    'EXPORTS_MISSING_TYPES',
    'EXPORTS_TYPES_SHOULD_BE_FIRST',
    'EXPORTS_VALUE_INVALID',
    'FILE_INVALID_FORMAT',
    'TYPES_NOT_EXPORTED',
  ]),
  attw: [
    'cjs-only-exports-default',
    'fallback-condition',
    'unexpected-module-syntax',
  ],
};

/** What each package has beside its code. */
const needed = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md'];

/**
 * @param {string} command - a Node script
 * @param {string[]} args
 * @returns {Promise<string[]>} what it says, if it fails
 */
async function complaintsOf(command, ...args) {
  const { code, output } = await runNode([command, ...args], {
    show: () => false,
  });
  return code === 0 ? [] : [output];
}

/**
 * The packages that code and declarations import.
 *
 * @param {string} dir - of the unpacked package
 */
function importsOf(dir) {
  const imported = globSync('dist/**/*.{js,d.ts}', { cwd: dir }).flatMap(file =>
    [
      ...readFileSync(join(dir, file), 'utf8').matchAll(
        /\b(?:from |import |import\(|require\()['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)(?=['"/])/g,
      ),
    ].map(([, name]) => name),
  );
  return [...new Set(imported)];
}

/**
 * What a package imports and package.json does not name, so that it is installed with it
 * by chance; and what refers to packages that are never published.
 *
 * @param {string} dir - of the unpacked package
 * @param {{ name: string, dependencies?: object, peerDependencies?: object }} json
 */
function mistakesOfImports(dir, json) {
  const declared = { ...json.dependencies, ...json.peerDependencies };
  const inlined = inlinedPackages();
  return [
    ...importsOf(dir)
      .filter(
        // Node's own are not installed
        name => !(name in declared) && !isBuiltin(name),
      )
      .map(name => `imports ${name}, which is not among its dependencies`),
    ...inlined
      .filter(name => name in declared)
      .map(name => `depends on ${name}, which is never published`),
  ];
}

/**
 * @param {string} file - a tarball
 * @param {string} dir - the same, unpacked
 * @returns {Promise<string[]>}
 */
async function mistakesOf(file, dir) {
  const json = readJson(`${dir}/package.json`);
  const files = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' });
  const missing = needed.filter(name => !files.includes(`package/${name}\n`));
  const { messages } = await publint({ pkgDir: dir, pack: false });
  return [
    ...missing.map(name => `${name} is missing`),
    ...['bugs', 'engines', 'homepage', 'keywords', 'license', 'repository']
      .filter(field => !json[field])
      .map(field => `package.json has no ${field}`),
    ...mistakesOfImports(dir, json),
    ...messages
      .filter(
        ({ code, type }) =>
          type !== 'suggestion' && !ofBackstage.publint.has(code),
      )
      .map(message => String(formatMessage(message, json))),
    // A command has no types
    ...(json.types
      ? await complaintsOf(
          packageBin('@arethetypeswrong/cli', 'attw'),
          file,
          ...['--format', 'ascii', '--ignore-rules', ...ofBackstage.attw],
        )
      : []),
  ];
}

shutdownOnInterruption(130);
try {
  const cli = packageBin('@backstage/cli', 'backstage-cli');
  const mistakes = await complaintsOf(
    cli,
    'repo',
    'fix',
    '--check',
    '--publish',
  );
  const target = temporaryDir('packages');
  for (const { name, file } of await packAll(target, repository)) {
    const dir = `${target}/${parse(file).name}`;
    mkdirSync(dir);
    execFileSync('tar', ['-xzf', file, '-C', dir]);
    for (const mistake of await mistakesOf(file, `${dir}/package`)) {
      mistakes.push(`${name}: ${mistake}`);
    }
  }
  console.log(mistakes.join('\n'));
  console.log(
    `${publishedPackages().length} packages, ${mistakes.length} mistakes`,
  );
  process.exitCode = mistakes.length ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
