import { createApiRef } from '@backstage/core-plugin-api';
import type {
  AcceptedChange,
  AcceptedChanges,
  ActionChange,
  ActionCounts,
  ActionFields,
  ActionPage,
  ActionSubject,
  ActionView,
  ApiAnswer,
  ApiQuery,
  Breakdown,
  BreakdownColumns,
  CheckIn,
  CheckInPage,
  CheckInView,
  ClassScorecard,
  Contribution,
  DefinitionRevision,
  DefinitionUsage,
  DraftCheck,
  DraftTrial,
  EntityScore,
  Followed,
  Follows,
  Heatmap,
  InsightPage,
  KpiCommentPage,
  KpiCommentView,
  KpiDefinition,
  KpiTreeDefinition,
  MeasurementRights,
  MemberPage,
  OwnedPage,
  PeriodException,
  PeriodExceptions,
  PeriodSubject,
  PortalStatus,
  Problem,
  PushRow,
  PushRowsOptions,
  QualityPage,
  RecordChanges,
  RecordPage,
  Run,
  RunRequest,
  ScoreHistory,
  Scorecard,
  ScorecardClasses,
  Series,
  Source,
  WriteResult,
  ReviewFields,
  ReviewPage,
  ReviewSubject,
  ReviewView,
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
    options?: ApiQuery<'/v1/scorecards/all'>,
  ): Promise<Scorecard>;
  /** The same with the values of one class of a breakdown, for the KPIs that have it. */
  getClassScorecard(
    scope: Scope,
    options: ApiQuery<'/v1/class-scorecards/all'>,
  ): Promise<ClassScorecard>;
  /** Which classes of a breakdown that can be asked for. */
  getScorecardClasses(
    scope: Scope,
    options: ApiQuery<'/v1/scorecard-classes/all'>,
  ): Promise<ScorecardClasses>;
  /** Services by KPI of a tree, or of one of its nodes: a page of rows. */
  getHeatmap(options: ApiQuery<'/v1/heatmap'>): Promise<Heatmap>;
  /** The KPIs that the user, or the owner given, answers for, in order of need. */
  getOwned(options?: ApiQuery<'/v1/owned'>): Promise<OwnedPage>;
  /** How up to 200 entities stand, one line each, in the order of the references. */
  getScores(entityRefs: string[]): Promise<{ items: EntityScore[] }>;
  /**
   * The badge of an entity or scope, or of a KPI of it, and the address that READMEs
   * show.
   */
  getBadge(
    scope: Scope,
    options?: ApiQuery<'/v1/badges/{kind}/{namespace}/{name}.svg'>,
  ): Promise<{ url: string; svg: string }>;
  /** How the score of a node of a tree went; of its root if none is named. */
  getHistory(
    scope: Scope,
    options: ApiQuery<'/v1/scorecards/all/history'>,
  ): Promise<ScoreHistory>;
  /** The history of a KPI; dates are `YYYY-MM-DD`. */
  getSeries(
    scope: Scope,
    kpi: string,
    options?: ApiQuery<'/v1/series/all/{kpi}'>,
  ): Promise<Series>;
  /**
   * Which members of a scope explain the change of a KPI between two periods: the two
   * last complete ones, if no dates in them are given.
   */
  getContributions(
    scope: Scope,
    kpi: string,
    options?: ApiQuery<'/v1/contributions/all/{kpi}'>,
  ): Promise<Contribution>;
  /**
   * A KPI by the classes of a column of its records, and which class made the change
   * between two complete periods.
   */
  getBreakdown(
    scope: Scope,
    kpi: string,
    options?: ApiQuery<'/v1/breakdowns/all/{kpi}'>,
  ): Promise<Breakdown>;
  /**
   * By which other columns of its records a KPI can be broken down, as `column` of
   * `getBreakdown`. Both need `kpi-tree.record.read`.
   */
  getBreakdownColumns(kpi: string): Promise<BreakdownColumns>;
  /**
   * The records that the value of a KPI in a period is made of, a page of them: the worst
   * first, if no order is given. Needs `kpi-tree.record.read`.
   */
  getRecords(
    scope: Scope,
    kpi: string,
    options?: ApiQuery<'/v1/records/all/{kpi}'>,
  ): Promise<RecordPage>;
  /**
   * How the records behind the values of two periods differ: which came, which went, and
   * which stayed. Needs `kpi-tree.record.read`.
   */
  getRecordChanges(
    scope: Scope,
    kpi: string,
    options?: ApiQuery<'/v1/record-changes/all/{kpi}'>,
  ): Promise<RecordChanges>;
  /** Which children explain the change of the score of a node of a tree. */
  getScoreContributions(
    scope: Scope,
    options: ApiQuery<'/v1/scorecards/all/contributions'>,
  ): Promise<Contribution>;
  /** How each member of a scope stands with a KPI, now or at the end of the day `asOf`. */
  getMembers(
    kpi: string,
    options?: ApiQuery<'/v1/kpis/{name}/members'>,
  ): Promise<MemberPage>;
  /**
   * What moved in a scope since a date or for a duration (`P1M` if not given), the
   * most important first.
   */
  getInsights(options?: ApiQuery<'/v1/insights'>): Promise<InsightPage>;
  /**
   * What is wrong with KPIs, trees and data of a scope, by owner; the owner `none`
   * asks for what nobody owns.
   */
  getQuality(options?: ApiQuery<'/v1/quality'>): Promise<QualityPage>;
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
  /** What owners do to improve KPIs: a page of actions, overdue ones first. */
  getActions(options?: ApiQuery<'/v1/actions'>): Promise<ActionPage>;
  /** How many actions of a scope are not finished, by KPI and node. */
  getActionCounts(
    options: ApiQuery<'/v1/actions/counts'>,
  ): Promise<ActionCounts>;
  /** One action. */
  getAction(id: string): Promise<ActionView>;
  /** What an action was like after each change, the newest first. */
  getActionChanges(id: string): Promise<{ items: ActionChange[] }>;
  /** Adds an action; needs `kpi-tree.action.write` of what it is for. */
  addAction(subject: ActionSubject, fields: ActionFields): Promise<ActionView>;
  /**
   * Replaces what people write of an action; needs the same. Fails with the status 409 if
   * somebody else has changed it since the version given.
   */
  updateAction(
    id: string,
    version: number,
    fields: ActionFields,
  ): Promise<ActionView>;
  /** What people say about the periods of KPIs: a page, of the newest periods first. */
  getComments(options?: ApiQuery<'/v1/comments'>): Promise<KpiCommentPage>;
  /** Comments on a period; needs `kpi-tree.comment.write`. */
  addComment(
    comment: PeriodSubject & { text: string },
  ): Promise<KpiCommentView>;
  /**
   * Changes what the user wrote; needs the same. Fails with the status 409 if it was
   * changed since the version given.
   */
  updateComment(
    id: string,
    version: number,
    text: string,
  ): Promise<KpiCommentView>;
  /** Deletes what the user wrote; as a change of it. */
  deleteComment(id: string, version: number): Promise<void>;
  /** The periods that are left out of the limits of a KPI. */
  getExceptions(scope: Scope, kpi: string): Promise<PeriodExceptions>;
  /** Leaves a period out of the limits; needs `kpi-tree.change.declare`. */
  declareException(
    exception: PeriodSubject & { reason: string },
  ): Promise<PeriodException>;
  /** Lets a period count again; needs the same. */
  withdrawException(exception: PeriodSubject): Promise<void>;
  /** What owners say about their KPIs: a page, of the newest periods first. */
  getCheckIns(options?: ApiQuery<'/v1/check-ins'>): Promise<CheckInPage>;
  /** Says how a KPI stands in a period; needs `kpi-tree.check-in.write`. */
  addCheckIn(
    checkIn: PeriodSubject & Pick<CheckIn, 'text' | 'confidence'>,
  ): Promise<CheckInView>;
  /** What the user follows, and whether the portal sends messages at all. */
  getFollows(): Promise<Follows>;
  /** Follows something: the user is told of it as its owners are. */
  follow(followed: Followed): Promise<Followed>;
  /** Follows something no more. */
  unfollow(followed: Followed): Promise<void>;
  /** Reviews of scopes by trees, the newest period first. */
  getReviews(options?: ApiQuery<'/v1/reviews'>): Promise<ReviewPage>;
  /** One review, with what it shows. */
  getReview(id: string): Promise<ReviewView>;
  /** Begins a review; needs `kpi-tree.review.write` of its scope and tree. */
  beginReview(subject: ReviewSubject): Promise<ReviewView>;
  /**
   * Replaces what people wrote in a review, and closes it if that is said; needs the same.
   * Fails with the status 409 if somebody else has changed it since the version given, or
   * it is closed.
   */
  writeReview(
    id: string,
    version: number,
    fields: ReviewFields,
    options?: { close?: boolean },
  ): Promise<ReviewView>;
  /** Whether numbers are answered, and what is wrong in the configuration. */
  getStatus(): Promise<PortalStatus>;
  /** The sources and their last runs; needs `kpi-tree.run.read`. */
  getSources(): Promise<{ items: Source[] }>;
  /** The latest runs, newest first; needs `kpi-tree.run.read`. */
  getRuns(options?: ApiQuery<'/v1/runs'>): Promise<ApiAnswer<'/v1/runs'>>;
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
