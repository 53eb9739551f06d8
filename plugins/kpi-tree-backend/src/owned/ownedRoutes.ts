import { InputError } from '@backstage/errors';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef, toScope } from '../router/toEntityRef';
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
    const ownersOfCaller = async () => {
      const { credentials } = context;
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new InputError(
          'owner is missing: a caller that is not a user has to name one, such as group:default/payments',
        );
      }
      return (await userInfo.getUserInfo(credentials)).ownershipEntityRefs;
    };
    res.json(
      await owned.owned(context, {
        owners:
          owner === undefined ? await ownersOfCaller() : [toEntityRef(owner)],
        scope: toScope(scope),
        status,
        limit: limit ?? DEFAULT_OWNED,
        cursor,
      }),
    );
  });
}
