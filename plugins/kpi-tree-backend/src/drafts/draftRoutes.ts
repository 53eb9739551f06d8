import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { checkDraft, tryDraft } from './auditedDrafts';
import { DraftService } from './DraftService';
import { TrialService } from './TrialService';

/** Definitions that are being written. */
export function addDraftRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    ...services
  }: RouterServices & { drafts: DraftService; trials: TrialService },
): void {
  router.post('/v1/definitions/check', async (req, res) => {
    const context = await contextOf(req);
    res.json(await checkDraft(req, context, req.body.yaml, services));
  });

  router.post('/v1/definitions/try', async (req, res) => {
    const context = await contextOf(req);
    res.json(await tryDraft(req, context, req.body, services));
  });
}
