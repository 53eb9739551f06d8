import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { SeriesService } from './SeriesService';

/** The history of KPIs. */
export function addSeriesRoutes(
  router: KpiTreeRouter,
  { contextOf, series }: RouterServices & { series: SeriesService },
): void {
  for (const path of [
    '/v1/series/all/:kpi',
    '/v1/series/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      const { period: periodType, ...query } = req.query;
      res.json(
        await series.series(await contextOf(req), {
          scope: toScope(req.params),
          kpi: req.params.kpi,
          periodType,
          ...query,
        }),
      );
    });
  }
}
