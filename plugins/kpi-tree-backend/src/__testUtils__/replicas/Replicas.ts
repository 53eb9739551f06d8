import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Knex } from 'knex';
import { JANE } from './portal';

/** Of a service that may do everything. */
const TOKEN = 'replica-token-0123456789';

export const wait = (ms: number) =>
  new Promise(resolve => setTimeout(resolve, ms));

/** Asks again and again; throws with what it waited for. */
export async function until(
  what: string,
  condition: () => Promise<boolean>,
  seconds = 90,
): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`After ${seconds} s still waiting until ${what}`);
    }
    await wait(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A backend in a process of its own. */
export class Replica {
  private readonly api: string;

  constructor(readonly process: ChildProcess, port: number) {
    this.api = `http://127.0.0.1:${port}/api`;
  }

  /**
   * @param path - below `/v1` of the plugin
   * @param token - of who asks; a service that may do everything if not given
   */
  ask(
    path: string,
    init: RequestInit = {},
    token: string = TOKEN,
  ): Promise<Response> {
    return fetch(`${this.api}/kpi-tree/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
  }

  /** The token of the user who signs in here; all replicas take it. */
  async signIn(): Promise<string> {
    const answer = await fetch(`${this.api}/auth/guest/refresh`);
    return (await answer.json()).backstageIdentity.token;
  }

  /** Ends the process without a warning. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}

/** Backends on one PostgreSQL. */
export class Replicas {
  private readonly database: string;
  private readonly started: Replica[] = [];

  constructor(knex: Knex) {
    const { host, port, user, password, database } =
      knex.client.config.connection;
    this.database = `postgresql://${user}:${password}@${host}:${port}/${database}`;
  }

  /** @param userRef - who signs in there */
  async start(userRef: string = JANE): Promise<Replica> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        join(__dirname, 'replica.ts'),
      ],
      {
        env: {
          ...process.env,
          NODE_ENV: 'production',
          LOG_LEVEL: 'error',
          PORT: String(port),
          DATABASE: this.database,
          TOKEN,
          USER_REF: userRef,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const replica = new Replica(child, port);
    this.started.push(replica);
    await until('the backend answers', async () => {
      const answer = await replica.ask('/kpis').catch(() => undefined);
      return answer?.ok ?? false;
    });
    return replica;
  }

  async killAll(): Promise<void> {
    await Promise.all(
      this.started
        .filter(
          ({ process: child }) => child.exitCode === null && !child.killed,
        )
        .map(replica => replica.kill()),
    );
  }
}
