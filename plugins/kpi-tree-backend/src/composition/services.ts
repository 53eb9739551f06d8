import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { RequestContexts } from '../access/RequestContexts';
import { BadgeService } from '../badge/BadgeService';
import { ChangeService } from '../changes/ChangeService';
import { Collector } from '../collector/Collector';
import { SourceList } from '../collector/SourceList';
import { PushService } from '../push/PushService';
import { Telemetry } from '../collector/Telemetry';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ConfigReport } from '../configuration/ConfigReport';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { MeasurementDeletion } from '../deletion/MeasurementDeletion';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { DraftService } from '../drafts/DraftService';
import { FormulaTrial } from '../drafts/FormulaTrial';
import { TrialService } from '../drafts/TrialService';
import { Evaluator } from '../evaluation/Evaluator';
import {
  ArithmeticOptions,
  StoredArithmetic,
} from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { NodeDistribution } from '../rollup/NodeDistribution';
import { Refresher } from '../rollup/Refresher';
import { Rollups } from '../rollup/Rollups';
import { QualityService } from '../quality/QualityService';
import { Retention } from '../retention/Retention';
import { AssessmentService } from '../series/AssessmentService';
import { ContributionService } from '../contributions/ContributionService';
import { EntityStates } from '../scopes/EntityStates';
import { ComputedFormulaHistory } from '../history/ComputedFormulaHistory';
import { HeatmapService } from '../heatmap/HeatmapService';
import { ScoreHistoryService } from '../scorecard/ScoreHistoryService';
import { StoredHistory } from '../history/StoredHistory';
import { InsightService } from '../insights/InsightService';
import { ComputedScopeHistory } from '../history/ComputedScopeHistory';
import { MembersService } from '../members/MembersService';
import { OwnedService } from '../owned/OwnedService';
import { ScopeStatesOnDay } from '../scorecard/ScopeStatesOnDay';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScoreService } from '../scorecard/ScoreService';
import { ScoreContributionService } from '../contributions/ScoreContributionService';
import { ScorecardService } from '../scorecard/ScorecardService';
import { SeenScopes } from '../scopes/SeenScopes';
import { SeriesService } from '../series/SeriesService';
import { BadDates } from '../setAside/BadDates';
import { SetAsides } from '../setAside/SetAsides';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { StartUp } from '../setAside/StartUp';
import { BadDateStore } from '../store/BadDateStore';
import { ChangeStore } from '../store/ChangeStore';
import { CurrentStore } from '../store/CurrentStore';
import { DeletionStore } from '../store/DeletionStore';
import { EntityNameStore } from '../store/EntityNameStore';
import { EntityStateStore } from '../store/EntityStateStore';
import { FormulaStore } from '../store/FormulaStore';
import { IncompleteStore } from '../store/IncompleteStore';
import { KnownStore } from '../store/KnownStore';
import { InsightStore } from '../store/InsightStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { MembershipStore } from '../store/MembershipStore';
import { NodeStore } from '../store/NodeStore';
import { PeriodStore } from '../store/PeriodStore';
import { ProgressStore } from '../store/ProgressStore';
import { RetentionStore } from '../store/RetentionStore';
import { RollupStore } from '../store/RollupStore';
import { RunStore } from '../store/RunStore';
import { SetAsideRowStore } from '../store/SetAsideRowStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { SourceStore } from '../store/SourceStore';
import { StageStore } from '../store/StageStore';
import { FormerNameStore } from '../store/FormerNameStore';
import { TakeoverStore } from '../store/TakeoverStore';
import { OverrideStore } from '../store/OverrideStore';
import { VersionStore } from '../store/VersionStore';
import { GoneEntities } from '../takeover/GoneEntities';
import { Takeovers } from '../takeover/Takeovers';

/** What the services need of the portal. */
export type ServiceDependencies = {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  auditor: AuditorService;
  permissions: PermissionsService;
  logger: LoggerService;
  metrics: MetricsService;
  tracing: TracingService;
  /** Those that are collected, by id. */
  sources: ReadonlyMap<string, KpiSource>;
  /** Those that are not, as their configuration is wrong. */
  misconfigured: ReadonlyMap<string, MisconfiguredSource>;
  report: ConfigReport;
  config: KpiTreeConfig;
  /** How long a change in the catalog may stay unseen by a page. */
  definitionsMaxAgeMs: number;
  /** The pause between attempts to collect; for tests. */
  retryPauseMs?: number;
  /** The version of the arithmetic and the clock of its leases; for tests. */
  arithmetic?: ArithmeticOptions;
};

