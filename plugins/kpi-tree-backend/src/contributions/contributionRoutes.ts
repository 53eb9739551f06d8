import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { ContributionService } from './ContributionService';
import { ScoreContributionService } from './ScoreContributionService';

/** What explains a change: of a KPI its members, of a score the children. */
export function addContributionRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    contributions,
    scoreContributions,
  }: RouterServices & {
    contributions: ContributionService;
    scoreContributions: ScoreContributionService;
  },
): void {
  for (const path of [
    '/v1/contributions/all/:kpi',
    '/v1/contributions/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      res.json(
        await contributions.contribution(await contextOf(req), {
          scope: toScope(req.params),
          kpi: req.params.kpi,
          ...req.query,
        }),
      );
    });
  }

  for (const path of [
    '/v1/scorecards/all/contributions',
    '/v1/scorecards/:kind/:namespace/:name/contributions',
  ] as const) {
    router.get(path, async (req, res) => {
      const { period: periodType, ...query } = req.query;
      res.json(
        await scoreContributions.contribution(await contextOf(req), {
          scope: toScope(req.params),
          periodType,
          ...query,
        }),
      );
    });
  }
}
