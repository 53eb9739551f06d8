import { ALL } from '../definitions/Definitions';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** What moved in a scope. */
export function addInsightRoutes(
  router: KpiTreeRouter,
  { contextOf, insights }: RouterServices,
): void {
  router.get('/v1/insights', async (req, res) => {
    const { scope = ALL, since = 'P1M', limit = 50, cursor } = req.query;
    res.json(
      await insights.insights(await contextOf(req), {
        scope: scope === ALL ? ALL : toEntityRef(scope),
        since,
        limit,
        cursor,
      }),
    );
  });
}
