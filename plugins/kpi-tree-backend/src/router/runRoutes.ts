import {
  kpiTreeRunCreatePermission,
  kpiTreeRunReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { assertAllowed } from './assertAllowed';
import { KpiTreeRouter, RouterServices } from './createRouter';
import { readCursor, writeCursor } from './cursor';

/** Where the next page of runs begins. */
const positionSchema = z.object({ startedAt: z.string(), id: z.string() });

/** Sources and their runs. */
export function addRunRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    permissions,
    definitions,
    sourceList,
    runs,
    collector,
    shutdown,
  }: RouterServices,
): void {
  router.get('/v1/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    res.json({ items: await sourceList.list(await definitions.get()) });
  });

  router.post('/v1/sources/:id/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunCreatePermission, credentials);
    const { run } = await collector.startOnDemand(
      req.params.id,
      req.body ?? {},
      shutdown,
    );
    res.status(202).json(run);
  });

  router.get('/v1/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    const { source, limit = 20, cursor } = req.query;
    const items = await runs.list({
      source,
      limit: limit + 1,
      after: readCursor(cursor, positionSchema),
    });
    const page = items.slice(0, limit);
    const last = page[page.length - 1];
    res.json({
      items: page,
      ...(items.length > limit
        ? {
            nextCursor: writeCursor({
              startedAt: last.startedAt,
              id: last.id,
            }),
          }
        : {}),
    });
  });

  router.get('/v1/runs/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    res.json(await runs.get(req.params.id));
  });

  router.post('/v1/runs/:id/cancel', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunCreatePermission, credentials);
    res.status(202).json(await runs.cancel(req.params.id));
  });
}
