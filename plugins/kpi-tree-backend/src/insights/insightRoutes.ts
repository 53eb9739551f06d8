import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { InsightService } from './InsightService';

/** What moved in a scope. */
export function addInsightRoutes(
  router: KpiTreeRouter,
  { contextOf, insights }: RouterServices & { insights: InsightService },
): void {
  router.get('/v1/insights', async (req, res) => {
    const { scope, since = 'P1M', limit = 50, cursor } = req.query;
    res.json(
      await insights.insights(await contextOf(req), {
        scope: toScope(scope),
        since,
        limit,
        cursor,
      }),
    );
  });
}
