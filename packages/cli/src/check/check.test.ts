import { spawn } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';
import { MeasurementsClient } from '@kpi-tree/backstage-plugin-kpi-tree-common';

jest.setTimeout(120_000);

const tokens = {
  gate: 'the-secret-token-of-the-gate',
  push: 'the-secret-token-that-may-only-send',
};

const kpi = (name: string, spec: object): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: { name, title: `KPI ${name}`, description: 'x' },
  spec: {
    lifecycle: 'production',
    owner: 'owners',
    unit: 'h',
    direction: 'lower',
    grain: 'month',
    period: 'month',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    ...spec,
  },
});

const tree = (name: string, children: object[]): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'KpiTree',
  metadata: { name, title: `Tree ${name}` },
  spec: {
    lifecycle: 'production',
    owner: 'owners',
    root: { id: 'goal', kind: 'goal', title: 'Goal', children },
  },
});

const node = (id: string, ...kpis: string[]) => ({
  id,
  kind: 'process',
  title: `Node ${id}`,
  owner: 'owners',
  children: kpis.map(each => ({ kpi: each })),
});

const service = (name: string, trees?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    ...(trees ? { annotations: { 'kpi-tree.io/tree': trees } } : {}),
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'owners' },
});

const judged = { target: 4, threshold: 8 };

const entities: Entity[] = [
  kpi('good', judged),
  kpi('fair', judged),
  kpi('bad', { ...judged, owner: 'user:default/jane' }),
  kpi('silent', judged),
  kpi('aimless', {}),
  tree('work', [
    node('fine', 'good'),
    node('mixed', 'fair', 'bad'),
    node('dark', 'silent'),
  ]),
  tree('other', [node('fine', 'good'), node('free', 'aimless')]),
  service('payments', 'work'),
  service('both', 'work,other'),
  service('bare'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'owners' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'jane' },
    spec: { memberOf: [] },
  },
];

