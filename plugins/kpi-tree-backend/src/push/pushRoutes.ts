import { InputError } from '@backstage/errors';
import { readMeasurement } from '@internal/kpi-tree';
import { AuditedWrite } from '../audit/Audit';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { PushedRow, PushService } from './PushService';
import { readCovered } from './readCovered';
import { readMeasurementRows } from './readMeasurementRows';

/** Measurements that somebody sends. */
export function addPushRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    audit,
    push,
    measurementRights,
    config,
  }: RouterServices & { push: PushService },
): void {
  router.get('/v1/measurements/rights', async (req, res) => {
    res.json(await measurementRights.read(await httpAuth.credentials(req)));
  });

  router.post('/v1/measurements', async (req, res) => {
    const context = await contextOf(req);
    const { source = 'push', dryRun = false, run, measurements } = req.body;
    const covered = readCovered(req.body, config);
    const rows = measurements.map(
      (data, row): PushedRow => ({
        row,
        where: `measurements[${row}]`,
        ...readMeasurement(data),
      }),
    );
    res.json(
      await audit.record(
        req,
        writeEvent('push', source, dryRun, run),
        async note => {
          const mayWrite = await measurementRights.check(context.credentials);
          return push.push(context, [rows], {
            source,
            mayWrite,
            dryRun,
            covered,
            run,
            note,
          });
        },
      ),
    );
  });

  router.post('/v1/measurements/import', async (req, res) => {
    const context = await contextOf(req);
    const { source = 'import', dryRun = false, run } = req.query;
    const covered = readCovered(req.query, config);
    res.json(
      await audit.record(
        req,
        writeEvent('import', source, dryRun, run),
        async note => {
          const mayWrite = await measurementRights.check(context.credentials);
          if (!req.is('text/csv')) {
            throw new InputError(
              `content-type is ${req.headers['content-type']}: send text/csv`,
            );
          }
          return push.push(context, readMeasurementRows(req), {
            source,
            mayWrite,
            dryRun,
            covered,
            run,
            note,
          });
        },
      ),
    );
  });
}

function writeEvent(
  queryType: 'push' | 'import',
  source: string,
  dryRun: boolean,
  run: string | undefined,
): AuditedWrite {
  return {
    eventId: 'measurements-write',
    severityLevel: dryRun ? 'low' : 'medium',
    meta: { queryType, source, dryRun, ...(run === undefined ? {} : { run }) },
  };
}
