import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { sendJson } from '../router/sendJson';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { ScorecardService } from './ScorecardService';
import { ScoreHistoryService } from './ScoreHistoryService';
import { ScoreService } from './ScoreService';

/** Scorecards of entities and scopes, and the history of their scores. */
export function addScorecardRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    scorecards,
    scoreHistories,
    scores,
  }: RouterServices & {
    scorecards: ScorecardService;
    scoreHistories: ScoreHistoryService;
    scores: ScoreService;
  },
): void {
  for (const path of [
    '/v1/scorecards/all',
    '/v1/scorecards/:kind/:namespace/:name',
  ] as const) {
    router.get(path, async (req, res) => {
      sendJson(
        res,
        await scorecards.scorecard(
          await contextOf(req),
          toScope(req.params),
          req.query.tree,
          req.query,
        ),
      );
    });
  }

  for (const path of [
    '/v1/scorecards/all/history',
    '/v1/scorecards/:kind/:namespace/:name/history',
  ] as const) {
    router.get(path, async (req, res) => {
      const { period: periodType, ...query } = req.query;
      res.json(
        await scoreHistories.history(await contextOf(req), {
          scope: toScope(req.params),
          periodType,
          ...query,
        }),
      );
    });
  }

  router.post('/v1/scores', async (req, res) => {
    res.json({
      items: await scores.scores(
        await contextOf(req),
        req.body.entityRefs.map(toEntityRef),
      ),
    });
  });
}
