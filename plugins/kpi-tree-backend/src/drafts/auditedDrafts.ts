import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  DraftCheck,
  DraftTrial,
  kpiTreeDefinitionTryPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertAllowed } from '../access/assertAllowed';
import { RequestContext } from '../access/RequestContexts';
import { Audit, CallerWithoutRequest } from '../audit/Audit';
import { toEntityRef } from '../router/toEntityRef';
import { DraftService } from './DraftService';
import { TrialService } from './TrialService';

/**
 * What is wrong with a definition that a caller writes, noted in the audit log.
 *
 * @param caller - as {@link Audit.record} takes it
 */
export async function checkDraft(
  caller: object | CallerWithoutRequest,
  context: RequestContext,
  yaml: string,
  { audit, drafts }: { audit: Audit; drafts: DraftService },
): Promise<DraftCheck> {
  return audit.record(
    caller,
    { eventId: 'definition-check', severityLevel: 'low' },
    async note => {
      const check = await drafts.check(context, yaml);
      note({
        kpi: check.kpi?.name ?? null,
        problems: check.problems.length,
      });
      return check;
    },
  );
}

/**
 * What a source would measure with a definition, for a caller who may try it: with their
 * permission, and in the audit log.
 *
 * @param caller - as {@link Audit.record} takes it
 * @throws `NotAllowedError` if the caller may not try definitions; else as
 * {@link TrialService.try}
 */
export async function tryDraft(
  caller: object | CallerWithoutRequest,
  context: RequestContext,
  { yaml, entityRef }: { yaml: string; entityRef: string },
  {
    permissions,
    audit,
    trials,
  }: { permissions: PermissionsService; audit: Audit; trials: TrialService },
): Promise<DraftTrial> {
  return audit.record(
    caller,
    { eventId: 'definition-try', severityLevel: 'low', meta: { entityRef } },
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
  );
}
