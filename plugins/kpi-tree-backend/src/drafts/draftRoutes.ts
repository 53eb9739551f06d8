import { kpiTreeDefinitionTryPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertAllowed } from '../access/assertAllowed';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';
import { toEntityRef } from '../router/toEntityRef';
import { DraftService } from './DraftService';
import { TrialService } from './TrialService';

/** Definitions that are being written. */
export function addDraftRoutes(
  router: KpiTreeRouter,
  {
    contextOf,
    permissions,
    audit,
    drafts,
    trials,
  }: RouterServices & { drafts: DraftService; trials: TrialService },
): void {
  router.post('/v1/definitions/check', async (req, res) => {
    const context = await contextOf(req);
    res.json(
      await audit.record(
        req,
        { eventId: 'definition-check', severityLevel: 'low' },
        async note => {
          const check = await drafts.check(context, req.body.yaml);
          note({
            kpi: check.kpi?.name ?? null,
            problems: check.problems.length,
          });
          return check;
        },
      ),
    );
  });

  router.post('/v1/definitions/try', async (req, res) => {
    const context = await contextOf(req);
    const { yaml, entityRef } = req.body;
    res.json(
      await audit.record(
        req,
        {
          eventId: 'definition-try',
          severityLevel: 'low',
          meta: { entityRef },
        },
        async note => {
          await assertAllowed(
            permissions,
            kpiTreeDefinitionTryPermission,
            context.credentials,
          );
          const trial = await trials.try(context, yaml, toEntityRef(entityRef));
          const { series, rowsRead, rowsRejected, measurements } = trial;
          note({ kpi: series.kpi, rowsRead, rowsRejected, measurements });
          return trial;
        },
      ),
    );
  });
}
