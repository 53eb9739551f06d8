import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { waitForHttp } from '../../scripts/lib/http.mjs';
import { packageBin, rootDir } from '../../scripts/lib/paths.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { runNode, startNode } from '../../scripts/lib/processes.mjs';
import { temporaryDir } from '../../scripts/lib/temporary.mjs';
import { writeFaultsConfig } from './faultsConfig.mjs';

const require = createRequire(import.meta.url);
const resultsDir = join(rootDir, 'e2e/results');

/**
 * @typedef {object} Portal
 * @property {string} name - of its log among the results
 * @property {(dir: string) => string[]} configs - its configuration files; they
 *   may be written to the folder
 */

/** @type {Portal} */
export const samplePortal = {
  name: 'portal',
  configs: dir => [
    join(rootDir, 'app-config.yaml'),
    join(rootDir, 'e2e/app-config.e2e.yaml'),
    writeFaultsConfig(dir),
  ],
};

/**
 * A fresh portal with nothing but the library.
 *
 * @type {Portal}
 */
export const libraryPortal = {
  name: 'library-portal',
  configs: () => [
    join(rootDir, 'e2e/app-config.library.yaml'),
    join(rootDir, 'e2e/app-config.e2e.yaml'),
  ],
};

/**
 * A portal that is measured by real systems, whose addresses are in the environment.
 *
 * @type {Portal}
 */
export const sourcesPortal = {
  name: 'sources-portal',
  configs: () => [
    join(rootDir, 'e2e/app-config.sources.yaml'),
    join(rootDir, 'e2e/app-config.e2e.yaml'),
  ],
};

/** Builds the app as for production. */
export async function buildApp() {
  const cli = packageBin('@backstage/cli', 'backstage-cli');
  const { code, output } = await runNode([cli, 'package', 'build'], {
    cwd: join(rootDir, 'packages/app'),
    show: () => false,
    // On CI the bundler takes warnings, also those of packages, for errors
    env: { NODE_ENV: 'production', CI: '' },
  });
  if (code !== 0) {
    throw new Error(`The app could not be built:\n${output}`);
  }
}

/**
 * Starts the backend, which serves the app, on a free port and with empty
 * databases. What the backend says goes to a log among the results.
 *
 * @param {Portal} portal
 * @returns {Promise<string>} the address of the portal, once it is ready
 */
export async function startPortal({ name, configs }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = temporaryDir(`e2e-${name}`);
  const logFile = join(resultsDir, `${name}.log`);
  mkdirSync(resultsDir, { recursive: true });
  const log = openSync(logFile, 'w');
  // As in `backstage-cli package start`, but without the watching
  const portal = startNode(
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      'src/index.ts',
      ...configs(data).flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(rootDir, 'packages/backend'),
      stdio: ['ignore', log, log],
      env: {
        NODE_ENV: 'production',
        KPI_TREE_E2E_PORT: String(port),
        KPI_TREE_E2E_DATA: data,
      },
    },
  );
  let hasEnded = false;
  portal.exited.then(() => {
    hasEnded = true;
  });
  try {
    await waitForHttp(`${url}/.backstage/health/v1/readiness`, {
      timeoutMinutes: 3,
      ended: () => hasEnded,
    });
  } catch (error) {
    const lastLines = readFileSync(logFile, 'utf8').slice(-5000);
    throw new Error(`${error}. The end of its log:\n${lastLines}`);
  }
  return url;
}
