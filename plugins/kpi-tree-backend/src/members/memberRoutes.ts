import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { MembersService } from './MembersService';

/** The members of a scope with a KPI. */
export function addMemberRoutes(
  router: KpiTreeRouter,
  { contextOf, members }: RouterServices & { members: MembersService },
): void {
  router.get('/v1/kpis/:name/members', async (req, res) => {
    const { scope, sort = 'score', limit = 50, cursor, asOf } = req.query;
    res.json(
      await members.members(await contextOf(req), {
        kpi: req.params.name,
        scope: toScope(scope),
        sort,
        limit,
        cursor,
        asOf,
      }),
    );
  });
}
