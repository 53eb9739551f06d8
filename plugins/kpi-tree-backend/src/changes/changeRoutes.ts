import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { ChangeService } from './ChangeService';

/** Changes of processes that were accepted in the portal. */
export function addChangeRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    audit,
    changes,
    changeRights,
  }: RouterServices & { changes: ChangeService },
): void {
  const subjectOf = ({ scope, kpi }: { scope: string; kpi: string }) => ({
    scope: toScope(scope),
    kpi,
  });

  router.get('/v1/changes', async (req, res) => {
    const context = await contextOf(req);
    res.json(
      await changes.list(
        context,
        subjectOf(req.query),
        await changeRights.of(context.credentials),
      ),
    );
  });

  router.post('/v1/changes', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { scope, kpi, date, reason } = req.body;
    const change = await audit.record(
      req,
      { eventId: 'change-declare', meta: { scope, kpi, date } },
      async () =>
        changes.declare(
          context,
          subjectOf(req.body),
          { date, reason, by: principal.userEntityRef },
          await changeRights.of(context.credentials),
        ),
    );
    res.status(201).json(change);
  });

  router.delete('/v1/changes', async (req, res) => {
    const context = await contextOf(req, { allow: ['user'] });
    const { scope, kpi, date } = req.query;
    await audit.record(
      req,
      { eventId: 'change-withdraw', meta: { scope, kpi, date } },
      async () =>
        changes.withdraw(
          context,
          subjectOf(req.query),
          date,
          await changeRights.of(context.credentials),
        ),
    );
    res.status(204).end();
  });
}
