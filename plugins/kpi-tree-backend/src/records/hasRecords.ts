import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Definitions } from '../definitions/Definitions';
import { formulaOperands } from '../definitions/toKpi';

/** Whether records can be shown behind the values of a KPI, or of what it is calculated from. */
export function hasRecords(
  sources: ReadonlyMap<string, KpiSource>,
  definitions: Pick<Definitions, 'formulas' | 'kpis'>,
  kpi: KpiEntity,
): boolean {
  const { operands = [] } = formulaOperands(definitions, kpi);
  return [kpi, ...operands.map(({ name }) => definitions.kpis.get(name))].some(
    each =>
      each?.spec.formula === undefined &&
      sources.get(each?.spec.source?.id ?? '')?.records !== undefined,
  );
}
