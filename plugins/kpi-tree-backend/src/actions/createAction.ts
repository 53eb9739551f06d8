import { InputError } from '@backstage/errors';
import {
  ActionFields,
  ActionSubject,
  ActionView,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiRightsReader } from '../access/KpiRightsReader';
import { RequestContext } from '../access/RequestContexts';
import { Audit, CallerWithoutRequest } from '../audit/Audit';
import { toScope } from '../router/toEntityRef';
import { ActionService } from './ActionService';

/**
 * Adds an action for a user: with their permission, and in the audit log.
 *
 * @param caller - as {@link Audit.record} takes it
 * @throws as {@link ActionService.create}
 */
export async function createAction(
  caller: object | CallerWithoutRequest,
  context: RequestContext,
  {
    subject,
    fields,
    by,
  }: {
    subject: ActionSubject;
    fields: ActionFields;
    /** The reference of the user. */
    by: string;
  },
  {
    audit,
    actions,
    actionRights,
  }: { audit: Audit; actions: ActionService; actionRights: KpiRightsReader },
): Promise<ActionView> {
  return audit.record(
    caller,
    { eventId: 'action-create', meta: { ...subject } },
    async note => {
      const created = await actions.create(
        context,
        subjectOf(subject),
        fields,
        by,
        await actionRights.of(context.credentials),
      );
      note({ id: created.id });
      return created;
    },
  );
}

function subjectOf(subject: ActionSubject): ActionSubject {
  const { kpi, tree, node } = subject;
  const scope = toScope(subject.scope);
  if (kpi !== undefined && tree === undefined && node === undefined) {
    return { scope, kpi };
  }
  if (kpi === undefined && tree !== undefined && node !== undefined) {
    return { scope, tree, node };
  }
  throw new InputError(
    'subject names neither a KPI nor a node: use { scope, kpi } or { scope, tree, node }',
  );
}
