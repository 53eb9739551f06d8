import { createApiRef } from '@backstage/core-plugin-api';
import type {
  AcceptedChange,
  AcceptedChanges,
  Contribution,
  ContributionBy,
  DefinitionRevision,
  DefinitionUsage,
  DraftCheck,
  DraftTrial,
  EntityScore,
  Heatmap,
  HeatmapSort,
  InsightPage,
  KpiDefinition,
  KpiTreeDefinition,
  MeasurementRights,
  MemberPage,
  OwnedPage,
  PortalStatus,
  PeriodType,
  Problem,
  PushRow,
  PushRowsOptions,
  QualityFindingKind,
  QualityPage,
  Run,
  RunRequest,
  Scorecard,
  ScoreHistory,
  Series,
  Source,
  Status,
  WriteResult,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * What a scorecard is about: an entity reference, or `all` for everything that
 * the user may read.
 *
 * @public
 */
export type Scope = string;

/**
 * What the frontend asks of the KPI tree backend.
 *
 * @public
 */
export interface KpiTreeApi {
  /** The valid KPI trees. */
  getTrees(): Promise<{ items: KpiTreeDefinition[] }>;
  /** The valid KPIs. */
  getKpis(): Promise<{ items: KpiDefinition[] }>;
  /** One KPI by name. */
  getKpi(name: string): Promise<KpiDefinition>;
  /** One tree by name. */
  getTree(name: string): Promise<KpiTreeDefinition>;
  /** Where a KPI or tree is used, of what the user may read. */
  getUsage(kind: 'Kpi' | 'KpiTree', name: string): Promise<DefinitionUsage>;
  /** The versions of a KPI or tree, the newest first. */
  getVersions(
    kind: 'Kpi' | 'KpiTree',
    name: string,
  ): Promise<{ items: DefinitionRevision[] }>;
  /**
   * The trees of an entity or scope, evaluated; dates are `YYYY-MM-DD`.
   *
   * With `asOf` as they were at the end of that day, with `compare` beside how they
   * were at the end of another.
   */
  getScorecard(
    scope: Scope,
    options?: { tree?: string; asOf?: string; compare?: string },
  ): Promise<Scorecard>;
  /** Services by KPI of a tree, or of one of its nodes: a page of rows. */
  getHeatmap(options: {
    scope?: Scope;
    tree: string;
    node?: string;
    asOf?: string;
    /** Rows in groups, these by name. */
    group?: 'system' | 'owner';
    sort?: HeatmapSort;
    /** `asc` (default) has the worst or the first first. */
    order?: 'asc' | 'desc';
    limit?: number;
    cursor?: string;
  }): Promise<Heatmap>;
  /** The KPIs that the user, or the owner given, answers for, in order of need. */
  getOwned(options?: {
    owner?: string;
    scope?: Scope;
    status?: Status[];
    limit?: number;
    cursor?: string;
  }): Promise<OwnedPage>;
  /** How up to 200 entities stand, one line each, in the order of the references. */
  getScores(entityRefs: string[]): Promise<{ items: EntityScore[] }>;
  /**
   * The badge of an entity or scope, or of a KPI of it, and the address that READMEs
   * show.
   */
  getBadge(
    scope: Scope,
    options?: { kpi?: string; tree?: string; label?: string },
  ): Promise<{ url: string; svg: string }>;
  /** How the score of a node of a tree went; of its root if none is named. */
  getHistory(
    scope: Scope,
    options: { tree: string; node?: string; from?: string; to?: string },
  ): Promise<ScoreHistory>;
  /** The history of a KPI; dates are `YYYY-MM-DD`. */
  getSeries(
    scope: Scope,
    kpi: string,
    options?: { from?: string; to?: string; period?: PeriodType },
  ): Promise<Series>;
  /**
   * Which members of a scope explain the change of a KPI between two periods: the two
   * last complete ones, if no dates in them are given.
   */
  getContributions(
    scope: Scope,
    kpi: string,
    options?: {
      from?: string;
      to?: string;
      by?: ContributionBy;
      /** How many parts are listed individually. */
      limit?: number;
    },
  ): Promise<Contribution>;
  /** Which children explain the change of the score of a node of a tree. */
  getScoreContributions(
    scope: Scope,
    options: {
      tree: string;
      node?: string;
      from?: string;
      to?: string;
      period?: PeriodType;
      limit?: number;
    },
  ): Promise<Contribution>;
  /** How each member of a scope stands with a KPI, now or at the end of the day `asOf`. */
  getMembers(
    kpi: string,
    options?: {
      scope?: Scope;
      sort?: 'score' | 'value' | 'name';
      limit?: number;
      cursor?: string;
      asOf?: string;
    },
  ): Promise<MemberPage>;
  /**
   * What moved in a scope since a date or for a duration (`P1M` if not given), the
   * most important first.
   */
  getInsights(options?: {
    scope?: Scope;
    since?: string;
    limit?: number;
    cursor?: string;
  }): Promise<InsightPage>;
  /**
   * What is wrong with KPIs, trees and data of a scope, by owner; the owner `none`
   * asks for what nobody owns.
   */
  getQuality(options?: {
    scope?: Scope;
    owner?: string;
    kind?: QualityFindingKind;
    limit?: number;
    cursor?: string;
  }): Promise<QualityPage>;
  /** The accepted changes of the process behind a KPI. */
  getChanges(scope: Scope, kpi: string): Promise<AcceptedChanges>;
  /** Accepts a change from a date on; needs `kpi-tree.change.declare`. */
  acceptChange(
    scope: Scope,
    kpi: string,
    change: Pick<AcceptedChange, 'date' | 'reason'>,
  ): Promise<AcceptedChange>;
  /** Takes an accepted change back; needs the same. */
  withdrawChange(scope: Scope, kpi: string, date: string): Promise<void>;
  /** Whether numbers are answered, and what is wrong in the configuration. */
  getStatus(): Promise<PortalStatus>;
  /** The sources and their last runs; needs `kpi-tree.run.read`. */
  getSources(): Promise<{ items: Source[] }>;
  /** The latest runs, newest first; needs `kpi-tree.run.read`. */
  getRuns(options?: {
    source?: string;
    limit?: number;
    cursor?: string;
  }): Promise<{ items: Run[]; nextCursor?: string }>;
  /** Starts a collection now; needs `kpi-tree.run.create`. */
  startRun(sourceId: string, request?: RunRequest): Promise<Run>;
  /**
   * Accepts what a run that was held back removes, by another that is started; needs
   * `kpi-tree.run.accept`.
   */
  acceptRun(runId: string): Promise<Run>;
  /** Asks a run to stop; needs `kpi-tree.run.create`. */
  cancelRun(runId: string): Promise<Run>;
  /** Whether the user may send measurements. */
  getMeasurementRights(): Promise<MeasurementRights>;
  /**
   * Sends measurements, any number of them, and hands back those that were not
   * stored; needs `kpi-tree.measurement.create`.
   */
  pushMeasurements<T>(
    rows: Iterable<PushRow<T>> | AsyncIterable<PushRow<T>>,
    options: PushRowsOptions<T>,
  ): Promise<Omit<WriteResult, 'rejected'>>;
  /** What is wrong with the YAML of a `Kpi` that is being written. */
  checkDraft(yaml: string): Promise<DraftCheck>;
  /**
   * What the source would measure with it for an entity; nothing is stored. Needs
   * `kpi-tree.definition.try`.
   */
  tryDraft(yaml: string, entityRef: string): Promise<DraftTrial>;
  /** What needs fixing in definitions and annotations. */
  getProblems(): Promise<{ items: Problem[] }>;
}

/** @public */
export const kpiTreeApiRef = createApiRef<KpiTreeApi>({
  id: 'plugin.kpi-tree.service',
});
