import { InputError } from '@backstage/errors';
import { kpiTreeMeasurementCreatePermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { PushedRow } from '../collector/PushService';
import { readCsv } from '../collector/readCsv';
import { assertAllowed } from './assertAllowed';
import { KpiTreeRouter, RouterServices } from './createRouter';

/** Measurements that somebody sends. */
export function addMeasurementRoutes(
  router: KpiTreeRouter,
  { httpAuth, permissions, definitions, push }: RouterServices,
): void {
  router.post('/v1/measurements', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(
      permissions,
      kpiTreeMeasurementCreatePermission,
      credentials,
    );
    const { source = 'push', measurements } = req.body;
    const rows = measurements.map(
      (row, index): PushedRow => ({ where: `measurements[${index}]`, row }),
    );
    res.json(
      await push.push(await definitions.get(), source, [rows], credentials),
    );
  });

  router.post('/v1/measurements/import', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(
      permissions,
      kpiTreeMeasurementCreatePermission,
      credentials,
    );
    if (!req.is('text/csv')) {
      throw new InputError(
        `content-type is ${req.headers['content-type']}: send text/csv`,
      );
    }
    res.json(
      await push.push(
        await definitions.get(),
        req.query.source ?? 'import',
        readCsv(req),
        credentials,
      ),
    );
  });
}
