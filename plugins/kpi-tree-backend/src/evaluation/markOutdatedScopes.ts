import { Knex } from 'knex';
import { Definitions } from '../definitions/Definitions';
import { RollupStore } from '../store/RollupStore';
import { EvaluationKeys } from './EvaluationKeys';

const SCOPES_PER_LOOK = 2_000;

/**
 * Notes those scopes to be made anew whose history is assessed by something else now:
 * another target, other settings, another period.
 */
export async function markOutdatedScopes(
  definitions: Definitions,
  { knex, rollups }: { knex: Knex; rollups: RollupStore },
  keys: EvaluationKeys,
): Promise<void> {
  let last: { scope: string; kpi: string } | undefined;
  for (;;) {
    const part = await rollups.readKeys(SCOPES_PER_LOOK, last);
    if (!part.length) {
      return;
    }
    last = part[part.length - 1];
    const outdated = part.flatMap(({ scope, kpi: name, evaluatedWith }) => {
      const kpi = definitions.kpis.get(name);
      return !kpi || evaluatedWith === keys.ofScope(definitions, kpi, scope)
        ? []
        : [{ scope, kpi: name, period: keys.currentPeriod(kpi.spec.period) }];
    });
    if (outdated.length) {
      await knex.transaction(tx => rollups.mark(tx, outdated));
    }
  }
}
