/** Kept records as an admin has them: replicas, lost caches, other columns, less that is kept. */
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { RecordPage } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { mkdir, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import {
  entityOf,
  incidents,
  kpiOf,
  startPortal,
} from './__testUtils__/portal';
import { Engine } from './engine/Engine';

jest.setTimeout(120_000);

const directory = createMockDirectory();
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const backlog = kpiOf(
  'backlog',
  { aggregate: { overTime: 'last', overEntities: 'sum' } },
  { measure: 'open', to: 'closed' },
);
const restored = kpiOf('restored', {}, { measure: 'count', time: 'closed' });
const [owners, counted, tree] = incidents;
const entities = [
  ...[owners, counted, backlog, restored],
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        ...(tree.spec!.root as object),
        children: ['incidents', 'backlog', 'restored'].map(kpi => ({ kpi })),
      },
    },
  },
  entityOf('Component:payments'),
];

const FEBRUARY = 'payments,2026-02-03T08:00:00Z,,x1';
const MARCH = 'payments,2026-03-03T08:00:00Z,2026-03-04T08:00:00Z,x2';
const APRIL = 'payments,2026-04-03T08:00:00Z,,x3';

const write = (rows: string[], header = 'service,opened,closed,number') =>
  directory.addContent({ 'incidents.csv': [header, ...rows, ''].join('\n') });

const source = (options: object = {}) => ({
  id: 'incidents',
  csv: directory.resolve('incidents.csv'),
  entities: { column: 'service', byName: true },
  covers: { from: '2026-01-01', until: 'now' },
  holdBack: { removedShare: 1 },
  ...options,
});

