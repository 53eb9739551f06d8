import { runningPeriod } from '@internal/kpi-tree';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { MembersByDay, membershipDay } from '../memberships/MembersByDay';
import { CurrentState } from '../store/CurrentStore';
import { RollupMark } from '../store/RollupStore';
import { Evaluated, turnedSilent } from './Evaluation';

/** A series of which something is different: of one that is gone there is no state. */
type Changed = Pick<
  Evaluated,
  'series' | 'kpi' | 'key' | 'before' | 'changed'
> & { state?: CurrentState };

/**
 * What of the scopes of an entity has to be rolled up again, formulas that are
 * computed from it included: they are, also where the entity has not all operands.
 */
export function rollupMarks(
  definitions: Definitions,
  evaluated: Changed,
  options: {
    membersByDay: MembersByDay;
    /** As an epoch day. */
    today: number;
    config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
  },
): RollupMark[] {
  const { series, kpi, key, state, before, changed } = evaluated;
  const { membersByDay, today } = options;
  const { entityRef, kpi: name } = series;
  const { period: periodType } = kpi.spec;
  const formulas = definitions.formulas.over(name);
  // What is measured of a scope itself goes into its formulas
  const own = definitions.isScope(entityRef) ? [entityRef] : [];
  const inPeriods = (names: string[], starts: Iterable<string>): RollupMark[] =>
    [...starts].flatMap(start => {
      const scopes = membersByDay.scopesOn(
        entityRef,
        membershipDay(start, periodType, today),
      );
      return names.flatMap(each =>
        [...scopes, ...(each === name ? [] : own)].map(scope => ({
          scope,
          kpi: each,
          start,
        })),
      );
    });
  const scopesEver = membersByDay.scopesOf(entityRef);
  const ofFormulas = marksOf(formulas, [...scopesEver, ...own], null);
  if (before?.key.rollup !== key.rollup) {
    // It is new, counts otherwise, or is another part of a sum of targets: at all
    // times
    return [...marksOf([name], scopesEver, null), ...ofFormulas];
  }
  const { values, silent } = changed;
  if (!silent) {
    // Nobody knows in which periods it counts otherwise that it has nothing
    return [...marksOf([name], scopesEver, null), ...ofFormulas];
  }
  const different = [...values, ...silent];
  const hasTurned = before.key.current !== key.current;
  const isOther = hasTurned || !state || differs(before.state, state);
  const around = [
    key.current,
    runningPeriod(options.config.now(), periodType, options.config.timeZone),
    // It may have left a scope whose state still counts it
    before.key.current,
  ];
  return [
    ...inPeriods([name], new Set([...different, ...(isOther ? around : [])])),
    ...(before.key.formulas === key.formulas
      ? [
          ...inPeriods(formulas, different),
          // A formula has a history where it has no members any more
          ...(hasTurned || turnedSilent(evaluated)
            ? marksOf(formulas, [...scopesEver, ...own], key.current)
            : []),
        ]
      : ofFormulas),
  ];
}

function marksOf(
  kpis: string[],
  scopes: string[],
  start: string | null,
): RollupMark[] {
  return kpis.flatMap(kpi => scopes.map(scope => ({ scope, kpi, start })));
}

/** Whether a member counts otherwise among those of its scopes. */
function differs(a: CurrentState, b: CurrentState): boolean {
  return a.status !== b.status || a.period !== b.period || a.value !== b.value;
}
