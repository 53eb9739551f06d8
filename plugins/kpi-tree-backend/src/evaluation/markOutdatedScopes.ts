import { Knex } from 'knex';
import { ROLLED_UP } from '../store/InsightStore';
import { RollupStore } from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { DefinitionKeys } from './DefinitionKeys';

const SCOPES_PER_LOOK = 2_000;

/**
 * Notes those scopes to be made again whose history is assessed by something else now:
 * another target, other settings, another period; and those that could not be made.
 */
export async function markOutdatedScopes(
  keys: DefinitionKeys,
  {
    knex,
    rollups,
    setAside,
  }: { knex: Knex; rollups: RollupStore; setAside: SetAsideStore },
): Promise<void> {
  const { kpis } = keys.definitions;
  const retried = (await setAside.readAll()).flatMap(
    ({ seriesId, subject: scope, kpi: name, triedWith }) => {
      const kpi = kpis.get(name);
      return seriesId !== ROLLED_UP ||
        !kpi ||
        triedWith === keys.ofScope(kpi, scope)
        ? []
        : [{ scope, kpi: name, start: null }];
    },
  );
  if (retried.length) {
    await knex.transaction(tx => rollups.mark(tx, retried));
  }
  let last: { scope: string; kpi: string } | undefined;
  for (;;) {
    const part = await rollups.readKeys(SCOPES_PER_LOOK, last);
    if (!part.length) {
      return;
    }
    last = part[part.length - 1];
    const outdated = part.flatMap(({ scope, kpi: name, evaluatedWith }) => {
      const kpi = kpis.get(name);
      return !kpi || evaluatedWith === keys.ofScope(kpi, scope)
        ? []
        : [{ scope, kpi: name, start: keys.currentPeriod(kpi) }];
    });
    if (outdated.length) {
      await knex.transaction(tx => rollups.mark(tx, outdated));
    }
  }
}
