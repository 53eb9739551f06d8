import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { readsRecords } from '../access/readsRecords';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { hasPersonal, readRecords } from './readRecords';
import { RecordService } from './RecordService';

/** The records behind a value, and how those of two differ. */
export function addRecordRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    permissions,
    audit,
    recordService,
  }: RouterServices & { recordService: RecordService },
): void {
  const seesPersonal = (credentials: BackstageCredentials) =>
    readsRecords(permissions, credentials);

  for (const path of [
    '/v1/records/all/:kpi',
    '/v1/records/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      const context = await contextOf(req);
      const scope = toScope(req.params);
      const { kpi } = req.params;
      const { period, sort, descending = true, limit = 50, cursor } = req.query;
      const page = await readRecords(
        req,
        context,
        { scope, kpi, period, sort, descending, limit, cursor },
        { permissions, audit, recordService },
      );
      res.json(page);
    });
  }

  for (const path of [
    '/v1/record-changes/all/:kpi',
    '/v1/record-changes/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      const context = await contextOf(req);
      const scope = toScope(req.params);
      const { kpi } = req.params;
      const { from, to, limit = 10 } = req.query;
      const changes = await audit.record(
        req,
        {
          eventId: 'record-read',
          severityLevel: 'low',
          meta: {
            scope,
            kpi,
            ...(from ? { from } : {}),
            ...(to ? { to } : {}),
          },
        },
        async note => {
          const withPersonal = await seesPersonal(context.credentials);
          const found = await recordService.changes(context, {
            scope,
            kpi,
            from,
            to,
            limit,
            withPersonal,
          });
          note({
            records: found.groups.reduce(
              (sum, { items }) => sum + items.length,
              0,
            ),
            personal: withPersonal && hasPersonal(found),
          });
          return found;
        },
      );
      res.json(changes);
    });
  }
}
