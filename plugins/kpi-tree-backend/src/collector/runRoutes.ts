import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  kpiTreeRunAcceptPermission,
  kpiTreeRunCreatePermission,
  kpiTreeRunReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { assertAllowed } from '../access/assertAllowed';
import { readCursor, writeCursor } from '../paging/cursor';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { RunStore } from '../store/RunStore';
import { Collector } from './Collector';
import { readableRuns } from './readableRuns';
import { SourceList } from './SourceList';

/** Where the next page of runs begins. */
const positionSchema = z.object({ startedAt: z.string(), id: z.string() });

/** Sources and their runs. */
export function addRunRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    auth,
    permissions,
    audit,
    sourceList,
    runs,
    collector,
    shutdown,
  }: RouterServices & {
    sourceList: SourceList;
    runs: RunStore;
    collector: Collector;
  },
): void {
  router.get('/v1/sources', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    const sources = await sourceList.list(context);
    const shown = readableRuns(
      sources.flatMap(({ lastRun, heldRun }) =>
        [lastRun, heldRun].flatMap(run => run ?? []),
      ),
      context,
    );
    const byId = new Map(shown.map(run => [run.id, run]));
    res.json({
      items: sources.map(source => ({
        ...source,
        lastRun: byId.get(source.lastRun?.id ?? '') ?? null,
        heldRun: byId.get(source.heldRun?.id ?? '') ?? null,
      })),
    });
  });

  router.post('/v1/sources/:id/runs', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
    const { from, to, dryRun = false } = req.body ?? {};
    const started = await audit.record(
      req,
      {
        eventId: 'run-start',
        meta: { source: req.params.id, from, to, dryRun },
      },
      async note => {
        await assertAllowed(
          permissions,
          kpiTreeRunCreatePermission,
          credentials,
        );
        const { run } = await collector.startOnDemand(
          req.params.id,
          { from, to, dryRun },
          shutdown,
        );
        note({ run: run.id });
        return run;
      },
    );
    res.status(202).json(readableRuns([started], context)[0]);
  });

  router.post('/v1/runs/:id/accept', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
    const started = await audit.record(
      req,
      {
        eventId: 'run-accept',
        severityLevel: 'high',
        meta: { held: req.params.id },
      },
      async note => {
        await assertAllowed(
          permissions,
          kpiTreeRunAcceptPermission,
          credentials,
        );
        const { held, run } = await collector.accept(
          req.params.id,
          nameOf(auth, credentials),
          shutdown,
        );
        note({
          source: run.source,
          run: run.id,
          removed: held.loss?.removed ?? 0,
          reduced: held.loss?.reduced ?? 0,
        });
        return run;
      },
    );
    res.status(202).json(readableRuns([started], context)[0]);
  });

  router.get('/v1/runs', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
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
      items: readableRuns(page, context),
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
    const context = await contextOf(req);
    const { credentials } = context;
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    const run = await runs.get(req.params.id);
    res.json(readableRuns([run], context)[0]);
  });

  router.post('/v1/runs/:id/cancel', async (req, res) => {
    const context = await contextOf(req);
    const { credentials } = context;
    const run = await audit.record(
      req,
      { eventId: 'run-cancel', meta: { run: req.params.id } },
      async note => {
        await assertAllowed(
          permissions,
          kpiTreeRunCreatePermission,
          credentials,
        );
        const cancelled = await runs.cancel(req.params.id);
        const { source, measurementsWritten } = cancelled;
        note({ source, measurementsWritten });
        return cancelled;
      },
    );
    res.status(202).json(readableRuns([run], context)[0]);
  });
}

/** The entity reference of a user, or the subject of a service. */
function nameOf(auth: AuthService, credentials: BackstageCredentials): string {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : 'nobody';
}
