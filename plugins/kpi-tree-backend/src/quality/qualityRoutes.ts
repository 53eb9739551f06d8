import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { QualityService } from './QualityService';

/** As many findings as a page shows. */
const DEFAULT_LIMIT = 50;

/** What is wrong with KPIs, trees and data, by owner. */
export function addQualityRoutes(
  router: KpiTreeRouter,
  { contextOf, quality }: RouterServices & { quality: QualityService },
): void {
  router.get('/v1/quality', async (req, res) => {
    const { scope, owner, kind, limit = DEFAULT_LIMIT, cursor } = req.query;
    res.json(
      await quality.report(await contextOf(req), {
        scope: toScope(scope),
        owner:
          owner === undefined || owner === 'none' ? owner : toEntityRef(owner),
        kind,
        limit,
        cursor,
      }),
    );
  });
}
