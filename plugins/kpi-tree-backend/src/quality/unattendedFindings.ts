import { judge } from '@internal/kpi-tree';
import {
  addPeriods,
  QualityFinding,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { OffTargetSeries } from '../store/CurrentStore';
import { ownerInCatalog } from './owners';
import { treeWith } from './scopeDefinitions';

/** In so many periods, the last one included, nothing was done about it. */
const PERIODS = 3;

/**
 * The KPIs of entities that were off target in their last three complete periods, by the
 * targets of that time, and about which nobody does anything.
 *
 * @param offTarget - the series whose current period is off target
 * @param isAttended - whether an action of the KPI there is proposed or open
 */
export function unattendedFindings(
  definitions: Definitions,
  offTarget: OffTargetSeries[],
  isAttended: (entityRef: string, kpi: string) => boolean,
  { tolerance }: Pick<KpiTreeConfig, 'tolerance'>,
): QualityFinding[] {
  return offTarget.flatMap(({ entityRef, kpi: name, period, spark }) => {
    const kpi = definitions.kpi(name);
    if (isAttended(entityRef, name) || kpi.spec.lifecycle === 'deprecated') {
      return [];
    }
    const { direction, period: periodType } = kpi.spec;
    const { target, threshold, owner } = definitions.effective(kpi, entityRef);
    const by = { direction, target, threshold, tolerance };
    const last = spark.slice(-PERIODS);
    const isLong =
      last.length === PERIODS &&
      last.every((value, index) => {
        const start = addPeriods(period, periodType, index - PERIODS + 1);
        return (
          value !== null && judge(value, start, by).status === 'off-target'
        );
      });
    if (!isLong) {
      return [];
    }
    const entity = definitions.entities.get(entityRef);
    const tree = treeWith(definitions, entityRef, name);
    return [
      {
        kind: 'no-action' as const,
        owner:
          ownerInCatalog(definitions, owner) ??
          ownerInCatalog(definitions, entity?.owner),
        entityRef,
        title: entity?.title ?? entityRef,
        messages: [
          `It was off target in its last ${PERIODS} complete ${periodType}s, and no action is proposed or open: add one, or set a target that is meant.`,
        ],
        kpi: name,
        kpiTitle: kpi.metadata.title ?? name,
        ...(tree ? { tree } : {}),
      },
    ];
  });
}
