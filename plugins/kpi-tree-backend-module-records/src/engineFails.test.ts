/** An engine that fails, through the whole portal: its run fails, and nothing else. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { existsSync } from 'node:fs';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';
import { Engine } from './engine/Engine';

jest.setTimeout(120_000);

const directory = createMockDirectory();

it('keeps what is stored where the engine has too little memory and disk', async () => {
  const days = Array.from(
    { length: 60_000 },
    (_, i) =>
      `payments,${new Date(Date.UTC(2026, 1, 1) + i * 90_000).toISOString()}`,
  );
  const write = (lines: string[]) =>
    directory.addContent({
      'incidents.csv': ['service,opened', ...lines, ''].join('\n'),
    });
  const start = (engine: object) =>
    startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        entities: { column: 'service', byName: true },
        holdBack: { removedShare: 1 },
      },
      database: directory.resolve('database'),
      entities: [...incidents, entityOf('Component:payments')],
      engine,
    });
  directory.addContent({ database: {} });
  write(days);
  let portal = await start({});
  const months = () => portal.months('component:default/payments');
  expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
  const before = await months();
  expect(before).toEqual([26_880, 29_760, 3_360]);
  await portal.stop();

  write(days.slice(0, 50_000));
  for (const [engine, message] of [
    // What is read does not fit on the disk, or what is made of it in the memory
    [
      { disk: '1MB' },
      'The records take more than 1MB of temporary files: raise kpiTree.records.engine.disk, or let the source have fewer records or shorter texts',
    ],
    [
      { memory: '1MB', disk: '8MB', threads: 1 },
      /The engine of records says: .*emory/,
    ],
  ] as const) {
    portal = await start(engine);
    const run = await portal.collect();
    expect(run).toMatchObject({ state: 'failed' });
    expect(run.errors.map(one => one.message).join()).toMatch(message);
    expect(await months()).toEqual(before);
    await portal.stop();
  }

  portal = await start({});
  expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
  expect(await months()).toEqual([26_880, 23_120, null]);
  await portal.stop();
});

it('fails the run whose engine is killed, and leaves nothing of it', async () => {
  directory.addContent({
    'incidents.csv': 'service,opened\npayments,2026-02-01T00:00:00Z\n',
  });
  const portal = await startPortal({
    source: {
      id: 'incidents',
      csv: directory.resolve('incidents.csv'),
      entities: { column: 'service', byName: true },
    },
    entities: [...incidents, entityOf('Component:payments')],
  });
  const killed: Engine[] = [];
  const open = Engine.open;
  const opened = jest
    .spyOn(Engine, 'open')
    .mockImplementation(async options => {
      const engine = await open(options);
      killed.push(engine);
      // As the kernel does where memory is short
      process.kill(engine.pid, 'SIGKILL');
      return engine;
    });
  const run = await portal.collect();
  expect(run).toMatchObject({ state: 'failed' });
  expect(run.errors.map(one => one.message).join()).toContain(
    'The engine of records ended (SIGKILL): see kpiTree.records.engine for its limits',
  );
  expect(killed.length).toBeGreaterThan(0);
  expect(killed.filter(engine => existsSync(engine.directory))).toEqual([]);
  opened.mockRestore();
  expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
  const [february] = await portal.months('component:default/payments');
  expect(february).toBe(1);
  await portal.stop();
});