async function listen(server: Server): Promise<string> {
  await new Promise<void>(done => {
    server.listen(0, done);
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Where nothing listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  await new Promise(done => {
    server.close(done);
  });
  return address;
}

describe('kpi-tree check', () => {
  let backend: TestBackend;
  let url: string;

  beforeAll(async () => {
    const access = (token: string, permission: string) => ({
      type: 'static',
      options: { token, subject: 'ci' },
      accessRestrictions: [{ plugin: 'kpi-tree', permission }],
    });
    backend = await startTestBackend({
      features: [
        authServiceFactory,
        httpAuthServiceFactory,
        kpiTreePlugin,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            kpiTree: { asOf: '2026-05-15', completenessFloor: 0 },
            backend: {
              auth: {
                externalAccess: [
                  access(tokens.gate, 'catalog.entity.read'),
                  access(tokens.push, 'kpi-tree.measurement.create'),
                ],
              },
            },
          },
        }),
      ],
    });
    url = `http://localhost:${backend.server.port()}`;
    const client = new MeasurementsClient({
      baseUrl: `${url}/api/kpi-tree`,
      token: tokens.push,
    });
    const values = { good: 3, fair: 5, bad: 12, aimless: 1 };
    await client.push(
      ['payments', 'both'].flatMap(name =>
        Object.entries(values).map(([each, value]) => ({
          entityRef: `component:default/${name}`,
          kpi: each,
          period: '2026-04-01',
          value,
        })),
      ),
    );
  });
  afterAll(() => backend.stop());

  /** As somebody runs it, who has the token in the environment. */
  function run(args: string[], { token = tokens.gate, at = url } = {}) {
    const child = spawn(
      process.execPath,
      [resolve(__dirname, '../../bin/kpi-tree'), 'check', ...args],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          KPI_TREE_URL: at,
          KPI_TREE_TOKEN: token,
        },
      },
    );
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', text => (output.stdout += text));
    child.stderr.on('data', text => (output.stderr += text));
    return new Promise<typeof output & { status: number | null }>(done => {
      child.on('close', status => done({ ...output, status }));
    });
  }

  const check = (args: string, options?: Parameters<typeof run>[1]) =>
    run(args.split(' '), options);

  it('passes and fails by the score of a node, and says what is off target', async () => {
    const mixed = '--entity payments --node mixed';
    const facts =
      'Node mixed of component:default/payments is off target with a score of 43';
    const off =
      'off target: KPI bad (12 h, target ≤ 4 h, owner user:default/jane)';
    expect(await check(`${mixed} --min 43`)).toEqual({
      status: 0,
      stdout: `Passed: ${facts}, at least the minimum of 43; ${off}\n`,
      stderr: '',
    });
    expect(await check(`${mixed} --min 44`)).toEqual({
      status: 1,
      stdout: `Failed: ${facts}, below the minimum of 44; ${off}\n`,
      stderr: '',
    });
  });

  it('without a minimum fails what is off target only', async () => {
    expect(await check('--entity payments --node mixed')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^Failed: .* score of 43; off target:/),
    });
    expect(await check('--entity payments --tree work')).toMatchObject({
      status: 0,
      stdout:
        'Passed: The tree Tree work of component:default/payments is at risk with a score of 71 (66% of it has a score); off target: KPI bad (12 h, target ≤ 4 h, owner user:default/jane)\n',
    });
  });

  it('checks one KPI, with its owner', async () => {
    expect(
      await check('--entity component:default/payments --kpi fair --min 90'),
    ).toEqual({
      status: 1,
      stdout:
        'Failed: KPI fair of component:default/payments was 5 h in April 2026 and is at risk with a score of 87, below the minimum of 90; target ≤ 4 h, owner group:default/owners\n',
      stderr: '',
    });
    expect(await check('--entity both --node mixed --kpi fair')).toMatchObject({
      status: 0,
    });
  });

  it('prints the facts', async () => {
    const { status, stdout } = await check(
      '--entity payments --node mixed --min 50 --json',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'failed',
      isPassed: false,
      min: 50,
      sentence: expect.stringContaining('below the minimum of 50'),
      entityRef: 'component:default/payments',
      tree: 'work',
      node: 'mixed',
      score: 43.75,
      status: 'off-target',
      coverage: 1,
      kpis: [
        {
          kpi: 'bad',
          owner: 'user:default/jane',
          status: 'off-target',
          value: 12,
          target: 4,
          period: '2026-04-01',
        },
        { kpi: 'fair', status: 'at-risk' },
      ],
    });
  });

  it('never passes what is unknown, unless --allow-unknown says so', async () => {
    const dark = '--entity payments --node dark';
    const sentence =
      'Node dark of component:default/payments has no data (0% of it has a score); without a score: KPI silent (no data, owner group:default/owners)';
    expect(await check(`${dark} --min 0`)).toEqual({
      status: 2,
      stdout: `Unknown: ${sentence}\n`,
      stderr: '',
    });
    expect(await check(`${dark} --allow-unknown`)).toEqual({
      status: 0,
      stdout: `Unknown, and let pass: ${sentence}\n`,
      stderr: '',
    });
    expect(await check('--entity both --kpi aimless')).toEqual({
      status: 2,
      stdout:
        'Unknown: KPI aimless of component:default/both was 1 h in April 2026 and has no target; owner group:default/owners\n',
      stderr: '',
    });
    const { status, stdout } = await check(`${dark} --json`);
    expect([status, JSON.parse(stdout)]).toMatchObject([
      2,
      { result: 'unknown', isPassed: false, score: null, status: 'no-data' },
    ]);
  });

  it('does not pass what fails, even where what is unknown passes', async () => {
    expect(
      await check('--entity payments --node mixed --allow-unknown'),
    ).toMatchObject({ status: 1 });
  });

  it.each<[string, string, RegExp]>([
    [
      'an entity',
      '--entity nobody',
      /There is no entity component:default\/nobody.*The token needs the permission catalog/,
    ],
    ['any tree', '--entity bare', /bare has no KPI tree that this token may/],
    ['the tree', '--entity payments --tree x', /x/],
    ['it attached', '--entity payments --tree other', /other is not attached/],
    ['the node', '--entity payments --node x', /no node x in work: use one/],
    ['the KPI', '--entity payments --kpi x', /has no KPI x in work: use one/],
    [
      'the KPI there',
      '--entity payments --node fine --kpi bad',
      /no KPI bad in its node fine in work/,
    ],
    ['one tree', '--entity both', /several trees: name one of work, other wi/],
    [
      'one node',
      '--entity both --node fine',
      /node fine several times: name one of work, other with --tree/,
    ],
    ['a right minimum', '--entity payments --min 101', /--min is "101": use/],
    ['an entity named', '--min 60', /required option '--entity <ref>'/],
  ])('ends with 2 where there is not %s', async (_, args, message) => {
    for (const options of ['', ' --allow-unknown']) {
      const { status, stdout, stderr } = await check(`${args}${options}`);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(message);
    }
  });

  it('says which permission a token lacks', async () => {
    const { status, stderr } = await check('--entity payments', {
      token: tokens.push,
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/catalog\.entity\.read of the plugin kpi-tree/);
    const wrong = await check('--entity payments --allow-unknown', {
      token: 'a-wrong-and-secret-token',
    });
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(/refuses the token in the environment var/);
    expect(wrong.stderr).not.toContain('secret');
  });

  describe('at a portal that is not there', () => {
    let server: Server;
    let at: string;
    let answer: { status: number; body: string };

    beforeAll(async () => {
      server = createServer((_, response) => {
        response.writeHead(answer.status).end(answer.body);
      });
      at = await listen(server);
    });
    afterAll(() => {
      server.close();
    });

    it('ends with 2, or passes with --allow-unknown', async () => {
      const message = 'The numbers are being recomputed';
      answer = {
        status: 503,
        body: JSON.stringify({ error: { name: 'ComputingError', message } }),
      };
      const nowhere = await closedAddress();
      const [none, computing, allowed] = await Promise.all([
        check('--entity payments', { at: nowhere }),
        check('--entity payments', { at }),
        check('--entity payments --allow-unknown --json', { at }),
      ]);
      expect(none).toEqual({
        status: 2,
        stdout: `Unknown: How component:default/payments stands cannot be said: ${nowhere}/api/kpi-tree cannot be reached (ECONNREFUSED)\n`,
        stderr: '',
      });
      expect([computing.status, computing.stdout]).toEqual([
        2,
        expect.stringContaining(message),
      ]);
      expect([allowed.status, JSON.parse(allowed.stdout)]).toMatchObject([
        0,
        { result: 'unknown', isPassed: true },
      ]);
    });

    it('ends with 2 where something else answers', async () => {
      answer = { status: 200, body: '<!doctype html><title>Sign in</title>' };
      expect(
        await check('--entity payments --allow-unknown', { at }),
      ).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringMatching(/does not answer like a portal, but wit/),
      });
    });
  });
});
