import { denied, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes of sources and runs', () => {
  it('collects on demand', async () => {
    const { collect } = await startBackend();
    expect(await collect()).toMatchObject({
      state: 'succeeded',
      trigger: 'demand',
      measurementsWritten: 1,
    });
  });

  it('answers sources and runs', async () => {
    const { get, post, collect } = await startBackend();
    const run = await collect();
    const sources = await get('/sources').expect(200);
    expect(sources.body.items).toEqual([
      {
        id: 'test',
        description: null,
        mistakes: [],
        kpis: ['mttr'],
        state: 'idle',
        lastRun: run,
        heldRun: null,
        lastSuccessAt: run.endedAt,
        measuredAt: '2026-05-15T00:00:00.000Z',
        newestAgeDays: 35,
        staleSeries: 0,
        nextRunAt: null,
        pausedUntil: null,
        newestPeriod: '2026-04-10',
        seriesCount: 1,
      },
    ]);
    const runs = await get('/runs?source=test&limit=5').expect(200);
    expect(runs.body.items).toContainEqual(run);
    await get('/runs?source=other').expect(200, { items: [] });
    await get('/runs/nothing').expect(404);
    await post('/sources/other/runs').expect(404);
  });

  it('asks for permission to see and start runs', async () => {
    const { get, post, push, importCsv } = await startBackend({
      decide: denied,
    });
    for (const path of ['/sources', '/runs', '/runs/x']) {
      const { body } = await get(path).expect(403);
      expect(body.error.message).toBe(
        'You need the permission kpi-tree.run.read: ask the admin of the portal',
      );
    }
    await post('/sources/test/runs').expect(403);
    await push([]).expect(403);
    await importCsv('').expect(403);
    await get('/scorecards/all').expect(200);
  });
});
