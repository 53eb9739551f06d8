import { startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes of series', () => {
  it('answer the history of an entity and of all', async () => {
    const { get, collect } = await startBackend();
    await collect();
    const series = await get(
      '/series/component/default/a/mttr?period=week&from=2026-04-01',
    ).expect(200);
    expect(series.body.periodType).toBe('week');
    expect(
      series.body.points.filter((p: { value: number }) => p.value !== null),
    ).toMatchObject([{ period: '2026-04-06', value: 3 }]);
    await get('/series/all/mttr').expect(200);
  });

  it.each([
    ['/series/all/mttr?period=year', /period/],
    ['/series/all/mttr?from=yesterday', /from is "yesterday": use a date/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
