import { ALL } from '../definitions/Definitions';
import { KpiTreeRouter, RouterServices, toEntityRef } from './createRouter';

/** Changes of processes that were accepted in the portal. */
export function addChangeRoutes(
  router: KpiTreeRouter,
  { httpAuth, audit, changes, changeRights }: RouterServices,
): void {
  const subjectOf = ({ scope, kpi }: { scope: string; kpi: string }) => ({
    scope: scope === ALL ? ALL : toEntityRef(scope),
    kpi,
  });

  router.get('/v1/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await changes.list(
        subjectOf(req.query),
        credentials,
        await changeRights.of(credentials),
      ),
    );
  });

  router.post('/v1/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { scope, kpi, date, reason } = req.body;
    const change = await audit.record(
      req,
      { eventId: 'change-declare', meta: { scope, kpi, date } },
      async () =>
        changes.declare(
          subjectOf(req.body),
          { date, reason },
          credentials,
          await changeRights.of(credentials),
        ),
    );
    res.status(201).json(change);
  });

  router.delete('/v1/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { scope, kpi, date } = req.query;
    await audit.record(
      req,
      { eventId: 'change-withdraw', meta: { scope, kpi, date } },
      async () =>
        changes.withdraw(
          subjectOf(req.query),
          date,
          credentials,
          await changeRights.of(credentials),
        ),
    );
    res.status(204).end();
  });
}