/** Everything between the database and the routes, wired together. */
export function createServices(deps: ServiceDependencies) {
  const { knex, catalog, auth, logger, sources, misconfigured, config } = deps;
  const measurements = new MeasurementStore(knex);
  const periods = new PeriodStore(knex);
  const current = new CurrentStore(knex);
  const rollupStore = new RollupStore(knex);
  const runs = new RunStore(knex);
  const sourceStates = new SourceStore(knex);
  const versions = new VersionStore(knex, config.now);
  const overrides = new OverrideStore(knex, config.now);
  const nodes = new NodeStore(knex);
  const formulas = new FormulaStore();
  const changes = new ChangeStore(knex);
  const insightStore = new InsightStore(knex);
  const setAside = new SetAsideStore(knex);
  const setAsideRows = new SetAsideRowStore(knex);
  const setAsideTelemetry = new SetAsideTelemetry(deps.metrics);
  const setAsides = new SetAsides({
    store: setAside,
    rows: setAsideRows,
    telemetry: setAsideTelemetry,
    maxAgeMs: deps.definitionsMaxAgeMs,
  });
  const membershipStore = new MembershipStore(knex);
  const memberships = new Memberships({
    store: membershipStore,
    rollups: rollupStore,
    nodes,
    config,
  });
  const arithmetic = new StoredArithmetic(
    { knex, rollups: rollupStore },
    deps.arithmetic,
  );
  const takeovers = new TakeoverStore(knex);
  const incomplete = new IncompleteStore(knex);
  const knownDays = new KnownStore(knex);
  const rejected = new RejectedRows({
    store: incomplete,
    memberships,
    measurements,
  });
  const formerNames = new FormerNameStore(knex);
  const goneEntities = new GoneEntities({
    knex,
    store: new EntityNameStore(knex),
    config,
  });
  const definitions = new DefinitionsService({
    catalog,
    auth,
    logger,
    sources,
    misconfigured,
    versions,
    overrides,
    memberships,
    takeovers: new Takeovers({
      catalog,
      auth,
      arithmetic,
      measurements,
      periods,
      knex,
      memberships: membershipStore,
      history: memberships,
      rollups: rollupStore,
      nodes,
      store: takeovers,
      formerNames,
      auditor: deps.auditor,
      config,
      logger,
    }),
    formerNames,
    goneEntities,
    changes,
    config,
    maxAgeMs: deps.definitionsMaxAgeMs,
  });
  const evaluator = new Evaluator({
    knex,
    arithmetic,
    measurements,
    periods,
    current,
    rollups: rollupStore,
    nodes,
    insights: insightStore,
    formulas,
    progress: new ProgressStore(knex),
    setAside,
    telemetry: setAsideTelemetry,
    memberships,
    config,
    logger,
  });
  const rollups = new Rollups({
    knex,
    arithmetic,
    evaluator,
    measurements,
    periods,
    current,
    rollups: rollupStore,
    insights: insightStore,
    setAside,
    telemetry: setAsideTelemetry,
    memberships,
    config,
    logger,
  });
  const distribution = new NodeDistribution({
    arithmetic,
    current,
    store: nodes,
    memberships,
    config,
    logger,
  });
  const refresher = new Refresher({
    evaluator,
    rollups,
    distribution,
    setAsides,
    arithmetic,
    config,
    logger,
  });
  const collector = new Collector({
    sources,
    misconfigured,
    definitions,
    measurements,
    refresher,
    runs,
    sourceStates,
    stage: new StageStore(knex),
    incomplete,
    knownDays,
    telemetry: new Telemetry(deps),
    config,
    logger,
    retryPauseMs: deps.retryPauseMs,
  });
  const retention = new Retention({
    arithmetic,
    measurements,
    store: new RetentionStore(knex),
    incomplete,
    config,
    logger,
  });
  const contexts = new RequestContexts({
    definitions,
    visible: new VisibleDefinitions(sources),
    catalog,
    permissions: deps.permissions,
  });
  const states = new EntityStates({
    knex,
    store: new EntityStateStore(knex),
    current,
    evaluator,
  });
  const scopes = new ScopeService({
    memberships,
    seen: new SeenScopes({
      keys: evaluator.keys,
      memberships,
      rollups,
      store: rollupStore,
    }),
    store: rollupStore,
    states,
    distribution,
  });
  const computedScopeHistory = new ComputedScopeHistory({
    measurements,
    evaluator,
    memberships,
  });
  const computedFormulaHistory = new ComputedFormulaHistory({
    measurements,
    members: computedScopeHistory,
  });
  const drafts = new DraftService({ contexts, sources, misconfigured });
  const storedHistory = new StoredHistory({ periods, evaluator, scopes });
  const scorecards = new ScorecardService({
    evaluator,
    scopes,
    statesOnDay: new ScopeStatesOnDay({ storedHistory, measurements }),
    setAsides,
    takeovers,
    rejected,
    config,
  });
  const scoreHistories = new ScoreHistoryService({
    storedHistory,
    evaluator,
    scopes,
    scorecards,
    config,
  });
  return {
    config,
    report: deps.report,
    startUp: new StartUp({
      knex,
      badDates: new BadDates({
        knex,
        store: new BadDateStore(),
        rows: setAsideRows,
        config,
        logger,
      }),
      setAsides,
      store: setAside,
      rollups: rollupStore,
      logger,
    }),
    setAsides,
    measurements,
    rollups,
    rollupStore,
    incomplete,
    changeStore: changes,
    runs,
    sourceStates,
    sourceList: new SourceList({
      sources,
      misconfigured,
      runs,
      sourceStates,
      config,
    }),
    versions,
    definitions,
    arithmetic,
    evaluator,
    refresher,
    collector,
    retention,
    contexts,
    scorecards,
    scoreHistories,
    contributions: new ContributionService({
      knex,
      periods,
      current,
      evaluator,
      memberships,
      scopes,
      rejected,
      config,
    }),
    scoreContributions: new ScoreContributionService({
      scoreHistories,
      config,
    }),
    series: new SeriesService({
      measurements,
      periods,
      evaluator,
      scopes,
      members: computedScopeHistory,
      formulas: computedFormulaHistory,
      assessments: new AssessmentService({
        measurements,
        periods,
        evaluator,
        scopes,
        config,
      }),
      rejected,
      setAsides,
      config,
    }),
    insights: new InsightService({
      store: insightStore,
      states,
      evaluator,
      scopes,
      scorecards,
      config,
    }),
    quality: new QualityService({
      knex,
      current,
      scopes,
      scorecards,
      setAsides,
      goneEntities,
      rejected,
      measurements,
      evaluator,
      sources,
      config,
    }),
    members: new MembersService({
      evaluator,
      current,
      states,
      periods,
      scopes,
      config,
      rejected,
    }),
    scores: new ScoreService({ states, scorecards, config }),
    heatmaps: new HeatmapService({
      states,
      periods,
      evaluator,
      scopes,
      scorecards,
      rejected,
      config,
    }),
    owned: new OwnedService({ states, evaluator, scopes, rejected }),
    badges: new BadgeService({
      auth,
      contexts,
      scorecards,
      isPublic: config.badges.public,
    }),
    changes: new ChangeService({
      store: changes,
      definitions,
      refresher,
      scopes,
      config,
    }),
    deletion: new MeasurementDeletion({
      auth,
      arithmetic,
      definitions,
      measurements,
      store: new DeletionStore({ formulas, setAside }),
      rollups: rollupStore,
      nodes,
      memberships,
      refresher,
    }),
    push: new PushService({
      auth,
      measurements,
      incomplete,
      knownDays,
      refresher,
      config,
    }),
    drafts,
    trials: new TrialService({
      drafts,
      contexts,
      evaluator,
      formulas: new FormulaTrial({
        evaluator,
        scopes,
        formulas: computedFormulaHistory,
        config,
      }),
      sources,
      config,
      logger,
    }),
  };
}

/** The services of the backend. */
export type Services = ReturnType<typeof createServices>;
