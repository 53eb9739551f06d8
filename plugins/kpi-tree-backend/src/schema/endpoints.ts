import {
  AcceptedChange,
  AcceptedChanges,
  Contribution,
  ContributionBy,
  MeasurementRights,
  MeasurementsDeletion,
  MeasurementSpan,
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
  MemberPage,
  OwnedPage,
  PeriodType,
  PortalStatus,
  Problem,
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

/** The first and the last day on which whoever sends measurements has looked. */
type Covered = { coveredFrom?: string; coveredUntil?: string };

type EntityPath = { kind: string; namespace: string; name: string };

type PageQuery = { limit?: number; cursor?: string };

type Page<T> = { items: T[]; nextCursor?: string };

type SeriesQuery = { from?: string; to?: string; period?: PeriodType };

type ContributionQuery = {
  from?: string;
  to?: string;
  by?: ContributionBy;
  limit?: number;
};

type ScoreContributionQuery = HistoryQuery & { limit?: number };

type HistoryQuery = SeriesQuery & { tree: string; node?: string };

/**
 * What each operation of `openapi.yaml` takes and answers, in the form that
 * Backstage's typed router reads. A test holds it against the document.
 */
export type EndpointMap = {
  '#get|/v1/trees': {
    query: PageQuery;
    response: Page<KpiTreeDefinition>;
  };
  '#get|/v1/trees/{name}': {
    path: { name: string };
    response: KpiTreeDefinition;
  };
  '#get|/v1/kpis': { query: PageQuery; response: Page<KpiDefinition> };
  '#get|/v1/kpis/{name}': { path: { name: string }; response: KpiDefinition };
  '#get|/v1/kpis/{name}/members': {
    path: { name: string };
    query: {
      scope?: string;
      sort?: 'score' | 'value' | 'name';
      limit?: number;
      cursor?: string;
      asOf?: string;
    };
    response: MemberPage;
  };
  '#get|/v1/insights': {
    query: PageQuery & { scope?: string; since?: string };
    response: InsightPage;
  };
  '#get|/v1/trees/{name}/versions': {
    path: { name: string };
    response: { items: DefinitionRevision[] };
  };
  '#get|/v1/trees/{name}/usage': {
    path: { name: string };
    response: DefinitionUsage;
  };
  '#get|/v1/kpis/{name}/versions': {
    path: { name: string };
    response: { items: DefinitionRevision[] };
  };
  '#get|/v1/kpis/{name}/usage': {
    path: { name: string };
    response: DefinitionUsage;
  };
  '#get|/v1/scorecards/all': {
    query: { tree?: string; asOf?: string; compare?: string };
    response: Scorecard;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}': {
    path: EntityPath;
    query: { tree?: string; asOf?: string; compare?: string };
    response: Scorecard;
  };
  '#get|/v1/scorecards/all/history': {
    query: HistoryQuery;
    response: ScoreHistory;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}/history': {
    path: EntityPath;
    query: HistoryQuery;
    response: ScoreHistory;
  };
  '#get|/v1/series/all/{kpi}': {
    path: { kpi: string };
    query: SeriesQuery;
    response: Series;
  };
  '#get|/v1/series/{kind}/{namespace}/{name}/{kpi}': {
    path: EntityPath & { kpi: string };
    query: SeriesQuery;
    response: Series;
  };
  '#get|/v1/contributions/all/{kpi}': {
    path: { kpi: string };
    query: ContributionQuery;
    response: Contribution;
  };
  '#get|/v1/contributions/{kind}/{namespace}/{name}/{kpi}': {
    path: EntityPath & { kpi: string };
    query: ContributionQuery;
    response: Contribution;
  };
  '#get|/v1/scorecards/all/contributions': {
    query: ScoreContributionQuery;
    response: Contribution;
  };
  '#get|/v1/scorecards/{kind}/{namespace}/{name}/contributions': {
    path: EntityPath;
    query: ScoreContributionQuery;
    response: Contribution;
  };
  '#get|/v1/changes': {
    query: { scope: string; kpi: string };
    response: AcceptedChanges;
  };
  '#post|/v1/changes': {
    body: { scope: string; kpi: string; date: string; reason: string };
    response: AcceptedChange;
  };
  '#_delete|/v1/changes': {
    query: { scope: string; kpi: string; date: string };
    response: void;
  };
  '#post|/v1/measurements': {
    body: Covered & {
      source?: string;
      dryRun?: boolean;
      measurements: unknown[];
    };
    response: WriteResult;
  };
  '#_delete|/v1/measurements': {
    query: MeasurementSpan & { setAside?: boolean; dryRun?: boolean };
    response: MeasurementsDeletion;
  };
  '#post|/v1/measurements/import': {
    query: Covered & { source?: string; dryRun?: boolean };
    response: WriteResult;
  };
  '#get|/v1/measurements/rights': { response: MeasurementRights };
  '#post|/v1/definitions/check': {
    body: { yaml: string };
    response: DraftCheck;
  };
  '#post|/v1/definitions/try': {
    body: { yaml: string; entityRef: string };
    response: DraftTrial;
  };
  '#get|/v1/definitions/problems': {
    query: PageQuery;
    response: Page<Problem>;
  };
  '#get|/v1/quality': {
    query: PageQuery & {
      scope?: string;
      owner?: string;
      kind?: QualityFindingKind;
    };
    response: QualityPage;
  };
  '#get|/v1/badges/{kind}/{namespace}/{name}.svg': {
    path: EntityPath;
    query: { kpi?: string; tree?: string; label?: string };
    response: string;
  };
  '#get|/v1/heatmap': {
    query: PageQuery & {
      scope?: string;
      tree: string;
      node?: string;
      asOf?: string;
      group?: 'system' | 'owner';
      sort?: HeatmapSort;
      order?: 'asc' | 'desc';
    };
    response: Heatmap;
  };
  '#get|/v1/owned': {
    query: PageQuery & { owner?: string; scope?: string; status?: Status[] };
    response: OwnedPage;
  };
  '#post|/v1/scores': {
    body: { entityRefs: string[] };
    response: { items: EntityScore[] };
  };
  '#get|/v1/status': { response: PortalStatus };
  '#get|/v1/sources': { response: { items: Source[] } };
  '#post|/v1/sources/{id}/runs': {
    path: { id: string };
    body: RunRequest;
    response: Run;
  };
  '#get|/v1/runs': {
    query: PageQuery & { source?: string };
    response: Page<Run>;
  };
  '#get|/v1/runs/{id}': { path: { id: string }; response: Run };
  '#post|/v1/runs/{id}/accept': { path: { id: string }; response: Run };
  '#post|/v1/runs/{id}/cancel': { path: { id: string }; response: Run };
};
