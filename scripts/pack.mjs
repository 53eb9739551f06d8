/**
 * `npm run pack` builds the packages and writes a tarball of each to `dist-packages/`, to
 * be installed in a portal as long as they are not on npm:
 *
 *   yarn --cwd packages/backend add ../kpi-tree/dist-packages/NAME.tgz
 */
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { packAll, repositoryUrl } from './lib/pack.mjs';
import { rootDir } from './lib/paths.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  await ensureInstalled();
  const target = join(rootDir, 'dist-packages');
  rmSync(target, { recursive: true, force: true });
  for (const { file } of await packAll(target, repositoryUrl())) {
    console.log(relative(process.cwd(), file));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
