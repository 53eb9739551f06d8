import {
  BackstageCredentials,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { entity } from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

const secret = 'component:default/secret';

/** A catalog whose users do not see the secret, as the portal itself does. */
function catalogWithSecret(): CatalogService {
  const all: CatalogService = catalogServiceMock({
    entities: [...defaultEntities, entity('Component:secret')],
  });
  const ofUsers: CatalogService = catalogServiceMock({
    entities: defaultEntities,
  });
  const ofPortal = {
    byRefs: all.getEntitiesByRefs.bind(all),
    facets: all.getEntityFacets.bind(all),
  };
  const isUser = ({ credentials }: { credentials: BackstageCredentials }) =>
    (credentials.principal as { type?: string }).type === 'user';
  return Object.assign(all, {
    getEntitiesByRefs: (...args: Parameters<typeof ofPortal.byRefs>) =>
      isUser(args[1])
        ? ofUsers.getEntitiesByRefs(...args)
        : ofPortal.byRefs(...args),
    getEntityFacets: (...args: Parameters<typeof ofPortal.facets>) =>
      isUser(args[1])
        ? ofUsers.getEntityFacets(...args)
        : ofPortal.facets(...args),
  });
}

/** @param everything - whether users may read all entities */
async function startPortal(everything: boolean) {
  const source = new FakeSource('test', [
    {
      measurements: [measured(a, 'mttr', 3), measured(secret, 'mttr', 7)],
      errors: [
        { message: 'a row is wrong', where: `mttr of ${a}`, entityRef: a },
        {
          message: 'another row is wrong',
          where: `mttr of ${secret}`,
          entityRef: secret,
        },
      ],
    },
  ]);
  const { get, post, collect } = await startBackend({
    source,
    catalog: createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: catalogWithSecret,
    }),
    decide: permission =>
      everything || permission.startsWith('kpi-tree.')
        ? { result: AuthorizeResult.ALLOW }
        : {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions: {
              rule: 'IS_NO_SECRET',
              resourceType: 'catalog-entity',
            },
          },
  });
  /** The same run in every answer that has it. */
  const answers = async (options: object) => {
    const run = await collect(options);
    const { body: runs } = await get('/runs?source=test').expect(200);
    const { body: sources } = await get('/sources').expect(200);
    return [
      run,
      runs.items.find(({ id }: { id: string }) => id === run.id),
      sources.items[0].lastRun,
    ];
  };
  return { post, source, answers };
}

describe('runs', () => {
  it('tell of the entities that the caller may read', async () => {
    const { answers } = await startPortal(true);
    for (const run of await answers({ dryRun: true })) {
      expect(run).toMatchObject({
        errors: [{ entityRef: a }, { entityRef: secret }],
        sample: [{ entityRef: a }, { entityRef: secret }],
      });
    }
  });

  it('keep what is of others: their measurements and where a mistake is', async () => {
    const { post, source, answers } = await startPortal(false);
    for (const dryRun of [true, false]) {
      for (const run of await answers({ dryRun })) {
        expect(run).toMatchObject({
          dryRun,
          errors: [
            { message: 'a row is wrong', where: `mttr of ${a}`, entityRef: a },
            { message: 'another row is wrong', count: 1 },
          ],
          sample: dryRun ? [{ entityRef: a, value: 3 }] : [],
        });
        expect(JSON.stringify(run)).not.toContain('secret');
      }
    }

    const { batches } = source;
    source.collectWith = async function* endless() {
      yield* batches;
      await new Promise(() => {});
    };
    const started = await post('/sources/test/runs', { dryRun: true }).expect(
      202,
    );
    const cancelled = await post(`/runs/${started.body.id}/cancel`).expect(202);
    expect(JSON.stringify(cancelled.body)).not.toContain('secret');
  });
});
