import { createMockDirectory } from '@backstage/backend-test-utils';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();
const payments = 'component:payments';

const header = 'service,opened';

/** Five incidents in each of three months. */
const all = ['02', '03', '04'].flatMap(month =>
  ['02', '05', '09', '12', '20'].map(
    day => `payments,2026-${month}-${day}T08:00:00Z`,
  ),
);

const fill = (lines: string[]) =>
  directory.addContent({ 'incidents.csv': lines.join('\n') });

describe('a file that lost its rows', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  const start = async (source: object = {}) => {
    fill([header, ...all, '']);
    portal = await startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        entities: { column: 'service', byName: true },
        ...source,
      },
      entities: [...incidents, entityOf('Component:payments')],
    });
    expect((await portal.collect()).state).toBe('succeeded');
    expect(await portal.months(payments)).toEqual([5, 5, 5]);
  };

  afterEach(async () => {
    await portal.stop();
  });

  it.each([
    ['is emptied to its header', [header, '']],
    [
      'has dates that do not read',
      [header, ...all.map(line => line.replace('2026-', '26/')), ''],
    ],
    ['is cut off in the middle', [header, ...all.slice(0, 7), '']],
    ['has every second row', [header, ...all.filter((_, n) => n % 2), '']],
    [
      'names services otherwise',
      [header, ...all.map(line => line.replace('payments', 'Payments!')), ''],
    ],
  ])('keeps what was measured where it %s', async (_, lines) => {
    await start();
    fill(lines);
    const run = await portal.collect();
    expect(run.state).toBe('held-back');
    expect(await portal.months(payments)).toEqual([5, 5, 5]);
  });

  it('keeps what was measured where it has no byte any more', async () => {
    await start();
    fill([]);
    // Without a header it is no CSV file at all
    expect(await portal.collect()).toMatchObject({
      state: 'failed',
      errors: [{ message: expect.stringContaining('The file is empty') }],
    });
    expect(await portal.months(payments)).toEqual([5, 5, 5]);
  });

  it('keeps what was measured also where nothing is said to have happened', async () => {
    await start({ covers: { from: '2026-02-01', until: 'now' } });
    // Where there is a row, a day without one is a zero
    fill([header, all[14], '']);
    const run = await portal.collect();
    expect(run).toMatchObject({
      state: 'held-back',
      loss: { removed: 0, reduced: 14 },
    });
    expect(await portal.months(payments)).toEqual([5, 5, 5]);
  });

  it('keeps what an export does not reach any more', async () => {
    await start();
    // That of the last 60 days
    fill([header, ...all.slice(6), '']);
    expect(await portal.collect()).toMatchObject({
      state: 'succeeded',
      loss: null,
    });
    expect(await portal.months(payments)).toEqual([5, 5, 5]);
    // What it reaches is corrected
    fill([header, ...all.slice(6, 14), '']);
    expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
    expect(await portal.months(payments)).toEqual([5, 5, 4]);
  });

  it('is held back for rows that cannot be used', async () => {
    await start();
    fill([header, ...all, ...Array(5).fill('payments,soon'), '']);
    const run = await portal.collect();
    expect(run).toMatchObject({
      state: 'held-back',
      rowsRejected: 5,
      heldBack: [{ kind: 'rejected', share: 0.25 }],
    });
  });

  it('takes what its own limits allow', async () => {
    await start({ holdBack: { removedShare: 0.5 } });
    fill([header, ...all.slice(0, 9), '']);
    expect((await portal.collect()).state).toBe('succeeded');
    expect(await portal.months(payments)).toEqual([5, 4, null]);
  });
});
