import { mockServices } from '@backstage/backend-test-utils';
import {
  metricsServiceMock,
  tracingServiceMock,
} from '@backstage/backend-test-utils/alpha';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { ServiceDependencies } from '../composition/ServiceDependencies';
import { createServices, Services } from '../composition/services';
import { ConfigReport } from '../configuration/ConfigReport';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { SourceRegistry } from '../configuration/SourceRegistry';
import { Definitions } from '../definitions/Definitions';
import { entity } from './entities';
import { FakeSource } from './FakeSource';

/** Whoever asks in the tests; what they may read is the harness's `hidden`. */
export const caller = {
  $$type: '@backstage/BackstageCredentials',
  principal: {},
} as BackstageCredentials;

/**
 * The services of the backend wired as in the plugin, over a real database and
 * a catalog whose entities a test changes at will.
 */
export function createHarness(
  knex: Knex,
  initial: Entity[],
  source = new FakeSource('test'),
  others: FakeSource[] = [],
  more: Partial<
    Pick<
      ServiceDependencies,
      'arithmetic' | 'definitionsMaxAgeMs' | 'messaging'
    >
  > = {},
) {
  const state = {
    entities: initial,
    /** What the caller may not read. */
    hidden: new Set<string>(),
    /** The policy: conditional, unless there is nothing hidden or it is given here. */
    catalogRead: undefined as AuthorizeResult | undefined,
    now: new Date('2026-05-15T00:00:00Z'),
    /** With what the next readings of the whole catalog fail. */
    catalogFailures: [] as Error[],
  };
  const catalogRead = () =>
    state.catalogRead ??
    (state.hidden.size ? AuthorizeResult.CONDITIONAL : AuthorizeResult.ALLOW);
  const isReadable = (e: Entity) =>
    catalogRead() !== AuthorizeResult.DENY &&
    !state.hidden.has(stringifyEntityRef(e));
  const logger = mockServices.logger.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  const catalogFinds = new Set<string>();
  const catalog = catalogServiceMock.mock({
    async *streamEntities() {
      const failure = state.catalogFailures.shift();
      if (failure) {
        throw failure;
      }
      yield state.entities;
    },
    getEntityFacets: async () => ({
      facets: {
        'metadata.uid': state.entities
          .filter(isReadable)
          .map(e => ({ value: e.metadata.uid!, count: 1 })),
      },
    }),
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(
        ref =>
          state.entities.find(
            e => stringifyEntityRef(e) === ref && isReadable(e),
          ) ?? (catalogFinds.has(ref) ? entity(ref) : undefined),
      ),
    }),
  });
  const config: KpiTreeConfig = {
    now: () => state.now,
    timeZone: 'UTC',
    fingerprint: 'test',
    tolerance: 0.2,
    coverageFloor: 0.5,
    targetOverrides: true,
    // A few measurements stand for a month, where a test does not say otherwise
    completenessFloor: 0,
    signals: { rules: 'nhs' },
    collector: {
      atOnce: 4,
      attempts: 3,
      holdBack: {
        removedShare: 0.1,
        rejectedShare: 0.1,
        acceptRepeated: false,
      },
    },
    badges: { public: false },
    messages: { language: 'en' },
    trial: { rows: 1_000, timeoutMs: 1_000 },
    retention: { foldAfterMs: Infinity, dropAfterMs: Infinity },
    faults: {},
  };
  const services = createServices({
    knex,
    catalog,
    auth: mockServices.auth(),
    auditor,
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => {
        const result = catalogRead();
        return [
          result === AuthorizeResult.CONDITIONAL
            ? {
                result,
                pluginId: 'catalog',
                resourceType: 'catalog-entity',
                conditions: {
                  rule: 'IS_NOT_HIDDEN',
                  resourceType: 'catalog-entity',
                },
              }
            : { result },
        ];
      },
    }),
    logger,
    metrics: metricsServiceMock.mock(),
    tracing: tracingServiceMock.mock(),
    sources: new Map([source, ...others].map(one => [one.id, one])),
    misconfigured: new Map(),
    report: new ConfigReport(new SourceRegistry(), logger, []),
    config,
    definitionsMaxAgeMs: 0,
    retryPauseMs: 1,
    ...more,
  });
  const { definitions, collector, refresher } = services;
  /** The definitions, with everything derived from them up to date. */
  const refreshed = async () => {
    const current = await definitions.get();
    await refresher.refresh(current);
    return current;
  };
  /** The context of a request of the caller. */
  const context = async () => {
    await refreshed();
    return services.contexts.of(caller);
  };
  return {
    ...services,
    services,
    config,
    state,
    source,
    logger,
    auditor,
    refreshed,
    /** Has everything handed over of which somebody is to be told. */
    makeMessages: async (of?: Definitions) => {
      for (const maker of services.messageMakers) {
        await maker.run(of ?? (await refreshed()));
      }
    },
    /** What the catalog has when asked by name, though it is in no page of it. */
    catalogFinds,
    /** How often the catalog was asked what may be read. */
    catalogQuestions: () =>
      catalog.getEntitiesByRefs.mock.calls.length +
      catalog.getEntityFacets.mock.calls.length,
    context,
    check: async (yaml: string) => services.drafts.check(await context(), yaml),
    try: async (yaml: string, entityRef: string) =>
      services.trials.try(await context(), yaml, entityRef),
    /** Starts what changed, and answers the ended runs. */
    collectChanged: async (signal = new AbortController().signal) =>
      Promise.all(await collector.startChanged(signal)),
    /** Collects from the source and answers the ended run. */
    collect: async () =>
      (await collector.start(source.id, { trigger: 'demand' })).ended,
    scorecard: async (
      scope: string,
      tree?: string,
      days?: { asOf?: string; compare?: string },
    ) => services.scorecards.scorecard(await context(), scope, tree, days),
    series: async (request: Parameters<Services['series']['series']>[1]) =>
      services.series.series(await context(), request),
    members: async (request: Parameters<Services['members']['members']>[1]) =>
      services.members.members(await context(), request),
  };
}

/** A measurement of April 2026, of 2 things if nothing else is said. */
export function measured(
  entityRef: string,
  kpi: string,
  value: number,
  { period = '2026-04-10', weight = 2 } = {},
) {
  return { entityRef, kpi, period, value, weight };
}
