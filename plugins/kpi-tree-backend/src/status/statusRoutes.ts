import { kpiTreeRunReadPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertAllowed } from '../access/assertAllowed';
import { ConfigReport } from '../configuration/ConfigReport';
import { MessageService } from '../messages/MessageService';
import { KpiTreeRouter, RouterServices } from '../router/KpiTreeRouter';

/** The state of the backend: for those who may see the sources. */
export function addStatusRoutes(
  router: KpiTreeRouter,
  {
    httpAuth,
    permissions,
    arithmetic,
    config,
    report,
    messages,
  }: RouterServices & { report: ConfigReport; messages: MessageService },
): void {
  router.get('/v1/status', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await assertAllowed(permissions, kpiTreeRunReadPermission, credentials);
    const { calendar, judgement } = config.faults;
    res.json({
      numbers:
        calendar ?? judgement ? 'misconfigured' : await arithmetic.state(),
      problems: [...report.list(), ...(await messages.problems())],
    });
  });
}