describe.each(databases.eachSupportedId())('kept records in %s', id => {
  const portals: Awaited<ReturnType<typeof startPortal>>[] = [];
  let database: string | object;

  beforeEach(async () => {
    if (id === 'SQLITE_3') {
      directory.addContent({ database: {} });
      database = directory.resolve('database');
    } else {
      const { client, connection } = (await databases.init(id)).client.config;
      const { password } = connection;
      database = {
        client,
        connection: { ...connection, password },
        pluginDivisionMode: 'schema',
      };
    }
  });

  afterEach(async () => {
    await Promise.all(portals.splice(0).map(portal => portal.stop()));
    for (const name of ['database', 'nowhere']) {
      await rm(directory.resolve(name), { recursive: true, force: true });
    }
  });

  const start = async (options: object = {}, sources = source(options)) => {
    const portal = await startPortal({ source: sources, entities, database });
    portals.push(portal);
    return {
      ...portal,
      page: async (kpi: string, period: string) => {
        const { body } = await request(portal.server)
          .get(`/api/kpi-tree/v1/records/component/default/payments/${kpi}`)
          .query({ period })
          .expect(200);
        return body as RecordPage;
      },
      kept: async () => {
        const { body } = await request(portal.server)
          .get('/api/kpi-tree/v1/sources')
          .expect(200);
        return body.items[0].keptRecords;
      },
    };
  };

  it('are read by a replica that did not collect them', async () => {
    const [collecting, reading] = [await start(), await start()];
    write([MARCH, APRIL]);
    await collecting.collect();
    for (let round = 0; round < 2; round++) {
      for (const period of ['2026-03-01', '2026-04-01']) {
        const found = await reading.page('incidents', period);
        expect(found.records).toBe(1 + round);
        expect(found).toEqual(await collecting.page('incidents', period));
      }
      expect(await reading.kept()).toMatchObject({ records: 2 + 2 * round });
      write([MARCH, APRIL, `${MARCH}b`, `${APRIL}b`]);
      await collecting.collect();
    }
  });

  it('are read after the engine that had them was ended, and its files are gone', async () => {
    const opened = jest.spyOn(Engine, 'open');
    write([MARCH, APRIL]);
    const portal = await start();
    await portal.collect();
    const before = await portal.page('incidents', '2026-03-01');
    const last = async () => opened.mock.results.at(-1)!.value as Engine;
    const [killed, count] = [await last(), opened.mock.calls.length];
    process.kill(killed.pid, 'SIGKILL');
    expect(await portal.page('incidents', '2026-03-01')).toEqual(before);
    expect(opened).toHaveBeenCalledTimes(count + 1);
    expect(await readdir(join(killed.directory, '..'))).not.toContain(
      killed.directory.split('/').at(-1),
    );
    await rm((await last()).directory, { recursive: true });
    expect(await portal.page('incidents', '2026-03-01')).toEqual(before);
    expect((await portal.page('incidents', '2026-04-01')).records).toBe(1);
    opened.mockRestore();
  });

  it('say that they cannot be read where the engine cannot write', async () => {
    write([MARCH]);
    const portal = await start();
    await portal.collect();
    const tmpdir = jest
      .spyOn(os, 'tmpdir')
      .mockReturnValue(directory.resolve('nowhere'));
    const { body } = await request(portal.server)
      .get('/api/kpi-tree/v1/records/component/default/payments/incidents')
      .query({ period: '2026-03-01' })
      .expect(503);
    expect(body.error.message).toMatch(/cannot be read at the moment/);
    expect((await portal.collect()).errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/cannot write files into .*nowhere/),
      }),
    ]);
    await mkdir(directory.resolve('nowhere'));
    expect((await portal.page('incidents', '2026-03-01')).records).toBe(1);
    tmpdir.mockRestore();
  });

  it('of months with other columns, in another order, are read together', async () => {
    // Without a key `number` is read, to say whether rows repeat
    const portal = await start();
    write([FEBRUARY, MARCH]);
    await portal.collect();
    write(
      [FEBRUARY, MARCH, APRIL].map(row => {
        const [service, opened, closed] = row.split(',');
        return [closed, opened, service].join(',');
      }),
      'closed,opened,service',
    );
    await portal.collect();
    const { records, items } = await portal.page('backlog', '2026-04-01');
    expect(records).toBe(2);
    expect(items.map(({ cells }) => cells)).toEqual([
      ['2026-02-03T08:00:00Z', null],
      ['2026-04-03T08:00:00Z', null],
    ]);
  });

  it.each<[string, string, object]>([
    [
      'of older ones that are over',
      '2026-02-04T08:00:00Z',
      { backlog: ['x3'], restored: ['x2'], incidents: ['x3'] },
    ],
    [
      'where older ones have not ended',
      '',
      { backlog: 'not-kept', restored: ['x2'], incidents: ['x3'] },
    ],
    [
      'where older ones ended then',
      '2026-04-02T08:00:00Z',
      { backlog: 'not-kept', restored: 'not-kept', incidents: ['x3'] },
    ],
  ])(
    'come to the value, or are said to be missing, %s',
    async (_, closed, expected) => {
      const row = (day: string, end: string, number: string) =>
        `payments,2026-${day}T08:00:00Z,${end},${number}`;
      write([
        row('02-03', closed, 'x1'),
        row('03-03', '2026-04-05T08:00:00Z', 'x2'),
        row('04-03', '', 'x3'),
      ]);
      const portal = await start({
        key: ['number'],
        keep: { days: 60 },
      });
      await portal.collect();
      const found = ['backlog', 'restored', 'incidents'].map(async kpi => {
        const { missing, items } = await portal.page(kpi, '2026-04-01');
        return [kpi, missing ?? items.map(({ cells }) => cells[0])];
      });
      expect(Object.fromEntries(await Promise.all(found))).toEqual(expected);
    },
  );

  it('go where fewer are kept, or none, or the source is no more', async () => {
    write([FEBRUARY, MARCH, APRIL]);
    const first = await start();
    await first.collect();
    expect(await first.kept()).toMatchObject({
      ...{ records: 3, firstMonth: '2026-02' },
    });
    const shorter = await start({ keep: { days: 60 } });
    await shorter.collect();
    expect(await shorter.kept()).toMatchObject({
      ...{ records: 2, firstMonth: '2026-03', keptFrom: '2026-03' },
    });
    expect(await shorter.page('incidents', '2026-02-01')).toMatchObject({
      ...{ missing: 'not-kept', items: [] },
    });
    const longer = await start();
    await longer.collect();
    expect((await longer.page('incidents', '2026-02-01')).records).toBe(1);

    for (const other of [source({ keep: false }), source({ id: 'others' })]) {
      await start({}, other);
      const again = await start();
      expect(await again.kept()).toBeUndefined();
      await again.collect();
      expect(await again.kept()).toMatchObject({ records: 3 });
    }
  });
});
