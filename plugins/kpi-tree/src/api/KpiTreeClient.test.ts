import { mockApis } from '@backstage/test-utils';
import { KpiTreeClient } from './KpiTreeClient';

const ok = (body: unknown) =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json' },
  });

function setup(answer: () => Response = () => ok({ items: [] })) {
  const fetch = jest.fn(async (..._: Parameters<typeof globalThis.fetch>) =>
    answer(),
  );
  const client = new KpiTreeClient({
    discoveryApi: mockApis.discovery({ baseUrl: 'http://portal' }),
    fetchApi: { fetch },
  });
  return { client, fetch };
}

describe('KpiTreeClient', () => {
  it.each<[string, (client: KpiTreeClient) => Promise<unknown>, string]>([
    ['trees', c => c.getTrees(), '/v1/trees'],
    ['KPIs', c => c.getKpis(), '/v1/kpis'],
    ['one KPI', c => c.getKpi('a b'), '/v1/kpis/a%20b'],
    [
      'the scorecard of an entity',
      c => c.getScorecard('Component:default/Pull Requests'),
      '/v1/scorecards/component/default/Pull%20Requests',
    ],
    [
      'one tree of the portfolio',
      c => c.getScorecard('all', { tree: 'cost' }),
      '/v1/scorecards/all?tree=cost',
    ],
    [
      'how a score went',
      c => c.getHistory('all', { tree: 'cost', node: 'd2c' }),
      '/v1/scorecards/all/history?tree=cost&node=d2c',
    ],
    [
      'a history',
      c =>
        c.getSeries('system:prod/pay', 'mttr', {
          from: '2026-01-01',
          period: 'week',
        }),
      '/v1/series/system/prod/pay/mttr?from=2026-01-01&period=week',
    ],
    [
      'the history of the portfolio',
      c => c.getSeries('all', 'mttr'),
      '/v1/series/all/mttr',
    ],
    [
      'what explains a change',
      c =>
        c.getContributions('domain:default/github', 'mttr', {
          from: '2026-03-01',
          by: 'owner',
        }),
      '/v1/contributions/domain/default/github/mttr?from=2026-03-01&by=owner',
    ],
    [
      'what explains the change of a score',
      c => c.getScoreContributions('all', { tree: 'cost', limit: 3 }),
      '/v1/scorecards/all/contributions?tree=cost&limit=3',
    ],
    [
      'a KPI by class',
      c =>
        c.getBreakdown('system:default/shop', 'mttr', {
          by: 'priority',
          to: '2026-04-30',
        }),
      '/v1/breakdowns/system/default/shop/mttr?by=priority&to=2026-04-30',
    ],
    [
      'a KPI of the portfolio by class',
      c => c.getBreakdown('all', 'mttr'),
      '/v1/breakdowns/all/mttr',
    ],
    [
      'the trees of a class',
      c =>
        c.getClassScorecard('system:default/shop', {
          by: 'priority',
          class: '',
          tree: 'it',
        }),
      '/v1/class-scorecards/system/default/shop?by=priority&class=&tree=it',
    ],
    [
      'the classes of trees',
      c => c.getScorecardClasses('all', { by: 'priority' }),
      '/v1/scorecard-classes/all?by=priority',
    ],
    [
      'by which columns a KPI can be broken down',
      c => c.getBreakdownColumns('mttr'),
      '/v1/breakdown-columns/mttr',
    ],
    [
      'the records behind a value',
      c =>
        c.getRecords('component:default/pay', 'mttr', {
          period: '2026-04-01',
          sort: 'assigned to',
          descending: false,
          cursor: 'x',
        }),
      '/v1/records/component/default/pay/mttr?period=2026-04-01&sort=assigned+to&descending=false&cursor=x',
    ],
    [
      'how records differ',
      c =>
        c.getRecordChanges('component:default/pay', 'mttr', {
          from: '2026-03-01',
          to: '2026-04-01',
        }),
      '/v1/record-changes/component/default/pay/mttr?from=2026-03-01&to=2026-04-01',
    ],
    [
      'how records of the portfolio differ',
      c => c.getRecordChanges('all', 'mttr'),
      '/v1/record-changes/all/mttr',
    ],
    [
      'the records behind a value of the portfolio',
      c => c.getRecords('all', 'mttr'),
      '/v1/records/all/mttr',
    ],
    [
      'members',
      c =>
        c.getMembers('mttr', {
          scope: 'domain:default/github',
          sort: 'score',
          limit: 10,
          cursor: undefined,
        }),
      '/v1/kpis/mttr/members?scope=domain%3Adefault%2Fgithub&sort=score&limit=10',
    ],
    ['what is followed', c => c.getFollows(), '/v1/follows'],
    [
      'the changes of a process',
      c => c.getChanges('system:prod/pay', 'mttr'),
      '/v1/changes?scope=system%3Aprod%2Fpay&kpi=mttr',
    ],
    ['sources', c => c.getSources(), '/v1/sources'],
    [
      'runs',
      c => c.getRuns({ source: 'status', limit: 5 }),
      '/v1/runs?source=status&limit=5',
    ],
    ['problems', c => c.getProblems(), '/v1/definitions/problems'],
  ])('asks for %s', async (_, call, path) => {
    const { client, fetch } = setup();
    await expect(call(client)).resolves.toEqual({ items: [] });
    expect(fetch).toHaveBeenCalledWith(`http://portal/api/kpi-tree${path}`, {
      method: 'GET',
    });
  });

  it('reads lists to their end', async () => {
    const pages = [
      { items: [{ name: 'a' }], nextCursor: 'x y' },
      { items: [{ name: 'b' }] },
    ];
    const { client, fetch } = setup(() => ok(pages.shift()));
    expect(await client.getKpis()).toEqual({
      items: [{ name: 'a' }, { name: 'b' }],
    });
    expect(fetch.mock.calls.map(([url]) => String(url))).toEqual([
      'http://portal/api/kpi-tree/v1/kpis',
      'http://portal/api/kpi-tree/v1/kpis?cursor=x+y',
    ]);
  });

  it('starts a collection', async () => {
    const { client, fetch } = setup(() => ok({ id: '1' }));
    await expect(client.startRun('github/status')).resolves.toEqual({
      id: '1',
    });
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/sources/github%2Fstatus/runs',
      { method: 'POST' },
    );
  });

  it('accepts a change of a process, and takes it back', async () => {
    const change = { date: '2026-04-01', reason: 'a second team' };
    const { client, fetch } = setup(() => ok(change));
    await client.acceptChange('all', 'mttr', change);
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/changes',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ scope: 'all', kpi: 'mttr', ...change }),
      },
    );
    const gone = setup(() => new Response(null, { status: 204 }));
    await expect(
      gone.client.withdrawChange('all', 'mttr', change.date),
    ).resolves.toBeUndefined();
    expect(gone.fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/changes?scope=all&kpi=mttr&date=2026-04-01',
      { method: 'DELETE' },
    );
  });

  it('changes an action of the version that was seen', async () => {
    const fields = {
      title: 'Drills',
      owner: 'user:default/jane',
      state: 'proposed' as const,
    };
    const { client, fetch } = setup(() => ok(fields));
    await client.updateAction('a b', 3, fields);
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/actions/a%20b',
      {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'If-Match': '"3"' },
        body: JSON.stringify(fields),
      },
    );
    const subject = { scope: 'all', kpi: 'mttr' };
    await client.addAction(subject, fields);
    expect(fetch).toHaveBeenLastCalledWith(
      'http://portal/api/kpi-tree/v1/actions',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ subject, fields }),
      },
    );
  });

  it('follows something, and follows it no more', async () => {
    const followed = { scope: 'component:default/a', kpi: 'mttr' };
    const { client, fetch } = setup(() => ok(followed));
    await client.follow(followed);
    expect(fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/follows',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(followed),
      },
    );
    const gone = setup(() => new Response(null, { status: 204 }));
    await gone.client.unfollow(followed);
    expect(gone.fetch).toHaveBeenCalledWith(
      'http://portal/api/kpi-tree/v1/follows?scope=component%3Adefault%2Fa&kpi=mttr',
      { method: 'DELETE' },
    );
  });

  it('tells what the backend says is wrong', async () => {
    const { client } = setup(
      () =>
        new Response(
          JSON.stringify({
            error: { name: 'NotFoundError', message: 'There is no Kpi mttr' },
            response: { statusCode: 404 },
          }),
          { status: 404, headers: { 'content-type': 'application/json' } },
        ),
    );
    await expect(client.getKpi('mttr')).rejects.toThrow('404');
    await expect(client.getKpi('mttr')).rejects.toMatchObject({
      cause: { message: 'There is no Kpi mttr' },
    });
  });

  it.each<[string, () => Response]>([
    ['nobody has the route', () => new Response(null, { status: 404 })],
    [
      'the app answers with its start page',
      () =>
        new Response('<!doctype html>', {
          headers: { 'content-type': 'text/html; charset=utf-8' },
        }),
    ],
  ])('says that the backend is missing where %s', async (_, answer) => {
    const { client } = setup(answer);
    await expect(client.getTrees()).rejects.toMatchObject({
      name: 'BackendMissingError',
      message: expect.stringContaining('http://portal'),
    });
  });
});
