import { Router } from 'express';
import { addActionRoutes } from '../actions/actionRoutes';
import { addBadgeRoutes } from '../badge/badgeRoutes';
import { addBreakdownRoutes } from '../breakdowns/breakdownRoutes';
import { addDefinitionRoutes } from '../catalog/definitionRoutes';
import { addChangeRoutes } from '../changes/changeRoutes';
import { addRunRoutes } from '../collector/runRoutes';
import { addContributionRoutes } from '../contributions/contributionRoutes';
import { addDeletionRoutes } from '../deletion/deletionRoutes';
import { addDraftRoutes } from '../drafts/draftRoutes';
import { addFollowRoutes } from '../messages/followRoutes';
import { addPreferenceRoutes } from '../messages/preferenceRoutes';
import { addHeatmapRoutes } from '../heatmap/heatmapRoutes';
import { addInsightRoutes } from '../insights/insightRoutes';
import { addMemberRoutes } from '../members/memberRoutes';
import { addOwnedRoutes } from '../owned/ownedRoutes';
import { addPushRoutes } from '../push/pushRoutes';
import { addQualityRoutes } from '../quality/qualityRoutes';
import { addRecordRoutes } from '../records/recordRoutes';
import { addReviewRoutes } from '../reviews/reviewRoutes';
import { createRouter } from '../router/createRouter';
import { RouterOptions } from '../router/KpiTreeRouter';
import { addScorecardRoutes } from '../scorecard/scorecardRoutes';
import { addSeriesRoutes } from '../series/seriesRoutes';
import { addStatusRoutes } from '../status/statusRoutes';
import { addCheckInRoutes } from '../words/checkInRoutes';
import { addCommentRoutes } from '../words/commentRoutes';
import { addExceptionRoutes } from '../words/exceptionRoutes';
import { Services } from './services';

/** The REST API of all subjects, over the services of the backend. */
export async function createApi(
  options: Services & RouterOptions,
): Promise<Router> {
  const { contexts, ...services } = options;
  return createRouter(options, (router, shared) => {
    const all = { ...services, ...shared };
    addDefinitionRoutes(router, all);
    addScorecardRoutes(router, all);
    addSeriesRoutes(router, all);
    addMemberRoutes(router, all);
    addContributionRoutes(router, all);
    addRecordRoutes(router, all);
    addBreakdownRoutes(router, all);
    addInsightRoutes(router, all);
    addRunRoutes(router, all);
    addPushRoutes(router, all);
    addDeletionRoutes(router, all);
    addChangeRoutes(router, all);
    addActionRoutes(router, all);
    addCommentRoutes(router, all);
    addCheckInRoutes(router, all);

    addReviewRoutes(router, all);
    addExceptionRoutes(router, all);

    addDraftRoutes(router, all);
    addQualityRoutes(router, all);
    addStatusRoutes(router, all);
    addHeatmapRoutes(router, all);
    addOwnedRoutes(router, all);
    addFollowRoutes(router, all);
    addPreferenceRoutes(router, all);
    addBadgeRoutes(router, all);
  });
}
