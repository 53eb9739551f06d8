import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { HeatmapService } from './HeatmapService';

/** As many services as a screen shows and some more. */
const DEFAULT_ROWS = 200;

/** How services stand with the KPIs of a tree. */
export function addHeatmapRoutes(
  router: KpiTreeRouter,
  { contextOf, heatmaps }: RouterServices & { heatmaps: HeatmapService },
): void {
  router.get('/v1/heatmap', async (req, res) => {
    const { scope, sort, order, limit, ...others } = req.query;
    res.json(
      await heatmaps.heatmap(await contextOf(req), {
        ...others,
        scope: toScope(scope),
        sort: sort ?? 'score',
        order: order ?? 'asc',
        limit: limit ?? DEFAULT_ROWS,
      }),
    );
  });
}
