import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { waitForHttp } from '../http.mjs';
import { freePort } from '../ports.mjs';
import { startPostgres } from '../postgres.mjs';
import { startNode } from '../processes.mjs';
import { lookAt } from './look.mjs';

/**
 * Starts a portal as its developer does, and looks at it.
 *
 * @param {import('./create.mjs').NewPortal} portal
 * @param {string} database - sqlite or postgres
 * @param {string} pictures
 */
export async function startAndLook({ dir }, database, pictures) {
  const [app, backend] = [await freePort(), await freePort()];
  const url = `http://localhost:${app}`;
  writeFileSync(
    join(dir, 'app-config.local.yaml'),
    stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: `http://localhost:${backend}`,
        listen: { port: backend },
        cors: { origin: url },
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
  let log = '';
  const portal = startNode(
    [
      join(dir, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
    ],
    { cwd: dir, env: { BROWSER: 'none' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [portal.child.stdout, portal.child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => (log += text));
  }
  let hasEnded = false;
  portal.exited.then(() => {
    hasEnded = true;
  });
  try {
    const wait = { timeoutMinutes: 10, ended: () => hasEnded };
    await Promise.all([
      waitForHttp(
        `http://localhost:${backend}/.backstage/health/v1/readiness`,
        wait,
      ),
      waitForHttp(url, wait),
    ]);
    for (const line of await lookAt(url, pictures)) {
      console.log(`    ${line}`);
    }
  } catch (error) {
    console.error(log.slice(-8_000));
    throw error;
  } finally {
    await portal.stop();
    writeFileSync(join(pictures, 'portal.log'), log);
  }
}
