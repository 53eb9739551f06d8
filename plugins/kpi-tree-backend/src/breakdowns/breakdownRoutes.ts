import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { BreakdownService } from './BreakdownService';

/** What KPIs are made of, by the classes of a column. */
export function addBreakdownRoutes(
  router: KpiTreeRouter,
  { contextOf, breakdowns }: RouterServices & { breakdowns: BreakdownService },
): void {
  for (const path of [
    '/v1/breakdowns/all/:kpi',
    '/v1/breakdowns/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      res.json(
        await breakdowns.breakdown(await contextOf(req), {
          scope: toScope(req.params),
          kpi: req.params.kpi,
          ...req.query,
        }),
      );
    });
  }
}
