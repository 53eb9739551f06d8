import { join } from 'node:path';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import catalogModuleKpiTree from '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';
import { Problem, Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import kpiTreePlugin from '.';

jest.setTimeout(120_000);

/** What is in the files. */
const COMPONENTS = 319;
const FAULTS = 105;
/** Of them team-rocket's. */
const TEAM_COMPONENTS = 23;

const catalogFiles = join(__dirname, '__testData__/backstage-giantswarm');

/** What users may do, until a test says otherwise; the portal itself may do all. */
let decision: PolicyDecision = { result: AuthorizeResult.ALLOW };

describe('a real catalog that nobody tidied, with the library', () => {
  let backend: TestBackend;
  const get = (path: string) =>
    request(backend.server).get(`/api/kpi-tree/v1${path}`);

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKpiTree,
        kpiTreePlugin,
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async (requests, { credentials }) => {
            const { type } = credentials.principal as { type?: string };
            return requests.map(() =>
              type === 'user' ? decision : { result: AuthorizeResult.ALLOW },
            );
          },
        } as Parameters<typeof mockServices.permissions.mock>[0]).factory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Component', 'Group', 'Location'] }],
              locations: ['components.yaml', 'groups.yaml'].map(name => ({
                type: 'file',
                target: join(catalogFiles, name),
              })),
            },
            kpiTree: { library: { enabled: true } },
          },
        }),
      ],
    });
    await settled();
  });

  afterAll(() => backend?.stop());

  /** Until the catalog has taken all in; or some time, so that a test says what is missing. */
  async function settled(): Promise<void> {
    const end = Date.now() + 90_000;
    for (;;) {
      const usage = await get('/trees/it-transformation/usage');
      const problems = await get('/definitions/problems');
      if (
        (usage.body.entityCount === COMPONENTS &&
          problems.body.items.length === FAULTS) ||
        Date.now() > end
      ) {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }

  it('attaches the library to each component', async () => {
    const { body } = await get('/trees/it-transformation/usage').expect(200);
    expect(body.entityCount).toBe(COMPONENTS);
  });

  it('tells each fault, and nothing else', async () => {
    const { body } = await get('/definitions/problems').expect(200);
    const problems: Problem[] = body.items;
    const byMessage = new Map<string, number>();
    for (const { entityRef, field, message } of problems) {
      expect([entityRef.split(':')[0], field]).toEqual([
        'component',
        'spec.owner',
      ]);
      byMessage.set(message, (byMessage.get(message) ?? 0) + 1);
    }
    const missing = (team: string) =>
      `spec.owner is "group:giantswarm/${team}", which is not in the catalog: name a Group or User that is`;
    expect(Object.fromEntries(byMessage)).toEqual({
      [missing('unspecified')]: 91,
      [missing('team-hydra')]: 4,
      [missing('team-bigmac')]: 3,
      [missing('team-firecracker')]: 2,
      [missing('team-teddyfriends')]: 2,
      [missing('team-chapter-se')]: 1,
      [missing('team-sa')]: 1,
      'spec.owner is "group:giantswarm/team-Phoenix", but the catalog has it as team-phoenix: write it the same way': 1,
    });
    expect(problems[0].location).toMatch(/^file:.*components\.yaml$/);
  });

  it('shows the trees of each component, whoever owns it', async () => {
    const { body } = await get(
      '/scorecards/component/giantswarm/akv2k8s',
    ).expect(200);
    const { trees, problems }: Scorecard = body;
    expect(trees.map(tree => tree.name).sort()).toEqual([
      'catalog-quality',
      'dora',
      'it-transformation',
    ]);
    expect(trees.map(tree => [tree.root.status, tree.root.coverage])).toEqual([
      ['no-data', 0],
      ['no-data', 0],
      ['no-data', 0],
    ]);
    expect(problems.map(problem => problem.entityRef)).toEqual([
      'component:giantswarm/akv2k8s',
    ]);
  });

  it('shows all four trees in the portfolio', async () => {
    const { body } = await get('/scorecards/all').expect(200);
    expect(body.memberCount).toBe(COMPONENTS);
    expect(
      body.trees.map((tree: Scorecard['trees'][number]) => tree.name).sort(),
    ).toEqual(['catalog-quality', 'dora', 'it-transformation', 'it4it-v3']);
  });

  it('shows each team its own, where the policy says so', async () => {
    const isOwner = createCatalogConditionalDecision(
      catalogEntityReadPermission,
      {
        anyOf: [
          catalogConditions.isEntityOwner({
            claims: ['group:giantswarm/team-rocket'],
          }),
          catalogConditions.isEntityKind({ kinds: ['kpi', 'kpitree'] }),
        ],
      },
    );
    const everyone = await get('/kpis/incident-mttr/members?limit=100');
    decision = isOwner;
    try {
      const portfolio = await get('/scorecards/all').expect(200);
      const members = await get(
        '/kpis/incident-mttr/members?limit=100&sort=name',
      ).expect(200);
      const { totalItems, items } = members.body;
      expect(everyone.body.totalItems).toBe(COMPONENTS);
      expect(totalItems).toBe(TEAM_COMPONENTS);
      expect(portfolio.body.memberCount).toBe(TEAM_COMPONENTS);
      expect(items).toHaveLength(TEAM_COMPONENTS);
      const { body } = await get('/definitions/problems').expect(200);
      expect(body.items).toEqual([]);
      await get('/scorecards/component/giantswarm/akv2k8s').expect(404);
      const own = items[0].entityRef.split('/')[1];
      await get(`/scorecards/component/giantswarm/${own}`).expect(200);
    } finally {
      decision = { result: AuthorizeResult.ALLOW };
    }
  });
});
