import { mockServices } from '@backstage/backend-test-utils';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { Collector } from '../collector/Collector';
import { KpiTreeConfig } from '../config';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { DraftService } from '../drafts/DraftService';
import { TrialService } from '../drafts/TrialService';
import { Evaluator } from '../evaluation/Evaluator';
import { EntityAccess } from '../scorecard/EntityAccess';
import { MembersService } from '../scorecard/MembersService';
import { ScorecardService } from '../scorecard/ScorecardService';
import { SeriesService } from '../scorecard/SeriesService';
import { CurrentStore } from '../store/CurrentStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { VersionStore } from '../store/VersionStore';
import { FakeSource } from './FakeSource';

/** Whoever asks in the tests; what she may read is the harness's `hidden`. */
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
) {
  const state = {
    entities: initial,
    /** What the caller may not read. */
    hidden: new Set<string>(),
    now: new Date('2026-05-15T00:00:00Z'),
  };
  const logger = mockServices.logger.mock();
  const catalog = catalogServiceMock.mock({
    async *streamEntities() {
      yield state.entities;
    },
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        state.hidden.has(ref)
          ? undefined
          : state.entities.find(e => stringifyEntityRef(e) === ref),
      ),
    }),
  });
  const config: KpiTreeConfig = {
    now: () => state.now,
    timeZone: 'UTC',
    tolerance: 0.2,
    coverageFloor: 0.5,
    trial: { rows: 1_000, timeoutMs: 1_000 },
  };
  const sources = new Map([[source.id, source]]);
  const measurements = new MeasurementStore(knex);
  const runs = new RunStore(knex);
  const versions = new VersionStore(knex, config.now);
  const definitions = new DefinitionsService({
    catalog,
    auth: mockServices.auth(),
    logger,
    sources,
    versions,
    config,
    maxAgeMs: 0,
  });
  const evaluator = new Evaluator({
    measurements,
    current: new CurrentStore(knex),
    config,
  });
  const access = new EntityAccess(catalog);
  const collector = new Collector({
    sources,
    definitions,
    measurements,
    evaluator,
    runs,
    config,
    logger,
  });
  const scorecards = new ScorecardService({ evaluator, access, config });
  const series = new SeriesService({ measurements, evaluator, access, config });
  const members = new MembersService({ evaluator, access });
  const drafts = new DraftService({ definitions, access, sources });
  const trials = new TrialService({
    drafts,
    definitions,
    evaluator,
    access,
    sources,
    config,
    logger,
  });
  return {
    state,
    source,
    measurements,
    definitions,
    evaluator,
    runs,
    collector,
    logger,
    check: (yaml: string) => drafts.check(yaml, caller),
    try: (yaml: string, entityRef: string) =>
      trials.try(yaml, entityRef, caller),
    /** Collects from the source and answers the ended run. */
    collect: async () => (await collector.start(source.id, 'demand')).ended,
    scorecard: async (scope: string, tree?: string) =>
      scorecards.scorecard(await definitions.get(), scope, caller, tree),
    series: async (request: Parameters<SeriesService['series']>[1]) =>
      series.series(await definitions.get(), request, caller),
    members: async (request: Parameters<MembersService['members']>[1]) =>
      members.members(await definitions.get(), request, caller),
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
