import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  KpiDefinition,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/**
 * What the formula of a Kpi names, of what the caller may read; nothing for one that
 * is measured.
 */
export async function formulaOperands(
  { formulas, kpis }: Pick<Definitions, 'formulas' | 'kpis'>,
  kpi: KpiEntity,
  readable: (entityRefs: string[]) => Promise<string[]>,
): Promise<Pick<KpiDefinition, 'operands'>> {
  const formula = formulas.get(kpi.metadata.name);
  if (!formula) {
    return {};
  }
  const operands = [...formula.operands].flatMap(([operand, name]) => {
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
  });
  const visible = await readable(operands.map(({ entityRef }) => entityRef));
  return {
    operands: operands.filter(({ entityRef }) => visible.includes(entityRef)),
  };
}

/** A Kpi as the API tells it. */
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
