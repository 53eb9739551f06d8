import { InputError } from '@backstage/errors';
import { ALL } from '../definitions/Definitions';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** As many KPIs as a page shows. */
const DEFAULT_OWNED = 50;

/** As many services as a screen shows and some more. */
const DEFAULT_ROWS = 200;

/** What screens ask of many entities at once. */
export function addViewRoutes(
  router: KpiTreeRouter,
  { contextOf, auth, userInfo, heatmaps, owned, scores }: RouterServices,
): void {
  router.get('/v1/heatmap', async (req, res) => {
    const { scope = ALL, sort, order, limit, ...others } = req.query;
    res.json(
      await heatmaps.heatmap(await contextOf(req), {
        ...others,
        scope: scope === ALL ? ALL : toEntityRef(scope),
        sort: sort ?? 'score',
        order: order ?? 'asc',
        limit: limit ?? DEFAULT_ROWS,
      }),
    );
  });

  router.post('/v1/scores', async (req, res) => {
    res.json({
      items: await scores.scores(
        await contextOf(req),
        req.body.entityRefs.map(toEntityRef),
      ),
    });
  });

  router.get('/v1/owned', async (req, res) => {
    const context = await contextOf(req);
    const { scope = ALL, owner, status, limit, cursor } = req.query;
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
        scope: scope === ALL ? ALL : toEntityRef(scope),
        status,
        limit: limit ?? DEFAULT_OWNED,
        cursor,
      }),
    );
  });
}
