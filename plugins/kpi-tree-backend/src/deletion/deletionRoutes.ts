import { kpiTreeMeasurementDeletePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertAllowed } from '../access/assertAllowed';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef } from '../router/toEntityRef';
import { MeasurementDeletion } from './MeasurementDeletion';

/** Measurements that somebody deletes. */
export function addDeletionRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    permissions,
    audit,
    deletion,
  }: RouterServices & { deletion: MeasurementDeletion },
): void {
  router.delete('/v1/measurements', async (req, res) => {
    const context = await contextOf(req);
    const { kpi, from, to, setAside = false, dryRun = false } = req.query;
    const entityRef = toEntityRef(req.query.entityRef);
    const request = { entityRef, kpi, from, to, setAside, dryRun };
    res.json(
      await audit.record(
        req,
        {
          eventId: 'measurements-delete',
          severityLevel: dryRun ? 'low' : 'high',
          meta: request,
        },
        async note => {
          await assertAllowed(
            permissions,
            kpiTreeMeasurementDeletePermission,
            context.credentials,
          );
          return deletion.delete(context, request, note);
        },
      ),
    );
  });
}
