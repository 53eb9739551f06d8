/**
 * `npm run export:rhdh` exports the packages as dynamic plugins of Red Hat Developer Hub, to
 * `dist-packages/rhdh/`: what a package needs of the others is embedded in it.
 *
 * See docs/rhdh.md for how they are configured.
 */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { publishedPackages, readJson } from './lib/packages.mjs';
import { packageBin, rootDir } from './lib/paths.mjs';
import { runNode } from './lib/processes.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';
import { shell } from './lib/shell.mjs';
import { temporaryDir } from './lib/temporary.mjs';

/** The version that this was tried with; it goes with Developer Hub of the same number. */
const CLI = '@red-hat-developer-hub/cli@1.9.1';

/** What can be a plugin by itself. */
const EXPORTED = /^(backend|frontend)-plugin(-module)?$/;

/**
 * What a package needs of the others, and those of others in turn.
 *
 * @param {import('./lib/packages.mjs').PublishedPackage} each
 * @param {Map<string, import('./lib/packages.mjs').PublishedPackage>} all - by name
 * @returns {string[]} names
 */
function neededBy(each, all) {
  const own = each.dependencies.flatMap(name => all.get(name) ?? []);
  return [
    ...new Set(own.flatMap(one => [one.name, ...neededBy(one, all)])),
  ].sort();
}

async function exportAll() {
  await ensureInstalled();
  // The types are bundled from the declarations this leaves
  const { code, output } = await runNode([packageBin('typescript', 'tsc')], {
    show: () => false,
  });
  if (code !== 0) {
    throw new Error(output);
  }
  const tool = temporaryDir('rhdh-cli');
  shell(`npm install --no-audit --no-fund --prefix ${tool} ${CLI}`);
  const cli = join(
    tool,
    'node_modules/@red-hat-developer-hub/cli/bin/rhdh-cli',
  );
  const target = join(rootDir, 'dist-packages/rhdh');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const packages = publishedPackages();
  const byName = new Map(packages.map(each => [each.name, each]));
  for (const each of packages) {
    const dir = join(rootDir, each.dir);
    const { role } = readJson(join(dir, 'package.json')).backstage;
    if (EXPORTED.test(role)) {
      const embedded = role.startsWith('frontend')
        ? []
        : neededBy(each, byName);
      shell(
        `node ${cli} plugin export --clean ${
          embedded.length ? `--embed-package ${embedded.join(' ')}` : ''
        }`,
        { cwd: dir },
      );
      cpSync(join(dir, 'dist-dynamic'), join(target, basename(dir)), {
        recursive: true,
      });
      rmSync(join(dir, 'dist-dynamic'), { recursive: true });
      console.log(`dist-packages/rhdh/${basename(dir)}`);
    }
  }
}

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  await exportAll();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
