import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { ExceptionService } from './ExceptionService';

/** Periods that are left out of the limits of KPIs. */
export function addExceptionRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    audit,
    exceptions,
    changeRights,
  }: RouterServices & { exceptions: ExceptionService },
): void {
  const subjectOf = ({ scope, kpi }: { scope: string; kpi: string }) => ({
    scope: toScope(scope),
    kpi,
  });

  router.get('/v1/exceptions', async (req, res) => {
    const context = await contextOf(req);
    res.json(
      await exceptions.list(
        context,
        subjectOf(req.query),
        await changeRights.of(context.credentials),
      ),
    );
  });

  router.post('/v1/exceptions', async (req, res) => {
    const { principal } = await httpAuth.credentials(req, { allow: ['user'] });
    const context = await contextOf(req);
    const { scope, kpi, periodType, period, reason } = req.body;
    const exception = await audit.record(
      req,
      {
        eventId: 'exception-declare',
        meta: { scope, kpi, periodType, period },
      },
      async () =>
        exceptions.declare(
          context,
          subjectOf(req.body),
          { periodType, period, reason, by: principal.userEntityRef },
          await changeRights.of(context.credentials),
        ),
    );
    res.status(201).json(exception);
  });

  router.delete('/v1/exceptions', async (req, res) => {
    const context = await contextOf(req, { allow: ['user'] });
    const { scope, kpi, periodType, period } = req.query;
    await audit.record(
      req,
      {
        eventId: 'exception-withdraw',
        meta: { scope, kpi, periodType, period },
      },
      async () =>
        exceptions.withdraw(
          context,
          subjectOf(req.query),
          { periodType, period },
          await changeRights.of(context.credentials),
        ),
    );
    res.status(204).end();
  });
}
