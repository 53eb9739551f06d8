/**
 * To whoever may not read a Kpi, KpiTree or other entity in the catalog, every route
 * answers as if it did not exist: byte for byte as a portal without it.
 */
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { serveHarness } from '../__testUtils__/serveHarness';
import { ActionSubject } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { spec } from '../schema/openapi.generated';
import { ActionStore } from '../store/ActionStore';
import { CommentStore } from '../store/CommentStore';
import { FollowStore } from '../store/FollowStore';
import { ReviewStore } from '../store/ReviewStore';

jest.setTimeout(120_000);

const databases = testDatabases();

const system = 'system:default/s';
const group = 'group:default/team';

const service = (
  name: string,
  {
    annotations,
    inSystem = system,
    owner = group,
  }: {
    annotations?: Record<string, string>;
    inSystem?: string;
    owner?: string;
  } = {},
) =>
  entity(name, {
    annotations,
    relations: { [inSystem]: 'partOf', [owner]: 'ownedBy' },
  });

const sum = { overTime: 'sum', overEntities: 'sum' };

/** What everybody may read; much of it names what only the admin may. */
const open: Entity[] = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', {
    unit: '1',
    aggregate: sum,
    target: 2,
    threshold: 4,
    breakdowns: [{ id: 'kind', column: 'kind' }],
  }),
  kpiEntity('median', {
    grain: 'month',
    aggregate: { overTime: 'none', overEntities: 'none' },
  }),
  kpiEntity('ratio', { formula: 'mttr / count', source: undefined }),
  kpiEntity('made-of-secret', {
    formula: 'mttr / secret_kpi',
    source: undefined,
  }),
  { ...kpiEntity('heir'), spec: { extends: 'secret-kpi', target: 3 } },
  treeEntity('tree', {
    d2c: ['mttr', 'count', 'secret-kpi'],
    r2d: ['median', 'ratio', 'made-of-secret', 'heir'],
  }),
  { ...treeEntity('derived', {}), spec: { extends: 'secret-tree' } },
  entity('System:s', { relations: { 'domain:default/d': 'partOf' } }),
  entity('Domain:d'),
  entity('Group:team'),
  service('Component:a', {
    annotations: {
      'target.secret-kpi': '5',
      formerly: 'component:default/secret',
    },
  }),
  service('Component:b', {
    owner: 'group:default/secret',
    annotations: { formerly: 'component:default/older' },
  }),
  service('Component:c', { inSystem: 'system:default/secret' }),
  service('Component:e', {
    annotations: { tree: 'tree,secret-tree', 'owner.secret-kpi': group },
  }),
  // Only a secret tree is attached to it; measured it is all the same
  service('API:x', { annotations: { 'source.mttr': 'x' } }),
];

/** What only the admin may read. */
const secret: Entity[] = [
  kpiEntity('secret-kpi', { aggregate: sum }),
  kpiEntity('secret-alone', { owner: group }),
  treeEntity(
    'secret-tree',
    { d2c: ['secret-kpi', 'secret-alone', 'mttr'] },
    {
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'The secret goal',
        children: [
          {
            id: 'secret-stream',
            kind: 'value-stream',
            title: 'The secret stream',
            children: [
              { kpi: 'secret-kpi' },
              { kpi: 'secret-alone' },
              // All are judged by this one then
              { kpi: 'mttr', target: 1, threshold: 2 },
            ],
          },
        ],
      },
    },
  ),
  treeEntity(
    'secret-of-apis',
    { d2c: ['mttr', 'count'] },
    { appliesTo: { kind: 'API' } },
  ),
  entity('System:secret', { relations: { 'domain:default/d': 'partOf' } }),
  entity('Group:secret'),
  service('Component:secret', {
    annotations: {
      'target.count': '77',
      'threshold.mttr': 'nonsense',
      formerly: 'component:default/secret-before',
    },
  }),
];

const components = ['a', 'b', 'c', 'e'].map(
  name => `component:default/${name}`,
);
const api = 'api:default/x';
const secretComponent = 'component:default/secret';
const openKpis = ['mttr', 'count', 'median'];
const secretKpis = ['secret-kpi', 'secret-alone'];

