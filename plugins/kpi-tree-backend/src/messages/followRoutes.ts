import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { FollowService } from './FollowService';

/** What users follow. */
export function addFollowRoutes(
  router: KpiTreeRouter,
  {
    auth,
    httpAuth,
    contextOf,
    audit,
    following,
  }: RouterServices & { following: FollowService },
): void {
  router.get('/v1/follows', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
    const user = auth.isPrincipal(credentials, 'user')
      ? credentials.principal.userEntityRef
      : undefined;
    res.json(await following.list(context, user));
  });

  router.post('/v1/follows', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { kpi, tree } = req.body;
    const followed = {
      scope: toScope(req.body.scope),
      ...(kpi === undefined ? {} : { kpi }),
      ...(tree === undefined ? {} : { tree }),
    };
    await audit.record(req, { eventId: 'follow', meta: followed }, async () =>
      following.follow(context, principal.userEntityRef, followed),
    );
    res.status(201).json(followed);
  });

  router.delete('/v1/follows', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const { scope, kpi, tree } = req.query;
    const followed = { scope: toScope(scope), kpi, tree };
    await audit.record(req, { eventId: 'unfollow', meta: followed }, async () =>
      following.unfollow(principal.userEntityRef, followed),
    );
    res.status(204).end();
  });
}
