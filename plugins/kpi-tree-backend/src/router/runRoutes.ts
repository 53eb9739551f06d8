import {
  kpiTreeRunCreatePermission,
  kpiTreeRunReadPermission,
  Source,
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
    sources,
    runs,
    collector,
  }: RouterServices,
): void {
  router.get('/v1/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    const { kpis } = await definitions.get();
    const items = [...sources.values()].map(
      async ({ id, description }): Promise<Source> => ({
        id,
        description: description ?? null,
        kpis: [...kpis.values()]
          .filter(kpi => kpi.spec.source?.id === id)
          .map(kpi => kpi.metadata.name),
        lastRun: (await runs.list({ source: id, limit: 1 }))[0] ?? null,
      }),
    );
    res.json({ items: await Promise.all(items) });
  });

  router.post('/v1/sources/:id/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunCreatePermission, credentials);
    const { run } = await collector.start(req.params.id, 'demand');
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
}