/** Five months that move; the last of them is the running one. */
const series = (entityRef: string, kpi: string, size: number) =>
  [1, 2, 3, 4, 5].map(month =>
    measured(entityRef, kpi, month === 4 ? size * 10 : size + month, {
      period: `2026-0${month}-01`,
    }),
  );

const openMeasurements = [...components, api].flatMap((ref, index) =>
  openKpis.flatMap(kpi => series(ref, kpi, 1 + index)),
);

const secretMeasurements = [
  ...[...components, api].flatMap(ref =>
    secretKpis.flatMap(kpi => series(ref, kpi, 987)),
  ),
  ...[...openKpis, ...secretKpis].flatMap(kpi =>
    series(secretComponent, kpi, 987),
  ),
  ...series('system:default/secret', 'mttr', 987),
];

/** What is asked of a route. */
type Ask = {
  path?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: object;
  headers?: Record<string, string>;
  csv?: string;
};

/** Each of some with each of others. */
const product = <A, B>(as: A[], bs: B[]) =>
  as.flatMap(a => bs.map((b): [A, B] => [a, b]));

const pathOf = (ref: string) => {
  const [kind, namespace, name] = ref.split(/[:/]/);
  return { kind, namespace, name };
};

const kpis = ['mttr', 'count', 'ratio', 'made-of-secret', 'heir', 'secret-kpi'];
const trees = ['tree', 'derived', 'secret-tree', 'secret-of-apis'];
const entities = [
  system,
  'domain:default/d',
  group,
  components[0],
  components[3],
  api,
  secretComponent,
  'system:default/secret',
];
const scopes = ['all', ...entities];
const owned = ['group:default/owners', group, 'group:default/secret'];

const names = (all: string[]): Ask[] => all.map(name => ({ path: { name } }));

/** As a Kpi is sent that is being written. */
const draft = (written: object) =>
  JSON.stringify({
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind: 'Kpi',
    metadata: { name: 'draft', description: 'A draft' },
    spec: { ...kpiEntity('draft').spec, ...written },
  });

const drafts = [
  draft({}),
  draft({ formula: 'mttr / secret_kpi', source: undefined }),
  draft({ formula: 'mttr * 2', source: undefined }),
  draft({ owner: 'group:default/secret' }),
  JSON.stringify({
    ...kpiEntity('draft'),
    spec: { extends: 'secret-kpi' },
  }),
  JSON.stringify(kpiEntity('secret-kpi')),
];

const pushed = [
  measured(components[0], 'mttr', 3),
  measured(components[0], 'secret-kpi', 3),
  measured(secretComponent, 'mttr', 3),
  measured('component:default/older', 'mttr', 3),
  measured('component:default/secret-before', 'mttr', 3),
  measured('component:default/nowhere', 'nothing', 3),
];

const changes = product([components[0], 'all', secretComponent], kpis).map(
  ([scope, kpi]) => ({ scope, kpi }),
);

const subjects = [
  ...changes,
  { scope: components[0], tree: 'tree', node: 'd2c' },
  { scope: components[0], tree: 'secret-tree', node: 'secret-stream' },
];

const actionFields = {
  title: 'An action',
  owner: 'user:default/jane',
  state: 'open' as const,
  start: '2026-03-01',
};

/** What reviews are of. */
const reviewed = product(
  ['all', system, components[0], secretComponent],
  ['tree', 'secret-tree'],
).map(([scope, tree]) => ({
  scope,
  tree,
  periodType: 'month' as const,
  period: '2026-03-01',
}));

const reviewFields = { decisions: [{ text: 'A decision' }] };

const keyOf = (subject: object) => JSON.stringify(subject);

/** An action, or a review, that the portal had, by what it is for. */
const writtenFor = (subject: object) => ({ id: keyOf(subject) });

/** Comments that the portal had, by what they are about. */
const commentKey = (comment: object) => JSON.stringify({ comment });
const comments = changes.map(subject => ({
  path: { id: commentKey(subject) },
}));
const commented = { periodType: 'month', period: '2026-03-01' } as const;

/** The run that the portal had. */
const run = { id: 'run' };

