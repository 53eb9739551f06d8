import createKnex from 'knex';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of its database. */
const DRIVER = 'mysql2';

/** A Zabbix that a test operates as its admin, and as what it monitors. */
export class ZabbixSystem {
  readonly url: string;
  private readonly name: string;
  private readonly password: string;
  private session?: string;
  private hostid = '';
  private readonly host = `host-${randomUUID()}`;

  /** @param env - where it is; see `scripts/lib/zabbix.mjs` */
  constructor(
    url: string,
    private readonly sender: string,
    private readonly database: string,
  ) {
    const { origin, username, password } = new URL(url);
    this.url = origin;
    this.name = username;
    this.password = password;
  }

  async start(): Promise<void> {
    this.session = await this.call<string>('user.login', {
      username: this.name,
      password: this.password,
    });
    const { groupids } = await this.call<{ groupids: string[] }>(
      'hostgroup.create',
      { name: this.host },
    );
    const { hostids } = await this.call<{ hostids: string[] }>('host.create', {
      host: this.host,
      groups: [{ groupid: groupids[0] }],
    });
    this.hostid = hostids[0];
  }

  async call<T>(method: string, params: object): Promise<T> {
    const response = await fetch(`${this.url}/api_jsonrpc.php`, {
      method: 'POST',
      headers: { 'content-type': 'application/json-rpc' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params,
        ...(this.session && { auth: this.session }),
      }),
    });
    const { result, error } = (await response.json()) as {
      result: T;
      error?: object;
    };
    if (error) {
      throw new Error(`${method}: ${JSON.stringify(error)}`);
    }
    return result;
  }

  /**
   * The token of a user who may do what the page of Zabbix says, and no more.
   *
   * @param services - whether its role may see the services
   */
  async createToken(services: boolean): Promise<string> {
    const { roleids } = await this.call<{ roleids: string[] }>('role.create', {
      name: randomUUID(),
      type: 1,
      rules: {
        'services.read.mode': services ? 1 : 0,
        'services.write.mode': 0,
        'api.access': 1,
        'api.mode': 1,
        api: ['service.get', 'sla.get', 'sla.getsli', 'settings.get'],
      },
    });
    const { usrgrpids } = await this.call<{ usrgrpids: string[] }>(
      'usergroup.create',
      { name: randomUUID() },
    );
    const { userids } = await this.call<{ userids: string[] }>('user.create', {
      username: randomUUID(),
      passwd: randomUUID(),
      roleid: roleids[0],
      usrgrps: [{ usrgrpid: usrgrpids[0] }],
    });
    const { tokenids } = await this.call<{ tokenids: string[] }>(
      'token.create',
      { name: randomUUID(), userid: userids[0] },
    );
    const [{ token }] = await this.call<{ token: string }[]>(
      'token.generate',
      tokenids,
    );
    return token;
  }

  /** A service that is down as long as one of its problems lasts. */
  async createService(
    name: string,
    problems: Record<string, number>,
    tags: { tag: string; value: string }[],
    created: string,
  ): Promise<string> {
    for (const [problem, priority] of Object.entries(problems)) {
      await this.call('item.create', {
        hostid: this.hostid,
        name: problem,
        key_: problem,
        type: 2,
        value_type: 3,
        // Older values it drops
        history: '9000d',
      });
      await this.call('trigger.create', {
        description: problem,
        expression: `last(/${this.host}/${problem})=1`,
        priority,
        tags: [{ tag: 'of', value: name }],
      });
    }
    const { serviceids } = await this.call<{ serviceids: string[] }>(
      'service.create',
      {
        name,
        algorithm: 1,
        sortorder: 0,
        problem_tags: [{ tag: 'of', value: name }],
        tags,
      },
    );
    const knex = createKnex({ client: DRIVER, connection: this.database });
    await knex('services')
      .where({ serviceid: serviceids[0] })
      .update({ created_at: toClock(created) });
    await knex.destroy();
    return serviceids[0];
  }

  /** Lets a problem begin or end, and waits until its service knows. */
  async set(
    serviceid: string,
    problem: string,
    at: string,
    value: 0 | 1,
  ): Promise<void> {
    const before = await this.problemsOf(serviceid);
    for (let tries = 0; tries < 600; tries++) {
      // What it does not know yet it refuses
      const [, failed] =
        /failed: (\d+);/.exec(
          await this.send([
            {
              host: this.host,
              key: problem,
              value: String(value),
              clock: toClock(at),
              ns: 0,
            },
          ]),
        ) ?? [];
      if (failed === '0') {
        break;
      }
      await sleep(100);
    }
    for (let tries = 0; tries < 600; tries++) {
      if ((await this.problemsOf(serviceid)) !== before) {
        return;
      }
      await sleep(100);
    }
    throw new Error(`${problem} at ${at} did not reach its service`);
  }

  private async problemsOf(serviceid: string): Promise<string> {
    const services = await this.call<object[]>('service.get', {
      serviceids: [serviceid],
      output: ['status'],
      selectProblemEvents: ['eventid'],
    });
    return JSON.stringify(services);
  }

  /** As zabbix_sender does. */
  private send(data: object[]): Promise<string> {
    const body = Buffer.from(JSON.stringify({ request: 'sender data', data }));
    const head = Buffer.alloc(13);
    head.write('ZBXD\x01', 'latin1');
    head.writeUInt32LE(body.length, 5);
    const [host, port] = this.sender.split(':');
    return new Promise((done, fail) => {
      const parts: Buffer[] = [];
      const socket = connect(Number(port), host, () => {
        socket.write(Buffer.concat([head, body]));
      });
      socket.on('data', part => parts.push(part));
      socket.on('end', () =>
        done(Buffer.concat(parts).subarray(13).toString('utf8')),
      );
      socket.on('error', fail);
    });
  }
}

/** The seconds since 1970, by which Zabbix tells time. */
export function toClock(at: string): number {
  return Date.parse(at) / 1_000;
}
