import { InputError } from '@backstage/errors';
import {
  kpiTreeMeasurementDeletePermission,
  readMeasurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AuditedWrite } from '../audit/Audit';
import { PushedRow } from '../collector/PushService';
import { readCovered } from '../collector/readCovered';
import { readMeasurementRows } from '../collector/readMeasurementRows';
import { assertAllowed } from './assertAllowed';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** Measurements that somebody sends or deletes. */
export function addMeasurementRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    contextOf,
    permissions,
    audit,
    push,
    deletion,
    measurementRights,
    config,
  }: RouterServices,
): void {
  router.get('/v1/measurements/rights', async (req, res) => {
    res.json(await measurementRights.read(await httpAuth.credentials(req)));
  });

  router.post('/v1/measurements', async (req, res) => {
    const context = await contextOf(req);
    const { source = 'push', dryRun = false, measurements } = req.body;
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
        writeEvent('push', source, dryRun),
        async note => {
          const mayWrite = await measurementRights.check(context.credentials);
          return push.push(context, [rows], {
            source,
            mayWrite,
            dryRun,
            covered,
            note,
          });
        },
      ),
    );
  });

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

  router.post('/v1/measurements/import', async (req, res) => {
    const context = await contextOf(req);
    const { source = 'import', dryRun = false } = req.query;
    const covered = readCovered(req.query, config);
    res.json(
      await audit.record(
        req,
        writeEvent('import', source, dryRun),
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
): AuditedWrite {
  return {
    eventId: 'measurements-write',
    severityLevel: dryRun ? 'low' : 'medium',
    meta: { queryType, source, dryRun },
  };
}
