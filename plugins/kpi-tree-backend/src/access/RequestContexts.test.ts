import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entity, kpiEntity, owners } from '../__testUtils__/entities';
import { caller } from '../__testUtils__/harness';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { buildDefinitions } from '../definitions/buildDefinitions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { RequestContexts } from './RequestContexts';

const entities = [owners, kpiEntity('mttr'), entity('Component:a')];

const build = () => buildDefinitions(entities, new Map());

function conditional(name: string): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: 'catalog-entity',
    conditions: { rule: name, resourceType: 'catalog-entity', params: {} },
  };
}

/** The contexts of a portal whose policy and definitions a test changes. */
function portal() {
  const state = {
    definitions: build(),
    decision: conditional('IS_A') as PolicyDecision,
    readable: ['uid-of-component:a'],
    now: new Date('2026-05-15T21:59:59Z'),
  };
  const catalog = catalogServiceMock.mock({
    getEntityFacets: async () => ({
      facets: {
        'metadata.uid': state.readable.map(value => ({ value, count: 1 })),
      },
    }),
  });
  const contexts = new RequestContexts({
    definitions: {
      get: async () => state.definitions,
    } as unknown as DefinitionsService,
    visible: new VisibleDefinitions(new Map()),
    catalog,
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [state.decision],
    }),
    config: { now: () => state.now, timeZone: 'Europe/Berlin' },
  });
  return {
    state,
    catalog,
    contexts,
    /** What the caller sees. */
    seen: async () => {
      const { definitions } = await contexts.of(caller);
      return [...definitions.entities.keys()];
    },
  };
}

describe('the context of a request', () => {
  it('has what meets the conditions, asked of the catalog once for all who have them', async () => {
    const { state, catalog, seen } = portal();
    const answers = await Promise.all([seen(), seen(), seen()]);
    expect(answers).toEqual(Array(3).fill(['component:default/a']));
    expect(catalog.getEntityFacets).toHaveBeenCalledTimes(1);

    state.decision = conditional('IS_OWNER');
    state.readable = ['uid-of-group:owners'];
    expect(await seen()).toEqual(['group:default/owners']);
    state.decision = conditional('IS_A');
    expect(await seen()).toEqual(['component:default/a']);
    expect(catalog.getEntityFacets).toHaveBeenCalledTimes(2);
  });

  it('says of an entity that it does not know the same to a token that may not ask the catalog', async () => {
    const { catalog, contexts } = portal();
    const { visibility } = await contexts.of(caller);
    const message =
      'There is no entity component:default/b in the catalog, or you are not allowed to read it';
    catalog.getEntitiesByRefs.mockResolvedValueOnce({ items: [undefined] });
    await expect(
      visibility.assertReadable('component:default/b'),
    ).rejects.toThrow(message);
    catalog.getEntitiesByRefs.mockRejectedValueOnce(
      new NotAllowedError("Access to target plugin 'catalog' is not included"),
    );
    await expect(
      visibility.assertReadable('component:default/b'),
    ).rejects.toThrow(message);
    catalog.getEntitiesByRefs.mockRejectedValueOnce(new Error('It is away'));
    await expect(
      visibility.assertReadable('component:default/b'),
    ).rejects.toThrow('It is away');
  });

  it('asks the policy each time, and the catalog again for other definitions', async () => {
    const { state, catalog, seen } = portal();
    await seen();
    state.decision = { result: AuthorizeResult.DENY };
    expect(await seen()).toEqual([]);
    state.decision = { result: AuthorizeResult.ALLOW };
    expect(await seen()).toHaveLength(3);
    expect(catalog.getEntityFacets).toHaveBeenCalledTimes(1);

    state.decision = conditional('IS_A');
    state.readable = [];
    state.definitions = build();
    expect(await seen()).toEqual([]);
  });

  it('stays on its day, also past midnight', async () => {
    const { state, contexts } = portal();
    const context = await contexts.of(caller);
    expect(context.day).toBe('2026-05-15');
    state.now = new Date('2026-05-15T22:00:00Z');
    expect(context.day).toBe('2026-05-15');
    expect((await contexts.of(caller)).day).toBe('2026-05-16');
  });

  it('does not keep that the catalog did not answer', async () => {
    const { catalog, seen } = portal();
    catalog.getEntityFacets.mockRejectedValueOnce(new Error('It is away'));
    await expect(seen()).rejects.toThrow('It is away');
    expect(await seen()).toEqual(['component:default/a']);
  });

  it('holds for more conditions than are kept', async () => {
    const { state, seen } = portal();
    for (let i = 0; i < 120; i++) {
      state.decision = conditional(`IS_${i}`);
      state.readable = i % 2 ? ['uid-of-component:a'] : [];
      expect(await seen()).toHaveLength(i % 2);
    }
  });
});
