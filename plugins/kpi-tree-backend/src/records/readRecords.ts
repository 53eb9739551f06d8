import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  RecordColumn,
  RecordPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { readsRecords } from '../access/readsRecords';
import { RequestContext } from '../access/RequestContexts';
import { Audit, CallerWithoutRequest } from '../audit/Audit';
import { RecordPageRequest, RecordService } from './RecordService';

/**
 * The records behind a value for a caller: with their permission, and in the audit log.
 *
 * @param caller - as {@link Audit.record} takes it
 * @throws `NotAllowedError` if the caller may not read records; else as
 * {@link RecordService.records}
 */
export async function readRecords(
  caller: object | CallerWithoutRequest,
  context: RequestContext,
  request: Omit<RecordPageRequest, 'withPersonal'>,
  {
    permissions,
    audit,
    recordService,
  }: {
    permissions: PermissionsService;
    audit: Audit;
    recordService: RecordService;
  },
): Promise<RecordPage> {
  const { scope, kpi, period } = request;
  return audit.record(
    caller,
    {
      eventId: 'record-read',
      severityLevel: 'low',
      meta: { scope, kpi, ...(period ? { period } : {}) },
    },
    async note => {
      const withPersonal = await readsRecords(permissions, context.credentials);
      const found = await recordService.records(context, {
        ...request,
        withPersonal,
      });
      note({
        records: found.items.length,
        personal: withPersonal && (hasPersonal(found) || namesSender(found)),
      });
      return found;
    },
  );
}

/** Whether an answer has columns with personal data. */
export function hasPersonal({
  columns = [],
}: {
  columns?: RecordColumn[];
}): boolean {
  return columns.some(({ isPersonal }) => isPersonal);
}

function namesSender({ origin }: RecordPage): boolean {
  return origin?.sent?.pushes.some(({ byUser }) => byUser) ?? false;
}
