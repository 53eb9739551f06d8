import { ActionEffects } from '../actions/ActionEffects';
import { ActionService } from '../actions/ActionService';
import { RequestContexts } from '../access/RequestContexts';
import { BadgeService } from '../badge/BadgeService';
import { BreakdownService } from '../breakdowns/BreakdownService';
import { ClassHistory } from '../breakdowns/ClassHistory';
import { ClassScorecards } from '../breakdowns/ClassScorecards';
import { RecordBreakdowns } from '../breakdowns/RecordBreakdowns';
import { createCatalog } from '../catalog/createCatalog';
import { ChangeService } from '../changes/ChangeService';
import { createCollector } from '../collector/createCollector';
import { createContributions } from '../contributions/createContributions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { createDeletion } from '../deletion/createDeletion';
import { createDrafts } from '../drafts/createDrafts';
import { createEvaluation } from '../evaluation/createEvaluation';
import { HeatmapService } from '../heatmap/HeatmapService';
import { createHistory } from '../history/createHistory';
import { InsightService } from '../insights/InsightService';
import { MembersService } from '../members/MembersService';
import { Memberships } from '../memberships/Memberships';
import { FollowService } from '../messages/FollowService';
import { createMessages } from '../messages/createMessages';
import { OwnedService } from '../owned/OwnedService';
import { PushService } from '../push/PushService';
import { QualityService } from '../quality/QualityService';
import { OriginService } from '../records/OriginService';
import { RecordService } from '../records/RecordService';
import { Retention } from '../retention/Retention';
import { createRollups } from '../rollup/createRollups';
import { ReviewContents } from '../reviews/ReviewContents';
import { ReviewService } from '../reviews/ReviewService';
import { createScopes } from '../scopes/createScopes';
import { createScorecards } from '../scorecard/createScorecards';
import { createSeries } from '../series/createSeries';
import { createSetAside } from '../setAside/createSetAside';
import { createStores } from '../store/createStores';
import { CheckInService } from '../words/CheckInService';
import { CommentService } from '../words/CommentService';
import { ExceptionService } from '../words/ExceptionService';
import { ServiceDependencies } from './ServiceDependencies';

/**
 * Everything between the database and the routes, wired together subject by subject in
 * the order in which data flow: each subject takes what it needs of those before.
 */
export function createServices(deps: ServiceDependencies) {
  const stores = createStores(deps.knex, deps.config.now);
  const memberships = new Memberships({
    ...deps,
    ...stores,
    store: stores.memberships,
  });
  const stored = {
    ...deps,
    stores,
    memberships,
    ...createSetAside({ ...deps, stores }),
  };
  const evaluated = { ...stored, ...createEvaluation(stored) };
  const defined = { ...evaluated, ...createCatalog(evaluated) };
  const rolledUp = { ...defined, ...createRollups(defined) };
  const scoped = { ...rolledUp, ...createScopes(rolledUp) };
  const past = { ...scoped, ...createHistory(scoped) };
  const shown = { ...past, ...createScorecards(past) };
  const visible = new VisibleDefinitions(deps.sources);
  const { digestService, readers, messages, messageMakers, delivery } =
    createMessages({
      ...shown,
      visible,
    });
  const contexts = new RequestContexts({ ...shown, visible, readers });
  const recordBreakdowns = new RecordBreakdowns({ ...deps, ...stores });
  const all = {
    ...stores,
    ...shown,
    contexts,
    messages,
    recordBreakdowns,
    classHistory: new ClassHistory({ ...stores, ...shown, recordBreakdowns }),
  };
  const series = createSeries(all);
  const contributions = createContributions(all);
  const quality = new QualityService(all);
  const actions = new ActionService({
    ...all,
    store: stores.actions,
    effects: new ActionEffects(series),
  });
  const owned = new OwnedService(all);
  const checkIns = new CheckInService({
    ...deps,
    owned,
    store: stores.checkIns,
  });
  const comments = new CommentService({ ...deps, store: stores.comments });
  const { measurements, incomplete, runs, sourceStates, versions } = stores;
  return {
    config: deps.config,
    report: deps.report,
    measurements,
    incomplete,
    runs,
    sourceStates,
    versions,
    rollupStore: stores.rollups,
    changeStore: stores.changes,
    actionStore: stores.actions,
    follows: stores.follows,
    following: new FollowService({ store: stores.follows, messages }),
    startUp: all.startUp,
    setAsides: all.setAsides,
    arithmetic: all.arithmetic,
    evaluator: all.evaluator,
    definitions: all.definitions,
    rollups: all.rollups,
    refresher: all.refresher,
    contexts,
    messages,
    delivery,
    messageMakers,
    digestService,
    readers,
    scorecards: all.scorecards,
    scoreHistories: all.scoreHistories,
    scores: all.scores,
    ...createCollector(all),
    ...contributions,
    ...series,
    ...createDrafts(all),
    retention: new Retention({ ...all, store: stores.retention }),
    insights: new InsightService({ ...all, store: stores.insights }),
    quality,
    members: new MembersService(all),
    heatmaps: new HeatmapService(all),
    owned,
    checkIns,
    badges: new BadgeService({ ...all, isPublic: deps.config.badges.public }),
    changes: new ChangeService({ ...all, store: stores.changes }),
    actions,
    reviews: new ReviewService({
      ...all,
      store: stores.reviews,
      contents: new ReviewContents({
        ...all,
        ...contributions,
        quality,
        actions,
        checkIns,
        comments,
        versions,
      }),
      wholeContext: async () =>
        contexts.of(await deps.auth.getOwnServiceCredentials()),
    }),
    exceptions: new ExceptionService({ ...all, store: stores.exceptions }),
    comments,
    deletion: createDeletion(all),
    push: new PushService(all),
    recordService: new RecordService({
      ...all,
      origins: new OriginService(all),
    }),
    recordBreakdowns: all.recordBreakdowns,
    breakdowns: new BreakdownService(all),
    classScorecards: new ClassScorecards(all),
  };
}

/** The services of the backend. */
export type Services = ReturnType<typeof createServices>;
