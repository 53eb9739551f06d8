import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_KPI_TREE_KPI } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

/**
 * What a permission of the resource type `kpi-tree-kpi` is about: a KPI of an entity.
 *
 * @public
 */
export type KpiOfEntity = {
  /** Full reference. */
  entityRef: string;
  kpi: string;
  /**
   * Full references of who owns it: the owner of the KPI, that of an
   * annotation of the entity before that of the Kpi, and the owner of the entity; a
   * Group owns itself.
   */
  owners: string[];
};

/**
 * The resource type `kpi-tree-kpi`; modules may add rules of their own to it.
 *
 * @public
 */
export const kpiTreeKpiPermissionResourceRef = createPermissionResourceRef<
  KpiOfEntity,
  unknown
>().with({
  pluginId: 'kpi-tree',
  resourceType: RESOURCE_TYPE_KPI_TREE_KPI,
});

/**
 * The rules by which a policy can make a decision depend on the KPI.
 *
 * @public
 */
export const kpiTreePermissionRules = {
  isOwner: createPermissionRule({
    name: 'IS_OWNER',
    description: 'Allow for KPIs of entities whose owner is among the claims',
    resourceRef: kpiTreeKpiPermissionResourceRef,
    paramsSchema: z.object({
      claims: z
        .array(z.string())
        .describe(
          'Full references of a user and their groups: one of them has to own the KPI or the entity',
        ),
    }),
    apply: ({ owners }, { claims }) =>
      owners.some(owner => claims.includes(owner)),
    // They are decided in memory: there is no query to narrow
    toQuery: () => undefined,
  }),
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: kpiTreeKpiPermissionResourceRef,
  rules: kpiTreePermissionRules,
});

/**
 * The conditions of a decision about KPIs, such as
 * `kpiTreeConditions.isOwner({ claims })`.
 *
 * @public
 */
export const kpiTreeConditions = conditions;

/**
 * Makes the decision of a permission policy, of a permission and
 * {@link kpiTreeConditions}.
 *
 * @public
 */
export const createKpiTreeConditionalDecision = createConditionalDecision;
