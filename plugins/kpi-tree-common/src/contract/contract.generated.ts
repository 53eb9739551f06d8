// *****************************************************************
// * GENERATED FROM openapi.yaml, DO NOT EDIT: `yarn build:openapi` *
// *****************************************************************

import type { PeriodType } from '../time/period';
import type { Status } from '../vocabulary/status';
import type { Known } from '../vocabulary/known';
import type { Trend } from '../vocabulary/status';
import type { Bound } from '../vocabulary/bounds';
import type { Problem } from '../definitions/problem';
import type { QualityFindingKind } from '../api/quality';
import type { QualityCounts } from '../api/quality';
import type { QualityFinding } from '../api/quality';
import type { QualityPage } from '../api/quality';
import type { DraftCheck } from '../api/drafts';
import type { DraftTrial } from '../api/drafts';
import type { DefinitionRevision } from '../api/definitions';
import type { DefinitionUsage } from '../api/definitions';
import type { KpiDefinition } from '../api/definitions';
import type { KpiTreeDefinition } from '../api/definitions';
import type { MemberCounts } from '../api/scorecard';
import type { ScorecardNode } from '../api/scorecard';
import type { NodeBefore } from '../api/scorecard';
import type { Scorecard } from '../api/scorecard';
import type { SeriesPoint } from '../api/series';
import type { Series } from '../api/series';
import type { SignalSummary } from '../api/assessment';
import type { Assessment } from '../api/assessment';
import type { ProcessPoint } from '../api/assessment';
import type { SignalRule } from '../api/assessment';
import type { Signal } from '../api/assessment';
import type { Capability } from '../api/assessment';
import type { TargetChance } from '../api/assessment';
import type { AcceptedChange } from '../api/series';
import type { AcceptedChanges } from '../api/series';
import type { ReviewSubject } from '../api/reviews';
import type { ReviewDecision } from '../api/reviews';
import type { ReviewFields } from '../api/reviews';
import type { Review } from '../api/reviews';
import type { ReviewPage } from '../api/reviews';
import type { ReviewView } from '../api/reviews';
import type { ReviewContent } from '../api/reviews';
import type { ActionState } from '../api/actions';
import type { ActionSubject } from '../api/actions';
import type { ActionLink } from '../api/actions';
import type { ActionExpectation } from '../api/actions';
import type { ActionFields } from '../api/actions';
import type { ActionView } from '../api/actions';
import type { ActionPage } from '../api/actions';
import type { ActionCounts } from '../api/actions';
import type { EffectVerdict } from '../api/effect';
import type { EffectPart } from '../api/effect';
import type { GuardEffect } from '../api/effect';
import type { ActionEffect } from '../api/effect';
import type { Confidence } from '../api/checkIns';
import type { CheckInView } from '../api/checkIns';
import type { CheckInPage } from '../api/checkIns';
import type { MissingCheckIns } from '../api/checkIns';
import type { PeriodException } from '../api/exceptions';
import type { PeriodExceptions } from '../api/exceptions';
import type { Digest } from '../api/digests';
import type { MessagePreferences } from '../api/digests';
import type { Followed } from '../api/follows';
import type { Follows } from '../api/follows';
import type { KpiCommentView } from '../api/comments';
import type { KpiCommentPage } from '../api/comments';
import type { Member } from '../api/members';
import type { ContributionBy } from '../api/contribution';
import type { ContributionValue } from '../api/contribution';
import type { ContributionShare } from '../api/contribution';
import type { ContributionPart } from '../api/contribution';
import type { RecordPage } from '../api/records';
import type { ValueOrigin } from '../api/origin';
import type { SentValues } from '../api/origin';
import type { SentPush } from '../api/origin';
import type { ValueQueries } from '../api/origin';
import type { MeasuredQuery } from '../api/origin';
import type { QueryEvaluation } from '../api/origin';
import type { RecordColumn } from '../api/records';
import type { RecordItem } from '../api/records';
import type { BreakdownValue } from '../api/breakdowns';
import type { BreakdownClassName } from '../api/breakdowns';
import type { BreakdownClass } from '../api/breakdowns';
import type { BreakdownPart } from '../api/breakdowns';
import type { ClassScorecard } from '../api/breakdowns';
import type { ScorecardClasses } from '../api/breakdowns';
import type { BreakdownColumns } from '../api/breakdowns';
import type { Breakdown } from '../api/breakdowns';
import type { RecordTotals } from '../api/records';
import type { RecordChanges } from '../api/records';
import type { ChangedRecord } from '../api/records';
import type { Contribution } from '../api/contribution';
import type { ScoreHistory } from '../api/scorecard';
import type { RunError } from '../api/run';
import type { NewMeasurement } from '../api/run';
import type { SampleMeasurement } from '../api/run';
import type { WriteResult } from '../api/run';
import type { MeasurementsDeletion } from '../api/run';
import type { DeletedSeries } from '../api/run';
import type { RejectedRow } from '../api/run';
import type { MeasurementRights } from '../api/run';
import type { MemberPage } from '../api/members';
import type { HeatmapSort } from '../api/views';
import type { HeatmapColumn } from '../api/views';
import type { HeatmapCell } from '../api/views';
import type { HeatmapRow } from '../api/views';
import type { Heatmap } from '../api/views';
import type { OwnedKpi } from '../api/views';
import type { OwnedPage } from '../api/views';
import type { EntityScore } from '../api/views';
import type { Insight } from '../api/insights';
import type { InsightPage } from '../api/insights';
import type { Run } from '../api/run';
import type { HeldBackReason } from '../api/run';
import type { RunLoss } from '../api/run';
import type { KpiLoss } from '../api/run';
import type { EntityLoss } from '../api/run';
import type { LossExample } from '../api/run';
import type { RunRequest } from '../api/run';
import type { ConfigMistake } from '../api/status';
import type { PortalStatus } from '../api/status';
import type { Source } from '../api/run';

/**
 * The operations of the REST API by path and method.
 *
 * @public
 */
