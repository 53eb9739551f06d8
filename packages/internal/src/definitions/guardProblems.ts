import { KpiEntity, Problem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { namesLike } from './names';
import { placeOf } from './placeOf';

/**
 * Guards that are no KPI, or the KPI itself. The KPI holds all the same: what is no KPI
 * guards nothing.
 */
export function guardProblems(kpis: ReadonlyMap<string, KpiEntity>): Problem[] {
  return [...kpis.values()].flatMap(kpi => {
    const { name } = kpi.metadata;
    const others = [...kpis.keys()].filter(other => other !== name);
    return (kpi.spec.guards ?? []).flatMap((guard, index): Problem[] => {
      const mistake = mistakeOf(guard, name, others);
      const field = `spec.guards[${index}]`;
      return mistake
        ? [
            {
              ...placeOf(kpi),
              field,
              value: guard,
              message: `${field} is ${JSON.stringify(guard)}: ${mistake}`,
            },
          ]
        : [];
    });
  });
}

function mistakeOf(
  guard: string,
  name: string,
  others: string[],
): string | undefined {
  if (guard === name) {
    return 'a KPI is no guard of itself: name another one, or leave it out';
  }
  return others.includes(guard)
    ? undefined
    : `it is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are ${
        namesLike(guard, others) || 'none yet'
      }`;
}
