/**
 * `npm start` brings all that a fresh machine lacks, starts the portal with its
 * sample data and says where it is once it answers. `yarn start` is what it is
 * in any Backstage repository.
 *
 * Only Node's own modules may be imported here: the dependencies may not be
 * installed yet.
 */
import { mkdirSync } from 'node:fs';
import { isRunByYarn } from './lib/environment.mjs';
import { waitForHttp } from './lib/http.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { dataDir, packageBin } from './lib/paths.mjs';
import { readPortalUrls } from './lib/portal-urls.mjs';
import { isInUse } from './lib/ports.mjs';
import { addSampleData } from './lib/sample-data.mjs';
import { runNodeInteractively, startNode } from './lib/processes.mjs';
import {
  isShuttingDown,
  shutdown,
  shutdownOnInterruption,
} from './lib/shutdown.mjs';

const args = process.argv.slice(2);

function startCommand() {
  const cli = packageBin('@backstage/cli', 'backstage-cli');
  return [cli, 'repo', 'start', ...args];
}

/** @param {string[]} urls */
async function ensureFree(urls) {
  for (const url of urls) {
    if (await isInUse(url)) {
      throw new Error(
        `Something answers at ${url} already. If it is an earlier start of the portal, stop that first.`,
      );
    }
  }
}

/**
 * @param {string} url
 * @param {number} seconds
 */
function announce(url, seconds) {
  const line = `  The portal is up: ${url}  `;
  const border = '='.repeat(line.length);
  console.log(
    `\n${border}\n${line}\n${border}\n  (after ${seconds} seconds; stop it with Ctrl-C)\n`,
  );
}

async function startPortal() {
  const startedAt = Date.now();
  await ensureInstalled();
  mkdirSync(dataDir, { recursive: true });
  const urls = await readPortalUrls(args);
  await ensureFree([urls.app, urls.backend]);

  console.log('Starting the portal ...');
  const portal = startNode(startCommand(), {
    env: {
      // No browser opens by itself: the address is printed once there is
      // something to see, and not buried under what the backend logs
      BROWSER: 'none',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
  });
  let hasEnded = false;
  portal.exited.then(() => {
    hasEnded = true;
  });
  const wait = { timeoutMinutes: 10, ended: () => hasEnded };
  await Promise.all([
    waitForHttp(urls.readiness, wait),
    waitForHttp(urls.app, wait),
  ]);
  announce(urls.app, Math.round((Date.now() - startedAt) / 1000));
  // The portal is of use without them
  addSampleData(urls.backend).catch(({ message }) => console.error(message));
  const code = await portal.exited;
  process.exitCode = isShuttingDown() ? 0 : code;
}

await ensureSupportedNode();
shutdownOnInterruption(0);
try {
  if (isRunByYarn()) {
    mkdirSync(dataDir, { recursive: true });
    process.exitCode = await runNodeInteractively(startCommand());
  } else {
    await startPortal();
  }
} catch (error) {
  // Ctrl-C before the portal was up is not an error
  if (!isShuttingDown()) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
await shutdown();