/**
 * What is asked of each operation of `openapi.yaml`: what may be read, and what may not
 * as if one knew its name. A new route needs its own.
 */
const asks: Record<string, Ask[]> = {
  GetTrees: [{}, { query: { limit: 1 } }],
  GetTree: names(trees),
  GetKpis: [{}, { query: { limit: 2 } }],
  GetKpi: names(kpis),
  GetKpiMembers: [
    ...product(kpis, ['all', system, group, 'system:default/secret']).map(
      ([name, scope]) => ({ path: { name }, query: { scope } }),
    ),
    ...product(['mttr', 'count'], ['score', 'value', 'name']).map(
      ([name, sort]) => ({ path: { name }, query: { sort, limit: 2 } }),
    ),
  ],
  GetInsights: product(scopes, [1, 50]).map(([scope, limit]) => ({
    query: { scope, since: 'P1Y', limit },
  })),
  GetTreeVersions: names(trees),
  GetTreeUsage: names(trees),
  GetKpiVersions: names(kpis),
  GetKpiUsage: names(kpis),
  GetPortfolioScorecard: [
    {},
    { query: { asOf: '2026-04-20', compare: '2026-03-20' } },
    ...trees.map(tree => ({ query: { tree } })),
  ],
  GetScorecard: entities.flatMap((ref): Ask[] => [
    { path: pathOf(ref) },
    { path: pathOf(ref), query: { asOf: '2026-04-20' } },
    { path: pathOf(ref), query: { tree: 'secret-tree' } },
  ]),
  GetPortfolioHistory: trees.map(tree => ({ query: { tree } })),
  GetScoreHistory: product(entities, ['tree', 'secret-tree']).map(
    ([ref, tree]) => ({ path: pathOf(ref), query: { tree } }),
  ),
  GetPortfolioScoreContributions: trees.map(tree => ({ query: { tree } })),
  GetScoreContributions: product(entities, ['tree', 'secret-tree']).map(
    ([ref, tree]) => ({ path: pathOf(ref), query: { tree } }),
  ),
  GetPortfolioContributions: product(kpis, ['entity', 'owner', 'system']).map(
    ([kpi, by]) => ({ path: { kpi }, query: { by } }),
  ),
  GetContributions: product(entities, kpis).map(([ref, kpi]) => ({
    path: { ...pathOf(ref), kpi },
  })),
  GetPortfolioBreakdown: kpis.flatMap(kpi => [
    { path: { kpi } },
    { path: { kpi }, query: { column: 'team' } },
  ]),
  GetBreakdown: product(entities, kpis).flatMap(([ref, kpi]) => [
    { path: { ...pathOf(ref), kpi } },
    { path: { ...pathOf(ref), kpi }, query: { column: 'team' } },
  ]),
  GetPortfolioClassScorecard: [{ query: { by: 'kind', class: 'x' } }],
  GetClassScorecard: entities.map(ref => ({
    path: pathOf(ref),
    query: { by: 'kind', class: 'x' },
  })),
  GetPortfolioScorecardClasses: [{ query: { by: 'kind' } }],
  GetScorecardClasses: entities.map(ref => ({
    path: pathOf(ref),
    query: { by: 'kind' },
  })),
  GetBreakdownColumns: kpis.map(kpi => ({ path: { kpi } })),
  GetPortfolioRecords: kpis.map(kpi => ({
    path: { kpi },
    query: { period: '2026-03-01' },
  })),
  GetRecords: product(entities, kpis).map(([ref, kpi]) => ({
    path: { ...pathOf(ref), kpi },
    query: { period: '2026-03-01' },
  })),
  GetPortfolioRecordChanges: kpis.map(kpi => ({
    path: { kpi },
    query: { to: '2026-03-01' },
  })),
  GetRecordChanges: product(entities, kpis).map(([ref, kpi]) => ({
    path: { ...pathOf(ref), kpi },
    query: { to: '2026-03-01' },
  })),
  GetPortfolioSeries: product(kpis, ['day', 'month']).map(([kpi, period]) => ({
    path: { kpi },
    query: { period },
  })),
  GetSeries: product(entities, kpis).map(([ref, kpi]) => ({
    path: { ...pathOf(ref), kpi },
  })),
  GetDefinitionProblems: [{}, { query: { limit: 1 } }],
  GetQuality: [
    ...scopes.map(scope => ({ query: { scope, limit: 200 } })),
    ...owned.map(owner => ({ query: { owner } })),
    { query: { limit: 1 } },
  ],
  GetSources: [{}],
  GetStatus: [{}],
  GetRuns: [{}],
  GetRun: [{ path: run }],
  GetHeatmap: [
    ...product(scopes, trees).map(([scope, tree]) => ({
      query: { scope, tree },
    })),
    ...product(['system', 'owner'], ['score', 'name', 'kpi:mttr']).map(
      ([by, sort]) => ({ query: { tree: 'tree', group: by, sort, limit: 3 } }),
    ),
    { query: { tree: 'tree', sort: 'kpi:secret-kpi' } },
    { query: { tree: 'tree', asOf: '2026-04-20' } },
  ],
  GetOwned: product(owned, scopes).map(([owner, scope]) => ({
    query: { owner, scope },
  })),
  GetScores: [{ body: { entityRefs: [...entities, ...components] } }],
  GetBadge: [
    ...entities.map(ref => ({ path: pathOf(ref) })),
    ...kpis.map(kpi => ({ path: pathOf(components[0]), query: { kpi } })),
    ...trees.map(tree => ({ path: pathOf(system), query: { tree } })),
  ],
  GetMeasurementRights: [{}],
  GetChanges: changes.map(query => ({ query })),
  GetExceptions: changes.map(query => ({ query })),
  GetCheckIns: [{}, ...changes.map(query => ({ query }))],
  GetMissingCheckIns: owned.map(owner => ({ query: { owner } })),
  GetActions: [
    {},
    { query: { limit: 2 } },
    ...subjects.map(query => ({ query })),
    ...owned.map(owner => ({ query: { owner } })),
  ],
  GetActionCounts: product(scopes, ['true', 'false']).map(([scope, below]) => ({
    query: { scope, below },
  })),
  GetAction: subjects.map(subject => ({ path: writtenFor(subject) })),
  GetActionChanges: subjects.map(subject => ({ path: writtenFor(subject) })),
  GetReviews: [
    {},
    ...reviewed.map(({ scope, tree }) => ({ query: { scope, tree } })),
  ],
  GetReview: reviewed.map(subject => ({ path: writtenFor(subject) })),
  GetReviewChanges: reviewed.map(subject => ({ path: writtenFor(subject) })),
  GetFollows: [{}],
  GetMessagePreferences: [{}],
  GetComments: [
    {},
    { query: { limit: 1 } },
    ...changes.map(subject => ({ query: subject })),
  ],
  GetComment: comments,
  GetCommentChanges: comments,
  CheckDefinition: drafts.map(yaml => ({ body: { yaml } })),
  TryDefinition: product(drafts, [components[0], secretComponent, system]).map(
    ([yaml, entityRef]) => ({ body: { yaml, entityRef } }),
  ),
  // What writes comes last, in this order
  CreateReview: reviewed.map(subject => ({
    body: { ...subject, period: '2026-04-01' },
  })),
  UpdateReview: reviewed.map(subject => ({
    path: writtenFor(subject),
    body: { decisions: [{ text: 'Another' }] },
    query: { close: 'true' },
    headers: { 'If-Match': '"1"' },
  })),
  CreateAction: subjects.map(subject => ({
    body: { subject, fields: actionFields },
  })),
  UpdateAction: subjects.map(subject => ({
    path: writtenFor(subject),
    body: { ...actionFields, title: 'Another' },
    headers: { 'If-Match': '"1"' },
  })),
  CreateMeasurements: [
    { body: { measurements: pushed, dryRun: true } },
    { body: { measurements: pushed } },
  ],
  ImportMeasurements: [
    {
      csv: [
        'entityRef,kpi,period,value,weight',
        ...pushed.map(({ entityRef, kpi, period: start, value, weight }) =>
          [entityRef, kpi, start, value, weight].join(','),
        ),
      ].join('\n'),
    },
  ],
  DeleteMeasurements: product(
    [components[0], secretComponent],
    ['mttr', 'secret-kpi'],
  ).flatMap(([entityRef, kpi]) =>
    ['true', 'false'].map(dryRun => ({
      query: { entityRef, kpi, from: '2026-01-01', to: '2026-01-31', dryRun },
    })),
  ),
  AcceptChange: changes.map(subject => ({
    body: { ...subject, date: '2026-03-01', reason: 'Another process' },
  })),
  CreateComment: changes.map(subject => ({
    body: { ...subject, ...commented, text: 'What happened' },
  })),
  UpdateComment: comments.map(comment => ({
    ...comment,
    body: { text: 'Something else' },
    headers: { 'If-Match': '"1"' },
  })),
  DeleteComment: comments.map(comment => ({
    ...comment,
    headers: { 'If-Match': '"2"' },
  })),
  CreateCheckIn: changes.map(subject => ({
    body: {
      ...subject,
      ...commented,
      text: 'It comes right',
      confidence: 'on-track',
    },
  })),
  DeclareException: changes.map(subject => ({
    body: { ...subject, ...commented, reason: 'A flood' },
  })),
  WithdrawException: changes.map(subject => ({
    query: { ...subject, ...commented },
  })),
  PutMessagePreferences: [{ body: {} }],
  Follow: changes.map(body => ({ body })),
  Unfollow: changes.map(query => ({ query })),
  WithdrawChange: changes.map(subject => ({
    query: { ...subject, date: '2026-03-01' },
  })),
  CancelRun: [{ path: run }],
  AcceptRun: [{ path: run }],
  CreateRun: [{ path: { id: 'test' } }],
};

