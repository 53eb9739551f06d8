import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toScope } from '../router/toEntityRef';
import { readsRecords } from '../access/readsRecords';
import { sendJson } from '../router/sendJson';
import { BreakdownService } from './BreakdownService';
import { ClassScorecards } from './ClassScorecards';
import { RecordBreakdowns } from './RecordBreakdowns';

/** What KPIs are made of, by the classes of a column. */
export function addBreakdownRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    permissions,
    audit,
    breakdowns,
    classScorecards,
    recordBreakdowns,
  }: RouterServices & {
    breakdowns: BreakdownService;
    classScorecards: ClassScorecards;
    recordBreakdowns: RecordBreakdowns;
  },
): void {
  for (const path of [
    '/v1/breakdowns/all/:kpi',
    '/v1/breakdowns/:kind/:namespace/:name/:kpi',
  ] as const) {
    router.get(path, async (req, res) => {
      const context = await contextOf(req);
      const scope = toScope(req.params);
      const { kpi } = req.params;
      const asked = { scope, kpi, ...req.query };
      const { column } = asked;
      if (column === undefined) {
        res.json(await breakdowns.breakdown(context, asked));
        return;
      }
      const found = await audit.record(
        req,
        {
          eventId: 'record-read',
          severityLevel: 'low',
          meta: { scope, kpi, column },
        },
        async () =>
          breakdowns.breakdown(context, {
            ...asked,
            withPersonal: await readsRecords(permissions, context.credentials),
          }),
      );
      res.json(found);
    });
  }

  for (const path of [
    '/v1/class-scorecards/all',
    '/v1/class-scorecards/:kind/:namespace/:name',
  ] as const) {
    router.get(path, async (req, res) => {
      const { class: name, ...query } = req.query;
      sendJson(
        res,
        await classScorecards.scorecard(await contextOf(req), {
          scope: toScope(req.params),
          name,
          ...query,
        }),
      );
    });
  }

  for (const path of [
    '/v1/scorecard-classes/all',
    '/v1/scorecard-classes/:kind/:namespace/:name',
  ] as const) {
    router.get(path, async (req, res) => {
      res.json(
        await classScorecards.classes(await contextOf(req), {
          scope: toScope(req.params),
          ...req.query,
        }),
      );
    });
  }

  router.get('/v1/breakdown-columns/:kpi', async (req, res) => {
    const { definitions, credentials } = await contextOf(req);
    const withPersonal = await readsRecords(permissions, credentials);
    const kpi = definitions.kpi(req.params.kpi);
    res.json({ items: recordBreakdowns.columns(kpi, withPersonal) });
  });
}
