import { expectToFit } from '../__testUtils__/expectToFit';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes of scorecards', () => {
  it('answer the scorecard of an entity and of all', async () => {
    const { get, collect } = await startBackend();
    await collect();
    const scorecard = await get(
      '/scorecards/Component/default/a?tree=tree',
    ).expect(200);
    expect(scorecard.body.trees[0].root).toMatchObject({
      score: 100,
      children: [{ children: [{ kpi: 'mttr', value: 3 }] }],
    });
    const portfolio = await get('/scorecards/all').expect(200);
    expect(portfolio.body).toMatchObject({ scope: 'all', memberCount: 1 });
  });

  it('answers scorecards as of a day, and beside another', async () => {
    const { get, push } = await startBackend();
    await push([
      { entityRef: a, kpi: 'mttr', period: '2026-03-10', value: 6 },
      { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 },
    ]).expect(200);
    const days = 'asOf=2026-04-30&compare=2026-03-31';
    const { body } = await get(
      `/scorecards/component/default/a?tree=tree&${days}`,
    ).expect(200);
    expectToFit('/v1/scorecards/{kind}/{namespace}/{name}', body);
    expect(body).toMatchObject({
      asOf: '2026-05-01T00:00:00.000Z',
      compare: '2026-03-31',
      trees: [{ root: { score: 100, before: { score: 75 } } }],
    });
    expect(body.trees[0].root.children[0].children[0]).toMatchObject({
      value: 3,
      tags: ['dora'],
      before: { period: '2026-03-01', value: 6, score: 75 },
    });
    const all = await get(`/scorecards/all?${days}`).expect(200);
    expectToFit('/v1/scorecards/all', all.body);
    const past = await get('/heatmap?tree=tree&asOf=2026-03-31');
    expectToFit('/v1/heatmap', past.body);
    expect(past.body.rows).toMatchObject([{ entityRef: a, score: 75 }]);
  });

  it('answers how the score of a node went', async () => {
    const { get, push } = await startBackend();
    await push([
      { entityRef: a, kpi: 'mttr', period: '2026-03-10', value: 6 },
      { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 },
    ]).expect(200);
    const ofEntity = '/scorecards/component/default/a/history';
    const { body } = await get(`${ofEntity}?tree=tree&from=2026-02-01`).expect(
      200,
    );
    expect(body).toEqual({
      scope: a,
      tree: 'tree',
      node: 'goal',
      periodType: 'month',
      points: [
        { period: '2026-02-01', score: null, status: 'no-data', coverage: 0 },
        { period: '2026-03-01', score: 75, status: 'at-risk', coverage: 1 },
        { period: '2026-04-01', score: 100, status: 'on-target', coverage: 1 },
      ],
    });
    await get(`${ofEntity}?tree=other`).expect(404);
    await get(`${ofEntity}?tree=tree&node=x`).expect(404);
    await get(ofEntity).expect(400);
    await get(`${ofEntity}?tree=tree&from=x`).expect(400);
    await get(`${ofEntity}?tree=tree&period=day&from=1990-01-01`).expect(400);
  });

  it.each([
    ['/scorecards/all?asOf=yesterday', /^asOf is "yesterday": use a date/],
    ['/scorecards/Component/default/a?compare=2026', /^compare is "2026": use/],
  ])('refuses %s', async (path, message) => {
    const { get } = await startBackend();
    const { body } = await get(path).expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [{}, /entityRefs/],
    [{ entityRefs: ['::'] }, /not an entity reference/],
    [{ entityRefs: Array(201).fill(a) }, /200/],
  ])('refuses scores of %j', async (body, message) => {
    const { post } = await startBackend();
    const answer = await post('/scores', body).expect(400);
    expect(answer.body.error.message).toMatch(message);
  });
});
