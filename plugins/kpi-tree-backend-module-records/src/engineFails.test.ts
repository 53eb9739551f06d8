/** An engine that fails, through the whole portal: its run fails, and nothing else. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

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
