import { InputError } from '@backstage/errors';
import { kpiTreeDefinitionTryPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { MAX_DRAFT } from '../drafts/DraftService';
import { assertAllowed } from './assertAllowed';
import { KpiTreeRouter, RouterServices, toEntityRef } from './createRouter';

/** Definitions that are being written. */
export function addDraftRoutes(
  router: KpiTreeRouter,
  { httpAuth, permissions, audit, drafts, trials }: RouterServices,
): void {
  router.post('/v1/definitions/check', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(
      await audit.record(
        req,
        { eventId: 'definition-check', severityLevel: 'low' },
        async note => {
          const check = await drafts.check(limited(req.body.yaml), credentials);
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
    const credentials = await httpAuth.credentials(req);
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
            credentials,
          );
          const trial = await trials.try(
            limited(yaml),
            toEntityRef(entityRef),
            credentials,
          );
          const { series, rowsRead, rowsRejected, measurements } = trial;
          note({ kpi: series.kpi, rowsRead, rowsRejected, measurements });
          return trial;
        },
      ),
    );
  });
}

function limited(yaml: string): string {
  if (yaml.length > MAX_DRAFT) {
    throw new InputError(
      `yaml has ${yaml.length} characters: try a text of at most ${MAX_DRAFT}`,
    );
  }
  return yaml;
}
