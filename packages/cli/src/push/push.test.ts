import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kpiTreePlugin from '@kpi-tree/backstage-plugin-kpi-tree-backend';

jest.setTimeout(120_000);

const token = 'the-secret-token-of-the-pipeline';

const entities: Entity[] = [
  {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'Kpi',
    metadata: { name: 'deployments', title: 'Deployments', description: 'x' },
    spec: {
      lifecycle: 'production',
      owner: 'owners',
      unit: 'deployments',
      direction: 'higher',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
    },
  },
  {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'Kpi',
    metadata: { name: 'incidents', title: 'Incidents', description: 'x' },
    spec: {
      lifecycle: 'production',
      owner: 'owners',
      unit: 'incidents',
      direction: 'lower',
      grain: 'day',
      period: 'month',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      source: { id: 'tracker' },
    },
  },
  {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'KpiTree',
    metadata: { name: 'tree' },
    spec: {
      lifecycle: 'production',
      owner: 'owners',
      appliesTo: { kind: 'Component' },
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [{ kpi: 'deployments' }, { kpi: 'incidents' }],
      },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments' },
    spec: { type: 'service', lifecycle: 'production', owner: 'owners' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'owners' },
    spec: { type: 'team', children: [] },
  },
];

describe('kpi-tree', () => {
  const directory = createMockDirectory();
  let backend: TestBackend;
  let url: string;

  beforeAll(async () => {
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
                  {
                    type: 'static',
                    options: { token, subject: 'ci' },
                    accessRestrictions: [
                      {
                        plugin: 'kpi-tree',
                        permission:
                          'kpi-tree.measurement.create, kpi-tree.measurement.delete, catalog.entity.read',
                      },
                    ],
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    url = `http://localhost:${backend.server.port()}`;
  });
  afterAll(() => backend.stop());

  /** As somebody runs it, who has the token in the environment. */
  function run(
    command: 'push' | 'delete',
    args: string[],
    { input = '', env = { KPI_TREE_TOKEN: token } as object } = {},
  ) {
    const child = spawn(
      process.execPath,
      [resolve(__dirname, '../../bin/kpi-tree'), command, ...args],
      { env: { ...process.env, NODE_OPTIONS: '', KPI_TREE_URL: url, ...env } },
    );
    child.stdin.end(input);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', text => (output.stdout += text));
    child.stderr.on('data', text => (output.stderr += text));
    return new Promise<typeof output & { status: number | null }>(done => {
      child.on('close', status => done({ ...output, status }));
    });
  }

  const push = (args: string[], options?: Parameters<typeof run>[2]) =>
    run('push', args, options);

  async function sumOfMonth(month: string) {
    const response = await fetch(
      `${url}/api/kpi-tree/v1/series/component/default/payments/deployments?from=2025-01-01`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    const { points } = await response.json();
    return (
      points.find((p: { period: string }) => p.period === month)?.value ?? null
    );
  }

  it('sends one measurement', async () => {
    const one = ['--entity', 'payments', '--kpi', 'deployments'];
    expect(
      await push([...one, '--period', '2026-01-24', '--value', '3']),
    ).toEqual({
      status: 0,
      stdout: '1 row: 1 stored, 0 rejected\n',
      stderr: '',
    });
    expect(await sumOfMonth('2026-01-01')).toBe(3);
    expect(
      await push([
        ...one,
        '--period',
        '24.1.2026',
        '--value',
        'x',
        '--dry-run',
      ]),
    ).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /line 1: period is "24.1.2026".*value is "x"/,
      ),
    });
  });

  it('sends a CSV file, and gives back what was rejected', async () => {
    directory.setContent({
      'report.csv': [
        'service;day;deployments;remark',
        'payments;1.2.2026;1,5;',
        'Payments;2.2.2026;2;"a; b"',
        'payments;3.2.2026;many;c',
        'nobody;3.2.2026;1;d',
      ].join('\r\n'),
    });
    const args = [
      directory.resolve('report.csv'),
      '--columns',
      'value=deployments,kpi==deployments',
      '--decimal-comma',
      '--dates',
      'dmy',
      '--source',
      'report',
    ];
    const checked = await push([...args, '--dry-run']);
    expect(checked).toMatchObject({
      status: 1,
      stdout: '4 rows: 2 would be stored, 2 rejected\n',
    });
    expect(await sumOfMonth('2026-02-01')).toBeNull();

    const rejected = directory.resolve('rejected.csv');
    const stored = await push([...args, '--rejected', rejected]);
    expect(stored).toMatchObject({
      status: 1,
      stdout: '4 rows: 2 stored, 2 rejected\n',
    });
    expect(stored.stderr.split('\n')).toEqual([
      'line 4: value is "many": use a number such as 1234,5',
      'line 5: entityRef is "component:default/nobody", which is not in the catalog or has no KPIs',
      `The rejected rows are in ${rejected}`,
      '',
    ]);
    expect(readFileSync(rejected, 'utf8').split('\n')).toEqual([
      'service;day;deployments;remark;line;reason',
      expect.stringMatching(/^payments;3\.2\.2026;many;c;4;"value is ""many/),
      expect.stringMatching(/^nobody;3\.2\.2026;1;d;5;"entityRef is/),
      '',
    ]);
    expect(await sumOfMonth('2026-02-01')).toBe(3.5);
  });

  describe('of a spreadsheet', () => {
    const send = (content: string | Buffer, ...args: string[]) => {
      directory.setContent({ 'sheet.csv': content });
      return push([directory.resolve('sheet.csv'), ...args]);
    };
    const rows = (...lines: string[]) =>
      ['service,kpi,date,value', ...lines].join('\n');
    const stored = (count: number) => ({
      status: 0,
      stdout: `${count} ${
        count === 1 ? 'row' : 'rows'
      }: ${count} stored, 0 rejected\n`,
    });

    it('reports a row that is there twice', async () => {
      const twice = rows(
        'payments,deployments,2025-04-01,3',
        'Payments,deployments,2025-04-01,4',
        'payments,deployments,2025-04-02,5',
      );
      expect(await send(twice)).toEqual({
        ...stored(3),
        stderr:
          'Warning: 1 row (line 3): An earlier row of the same entity, KPI and period is overwritten: add them up, or leave one out\n',
      });
      expect(await sumOfMonth('2025-04-01')).toBe(9);
    });

    it('does not lead from thousands to thousandths', async () => {
      expect(
        await send(rows('payments,deployments,2025-05-03,"1,234"')),
      ).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('leave out the commas between thous'),
      });
      const small = rows('payments,deployments,2025-05-03,0.125');
      expect(await send(small, '--decimal-comma')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('a point separates thousands'),
      });
      expect(await sumOfMonth('2025-05-01')).toBeNull();
    });

    it('asks what the points of a German file are', async () => {
      const german = [
        'Service;KPI;Datum;Wert',
        'payments;deployments;06.06.2025;1.500',
        'payments;deployments;07.06.2025;950',
      ].join('\r\n');
      const args = ['--dates', 'dmy', '--columns', 'period=Datum,value=Wert'];
      expect(await send(german, ...args)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(
          'The number 1.500 may be 1500, as the rest of the file is written: say --decimal-comma, or --no-decimal-comma',
        ),
      });
      expect(await send(german, ...args, '--decimal-comma')).toMatchObject(
        stored(2),
      );
      expect(await sumOfMonth('2025-06-01')).toBe(2450);
      expect(await send(german, ...args, '--no-decimal-comma')).toMatchObject(
        stored(2),
      );
      expect(await sumOfMonth('2025-06-01')).toBe(951.5);
    });

    it.each<[string, string, string[]]>([
      ['a numerator', '1.500;4', ['1.500', '1500']],
      ['a denominator', '7;2.500', ['2.500', '2500']],
    ])('asks of %s as well', async (_, numbers, [text, meant]) => {
      const file = `service;kpi;date;numerator;denominator\r\npayments;deployments;06.06.2025;${numbers}\r\n`;
      expect(await send(file, '--dates', 'dmy')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(
          `The number ${text} may be ${meant}, as the rest of the file`,
        ),
      });
    });

    it('asks where the first thousand stands far down', async () => {
      const line = (i: number, value: string) =>
        `payments;deployments;${1 + (i % 28)}.09.2025;${value}`;
      const few = Array.from({ length: 5_000 }, (_, i) => line(i, '950'));
      const file = (last: string) =>
        ['service;kpi;date;value', ...few, line(0, last), ''].join('\r\n');
      const args = ['--dates', 'dmy', '--dry-run'];
      expect(await send(file('1.500'), ...args)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('The number 1.500 may be 1500'),
      });
      expect(await send(file('1.5'), ...args)).toMatchObject({ status: 0 });
    });

    it('does not ask where numbers have another point', async () => {
      const rest = (first: string) =>
        [
          'service;kpi;date;value',
          `payments;deployments;01.10.2025;${first}`,
          'payments;deployments;02.10.2025;1.500',
        ].join('\r\n');
      expect(await send(rest('0.125'), '--dates', 'dmy')).toMatchObject(
        stored(2),
      );
      expect(await sumOfMonth('2025-10-01')).toBe(1.625);
    });

    it.each<[string, (text: string) => Buffer]>([
      ['UTF-16', text => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['UTF-16 without its mark', text => Buffer.from(text, 'utf16le')],
      ['UTF-8 with a mark', text => Buffer.from(`\ufeff${text}`)],
    ])('reads JSON lines in %s', async (_, encode) => {
      const row = (day: string, value: number) =>
        JSON.stringify({
          entityRef: 'component:default/payments',
          kpi: 'deployments',
          period: `2025-11-${day}`,
          value,
        });
      const text = `${row('03', 2)}\r\n${row('04', 6)}\r\n`;
      expect(
        await send(encode(text) as Buffer, '--format', 'jsonl'),
      ).toMatchObject(stored(2));
      expect(await sumOfMonth('2025-11-01')).toBe(8);
    });

    it('reads UTF-16, and passes over the hint for Excel', async () => {
      const line = 'payments\tdeployments\t2025-07-14\t6\r\n';
      const text = `service\tkpi\tdate\tvalue\r\n${line}`;
      const utf16 = Buffer.from(text, 'utf16le');
      const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]);
      expect(await send(marked)).toMatchObject(stored(1));
      expect(await sumOfMonth('2025-07-01')).toBe(6);
      expect(await send(utf16)).toMatchObject(stored(1));
      const hinted = 'sep=;\r\nservice;kpi;date;value\r\n';
      expect(
        await send(`${hinted}payments;deployments;2025-08-09;7\r\n`),
      ).toMatchObject(stored(1));
      expect(await sumOfMonth('2025-08-01')).toBe(7);
    });
  });

  it('sends what comes from another command', async () => {
    const row = (value: unknown) =>
      JSON.stringify({
        entityRef: 'component:default/payments',
        kpi: 'deployments',
        period: '2026-03-01',
        value,
      });
    expect(
      await push(['-', '--format', 'jsonl'], {
        input: `${row(7)}\n\n${row('7')}\nno json\n`,
      }),
    ).toEqual({
      status: 1,
      stdout: '3 rows: 1 stored, 2 rejected\n',
      stderr: expect.stringMatching(
        /^line 3: value is "7": use a number\nline 4: the line is not JSON: .*\n$/,
      ),
    });
    expect(await sumOfMonth('2026-03-01')).toBe(7);
    expect(
      await push(['-'], { input: 'entityRef,kpi,period,value\n' }),
    ).toMatchObject({ status: 0, stdout: '0 rows: 0 stored, 0 rejected\n' });
  });

  it('warns of what a source collects, too, and stores it', async () => {
    const one = ['--entity', 'payments', '--kpi', 'incidents'];
    expect(
      await push([...one, '--period', '2026-01-24', '--value', '3']),
    ).toEqual({
      status: 0,
      stdout: '1 row: 1 stored, 0 rejected\n',
      stderr:
        'Warning: 1 row: incidents is collected from source tracker, which may replace or remove what is sent: leave out spec.source of the Kpi to keep it\n',
    });
  });

  it('says what is missing, never the token, and ends with 2', async () => {
    const file = ['-'];
    const none = { KPI_TREE_TOKEN: '' };
    directory.setContent({ 'wrong-token': 'a-wrong-and-secret-token' });
    const wrongToken = directory.resolve('wrong-token');
    const csv = 'a,kpi,period,value\nx,deployments,2026-01-01,1\n';
    const cases: [string[], Parameters<typeof push>[1], RegExp][] = [
      [[], {}, /There is nothing to send: name a file/],
      [file, { env: none }, /There is no token in the environment variable/],
      [file, { env: { KPI_TREE_URL: 'portal' } }, /--url is portal: use the/],
      [file, { input: csv }, /columns a, kpi, period, value: say which is ent/],
      [[...file, '--columns', 'x=a'], { input: csv }, /--columns has "x=a"/],
      [[...file, '--kpi', 'a'], { input: csv }, /Use either - or --entity/],
      [['none.csv'], {}, /no such file.*none\.csv/],
      [file, { input: '' }, /The file is empty/],
      [
        [...file, '--columns', 'entityRef=a'],
        { input: csv, env: { KPI_TREE_TOKEN: 'a-wrong-and-secret-token' } },
        /refuses the token in the environment variable KPI_TREE_TOKEN \(401/,
      ],
      [
        [...file, '--columns', 'entityRef=a', '--token-file', wrongToken],
        { input: csv },
        /refuses the token in .*wrong-token \(401 Unauthorized\)/,
      ],
      [
        [...file, '--columns', 'entityRef=a', '--url', `${url}/portal`],
        { input: csv },
        /There is no KPI Tree at http.*\/portal \(404 Not Found\): use the/,
      ],
      [['--colums', 'x'], {}, /unknown option '--colums'/],
    ];
    await Promise.all(
      cases.map(async ([args, options, message]) => {
        const { status, stdout, stderr } = await push(args, options);
        expect([status, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(message);
        expect(stderr).not.toContain('secret');
      }),
    );
  });

  it('takes the token from a file', async () => {
    directory.setContent({ token: `${token}\n` });
    const args = ['--token-file', directory.resolve('token'), '-'];
    expect(
      await push(args, {
        env: { KPI_TREE_TOKEN: '' },
        input: 'entity,kpi,period,value\npayments,deployments,2026-04-01,1\n',
      }),
    ).toMatchObject({ status: 0 });
  });

  it('deletes what it showed before', async () => {
    await push(['-'], {
      input: `entity,kpi,period,value\n${Array.from(
        { length: 22 },
        (_, i) =>
          `payments,deployments,2026-02-${String(i + 1).padStart(2, '0')},2\n`,
      ).join('')}`,
    });
    const february = ['--entity', 'payments', '--kpi', 'deployments'];
    february.push('--from', '2026-02-01', '--to', '2026-02-28');
    const shown = await run('delete', february);
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(
      /^22 measurements of deployments of component:default\/payments would be deleted:\n {2}22 measurements by day from 2026-02-01 to 2026-02-22, sent by push; \d+ remain\n {4}2026-02-01 {2}2\n/,
    );
    expect(shown.stdout).toMatch(
      /and 2 more\nNothing was deleted: run it again with --yes\n$/,
    );
    expect(await sumOfMonth('2026-02-01')).toBe(44);
    const done = await run('delete', [...february, '--yes']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toMatch(/^22 measurements of .* were deleted:\n/);
    expect(done.stdout).not.toContain('--yes');
    expect(await sumOfMonth('2026-02-01')).toBe(null);
    expect(await run('delete', february)).toEqual({
      status: 0,
      stdout:
        'There are no measurements of deployments of component:default/payments in these days\n',
      stderr: '',
    });
    const none = await run('delete', ['--kpi', 'none', ...february.slice(4)]);
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringMatching(/required option '--entity/),
    ]);
    const unknown = await run('delete', [
      ...['--entity', 'x', '--kpi', 'deployments'],
      ...february.slice(4),
    ]);
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/Nothing was measured of deployments of component/),
    ]);
  });
});