type Operation = { method: 'get' | 'post' | 'put' | 'delete'; path: string };

/** The operations of `openapi.yaml`, by their ids. */
const operations = new Map(
  Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId }]): [string, Operation] => [
        operationId,
        { method: method as Operation['method'], path },
      ],
    ),
  ),
);

/**
 * What differs in two portals whatever is in them: instants, durations and ids of runs.
 * A run also says how much it brought of everything, not of what.
 */
function withoutChance(text: string): string {
  return text
    .replace(/"(durationMs|measurementsWritten)":\d+/g, '"$1":"<number>"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<instant>')
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '<id>');
}

const NOT_THERE = '01234567-89ab-4cde-8f01-23456789abcd';

/** As it is asked, of the action or comment that there is; else of one that nobody has. */
function withId(ask: Ask, ids: ReadonlyMap<string, string>): Ask {
  const id = ask.path?.id;
  return id?.startsWith('{')
    ? { ...ask, path: { id: ids.get(id) ?? NOT_THERE } }
    : ask;
}

async function answer(
  server: Parameters<typeof request>[0],
  operationId: string,
  { path = {}, query = {}, body, headers: sent = {}, csv }: Ask,
): Promise<string> {
  const { method, path: template } = operations.get(operationId)!;
  const url = template.replace(/\{(\w+)\}/g, (_, key) => path[key] ?? key);
  const asked = request(server)
    [method](`/api/kpi-tree${url}`)
    .query(query)
    .set(sent)
    .buffer(true)
    .parse((res, done) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', part => {
        text += part;
      });
      res.on('end', () => done(null, text));
    });
  const {
    status,
    headers,
    body: text,
  } = await (csv
    ? asked.set('Content-Type', 'text/csv').send(csv)
    : asked.send(body));
  return withoutChance(`${status} ${headers['content-type']}\n${text}`);
}

