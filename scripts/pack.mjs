/**
 * `npm run pack` builds the packages and writes a tarball of each to `dist-packages/`.
 *
 * `npm run pack -- ../my-portal` also lets that portal take them from there, as long as
 * they are not on npm: in `resolutions` of its package.json.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { packAll, repositoryUrl } from './lib/pack.mjs';
import { readJson } from './lib/packages.mjs';
import { rootDir } from './lib/paths.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';

/**
 * @param {string} portal - its folder
 * @param {{ name: string, file: string }[]} packed
 */
function resolveFrom(portal, packed) {
  const file = join(portal, 'package.json');
  const json = readJson(file);
  const resolutions = Object.fromEntries(
    packed.map(each => [each.name, `file:${each.file}`]),
  );
  writeFileSync(
    file,
    `${JSON.stringify(
      { ...json, resolutions: { ...json.resolutions, ...resolutions } },
      null,
      2,
    )}\n`,
  );
}

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  const portal = process.argv[2] && resolve(process.argv[2]);
  if (portal && !existsSync(join(portal, 'package.json'))) {
    throw new Error(
      `${portal} has no package.json: give the root folder of your portal`,
    );
  }
  await ensureInstalled();
  const target = join(rootDir, 'dist-packages');
  rmSync(target, { recursive: true, force: true });
  const packed = await packAll(target, repositoryUrl());
  if (portal) {
    resolveFrom(portal, packed);
  }
  for (const { file } of packed) {
    console.log(relative(process.cwd(), file));
  }
  if (portal) {
    console.log(
      `\n${join(
        portal,
        'package.json',
      )} says in its resolutions that they are here. Go on in your portal with the next step of the README.`,
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
