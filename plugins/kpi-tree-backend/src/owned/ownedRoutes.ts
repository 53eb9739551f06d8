import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { ownersAsked } from './ownersAsked';
import { OwnedService } from './OwnedService';

/** As many KPIs as a page shows. */
const DEFAULT_OWNED = 50;

/** What somebody answers for; the caller, if nobody else is named. */
export function addOwnedRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    auth,
    userInfo,
    owned,
  }: RouterServices & { owned: OwnedService },
): void {
  router.get('/v1/owned', async (req, res) => {
    const context = await contextOf(req);
    const { scope, owner, status, limit, cursor } = req.query;
    res.json(
      await owned.owned(context, {
        owners: await ownersAsked(owner, context, { auth, userInfo }),
        scope: toScope(scope),
        status,
        limit: limit ?? DEFAULT_OWNED,
        cursor,
      }),
    );
  });
}