describe('the asks', () => {
  it('are of every operation of openapi.yaml', () => {
    expect(Object.keys(asks).sort()).toEqual([...operations.keys()].sort());
  });
});

describe.each(databases.eachSupportedId())('every route on %s', id => {
  /** @param measurements - what the source brings, in the order of storing */
  async function portal(
    inCatalog: Entity[],
    ...measurements: ReturnType<typeof measured>[][]
  ) {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, inCatalog, undefined, undefined, {
      definitionsMaxAgeMs: 3_600_000,
    });
    h.source.batches = measurements.map(each => ({
      measurements: each,
      incomplete: each
        .filter(({ period: start }) => start !== '2026-01-01')
        .map(one => ({ ...one, rows: 1 + one.value })),
    }));
    const { id: runId } = await h.collect();
    await h.refreshed();
    h.source.batches = [{ measurements: openMeasurements }];
    const wordIds = new Map<string, string>();
    const refs = new Set(['all', ...inCatalog.map(stringifyEntityRef)]);
    const has = (name = '', kind = 'kpitree') =>
      refs.has(`${kind}:default/${name}`);
    for (const subject of subjects) {
      const { scope, kpi, tree }: ActionSubject = { ...subject };
      if (refs.has(scope) && (kpi ? has(kpi, 'kpi') : has(tree))) {
        const { id: actionId } = await new ActionStore(knex).create(
          subject,
          actionFields,
          {
            by: 'user:default/jane',
            at: new Date(Date.UTC(2026, 2, 1 + wordIds.size)).toISOString(),
          },
        );
        wordIds.set(keyOf(subject), actionId);
      }
    }
    for (const subject of changes) {
      if (refs.has(subject.scope) && has(subject.kpi, 'kpi')) {
        const { id: commentId } = await new CommentStore(knex).create(
          { ...subject, ...commented },
          { text: 'What happened', mentions: [] },
          {
            by: 'user:default/mock',
            at: new Date(Date.UTC(2026, 3, 1 + wordIds.size)).toISOString(),
          },
        );
        wordIds.set(commentKey(subject), commentId);
        await new FollowStore(knex).add(
          'user:default/mock',
          subject,
          new Date(Date.UTC(2026, 3, 1 + wordIds.size)).toISOString(),
        );
      }
    }
    for (const subject of reviewed) {
      if (
        (subject.scope === 'all' || refs.has(subject.scope)) &&
        has(subject.tree)
      ) {
        const review = await new ReviewStore(knex).create(
          subject,
          { asOf: '2026-03-31', compare: '2026-02-28' },
          reviewFields,
          {
            by: 'user:default/jane',
            at: new Date(Date.UTC(2026, 3, 1 + wordIds.size)).toISOString(),
          },
        );
        wordIds.set(keyOf(subject), review!.id);
      }
    }
    const server = await serveHarness(h.services);
    return { h, runId, wordIds, server };
  }

  const whole = () =>
    portal([...secret, ...open], openMeasurements, secretMeasurements);

  /** Of each operation the answers to all that is asked of it. */
  async function answers({
    server,
    h,
    runId,
    wordIds,
  }: Awaited<ReturnType<typeof portal>>) {
    const found: Record<string, string> = {};
    for (const [operationId, all] of Object.entries(asks)) {
      for (const [index, ask] of all.entries()) {
        found[`${operationId} ${index} ${JSON.stringify(ask)}`] = await answer(
          server,
          operationId,
          ask.path === run ? { path: { id: runId } } : withId(ask, wordIds),
        );
      }
    }
    await h.collector.settled();
    return found;
  }

  it('answers as without what may not be read', async () => {
    const without = await portal(open, openMeasurements);
    without.h.state.catalogRead = AuthorizeResult.CONDITIONAL;
    const full = await whole();
    secret.forEach(each => full.h.state.hidden.add(stringifyEntityRef(each)));
    expect(await answers(full)).toEqual(await answers(without));
  });

  it('answers as an empty portal where nothing may be read', async () => {
    const empty = await portal([]);
    empty.h.state.catalogRead = AuthorizeResult.DENY;
    const full = await whole();
    full.h.state.catalogRead = AuthorizeResult.DENY;
    expect(await answers(full)).toEqual(await answers(empty));
  });

  it('answers otherwise to whoever may read everything', async () => {
    const without = await answers(await portal(open, openMeasurements));
    const full = await answers(await whole());
    const same = Object.keys(asks).filter(operationId =>
      Object.keys(full)
        .filter(key => key.startsWith(`${operationId} `))
        .every(key => full[key] === without[key]),
    );
    // Of all others the comparison would prove nothing; runs are another test
    expect(same).toEqual([
      'GetStatus',
      'GetRuns',
      'GetRun',
      'GetMeasurementRights',
      'GetMessagePreferences',
      'PutMessagePreferences',
      'Unfollow',
      'CancelRun',
      'AcceptRun',
      'CreateRun',
    ]);
  });
});
