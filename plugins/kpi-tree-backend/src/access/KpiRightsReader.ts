import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { MeasurementRights } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';

const rightsOf = {
  [AuthorizeResult.ALLOW]: 'all',
  [AuthorizeResult.CONDITIONAL]: 'some',
  [AuthorizeResult.DENY]: 'none',
} as const;

/** Of which KPIs a caller has a permission: the policy is asked once. */
export class KpiRightsReader {
  private readonly isMet: (
    decision: PolicyDecision,
    resource: KpiOfEntity | undefined,
  ) => boolean;

  constructor(
    private readonly permissions: PermissionsService,
    rules: PermissionRuleset<KpiOfEntity>,
    private readonly permission: ResourcePermission,
  ) {
    this.isMet = createConditionAuthorizer(rules);
  }

  /** Whether a caller has it of any. */
  async read(credentials: BackstageCredentials): Promise<MeasurementRights> {
    return { create: rightsOf[(await this.decide(credentials)).result] };
  }

  /**
   * @returns whether the caller has it of a KPI, or `undefined` if they have it of all
   * @throws `NotAllowedError` if they have it of none
   */
  async check(
    credentials: BackstageCredentials,
  ): Promise<((kpi: KpiOfEntity) => boolean) | undefined> {
    const decision = await this.decide(credentials);
    if (decision.result === AuthorizeResult.DENY) {
      throw new NotAllowedError(
        `You need the permission ${this.permission.name}: ask the admin of the portal`,
      );
    }
    return decision.result === AuthorizeResult.CONDITIONAL
      ? kpi => this.isMet(decision, kpi)
      : undefined;
  }

  /** Of which KPIs the caller has it; of some, of all or of none. */
  async of(
    credentials: BackstageCredentials,
  ): Promise<(kpi: KpiOfEntity) => boolean> {
    const decision = await this.decide(credentials);
    return kpi =>
      decision.result === AuthorizeResult.CONDITIONAL
        ? this.isMet(decision, kpi)
        : decision.result === AuthorizeResult.ALLOW;
  }

  private async decide(credentials: BackstageCredentials) {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: this.permission }],
      { credentials },
    );
    return decision;
  }
}
