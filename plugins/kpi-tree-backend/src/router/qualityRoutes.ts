import { ALL } from '../definitions/Definitions';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** As many findings as a page shows. */
const DEFAULT_LIMIT = 50;

/** What is wrong with KPIs, trees and data, by owner. */
export function addQualityRoutes(
  router: KpiTreeRouter,
  { contextOf, quality }: RouterServices,
): void {
  router.get('/v1/quality', async (req, res) => {
    const {
      scope = ALL,
      owner,
      kind,
      limit = DEFAULT_LIMIT,
      cursor,
    } = req.query;
    res.json(
      await quality.report(await contextOf(req), {
        scope: scope === ALL ? ALL : toEntityRef(scope),
        owner:
          owner === undefined || owner === 'none' ? owner : toEntityRef(owner),
        kind,
        limit,
        cursor,
      }),
    );
  });
}
