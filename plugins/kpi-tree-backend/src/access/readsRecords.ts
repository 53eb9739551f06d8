import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  kpiTreeRecordPersonalReadPermission,
  kpiTreeRecordReadPermission,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertAllowed } from './assertAllowed';

/**
 * That the caller may read records.
 *
 * @returns whether with personal data
 * @throws `NotAllowedError` if not
 */
export async function readsRecords(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<boolean> {
  await assertAllowed(permissions, kpiTreeRecordReadPermission, credentials);
  const [personal] = await permissions.authorize(
    [{ permission: kpiTreeRecordPersonalReadPermission }],
    { credentials },
  );
  return personal.result === AuthorizeResult.ALLOW;
}
