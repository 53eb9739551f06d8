/**
 * `npm run test:install` does what a new user does: it makes a portal with the newest
 * `@backstage/create-app`, follows the README by reading the commands out of it, starts the
 * portal with SQLite and with PostgreSQL, and looks at it in a browser; once with each
 * frontend system. Then it loads the packages as dynamic plugins of Red Hat Developer Hub.
 * It takes long, and is run before a release.
 *
 * `npm run test:install -- new sqlite` and `-- dynamic` do a part of it.
 *
 * Only Node's own modules may be imported here: the dependencies may not be
 * installed yet.
 */
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';

await ensureSupportedNode();
shutdownOnInterruption(130);
try {
  await ensureInstalled();
  const { testInstall, timed } = await import('./lib/portal/testInstall.mjs');
  await timed('all of it', testInstall);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
