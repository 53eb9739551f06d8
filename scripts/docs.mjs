/**
 * `npm run docs` builds the documentation as a site, to `docs/.vitepress/dist/`, for a web
 * server of any kind. `npm run docs -- --serve` serves it as well, and `--base /kpi-tree/`
 * is for a site that is not at the root of its server.
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { packageBin } from './lib/paths.mjs';
import { runNodeInteractively } from './lib/processes.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';

/**
 * @param {string} command - of VitePress
 * @param {string} base - the path of the site on its server
 * @returns {Promise<number>} the exit code
 */
function vitepress(command, base) {
  return runNodeInteractively([
    packageBin('vitepress'),
    ...[command, 'docs', '--base', base],
  ]);
}

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  const { values } = parseArgs({
    options: {
      serve: { type: 'boolean' },
      base: { type: 'string', default: '/' },
    },
  });
  await ensureInstalled();
  process.exitCode = await vitepress('build', values.base);
  if (values.serve && !process.exitCode) {
    process.exitCode = await vitepress('preview', values.base);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
