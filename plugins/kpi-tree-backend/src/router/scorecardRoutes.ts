import { ALL } from '../definitions/Definitions';
import { sendJson } from './sendJson';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** What pages show: scorecards, history and the members of a scope. */
export function addScorecardRoutes(
  router: KpiTreeRouter,
  { contextOf, scorecards, scoreHistories, series, members }: RouterServices,
): void {
  router.get('/v1/scorecards/all', async (req, res) => {
    sendJson(
      res,
      await scorecards.scorecard(
        await contextOf(req),
        ALL,
        req.query.tree,
        req.query,
      ),
    );
  });

  router.get('/v1/scorecards/:kind/:namespace/:name', async (req, res) => {
    sendJson(
      res,
      await scorecards.scorecard(
        await contextOf(req),
        toEntityRef(req.params),
        req.query.tree,
        req.query,
      ),
    );
  });

  router.get('/v1/scorecards/all/history', async (req, res) => {
    res.json(
      await scoreHistories.history(await contextOf(req), {
        scope: ALL,
        ...req.query,
      }),
    );
  });

  router.get(
    '/v1/scorecards/:kind/:namespace/:name/history',
    async (req, res) => {
      res.json(
        await scoreHistories.history(await contextOf(req), {
          scope: toEntityRef(req.params),
          ...req.query,
        }),
      );
    },
  );

  router.get('/v1/series/all/:kpi', async (req, res) => {
    res.json(
      await series.series(await contextOf(req), {
        scope: ALL,
        kpi: req.params.kpi,
        ...req.query,
      }),
    );
  });

  router.get('/v1/series/:kind/:namespace/:name/:kpi', async (req, res) => {
    res.json(
      await series.series(await contextOf(req), {
        scope: toEntityRef(req.params),
        kpi: req.params.kpi,
        ...req.query,
      }),
    );
  });

  router.get('/v1/kpis/:name/members', async (req, res) => {
    const { scope = ALL, sort = 'score', limit = 50, cursor, asOf } = req.query;
    res.json(
      await members.members(await contextOf(req), {
        kpi: req.params.name,
        scope: scope === ALL ? ALL : toEntityRef(scope),
        sort,
        limit,
        cursor,
        asOf,
      }),
    );
  });
}
