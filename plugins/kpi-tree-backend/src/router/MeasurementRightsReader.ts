import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  kpiTreeMeasurementCreatePermission,
  MeasurementRights,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';

const rightsOf = {
  [AuthorizeResult.ALLOW]: 'all',
  [AuthorizeResult.CONDITIONAL]: 'some',
  [AuthorizeResult.DENY]: 'none',
} as const;

/** Of which KPIs a caller may send measurements: the policy is asked once. */
export class MeasurementRightsReader {
  private readonly isMet: (
    decision: PolicyDecision,
    resource: KpiOfEntity | undefined,
  ) => boolean;

  constructor(
    private readonly permissions: PermissionsService,
    rules: PermissionRuleset<KpiOfEntity>,
  ) {
    this.isMet = createConditionAuthorizer(rules);
  }

  /** Whether a caller may send any. */
  async read(credentials: BackstageCredentials): Promise<MeasurementRights> {
    return { create: rightsOf[(await this.decide(credentials)).result] };
  }

  /**
   * @returns whether the caller may send measurements of a KPI, or `undefined` if
   * she may of all
   * @throws `NotAllowedError` if she may of none
   */
  async check(
    credentials: BackstageCredentials,
  ): Promise<((kpi: KpiOfEntity) => boolean) | undefined> {
    const decision = await this.decide(credentials);
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError(
        `You need the permission ${kpiTreeMeasurementCreatePermission.name}: ask the admin of the portal`,
      );
    }
    return decision.result === AuthorizeResult.CONDITIONAL
      ? kpi => this.isMet(decision, kpi)
      : undefined;
  }

  private async decide(credentials: BackstageCredentials) {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: kpiTreeMeasurementCreatePermission }],
      { credentials },
    );
    return decision;
  }
}
