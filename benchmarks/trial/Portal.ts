/**
 * The portal of the trial: a PostgreSQL, a catalog, and two replicas of the plugin
 * behind one address, each a process that can be killed.
 */
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import knexFactory, { Knex } from 'knex';
import { catalogYaml } from './definitions';
import { TOKEN } from './configOf';

type Backend = { child?: ChildProcess; port: number };

export class Portal {
  private constructor(
    /** The tables that the source reads. */
    readonly warehouse: Knex,
    private readonly restartPostgres: () => Promise<void>,
    private readonly env: NodeJS.ProcessEnv,
    private readonly catalogFile: string,
    private readonly catalog: Backend,
    readonly replicas: Backend[],
    private readonly port: number,
  ) {}

  static async start(): Promise<Portal> {
    const { startPostgres } = await import('../../scripts/lib/postgres.mjs');
    const { freePort } = await import('../../scripts/lib/ports.mjs');
    const { temporaryDir } = await import('../../scripts/lib/temporary.mjs');
    const { connectionString, restart } = await startPostgres();
    const warehouse = knexFactory({
      client: 'pg',
      connection: connectionString,
    });
    // What is acknowledged has to survive a crash of the database, too
    await warehouse.raw('alter role postgres set synchronous_commit = on');
    await warehouse.raw('create schema warehouse');
    await warehouse.raw(
      'create table warehouse.bookings (entity text, day text, amount double precision)',
    );
    const catalogFile = join(temporaryDir('trial'), 'catalog.yaml');
    const ports: number[] = [];
    while (ports.length < 4) {
      ports.push(await freePort());
    }
    const [catalogPort, pluginPort, ...replicaPorts] = ports;
    const portal = new Portal(
      warehouse,
      restart,
      {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
        DATABASE: connectionString,
        WAREHOUSE: `${connectionString}?options=-csearch_path%3Dwarehouse`,
        CATALOG_FILE: catalogFile,
        CATALOG_PORT: String(catalogPort),
        PLUGIN_PORT: String(pluginPort),
      },
      catalogFile,
      { port: catalogPort },
      replicaPorts.map(port => ({ port })),
      pluginPort,
    );
    portal.define();
    portal.balance();
    await portal.startCatalog();
    await Promise.all(portal.replicas.map((_, i) => portal.startReplica(i)));
    return portal;
  }

  /** Writes the catalog's file, without the KPIs given. */
  define({ without = [] }: { without?: string[] } = {}) {
    writeFileSync(this.catalogFile, catalogYaml(without));
  }

  async startCatalog() {
    this.catalog.child = this.run('catalogBackend.ts', this.catalog.port);
    await this.answers(this.catalog.port, '/api/catalog/entities?limit=1');
  }

  async killCatalog() {
    await kill(this.catalog);
  }

  async startReplica(i: number) {
    const { port } = this.replicas[i];
    this.replicas[i].child = this.run('replica.ts', port);
    await this.answers(port, '/api/kpi-tree/v1/sources');
  }

  async killReplica(i: number) {
    await kill(this.replicas[i]);
  }

  /** Starts the database again where it has ended. */
  async reviveDatabase(): Promise<boolean> {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        await this.warehouse.raw('select 1');
        return false;
      } catch {
        // It may be recovering
        await sleep(1_000);
      }
    }
    await this.restartPostgres();
    return true;
  }

  /** Sets the clock of a replica so many milliseconds ahead of the real one. */
  setClock(i: number, ahead: number) {
    this.replicas[i].child?.send(ahead);
  }

  /** Asks the plugin, as a client behind the load balancer does. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    return await fetch(`http://127.0.0.1:${this.port}/api/kpi-tree/v1${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      signal: AbortSignal.timeout(60_000),
    });
  }

  async stop() {
    await Promise.all([this.catalog, ...this.replicas].map(kill));
    await this.warehouse.destroy();
  }

  private run(file: string, port: number): ChildProcess {
    return fork(join(__dirname, file), {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      env: { ...this.env, PORT: String(port) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  private async answers(port: number, path: string) {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      }).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await sleep(500);
    }
  }

  /** Connections go to the replicas in turn, and past one that is away. */
  private balance() {
    let turn = 0;
    createServer(client => {
      const first = turn++;
      const attempt = (i: number) => {
        if (i === this.replicas.length) {
          client.destroy();
          return;
        }
        const { port } = this.replicas[(first + i) % this.replicas.length];
        const server = connect(port, '127.0.0.1');
        server.once('error', () => attempt(i + 1));
        server.once('connect', () => {
          server.removeAllListeners('error');
          server.on('error', () => client.destroy());
          server.on('close', () => client.destroy());
          client.pipe(server).pipe(client);
        });
        client.once('close', () => server.destroy());
      };
      client.on('error', () => client.destroy());
      attempt(0);
    })
      .listen(this.port, '127.0.0.1')
      .unref();
  }
}

async function kill(backend: Backend) {
  const { child } = backend;
  if (child && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}