export interface ApiPaths {
  '/v1/trees': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The KPI trees */
    get: ApiOperations['GetTrees'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/trees/{name}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** One KPI tree */
    get: ApiOperations['GetTree'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/kpis': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The KPIs */
    get: ApiOperations['GetKpis'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/kpis/{name}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** One KPI */
    get: ApiOperations['GetKpi'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/kpis/{name}/members': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The value of each member of a scope */
    get: ApiOperations['GetKpiMembers'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/insights': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What moved in a scope, most important first */
    get: ApiOperations['GetInsights'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/trees/{name}/versions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Every version that was used for evaluation, newest first */
    get: ApiOperations['GetTreeVersions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/trees/{name}/usage': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Where it is used, as far as the caller may read */
    get: ApiOperations['GetTreeUsage'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/kpis/{name}/versions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Every version that was used for evaluation, newest first */
    get: ApiOperations['GetKpiVersions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/kpis/{name}/usage': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Where it is used, as far as the caller may read */
    get: ApiOperations['GetKpiUsage'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/all': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The trees evaluated for everything that the caller may read */
    get: ApiOperations['GetPortfolioScorecard'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/{kind}/{namespace}/{name}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The trees evaluated for an entity or scope */
    get: ApiOperations['GetScorecard'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/all/history': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The score history of a node, over everything that the caller may read
     * For each complete period, what the scorecard showed at its end: each KPI with its last complete period at that time.
     */
    get: ApiOperations['GetPortfolioHistory'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/{kind}/{namespace}/{name}/history': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The score history of a node, for an entity or scope
     * For each complete period, what the scorecard showed at its end: each KPI with its last complete period at that time.
     */
    get: ApiOperations['GetScoreHistory'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/all/contributions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Which children explain the change of a node's score, over everything
     * The shares of the children add up to the change of the score. Compares the last complete period with the one before it, if no dates are given.
     */
    get: ApiOperations['GetPortfolioScoreContributions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecards/{kind}/{namespace}/{name}/contributions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Which children explain the change of a node's score
     * The shares of the children add up to the change of the score. Compares the last complete period with the one before it, if no dates are given.
     */
    get: ApiOperations['GetScoreContributions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/contributions/all/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Which entities explain the change of a KPI over all of them
     * The shares of the members add up to the change of a sum, a mean, or a formula made of them. For others the answer says why there are no shares. Compares the last complete period with the one before it, if no dates are given.
     */
    get: ApiOperations['GetPortfolioContributions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/contributions/{kind}/{namespace}/{name}/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Which members of a System, Domain or Group explain the change of a KPI
     * The shares of the members add up to the change of a sum, a mean, or a formula made of them. For others the answer says why there are no shares. Compares the last complete period with the one before it, if no dates are given.
     */
    get: ApiOperations['GetContributions'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/records/all/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The records behind the value of a KPI over all entities
     * Needs the permission `kpi-tree.record.read`. Only columns that the admin of the portal declared leave it, and dates and numbers that the KPI reads; those with personal data need `kpi-tree.record.personal.read`. A record that counts for several members is an item for each.
     */
    get: ApiOperations['GetPortfolioRecords'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/records/{kind}/{namespace}/{name}/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The records behind the value of a KPI of an entity or scope
     * Needs the permission `kpi-tree.record.read`. Only columns that the admin of the portal declared leave it, and dates and numbers that the KPI reads; those with personal data need `kpi-tree.record.personal.read`. A record that counts for several members is an item for each.
     */
    get: ApiOperations['GetRecords'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/breakdowns/all/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * A KPI by class over all entities
     * By the values of a column of its records, as `spec.breakdowns` of the Kpi names it: a value a period for each class, and which class made the change between two complete periods, the last two if no dates are given.
     */
    get: ApiOperations['GetPortfolioBreakdown'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/breakdowns/{kind}/{namespace}/{name}/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * A KPI of an entity or scope by class
     * By the values of a column of its records, as `spec.breakdowns` of the Kpi names it: a value a period for each class, and which class made the change between two complete periods, the last two if no dates are given.
     */
    get: ApiOperations['GetBreakdown'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/class-scorecards/all': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The trees evaluated for one class over everything that the caller may read
     * With the values of the class, for the KPIs that are broken down like this. Those that are the mean of their classes, and quantiles, are held against their targets; sums and all others are not, as the target of the whole is none of a class. What is not judged does not count in the scores of nodes.
     */
    get: ApiOperations['GetPortfolioClassScorecard'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/class-scorecards/{kind}/{namespace}/{name}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The trees evaluated for one class of an entity or scope
     * With the values of the class, for the KPIs that are broken down like this. Those that are the mean of their classes, and quantiles, are held against their targets; sums and all others are not, as the target of the whole is none of a class. What is not judged does not count in the scores of nodes.
     */
    get: ApiOperations['GetClassScorecard'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecard-classes/all': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Which classes the KPIs of trees have */
    get: ApiOperations['GetPortfolioScorecardClasses'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scorecard-classes/{kind}/{namespace}/{name}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Which classes the KPIs of trees have for an entity or scope */
    get: ApiOperations['GetScorecardClasses'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/breakdown-columns/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * By which columns of its records a KPI can be broken down
     * Those that the admin of the source named, beside the breakdowns that the KPI has; none where its records are not kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for those with personal data.
     */
    get: ApiOperations['GetBreakdownColumns'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/record-changes/all/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * How the records behind two values of a KPI over all entities differ
     * Needs the permission `kpi-tree.record.read`; columns as in the list of records. The earlier period is `before`. What the groups come to, and the values of each class, adds up to what all records come to.
     */
    get: ApiOperations['GetPortfolioRecordChanges'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/record-changes/{kind}/{namespace}/{name}/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * How the records behind two values of a KPI of an entity or scope differ
     * Needs the permission `kpi-tree.record.read`; columns as in the list of records. The earlier period is `before`. What the groups come to, and the values of each class, adds up to what all records come to.
     */
    get: ApiOperations['GetRecordChanges'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/measurements': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes measurements, replacing existing ones
     * Needs the permission `kpi-tree.measurement.create`, for the KPI and entity of each row if it has conditions. Rows that are wrong or not allowed are listed in the answer; the others are stored. Writing the same again changes nothing.
     */
    post: ApiOperations['CreateMeasurements'];
    /**
     * Deletes measurements for good
     * Needs the permission `kpi-tree.measurement.delete`. What was computed from them is recomputed. If none is left for a KPI of an entity, it is as if it had never been measured. A measurement of several days, such as that of a month, is deleted as a whole.
     */
    delete: ApiOperations['DeleteMeasurements'];
  };
  '/v1/measurements/import': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes measurements from a CSV file of any size
     * Needs the permission `kpi-tree.measurement.create`. The first line names the columns `entityRef,kpi,period,value` and optionally `weight`; or `entityRef,kpi,period,numerator,denominator`. The file is read as it comes; what was stored stays if the connection breaks, and sending the file again changes nothing.
     */
    post: ApiOperations['ImportMeasurements'];
    delete?: never;
  };
  '/v1/measurements/rights': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** Whether the caller may send measurements */
    get: ApiOperations['GetMeasurementRights'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/series/all/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The history of a KPI over everything that the caller may read */
    get: ApiOperations['GetPortfolioSeries'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/series/{kind}/{namespace}/{name}/{kpi}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** The history of a KPI of an entity or scope */
    get: ApiOperations['GetSeries'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/changes': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The accepted changes of the process behind a KPI
     * From the date of each, the limits of the KPI are recalculated.
     */
    get: ApiOperations['GetChanges'];
    put?: never;
    /**
     * Declares a process change from a date on
     * Needs the permission kpi-tree.change.declare of the KPI of the entity or scope; only users. A change of the same date is replaced.
     */
    post: ApiOperations['AcceptChange'];
    /**
     * Withdraws an accepted change
     * Needs the same permission.
     */
    delete: ApiOperations['WithdrawChange'];
  };
  '/v1/reviews': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Reviews of scopes by trees, the newest period first
     * Those of entities or trees that the caller may not read are left out.
     */
    get: ApiOperations['GetReviews'];
    put?: never;
    /**
     * Begins a review
     * Of a period that is over; it is compared with the review before. Needs the permission kpi-tree.review.write; only users. The ETag of the answer is the version.
     */
    post: ApiOperations['CreateReview'];
    delete?: never;
  };
  '/v1/reviews/{id}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * One review, with what it shows
     * A closed one as it was when it was closed. Who may not read everything has it as of the same day, by what they may read.
     */
    get: ApiOperations['GetReview'];
    /**
     * Writes notes and decisions, and closes the review
     * Replaces what people wrote. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if somebody else has changed it since, or it is closed, the answer is 409 and nothing is written.
     */
    put: ApiOperations['UpdateReview'];
    post?: never;
    delete?: never;
  };
  '/v1/reviews/{id}/changes': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What people had written in a review after each change */
    get: ApiOperations['GetReviewChanges'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/actions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * What owners do to improve KPIs
     * Overdue actions first, then by due date; those that are done or cancelled last. Actions of entities, Kpis or trees that the caller may not read are left out.
     */
    get: ApiOperations['GetActions'];
    put?: never;
    /**
     * Adds an action
     * Needs the permission kpi-tree.action.write of the KPI, or of the node, of the entity or scope; only users. The ETag of the answer is the version.
     */
    post: ApiOperations['CreateAction'];
    delete?: never;
  };
  '/v1/actions/counts': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * How many actions are not finished
     * Actions that are proposed or open, by KPI and by node, of entities, Kpis and trees that the caller may read.
     */
    get: ApiOperations['GetActionCounts'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/actions/{id}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** One action */
    get: ApiOperations['GetAction'];
    /**
     * Changes an action
     * Replaces what people write of it. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if somebody else has changed it since, the answer is 409 and nothing is written.
     */
    put: ApiOperations['UpdateAction'];
    post?: never;
    delete?: never;
  };
  '/v1/actions/{id}/changes': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What an action was like after each change */
    get: ApiOperations['GetActionChanges'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/comments': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * What people say about periods of KPIs
     * Those of the newest periods first. Comments on entities or Kpis that the caller may not read are left out.
     */
    get: ApiOperations['GetComments'];
    put?: never;
    /**
     * Comments on a period of a KPI
     * Needs the permission kpi-tree.comment.write of the KPI of the entity or scope; only users. The ETag of the answer is the version.
     */
    post: ApiOperations['CreateComment'];
    delete?: never;
  };
  '/v1/comments/{id}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** One comment */
    get: ApiOperations['GetComment'];
    /**
     * Changes a comment
     * Only who wrote it may. Needs the same permission, and the header If-Match with the ETag of the version that was changed: if it was changed since, the answer is 409 and nothing is written.
     */
    put: ApiOperations['UpdateComment'];
    post?: never;
    /**
     * Deletes a comment
     * As a change of it. It is shown no more; its changes stay readable for those who may write there.
     */
    delete: ApiOperations['DeleteComment'];
  };
  '/v1/comments/{id}/changes': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What a comment was like after each change */
    get: ApiOperations['GetCommentChanges'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/check-ins': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * What owners say about their KPIs in periods
     * Those of the newest periods first; of several of a period the first counts. Those of entities or Kpis that the caller may not read are left out.
     */
    get: ApiOperations['GetCheckIns'];
    put?: never;
    /**
     * Says how a KPI stands in a period
     * Needs the permission kpi-tree.check-in.write of the KPI of the entity or scope; only users. It counts in place of earlier ones of the period, which are kept.
     */
    post: ApiOperations['CreateCheckIn'];
    delete?: never;
  };
  '/v1/check-ins/missing': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Off-target KPIs of which their owners have said nothing
     * KPIs of entities that are off target in the period that is judged, and of which nobody has checked in for that period; in order of need. A page may have fewer than its limit, while there is a nextCursor.
     */
    get: ApiOperations['GetMissingCheckIns'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/exceptions': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The periods that are left out of the limits of a KPI
     * Limits, signals, trend, forecast and capability are those without these periods. Their values, scores and statuses are what they were.
     */
    get: ApiOperations['GetExceptions'];
    put?: never;
    /**
     * Leaves a period out of the limits of a KPI
     * Needs the permission kpi-tree.change.declare of the KPI of the entity or scope; only users. An exception of the same period is replaced.
     */
    post: ApiOperations['DeclareException'];
    /**
     * Takes an exception back
     * Needs the same permission. The period counts again.
     */
    delete: ApiOperations['WithdrawException'];
  };
  '/v1/follows': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * What the caller follows
     * Of that they are told as its owners are. What they may not read is left out; a service follows nothing.
     */
    get: ApiOperations['GetFollows'];
    put?: never;
    /**
     * Follows an entity or scope, one of its KPIs, or one of its trees
     * Only users. Following again changes nothing.
     */
    post: ApiOperations['Follow'];
    /**
     * Follows something no more
     * Only users.
     */
    delete: ApiOperations['Unfollow'];
  };
  '/v1/message-preferences': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Which messages the caller wants beside those about what happens
     * Only users.
     */
    get: ApiOperations['GetMessagePreferences'];
    /**
     * Replaces them
     * Only users.
     */
    put: ApiOperations['PutMessagePreferences'];
    post?: never;
    delete?: never;
  };
  '/v1/definitions/problems': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What needs fixing in definitions and annotations */
    get: ApiOperations['GetDefinitionProblems'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/quality': {
    parameters: {
      query?: never;
      path?: never;
    };
    /** What is wrong with KPIs, trees and data of a scope, by owner */
    get: ApiOperations['GetQuality'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/status': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * Whether numbers are available, and what is wrong in the configuration
     * Needs the permission `kpi-tree.run.read`.
     */
    get: ApiOperations['GetStatus'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/sources': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The sources and their last runs
     * Needs the permission `kpi-tree.run.read`.
     */
    get: ApiOperations['GetSources'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/definitions/check': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /** What is wrong with a Kpi that is being written */
    post: ApiOperations['CheckDefinition'];
    delete?: never;
  };
  '/v1/definitions/try': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * What the source would measure with a Kpi that is being written
     * Needs the permission `kpi-tree.definition.try`. Reads the live source within limits on rows and time, and stores nothing.
     */
    post: ApiOperations['TryDefinition'];
    delete?: never;
  };
  '/v1/sources/{id}/runs': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * Starts a collection now
     * Needs the permission `kpi-tree.run.create`. Answers at once; the run continues and is reported by `GET /v1/runs/{id}`. A source that is being collected answers 409. With `from`, part of the past is collected again.
     */
    post: ApiOperations['CreateRun'];
    delete?: never;
  };
  '/v1/runs': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The latest runs, newest first
     * Needs the permission `kpi-tree.run.read`.
     */
    get: ApiOperations['GetRuns'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/runs/{id}/accept': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accepts what a run that was held back removes
     * Needs the permission `kpi-tree.run.accept`. Answers at once with a new run,
     *     which collects the same again and may remove as much as the one that was
     *     held back would have; if more is gone by then, it is held back as well. A run
     *     that is not waiting, or whose source was collected again since, is a
     *     conflict.
     */
    post: ApiOperations['AcceptRun'];
    delete?: never;
  };
  '/v1/runs/{id}/cancel': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * Asks a run to stop
     * Needs the permission `kpi-tree.run.create`. The run stops within some seconds, and none of it is stored, except what the first collection of a source has stored already.
     */
    post: ApiOperations['CancelRun'];
    delete?: never;
  };
  '/v1/runs/{id}': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * One run
     * Needs the permission `kpi-tree.run.read`.
     */
    get: ApiOperations['GetRun'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/heatmap': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The status of services for the KPIs of a tree
     * A page of the members of a scope that have the tree and that the caller may read. The score of each is that of its own scorecard.
     */
    get: ApiOperations['GetHeatmap'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/owned': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The KPIs that somebody owns, in order of need
     * For entities that the caller may read. Off target comes first, then stale or without data, at risk, on target; within these what is getting worse.
     */
    get: ApiOperations['GetOwned'];
    put?: never;
    post?: never;
    delete?: never;
  };
  '/v1/scores': {
    parameters: {
      query?: never;
      path?: never;
    };
    get?: never;
    put?: never;
    /**
     * The status of many entities, one line each
     * The score of the first tree of each entity. Entities that do not exist, or that the caller may not read, are answered like those without a tree.
     */
    post: ApiOperations['GetScores'];
    delete?: never;
  };
  '/v1/badges/{kind}/{namespace}/{name}.svg': {
    parameters: {
      query?: never;
      path?: never;
    };
    /**
     * The status of an entity or scope, or of one of its KPIs, as a picture
     * For READMEs. The limited cookie of a signed-in user is accepted too; if the admin sets `kpiTree.badges.public`, no credentials are needed, and whatever does not exist or has no tree answers `unknown`.
     */
    get: ApiOperations['GetBadge'];
    put?: never;
    post?: never;
    delete?: never;
  };
}

/**
 * What operations of the REST API have in common.
 *
 * @public
 */
export interface ApiComponents {
  schemas: {
    Error: {
      error: {
        name: string;
        message: string;
      };
      request?: {
        method?: string;
        url?: string;
      };
      response: {
        statusCode: number;
      };
    };
    PeriodType: PeriodType;
    Status: Status;
    /** How much of a period is known, if not all of it. For a value of members, it counts the days of all of them. */
    Known: Known;
    Trend: Trend;
    /** A number, or `min` and `max` of a range. */
    Bound: Bound;
    /** Null if there is none. */
    BoundOrNone: ApiComponents['schemas']['Bound'] | null;
    Problem: Problem;
    QualityFindingKind: QualityFindingKind;
    /** How many findings there are of each kind. */
    QualityCounts: QualityCounts;
    QualityFinding: QualityFinding;
    QualityPage: QualityPage;
    DraftCheck: DraftCheck;
    DraftTrial: DraftTrial;
    DefinitionRevisionList: {
      items: ApiComponents['schemas']['DefinitionRevision'][];
    };
    DefinitionRevision: DefinitionRevision;
    NamedDefinition: {
      name: string;
      entityRef: string;
    };
    DefinitionUsage: DefinitionUsage;
    KpiDefinition: KpiDefinition;
    KpiList: {
      items: ApiComponents['schemas']['KpiDefinition'][];
      nextCursor?: string;
    };
    KpiTreeDefinition: KpiTreeDefinition;
    KpiTreeList: {
      items: ApiComponents['schemas']['KpiTreeDefinition'][];
      nextCursor?: string;
    };
    MemberCounts: MemberCounts;
    /** A node of an evaluated tree. `kind` is `kpi` for a leaf, which has the properties from `kpi` on. */
    ScorecardNode: ScorecardNode;
    /** The state of a node on the day it is compared with. */
    NodeBefore: NodeBefore;
    Scorecard: Scorecard;
    SeriesPoint: SeriesPoint;
    Series: Series;
    /** What is kept of an assessment in addition to the current value. */
    SignalSummary: SignalSummary;
    /** Everything that is derived from the history, in periods of the judged length. */
    Assessment: Assessment;
    /** The values between which periods lie at the current performance of the process. */
    ExpectedRange: {
      lower: number;
      upper: number;
    };
    /** A point of a process behaviour chart, with its limits. */
    ProcessPoint: ProcessPoint;
    /**
     * `xmr`: limits of the values; `time-between`: of the days between rare events; `proportion`: of a share of few cases.
     */
    TrendMethod: 'xmr' | 'time-between' | 'proportion';
    SignalRule: SignalRule;
    /** A pattern of points that chance rarely produces. */
    Signal: Signal;
    /**
     * Which seasonality was removed first.
     */
    Seasonality: 'day-of-week' | 'month-of-year' | 'quarter-of-year';
    /**
     * Why no claim is made. `by-chance`: the newest points stand out, but no more than values like these do by chance.
     */
    NoTrendReason: 'few-points' | 'few-in-sample' | 'constant' | 'by-chance';
    /**
     * Whether the target will be met at the current performance of the process.
     */
    Capability: Capability;
    /** A chance of being on target, 0..1. */
    TargetChance: TargetChance;
    /** How far the data of a series can be trusted. */
    DataQuality: {
      grade: 'A' | 'B' | 'C' | 'D' | null;
      completeness: number;
      issues: {
        kind:
          | 'late'
          | 'gaps'
          | 'volume'
          | 'impossible'
          | 'constant'
          | 'incomplete';
        grade: 'A' | 'B' | 'C' | 'D';
        period: string;
        count: number;
        amount: number;
      }[];
    };
    AcceptedChange: AcceptedChange;
    AcceptedChanges: AcceptedChanges;
    /** A scope by a tree in a period that is over. */
    ReviewSubject: ReviewSubject;
    ReviewDecision: ReviewDecision;
    ReviewFields: ReviewFields;
    Review: Review;
    ReviewPage: ReviewPage;
    ReviewView: ReviewView;
    /** What a review shows, as of its day. */
    ReviewContent: ReviewContent;
    ReviewChanges: {
      items: {
        version: number;
        by: string;
        at: string;
        fields: ApiComponents['schemas']['ReviewFields'];
      }[];
    };
    ActionState: ActionState;
    /** A KPI of an entity or scope, or a node of a tree for a scope. */
    ActionSubject: ActionSubject;
    ActionLink: ActionLink;
    /** A value in the unit of the KPI, or a change in percent. */
    ActionExpectation: ActionExpectation;
    ActionFields: ActionFields;
    ActionView: ActionView;
    ActionPage: ActionPage;
    ActionCounts: ActionCounts;
    ActionChanges: {
      items: {
        version: number;
        by: string;
        at: string;
        fields: ApiComponents['schemas']['ActionFields'];
      }[];
    };
    EffectVerdict: EffectVerdict;
    EffectPart: EffectPart;
    /** A KPI that should not have got worse meanwhile, and did. */
    GuardEffect: GuardEffect;
    /** What an action came to, by the values of its KPI. */
    ActionEffect: ActionEffect;
    Confidence: Confidence;
    CheckInView: CheckInView;
    CheckInPage: CheckInPage;
    MissingCheckIns: MissingCheckIns;
    PeriodException: PeriodException;
    PeriodExceptions: PeriodExceptions;
    Digest: Digest;
    MessagePreferences: MessagePreferences;
    Followed: Followed;
    Follows: Follows;
    KpiCommentView: KpiCommentView;
    KpiCommentPage: KpiCommentPage;
    KpiCommentChanges: {
      items: {
        version: number;
        by: string;
        at: string;
        /** Nothing where it was deleted. */
        text: string | null;
      }[];
    };
    Member: Member;
    ContributionBy: ContributionBy;
    ContributionValue: ContributionValue;
    /** In the unit of the KPI; null where there are no shares. */
    ContributionShare: ContributionShare;
    ContributionPart: ContributionPart;
    ContributionPeriod: ApiComponents['schemas']['ContributionValue'] & {
      /** First day of the period. */
      period: string;
    };
    /** The records behind the value of a KPI in a period. */
    RecordPage: RecordPage;
    /** What is known of where a value comes from, of which there are no records. */
    ValueOrigin: ValueOrigin;
    /** Who sent the measurements that a value is made of. */
    SentValues: SentValues;
    /** Measurements that somebody sent in one request. */
    SentPush: SentPush;
    /** How a source measures a value of which it keeps no records. */
    ValueQueries: ValueQueries;
    /** A query that measures a value, with everything in it that is filled in. */
    MeasuredQuery: MeasuredQuery;
    /** When a query was evaluated, and for which period. */
    QueryEvaluation: QueryEvaluation;
    RecordColumn: RecordColumn;
    /** A record, for one entity that it counts for. */
    RecordItem: RecordItem;
    /** What a class, or the whole, has in a period. */
    BreakdownValue: BreakdownValue;
    /** Which class: that of one text of the column (`class`), of the records in which it is blank (`blank`), all that are not shown each by itself (`other`), or what was not broken down (`unknown`). */
    BreakdownClassName: BreakdownClassName;
    /** A class with its history. */
    BreakdownClass: BreakdownClass;
    /** What a class has to do with a change, in the unit of the KPI. */
    BreakdownPart: BreakdownPart;
    /** The whole in one of the periods that are compared. */
    BreakdownEnd: {
      period: string;
      value: number | null;
    };
    /** The trees of a scope with the values of one class. */
    ClassScorecard: ClassScorecard;
    /** Which classes of a breakdown the KPIs of some trees have. */
    ScorecardClasses: ScorecardClasses;
    /** By which other columns of its records a KPI can be broken down. */
    BreakdownColumns: BreakdownColumns;
    /** A KPI by the classes of a column. */
    Breakdown: Breakdown;
    /** How many records there are, and the sums of what they add and of their weights. */
    RecordTotals: RecordTotals;
    /** How the records behind the values of two periods differ. */
    RecordChanges: RecordChanges;
    /** A record in two periods, for one entity that it counts for. */
    ChangedRecord: ChangedRecord;
    /** What explains a change between two periods. */
    Contribution: Contribution;
    ScoreHistory: ScoreHistory;
    RunError: RunError;
    /** With a value and optionally a weight; or with a numerator and a denominator. */
    NewMeasurement: NewMeasurement;
    SampleMeasurement: SampleMeasurement;
    WriteResult: WriteResult;
    MeasurementsDeletion: MeasurementsDeletion;
    DeletedSeries: DeletedSeries;
    RejectedRow: RejectedRow;
    MeasurementRights: MeasurementRights;
    MemberPage: MemberPage;
    /** The number in each status; statuses with none are left out. */
    StatusCounts: {
      [key: string]: number;
    };
    HeatmapSort: HeatmapSort;
    HeatmapColumn: HeatmapColumn;
    HeatmapCell: HeatmapCell;
    HeatmapRow: HeatmapRow;
    Heatmap: Heatmap;
    OwnedKpi: OwnedKpi;
    OwnedPage: OwnedPage;
    EntityScore: EntityScore;
    /**
     * Whether the records behind its values can be asked for.
     */
    HasRecords: true;
    Insight: Insight;
    InsightPage: InsightPage;
    /**
     * The caller's policy has conditions; values of members exclude those that the caller may not read and, in the past, those that are no longer in the catalog, whether there are any or not.
     */
    Partial: true;
    Run: Run;
    HeldBackReason: HeldBackReason;
    RunLoss: RunLoss;
    KpiLoss: KpiLoss;
    EntityLoss: EntityLoss;
    LossExample: LossExample;
    LossValue: {
      /** Null if there is nothing to divide by. */
      value: number | null;
      weight: number;
    };
    RunRequest: RunRequest;
    /** Something in the configuration that is wrong, or without effect. */
    ConfigMistake: ConfigMistake;
    PortalStatus: PortalStatus;
    Source: Source;
  };
  responses: {
    /** A Backstage error; its message says what would be correct. */
    ErrorResponse: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': ApiComponents['schemas']['Error'];
      };
    };
  };
  parameters: {
    /** Those of the members of the scope too, and of the nodes and KPIs below the node. */
    actionsBelow: boolean;
    reviewId: string;
    actionId: string;
    commentId: string;
    /** Entity reference, or `all`. */
    changedScope: string;
    changedKpi: string;
    /** The largest number of items. */
    limit: number;
    /** The `nextCursor` of the page before. */
    cursor: string;
    kind: string;
    namespace: string;
    name: string;
    /** The name of a KPI. */
    kpi: string;
    /** The name of the only tree to answer with. */
    tree: string;
    /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
    asOf: string;
    /** Each node comes with its state at the end of that day, `YYYY-MM-DD`. */
    compare: string;
    /** A date in the period that is compared with, `YYYY-MM-DD`. */
    periodBefore: string;
    /** A date in the complete period that is explained, `YYYY-MM-DD`. */
    periodAfter: string;
    /** How many parts are listed individually; the others are summed. */
    parts: number;
    /** The first date, such as 2026-01-01; the first measured if not given. */
    from: string;
    /** The last date; today if not given. */
    to: string;
    /** The length of the points; that of the KPI if not given. */
    period: 'day' | 'week' | 'month' | 'quarter';
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}

/**
 * The operations of the REST API by name.
 *
 * @public
 */
export interface ApiOperations {
  GetTrees: {
    parameters: {
      query?: {
        /** The largest number of items. */
        limit?: ApiComponents['parameters']['limit'];
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The valid trees that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiTreeList'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetTree: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The tree. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiTreeDefinition'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetKpis: {
    parameters: {
      query?: {
        /** The largest number of items. */
        limit?: ApiComponents['parameters']['limit'];
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The valid KPIs that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiList'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetKpi: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The KPI. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiDefinition'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetKpiMembers: {
    parameters: {
      query?: {
        /** Entity reference of a System, Domain or Group, or `all`. */
        scope?: string;
        /** `score`: worst first; `value`: highest first; `name`: by title. Members without a value come last. */
        sort?: 'score' | 'value' | 'name';
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
      };
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** A page of members that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MemberPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetInsights: {
    parameters: {
      query?: {
        /** Entity reference, or `all`. A System, Domain or Group includes its members. */
        scope?: string;
        /** What was known before this day is left out: a date, or an ISO 8601 duration before today, such as `P7D`. */
        since?: string;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of what moved, of entities that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['InsightPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetTreeVersions: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** Every version that was used for evaluation, newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DefinitionRevisionList'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetTreeUsage: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** Where it is used, as far as the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DefinitionUsage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetKpiVersions: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** Every version that was used for evaluation, newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DefinitionRevisionList'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetKpiUsage: {
    parameters: {
      query?: never;
      path: {
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** Where it is used, as far as the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DefinitionUsage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioScorecard: {
    parameters: {
      query?: {
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
        /** Each node comes with its state at the end of that day, `YYYY-MM-DD`. */
        compare?: ApiComponents['parameters']['compare'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The scorecard. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Scorecard'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetScorecard: {
    parameters: {
      query?: {
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
        /** Each node comes with its state at the end of that day, `YYYY-MM-DD`. */
        compare?: ApiComponents['parameters']['compare'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The scorecard; without trees if none is attached. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Scorecard'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioHistory: {
    parameters: {
      query: {
        tree: string;
        /** The id of a node; the root of the tree if not given. */
        node?: string;
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ScoreHistory'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetScoreHistory: {
    parameters: {
      query: {
        tree: string;
        /** The id of a node; the root of the tree if not given. */
        node?: string;
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ScoreHistory'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioScoreContributions: {
    parameters: {
      query: {
        tree: string;
        /** The id of a node; the root of the tree if not given. */
        node?: string;
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        from?: ApiComponents['parameters']['periodBefore'];
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        to?: ApiComponents['parameters']['periodAfter'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
        /** How many parts are listed individually; the others are summed. */
        limit?: ApiComponents['parameters']['parts'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The change and its parts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Contribution'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetScoreContributions: {
    parameters: {
      query: {
        tree: string;
        /** The id of a node; the root of the tree if not given. */
        node?: string;
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        from?: ApiComponents['parameters']['periodBefore'];
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        to?: ApiComponents['parameters']['periodAfter'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
        /** How many parts are listed individually; the others are summed. */
        limit?: ApiComponents['parameters']['parts'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The change and its parts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Contribution'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioContributions: {
    parameters: {
      query?: {
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        from?: ApiComponents['parameters']['periodBefore'];
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        to?: ApiComponents['parameters']['periodAfter'];
        /** Each member by itself, or grouped by owner or System. */
        by?: ApiComponents['schemas']['ContributionBy'];
        /** How many parts are listed individually; the others are summed. */
        limit?: ApiComponents['parameters']['parts'];
      };
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The change and its parts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Contribution'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetContributions: {
    parameters: {
      query?: {
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        from?: ApiComponents['parameters']['periodBefore'];
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        to?: ApiComponents['parameters']['periodAfter'];
        /** Each member by itself, or grouped by owner or System. */
        by?: ApiComponents['schemas']['ContributionBy'];
        /** How many parts are listed individually; the others are summed. */
        limit?: ApiComponents['parameters']['parts'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The change and its parts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Contribution'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioRecords: {
    parameters: {
      query?: {
        /** A date in the period, `YYYY-MM-DD`; by default in the last complete one. */
        period?: string;
        /** A column of the answer, or `value`, what a record adds. By default the worst come first. */
        sort?: string;
        /** The largest first, if `sort` is given. */
        descending?: boolean;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** A page of records, and what all of them come to. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['RecordPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetRecords: {
    parameters: {
      query?: {
        /** A date in the period, `YYYY-MM-DD`; by default in the last complete one. */
        period?: string;
        /** A column of the answer, or `value`, what a record adds. By default the worst come first. */
        sort?: string;
        /** The largest first, if `sort` is given. */
        descending?: boolean;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** A page of records, and what all of them come to. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['RecordPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioBreakdown: {
    parameters: {
      query?: {
        /** The id of a breakdown of the KPI; its first if not given. */
        by?: string;
        /** Another column of its records, in place of `by`, as `breakdown-columns` lists them: computed from the records that are kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for personal data. */
        column?: string;
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** How many classes are shown each by itself, as the Kpi says if not given; the others are summed up. */
        top?: number;
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        before?: string;
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        after?: string;
      };
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The KPI by class. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Breakdown'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetBreakdown: {
    parameters: {
      query?: {
        /** The id of a breakdown of the KPI; its first if not given. */
        by?: string;
        /** Another column of its records, in place of `by`, as `breakdown-columns` lists them: computed from the records that are kept. Needs the permission `kpi-tree.record.read`, and `kpi-tree.record.personal.read` for personal data. */
        column?: string;
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** How many classes are shown each by itself, as the Kpi says if not given; the others are summed up. */
        top?: number;
        /** A date in the period that is compared with, `YYYY-MM-DD`. */
        before?: string;
        /** A date in the complete period that is explained, `YYYY-MM-DD`. */
        after?: string;
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The KPI by class. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Breakdown'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioClassScorecard: {
    parameters: {
      query: {
        /** The id of a breakdown. */
        by: string;
        /** The text of the class; empty for records in which it is blank. */
        class: string;
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The scorecard of the class. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ClassScorecard'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetClassScorecard: {
    parameters: {
      query: {
        /** The id of a breakdown. */
        by: string;
        /** The text of the class; empty for records in which it is blank. */
        class: string;
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The scorecard of the class. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ClassScorecard'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioScorecardClasses: {
    parameters: {
      query: {
        /** The id of a breakdown. */
        by: string;
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The classes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ScorecardClasses'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetScorecardClasses: {
    parameters: {
      query: {
        /** The id of a breakdown. */
        by: string;
        /** The name of the only tree to answer with. */
        tree?: ApiComponents['parameters']['tree'];
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The classes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ScorecardClasses'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetBreakdownColumns: {
    parameters: {
      query?: never;
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The columns. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['BreakdownColumns'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioRecordChanges: {
    parameters: {
      query?: {
        /** A date in the period with which is compared, `YYYY-MM-DD`; by default in the one before. */
        from?: string;
        /** A date in the period, `YYYY-MM-DD`; by default in the last complete one. */
        to?: string;
        /** How many records of each group are listed. */
        limit?: number;
      };
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** What came, what went, and what stayed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['RecordChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetRecordChanges: {
    parameters: {
      query?: {
        /** A date in the period with which is compared, `YYYY-MM-DD`; by default in the one before. */
        from?: string;
        /** A date in the period, `YYYY-MM-DD`; by default in the last complete one. */
        to?: string;
        /** How many records of each group are listed. */
        limit?: number;
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** What came, what went, and what stayed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['RecordChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateMeasurements: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Who measured it; `push` if not given. */
          source?: string;
          /** By which run it is sent, such as a build: its id, or the address of its page. Readers of a value that it decides see it. */
          run?: string;
          /** Checks the rows, and stores nothing. */
          dryRun?: boolean;
          /** The first of the days for which the rows are complete, for each KPI and entity in them, such as 2026-04-01: on days without a row nothing happened. Ignored if a row is rejected. */
          coveredFrom?: string;
          /** The last of these days; not after today. */
          coveredUntil?: string;
          /** Each is a `NewMeasurement` with no other fields. They are checked one by one: one that is not valid is rejected by itself. */
          measurements: (
            | ApiComponents['schemas']['NewMeasurement']
            | unknown
          )[];
        };
      };
    };
    responses: {
      /** What was stored, and what was not. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['WriteResult'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  DeleteMeasurements: {
    parameters: {
      query: {
        /** Entity reference, also of one that is no longer in the catalog. */
        entityRef: string;
        kpi: string;
        /** The first day, such as 2026-01-01. */
        from: string;
        /** The last day. */
        to: string;
        /** Also those with invalid dates, which are set aside, whatever the days. */
        setAside?: boolean;
        /** Answers what would be deleted, and deletes nothing. */
        dryRun?: boolean;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** What was deleted; for a dry run, what would be. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MeasurementsDeletion'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  ImportMeasurements: {
    parameters: {
      query?: {
        /** Who measured it; `import` if not given. */
        source?: string;
        /** As in CreateMeasurements. */
        run?: string;
        /** Checks the rows, and stores nothing. */
        dryRun?: boolean;
        /** As in CreateMeasurements. */
        coveredFrom?: string;
        /** As in CreateMeasurements. */
        coveredUntil?: string;
      };
      path?: never;
    };
    requestBody?: {
      content: {
        'text/csv': unknown;
      };
    };
    responses: {
      /** What was stored, and what was not. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['WriteResult'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetMeasurementRights: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The KPIs for which they may. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MeasurementRights'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetPortfolioSeries: {
    parameters: {
      query?: {
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
      };
      path: {
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Series'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetSeries: {
    parameters: {
      query?: {
        /** The first date, such as 2026-01-01; the first measured if not given. */
        from?: ApiComponents['parameters']['from'];
        /** The last date; today if not given. */
        to?: ApiComponents['parameters']['to'];
        /** The length of the points; that of the KPI if not given. */
        period?: ApiComponents['parameters']['period'];
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
        /** The name of a KPI. */
        kpi: ApiComponents['parameters']['kpi'];
      };
    };
    requestBody?: never;
    responses: {
      /** The history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Series'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetChanges: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: ApiComponents['parameters']['changedScope'];
        kpi: ApiComponents['parameters']['changedKpi'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The changes in chronological order, and whether the caller may declare one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['AcceptedChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  AcceptChange: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Entity reference, or `all`. */
          scope: string;
          kpi: string;
          /** First day of the changed process, `YYYY-MM-DD`. */
          date: string;
          /** What changed. */
          reason: string;
        };
      };
    };
    responses: {
      /** The change. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['AcceptedChange'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  WithdrawChange: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: ApiComponents['parameters']['changedScope'];
        kpi: ApiComponents['parameters']['changedKpi'];
        date: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** It was withdrawn. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetReviews: {
    parameters: {
      query?: {
        /** Entity reference, or `all` for those of the whole portfolio. */
        scope?: string;
        tree?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The reviews; with a scope and a tree, whether the caller may begin one. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ReviewPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateReview: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': ApiComponents['schemas']['ReviewSubject'];
      };
    };
    responses: {
      /** The review. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ReviewView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetReview: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['reviewId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The review, with its version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ReviewView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  UpdateReview: {
    parameters: {
      query?: {
        /** Keeps what the review shows, and lets nobody change it any more. */
        close?: boolean;
      };
      path: {
        id: ApiComponents['parameters']['reviewId'];
      };
    };
    requestBody: {
      content: {
        'application/json': ApiComponents['schemas']['ReviewFields'];
      };
    };
    responses: {
      /** The review, with its new version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ReviewView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetReviewChanges: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['reviewId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The changes, the newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ReviewChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetActions: {
    parameters: {
      query?: {
        /** Entity reference, or `all` for those of the whole portfolio. */
        scope?: string;
        kpi?: string;
        tree?: string;
        /** Id of a node of the tree. */
        node?: string;
        /** References of the users and groups who do it, separated by commas. */
        owner?: string[];
        /** Only those in these states, separated by commas. */
        state?: ApiComponents['schemas']['ActionState'][];
        /** Only those that should be done and are not, or only the others. */
        overdue?: boolean;
        /** Only those that came to one of these, separated by commas. */
        effect?: ApiComponents['schemas']['EffectVerdict'][];
        /** Those of the members of the scope too, and of the nodes and KPIs below the node. */
        below?: ApiComponents['parameters']['actionsBelow'];
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of actions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateAction: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          subject: ApiComponents['schemas']['ActionSubject'];
          fields: ApiComponents['schemas']['ActionFields'];
        };
      };
    };
    responses: {
      /** The action. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetActionCounts: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: string;
        /** Those of the members of the scope too, and of the nodes and KPIs below the node. */
        below?: ApiComponents['parameters']['actionsBelow'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The numbers of actions. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionCounts'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetAction: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['actionId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The action, with its version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  UpdateAction: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['actionId'];
      };
    };
    requestBody: {
      content: {
        'application/json': ApiComponents['schemas']['ActionFields'];
      };
    };
    responses: {
      /** The action, with its new version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetActionChanges: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['actionId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The changes, the newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['ActionChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetComments: {
    parameters: {
      query?: {
        /** Entity reference, or `all` for those on the whole portfolio. */
        scope?: string;
        kpi?: string;
        /** Only of periods that begin on this day or later, `YYYY-MM-DD`. */
        from?: string;
        /** Only of periods that begin on this day or before, `YYYY-MM-DD`. */
        to?: string;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of comments. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiCommentPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateComment: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Entity reference, or `all`. */
          scope: string;
          kpi: string;
          periodType: ApiComponents['schemas']['PeriodType'];
          /** First day of the period, `YYYY-MM-DD`. */
          period: string;
          /** Markdown. `@user:default/jane` or `@group:default/team-a` mentions a user or group of the catalog. */
          text: string;
        };
      };
    };
    responses: {
      /** The comment. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiCommentView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetComment: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['commentId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The comment, with its version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiCommentView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  UpdateComment: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['commentId'];
      };
    };
    requestBody: {
      content: {
        'application/json': {
          text: string;
        };
      };
    };
    responses: {
      /** The comment, with its new version as ETag. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiCommentView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  DeleteComment: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['commentId'];
      };
    };
    requestBody?: never;
    responses: {
      /** It was deleted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetCommentChanges: {
    parameters: {
      query?: never;
      path: {
        id: ApiComponents['parameters']['commentId'];
      };
    };
    requestBody?: never;
    responses: {
      /** The changes, the newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['KpiCommentChanges'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetCheckIns: {
    parameters: {
      query?: {
        /** Entity reference, or `all` for those of the whole portfolio. */
        scope?: string;
        kpi?: string;
        /** Only of periods that begin on this day or later, `YYYY-MM-DD`. */
        from?: string;
        /** Only of periods that begin on this day or before, `YYYY-MM-DD`. */
        to?: string;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of check-ins. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['CheckInPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateCheckIn: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Entity reference, or `all`. */
          scope: string;
          kpi: string;
          periodType: ApiComponents['schemas']['PeriodType'];
          /** First day of the period, `YYYY-MM-DD`. */
          period: string;
          /** One sentence. */
          text: string;
          confidence: ApiComponents['schemas']['Confidence'];
        };
      };
    };
    responses: {
      /** The check-in. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['CheckInView'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetMissingCheckIns: {
    parameters: {
      query?: {
        /** Entity reference; if not given, what the calling user owns, directly and through groups. */
        owner?: string;
        /** Entity reference, or `all`. */
        scope?: string;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MissingCheckIns'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetExceptions: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: ApiComponents['parameters']['changedScope'];
        kpi: ApiComponents['parameters']['changedKpi'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The periods in chronological order, and whether the caller may leave one out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['PeriodExceptions'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  DeclareException: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Entity reference, or `all`. */
          scope: string;
          kpi: string;
          periodType: ApiComponents['schemas']['PeriodType'];
          /** First day of the period, `YYYY-MM-DD`. */
          period: string;
          /** Why it says nothing of the process. */
          reason: string;
        };
      };
    };
    responses: {
      /** The exception. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['PeriodException'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  WithdrawException: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: ApiComponents['parameters']['changedScope'];
        kpi: ApiComponents['parameters']['changedKpi'];
        periodType: ApiComponents['schemas']['PeriodType'];
        /** First day of the period, `YYYY-MM-DD`. */
        period: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** It was taken back. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetFollows: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** What they follow, in the order in which they began. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Follows'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  Follow: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': ApiComponents['schemas']['Followed'];
      };
    };
    responses: {
      /** What they follow. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Followed'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  Unfollow: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope: string;
        kpi?: string;
        tree?: string;
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** They do not follow it any more. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetMessagePreferences: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** What they want. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MessagePreferences'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  PutMessagePreferences: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': ApiComponents['schemas']['MessagePreferences'];
      };
    };
    responses: {
      /** What they want now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['MessagePreferences'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetDefinitionProblems: {
    parameters: {
      query?: {
        /** The largest number of items. */
        limit?: ApiComponents['parameters']['limit'];
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The problems of entities that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: ApiComponents['schemas']['Problem'][];
            nextCursor?: string;
          };
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetQuality: {
    parameters: {
      query?: {
        /** Entity reference, or `all`. A System, Domain or Group includes its members. */
        scope?: string;
        /** Only what this Group or User has to fix, an entity reference; `none` is what nobody owns. */
        owner?: string;
        /** Only findings of this kind. */
        kind?: ApiComponents['schemas']['QualityFindingKind'];
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of what is wrong, of entities that the caller may read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['QualityPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetStatus: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The state of the backend. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['PortalStatus'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetSources: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The sources. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: ApiComponents['schemas']['Source'][];
          };
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CheckDefinition: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          yaml: string;
        };
      };
    };
    responses: {
      /** What is wrong, and the resulting KPI. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DraftCheck'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  TryDefinition: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          yaml: string;
          /** What is measured, such as component:default/shop. */
          entityRef: string;
        };
      };
    };
    responses: {
      /** What was measured. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['DraftTrial'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CreateRun: {
    parameters: {
      query?: never;
      path: {
        id: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': ApiComponents['schemas']['RunRequest'];
      };
    };
    responses: {
      /** The run that was started. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Run'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetRuns: {
    parameters: {
      query?: {
        source?: string;
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** The runs. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: ApiComponents['schemas']['Run'][];
            nextCursor?: string;
          };
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  AcceptRun: {
    parameters: {
      query?: never;
      path: {
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** The run that was started. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Run'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  CancelRun: {
    parameters: {
      query?: never;
      path: {
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** The run in its current state. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Run'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetRun: {
    parameters: {
      query?: never;
      path: {
        id: string;
      };
    };
    requestBody?: never;
    responses: {
      /** The run. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Run'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetHeatmap: {
    parameters: {
      query: {
        /** Entity reference, or `all`. */
        scope?: string;
        tree: string;
        /** The id of a node; the root of the tree if not given. */
        node?: string;
        /** As of the end of that day, `YYYY-MM-DD`, by the stored history and today's definitions; now if not given. Trends are `unknown` where the past was not assessed. */
        asOf?: ApiComponents['parameters']['asOf'];
        /** Groups the rows, groups ordered by name; rows in no group come last. */
        group?: 'system' | 'owner';
        /** `score`, `name`, or `kpi:` with the name of a KPI of the tree: by its score. Those without a number come last. */
        sort?: ApiComponents['schemas']['HeatmapSort'];
        /** `asc`: the worst or the first first. */
        order?: 'asc' | 'desc';
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of services. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['Heatmap'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetOwned: {
    parameters: {
      query?: {
        /** Entity reference; if not given, what the calling user owns, directly and through groups. */
        owner?: string;
        /** Entity reference, or `all`. */
        scope?: string;
        /** Only those with these statuses, separated by commas. */
        status?: ApiComponents['schemas']['Status'][];
        limit?: number;
        /** The `nextCursor` of the page before. */
        cursor?: ApiComponents['parameters']['cursor'];
      };
      path?: never;
    };
    requestBody?: never;
    responses: {
      /** A page of them, and the number of KPIs in each status, regardless of the filter. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': ApiComponents['schemas']['OwnedPage'];
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetScores: {
    parameters: {
      query?: never;
      path?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          entityRefs: string[];
        };
      };
    };
    responses: {
      /** One for each reference, in the same order. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: ApiComponents['schemas']['EntityScore'][];
          };
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
  GetBadge: {
    parameters: {
      query?: {
        /** The name of the KPI to show; the tree if not given. */
        kpi?: string;
        /** The name of the tree; the first if not given. */
        tree?: string;
        /** The text on its left. */
        label?: string;
      };
      path: {
        kind: ApiComponents['parameters']['kind'];
        namespace: ApiComponents['parameters']['namespace'];
        name: ApiComponents['parameters']['name'];
      };
    };
    requestBody?: never;
    responses: {
      /** The badge. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/svg+xml': string;
        };
      };
      default: ApiComponents['responses']['ErrorResponse'];
    };
  };
}
