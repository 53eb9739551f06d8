import { ALL } from '../definitions/Definitions';
import { KpiTreeRouter, RouterServices, toEntityRef } from './createRouter';

/** Changes of processes that were accepted in the portal. */
export function addChangeRoutes(
  router: KpiTreeRouter,
  { httpAuth, changes, changeRights }: RouterServices,
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
    const mayDeclare = await changeRights.of(credentials);
    const { date, reason } = req.body;
    res
      .status(201)
      .json(
        await changes.declare(
          subjectOf(req.body),
          { date, reason },
          credentials,
          mayDeclare,
        ),
      );
  });

  router.delete('/v1/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const mayDeclare = await changeRights.of(credentials);
    await changes.withdraw(
      subjectOf(req.query),
      req.query.date,
      credentials,
      mayDeclare,
    );
    res.status(204).end();
  });
}
