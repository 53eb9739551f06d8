import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KpiDefinition,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from './Definitions';

/** What the formula of a Kpi names; nothing for one that is measured. */
export function formulaOperands(
  { formulas, kpis }: Pick<Definitions, 'formulas' | 'kpis'>,
  kpi: KpiEntity,
): Pick<KpiDefinition, 'operands'> {
  const formula = formulas.get(kpi.metadata.name);
  if (!formula) {
    return {};
  }
  return {
    operands: [...formula.operands].flatMap(([operand, name]) => {
      const found = kpis.get(name);
      return found
        ? [
            {
              operand,
              name,
              entityRef: stringifyEntityRef(found),
              title: found.metadata.title ?? name,
            },
          ]
        : [];
    }),
  };
}

/** A Kpi as the API returns it. */
export function toKpi(kpi: KpiEntity): KpiDefinition {
  const { name, title, description, tags } = kpi.metadata;
  return {
    name,
    entityRef: stringifyEntityRef(kpi),
    title: title ?? name,
    description: description ?? '',
    tags: tags ?? [],
    spec: kpi.spec,
  };
}
