import { expectToFit } from '../__testUtils__/expectToFit';
import { measured } from '../__testUtils__/harness';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the route of insights', () => {
  it('answers what moved, and 304 to a caller who has that already', async () => {
    const { get, push, collect } = await startBackend();
    await push([measured(a, 'mttr', 9, { period: '2026-03-10' })]);
    await collect();
    const answer = await get('/insights').expect(200);
    expectToFit('/v1/insights', answer.body);
    expect(answer.body).toMatchObject({
      since: '2026-04-15',
      partial: false,
      items: [
        { scope: 'all', kpi: 'mttr', status: 'on-target' },
        { scope: a, kpi: 'mttr', evidence: [{ kind: 'status' }] },
      ],
    });
    await get('/insights')
      .set('If-None-Match', answer.headers.etag)
      .expect(304);
    const asked = `/insights?scope=Component:a&since=2026-05-01`;
    expect((await get(asked).expect(200)).body.items).toHaveLength(1);
    expect((await get('/insights?since=2026-05-02')).body.items).toEqual([]);
    await get('/insights?scope=component:default/none').expect(404);
  });

  it.each([
    ['/insights?since=yesterday', /since is "yesterday": use a date/],
    ['/insights?scope=::', /not an entity reference/],
    ['/insights?limit=0', /limit/],
    ['/insights?cursor=x', /cursor is x/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});
