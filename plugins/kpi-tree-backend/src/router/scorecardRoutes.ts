import { ALL } from '../definitions/Definitions';
import { sendJson } from './sendJson';
import { KpiTreeRouter, RouterServices, toEntityRef } from './createRouter';

/** What pages show: scorecards, history and the members of a scope. */
export function addScorecardRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    definitions,
    scorecards,
    histories,
    series,
    members,
  }: RouterServices,
): void {
  router.get('/v1/scorecards/all', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    sendJson(
      res,
      await scorecards.scorecard(
        await definitions.get(),
        ALL,
        credentials,
        req.query.tree,
        req.query,
      ),
    );
  });

  router.get('/v1/scorecards/:kind/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    sendJson(
      res,
      await scorecards.scorecard(
        await definitions.get(),
        toEntityRef(req.params),
        credentials,
        req.query.tree,
        req.query,
      ),
    );
  });

  router.get('/v1/scorecards/all/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await histories.history(
        await definitions.get(),
        { scope: ALL, ...req.query },
        credentials,
      ),
    );
  });

  router.get(
    '/v1/scorecards/:kind/:namespace/:name/history',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req);
      res.json(
        await histories.history(
          await definitions.get(),
          { scope: toEntityRef(req.params), ...req.query },
          credentials,
        ),
      );
    },
  );

  router.get('/v1/series/all/:kpi', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await series.series(
        await definitions.get(),
        { scope: ALL, kpi: req.params.kpi, ...req.query },
        credentials,
      ),
    );
  });

  router.get('/v1/series/:kind/:namespace/:name/:kpi', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await series.series(
        await definitions.get(),
        { scope: toEntityRef(req.params), kpi: req.params.kpi, ...req.query },
        credentials,
      ),
    );
  });

  router.get('/v1/kpis/:name/members', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { scope = ALL, sort = 'score', limit = 50, cursor } = req.query;
    res.json(
      await members.members(
        await definitions.get(),
        {
          kpi: req.params.name,
          scope: scope === ALL ? ALL : toEntityRef(scope),
          sort,
          limit,
          cursor,
        },
        credentials,
      ),
    );
  });
}
