import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { waitForHttp } from '../http.mjs';
import { freePort } from '../ports.mjs';
import { startPostgres } from '../postgres.mjs';
import { startNode } from '../processes.mjs';

/**
 * Starts a portal as its developer does, does something with it, and stops it.
 *
 * @template T
 * @param {import('./create.mjs').NewPortal} portal
 * @param {object} options
 * @param {string} options.database - sqlite or postgres
 * @param {string} options.log - the file for what it prints
 * @param {(urls: { app: string, backend: string }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPortal({ dir }, { database, log }, work) {
  const [appPort, backendPort] = [await freePort(), await freePort()];
  const app = `http://localhost:${appPort}`;
  const backend = `http://localhost:${backendPort}`;
  writeFileSync(
    join(dir, 'app-config.local.yaml'),
    stringify({
      app: { baseUrl: app },
      backend: {
        baseUrl: backend,
        listen: { port: backendPort },
        cors: { origin: app },
        ...(database === 'postgres'
          ? {
              database: {
                client: 'pg',
                connection: (await startPostgres()).connectionString,
              },
            }
          : {}),
      },
    }),
  );
  let printed = '';
  const cli = join(dir, 'node_modules/@backstage/cli/bin/backstage-cli');
  const portal = startNode([cli, 'repo', 'start'], {
    cwd: dir,
    env: { BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [portal.child.stdout, portal.child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => (printed += text));
  }
  let hasEnded = false;
  portal.exited.then(() => {
    hasEnded = true;
  });
  try {
    const wait = { timeoutMinutes: 10, ended: () => hasEnded };
    const ready = new URL('/.backstage/health/v1/readiness', backend);
    await Promise.all([waitForHttp(ready.href, wait), waitForHttp(app, wait)]);
    return await work({ app, backend });
  } catch (error) {
    console.error(printed.slice(-8_000));
    throw error;
  } finally {
    await portal.stop();
    writeFileSync(log, printed);
  }
}
