import { InputError } from '@backstage/errors';
import { PushedRow } from '../collector/PushService';
import { readCsv } from '../collector/readCsv';
import { KpiTreeRouter, RouterServices } from './createRouter';

/** Measurements that somebody sends. */
export function addMeasurementRoutes(
  router: KpiTreeRouter,
  { httpAuth, definitions, push, measurementRights }: RouterServices,
): void {
  router.get('/v1/measurements/rights', async (req, res) => {
    res.json(await measurementRights.read(await httpAuth.credentials(req)));
  });

  router.post('/v1/measurements', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const mayWrite = await measurementRights.check(credentials);
    const { source = 'push', dryRun, measurements } = req.body;
    const rows = measurements.map(
      (data, row): PushedRow => ({ row, where: `measurements[${row}]`, data }),
    );
    res.json(
      await push.push(await definitions.get(), [rows], {
        source,
        credentials,
        mayWrite,
        dryRun,
      }),
    );
  });

  router.post('/v1/measurements/import', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const mayWrite = await measurementRights.check(credentials);
    if (!req.is('text/csv')) {
      throw new InputError(
        `content-type is ${req.headers['content-type']}: send text/csv`,
      );
    }
    const { source = 'import', dryRun } = req.query;
    res.json(
      await push.push(await definitions.get(), readCsv(req), {
        source,
        credentials,
        mayWrite,
        dryRun,
      }),
    );
  });
}
