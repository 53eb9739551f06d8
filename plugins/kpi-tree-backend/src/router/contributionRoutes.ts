import { ALL } from '../definitions/Definitions';
import { toEntityRef } from './toEntityRef';
import { KpiTreeRouter, RouterServices } from './KpiTreeRouter';

/** What explains a change: of a KPI its members, of a score the children. */
export function addContributionRoutes(
  router: KpiTreeRouter,
  { contextOf, contributions, scoreContributions }: RouterServices,
): void {
  router.get('/v1/contributions/all/:kpi', async (req, res) => {
    res.json(
      await contributions.contribution(await contextOf(req), {
        scope: ALL,
        kpi: req.params.kpi,
        ...req.query,
      }),
    );
  });

  router.get(
    '/v1/contributions/:kind/:namespace/:name/:kpi',
    async (req, res) => {
      res.json(
        await contributions.contribution(await contextOf(req), {
          scope: toEntityRef(req.params),
          kpi: req.params.kpi,
          ...req.query,
        }),
      );
    },
  );

  router.get('/v1/scorecards/all/contributions', async (req, res) => {
    res.json(
      await scoreContributions.contribution(await contextOf(req), {
        scope: ALL,
        ...req.query,
      }),
    );
  });

  router.get(
    '/v1/scorecards/:kind/:namespace/:name/contributions',
    async (req, res) => {
      res.json(
        await scoreContributions.contribution(await contextOf(req), {
          scope: toEntityRef(req.params),
          ...req.query,
        }),
      );
    },
  );
}
