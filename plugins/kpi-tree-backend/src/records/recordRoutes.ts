import {
  kpiTreeRecordPersonalReadPermission,
  kpiTreeRecordReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { assertAllowed } from '../access/assertAllowed';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { RecordService } from './RecordService';

/** The records behind a value. */
export function addRecordRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    permissions,
    audit,
    recordService,
  }: RouterServices & { recordService: RecordService },
): void {
  for (const path of [
    '/v1/records/all/:kpi',
    '/v1/records/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      const context = await contextOf(req);
      const { credentials } = context;
      const scope = toScope(req.params);
      const { kpi } = req.params;
      const { period, sort, descending = true, limit = 50, cursor } = req.query;
      const page = await audit.record(
        req,
        {
          eventId: 'record-read',
          severityLevel: 'low',
          meta: { scope, kpi, ...(period ? { period } : {}) },
        },
        async note => {
          await assertAllowed(
            permissions,
            kpiTreeRecordReadPermission,
            credentials,
          );
          const [personal] = await permissions.authorize(
            [{ permission: kpiTreeRecordPersonalReadPermission }],
            { credentials },
          );
          const found = await recordService.records(context, {
            scope,
            kpi,
            period,
            sort,
            descending,
            limit,
            cursor,
            withPersonal: personal.result === AuthorizeResult.ALLOW,
          });
          note({
            records: found.items.length,
            personal:
              personal.result === AuthorizeResult.ALLOW &&
              (found.columns ?? []).some(({ isPersonal }) => isPersonal),
          });
          return found;
        },
      );
      res.json(page);
    });
  }
}
